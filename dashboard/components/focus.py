"""One indicator in full: the sentence, the chart, why the rule says so, phases, events, numbers and definition."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import filters, tables, theme
from dashboard.components import chrome, glossary, html, notes, take_away
from dashboard.figures import explained, icons, plotly_chart, spec, svg
from qi import formats, wording
from qi.analysis import Analysis, Event
from qi.run_charts import RunPhase


def show(analysis: Analysis, lang: str) -> None:
    """Draw the focus view of one indicator."""
    _head(analysis, lang, page=True)
    _chart_and_why(analysis, lang, page=True)
    notes.on_chart(analysis.indicator.key, analysis.selection, lang)
    _numbers(analysis, lang)
    take_away.of_chart(analysis, lang)


def show_own(analysis: Analysis, lang: str) -> None:
    """Draw a series somebody brought along: without a definition, and part of another page."""
    _head(analysis, lang, page=False)
    _chart_and_why(analysis, lang, page=False)


def _chart_and_why(analysis: Analysis, lang: str, *, page: bool) -> None:
    drawn = spec.chart_spec(analysis, lang)
    with st.container(key=f"card-{analysis.indicator.key}", border=True):
        st.plotly_chart(
            plotly_chart.figure(drawn, lang, ink=theme.DARK if st.context.theme.type == "dark" else theme.LIGHT),
            config=plotly_chart.config(lang),
            theme=None,
            key="focus",
            alt=wording.chart_summary(analysis, lang),
        )
        # Never seen: shell.js presses it when the system turns light or dark, as Plotly keeps the colours it was given.
        st.button(wording.sentence("shell.redraw", lang), key="tegn-igen")
        # Plotly cannot place labels for a phone and keeps its colours on paper: the style sheet shows one.
        phone, paper = svg.draw_fluid(drawn, "l320", classes="kt-only-phone"), svg.draw(drawn, "l", ink=theme.PAGE_INKS)
        html.show(Markup(f'<div class="kt-drawn">{phone}</div><div class="kt-only-paper">{paper}</div>'))  # noqa: S704 - the renderer escapes
        if page:
            as_of = formats.long_date(analysis.as_of, lang)
            html.show(html.render("aside", text=wording.sentence("foot.data_through", lang, date=as_of)))
    html.show(
        html.render(
            "focus_why",
            titles=_titles(lang, "why", "phases", "events", "no_events"),
            strip=Markup(svg.run_strip(analysis, lang)),  # noqa: S704 - the renderer escapes its texts
            **_why(analysis, lang),
            phases=[_phase(analysis, i, lang) for i in range(len(analysis.chart.phases))],
            events=[_event(event, lang) for event in reversed(_events_in_view(analysis))],
        )
    )


def _why(analysis: Analysis, lang: str) -> dict[str, object]:
    """Return the sentences that say why, with the words of the method explained where they stand first."""
    text, reasons = wording.verdict_text(analysis.facts, lang), wording.reasons(analysis.facts, lang)
    said = [text.explanation, *(reason.label for reason in reasons), *text.notes]
    explanation, *rest = glossary.marked(said, lang)
    return {
        "card": text.card,
        "explanation": explanation,
        "reasons": list(zip(rest[: len(reasons)], reasons, strict=True)),
        "notes": rest[len(reasons) :],
    }


def _numbers(analysis: Analysis, lang: str) -> None:
    rows = tables.rows(analysis, lang)
    all_rows = wording.sentence("focus.all_rows", lang, n=len(rows))
    html.show(
        html.render(
            "focus_table",
            titles=_titles(lang, "numbers", "definition") | {"all_rows": all_rows},
            heads={name: wording.sentence(f"table.{name}", lang) for name in tables.COLUMNS},
            has_numerator=tables.has_numerator(analysis),
            rows=rows,
            tone=analysis.facts.tone.value,
            definition=chrome.definition(analysis.indicator, lang),
        )
    )


def _titles(lang: str, *names: str) -> dict[str, str]:
    return {name: wording.sentence(f"focus.{name}", lang) for name in names}


def _head(analysis: Analysis, lang: str, *, page: bool) -> None:
    indicator, i = analysis.indicator, analysis.latest
    value = "–" if i is None else formats.number(float(analysis.table.value[i]), indicator.decimals, lang=lang)
    html.show(
        html.render(
            "focus_head",
            home=filters.link("", analysis.selection, lang) if page else "",
            home_title=wording.sentence("page.overblik", lang),
            name=indicator.title(lang),
            seen=explained.chart_sign(analysis, lang),
            icon=icons.verdict_icon(analysis.facts, size=36),
            headline=wording.verdict_text(analysis.facts, lang).headline,
            filterline=chrome.filterline(analysis.applied, lang) if page else "",
            synthetic=chrome.synthetic_label(lang),
            value=value,
            unit="%" if indicator.unit == "percent" and i is not None else "",
            value_note="" if i is None else _value_note(analysis, i, lang),
        )
    )


def _value_note(analysis: Analysis, i: int, lang: str) -> str:
    n = int(analysis.table.n[i]) if tables.counts_citizens(analysis) else None
    start, unit = analysis.table.starts[i], analysis.indicator.unit
    return wording.value_line(start, unit, lang, n=n, kind=tables.period_kind(analysis), form="long")


def _phase(analysis: Analysis, i: int, lang: str) -> dict[str, str]:
    phase: RunPhase = analysis.chart.phases[i]
    indicator, starts = analysis.indicator, analysis.table.starts
    kind = "day" if indicator.measure == "gap" else analysis.selection.period.value
    has_centre = phase.n_points > 0
    centre = (
        wording.without_unit(phase.centre, indicator.unit, lang, decimals=indicator.decimals) if has_centre else "–"
    )
    return {
        "title": f"{i + 1} · {formats.span(starts[phase.first], starts[phase.last], kind, lang=lang)}",
        "centre": wording.sentence("focus.median", lang, value=centre),
        "note": wording.sentence(f"focus.phase_{phase.verdict.value}", lang),
    }


def _events_in_view(analysis: Analysis) -> list[Event]:
    starts = analysis.table.starts
    return [event for event in analysis.events if starts and (event.ends_on or event.starts_on) >= starts[0]]


def _event(event: Event, lang: str) -> dict[str, str]:
    first = formats.short_date(event.starts_on, lang=lang)
    when = first if event.ends_on is None else f"{first} – {formats.short_date(event.ends_on, lang=lang)}"
    return {
        "title": event.title(lang),
        "when": when,
        "note": wording.sentence(f"change_kind.{event.kind}", lang),
    }
