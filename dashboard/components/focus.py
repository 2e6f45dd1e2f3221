"""One indicator in full: the sentence, the chart, why the rule says so, phases, events, numbers and definition."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard import filters, tables
from dashboard.components import chrome, html
from dashboard.figures import icons, plotly_chart, spec, svg
from qi import formats, wording
from qi.analysis import Analysis, Event
from qi.run_charts import RunPhase
from qi.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule: its label, the number found, the number chance would give, and whether it is broken."""

    label: str
    value: str
    expected: str
    is_hit: bool


def show(analysis: Analysis, lang: str) -> None:
    """Draw the focus view of one indicator."""
    text = wording.verdict_text(analysis.facts, lang)
    _head(analysis, text.headline, lang)
    drawn = spec.chart_spec(analysis, lang)
    with st.container(key=f"card-{analysis.indicator.key}", border=True):
        st.plotly_chart(
            plotly_chart.figure(drawn, lang),
            config=plotly_chart.config(lang),
            theme=None,
            key="focus",
            alt=drawn.summary,
        )
    html.show(
        html.render(
            "focus_why",
            titles=_titles(lang, "why", "phases", "events", "no_events"),
            strip=svg.run_strip(analysis, lang),
            text=text,
            reasons=reasons(analysis, lang),
            phases=[_phase(analysis, i, lang) for i in range(len(analysis.chart.phases))],
            events=[_event(event, lang) for event in reversed(analysis.events)],
        )
    )
    rows = tables.rows(analysis, lang)
    html.show(
        html.render(
            "focus_table",
            titles=_titles(lang, "numbers", "definition")
            | {"all_rows": wording.sentence("focus.all_rows", lang, n=len(rows))},
            heads={
                name: wording.sentence(f"table.{name}", lang)
                for name in ("period", "numerator", "n", "value", "side", "note")
            },
            has_numerator=tables.has_numerator(analysis),
            rows=rows,
            tone=analysis.facts.tone.value,
            definition=chrome.definition(analysis.indicator, lang),
        )
    )
    _downloads(analysis, drawn, lang)


def _titles(lang: str, *names: str) -> dict[str, str]:
    return {name: wording.sentence(f"focus.{name}", lang) for name in names}


def _head(analysis: Analysis, headline: str, lang: str) -> None:
    indicator, i = analysis.indicator, analysis.latest
    value = "–" if i is None else formats.number(float(analysis.table.value[i]), indicator.decimals, lang=lang)
    html.show(
        html.render(
            "focus_head",
            home={"href": filters.link("", analysis.selection, lang), "text": wording.sentence("page.overblik", lang)},
            name=indicator.title_da if lang == "da" else indicator.title_en,
            icon=icons.verdict_icon(analysis.facts, size=36),
            headline=headline,
            filterline=chrome.filterline(analysis.selection, lang),
            synthetic=chrome.synthetic_label(lang),
            value=value,
            unit="" if i is None else wording.unit_name(indicator.unit, lang),
            value_note="" if i is None else _value_note(analysis, i, lang),
        )
    )


def _value_note(analysis: Analysis, i: int, lang: str) -> str:
    kind = "day" if analysis.indicator.measure == "gap" else analysis.selection.period.value
    month = formats.period(analysis.table.starts[i], kind, lang=lang)
    return f"{month} · {formats.sample_size(int(analysis.table.n[i]), lang=lang)}"


def reasons(analysis: Analysis, lang: str) -> list[Reason]:
    """Return the two rules with what was found and expected, and how many points they rest on."""
    facts = analysis.facts
    if not facts.verdict.is_judged:
        return []
    is_signal = facts.verdict in (Verdict.RUN, Verdict.BOTH)
    found = [
        ("longest_run", facts.longest_run, "at_most", facts.longest_run_max, is_signal),
        ("crossings", facts.crossings, "at_least", facts.crossings_min, facts.crossings < facts.crossings_min),
    ]
    listed = [
        Reason(
            wording.sentence(f"reason.{name}", lang),
            formats.number(value, lang=lang),
            wording.sentence(f"reason.{expected}", lang, n=limit),
            is_hit,
        )
        for name, value, expected, limit, is_hit in found
    ]
    n_all = facts.n_useful + facts.n_on_centre
    useful = wording.sentence("reason.of", lang, n=n_all)
    return [*listed, Reason(wording.sentence("reason.useful", lang), str(facts.n_useful), useful, False)]


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


def _event(event: Event, lang: str) -> dict[str, str]:
    first = formats.short_date(event.starts_on, lang=lang)
    when = first if event.ends_on is None else f"{first} – {formats.short_date(event.ends_on, lang=lang)}"
    return {
        "title": event.title_da if lang == "da" else event.title_en,
        "when": when,
        "note": wording.sentence(f"change_kind.{event.kind}", lang),
    }


def _downloads(analysis: Analysis, drawn: spec.ChartSpec, lang: str) -> None:
    name = f"{analysis.indicator.key}-{analysis.as_of}"
    with st.container(horizontal=True):
        st.download_button(
            wording.sentence("button.csv", lang),
            lambda: tables.to_csv(analysis, lang, chrome.provenance(analysis, lang)),
            f"{name}.csv",
            "text/csv",
        )
        st.download_button(
            wording.sentence("button.svg", lang),
            lambda: svg.standalone(drawn, chrome.provenance(analysis, lang)),
            f"{name}.svg",
            "image/svg+xml",
        )
