"""Units side by side: the choices, the comparison, and each unit's own line on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard import cache, comparing, filters, viewer
from dashboard.components import compare_links, compare_one, glossary, html
from dashboard.components import compare_words as words
from dashboard.figures import explained, icons
from dashboard.figures.comparison import comparison_figure, lines_on_one_scale
from dashboard.figures.svg import draw_fluid
from qi import formats, wording
from qi.analysis import Analysis
from qi.comparison.side_by_side import SideBySide
from qi.comparison.units import Comparison, Unit
from qi.comparison.units_of import BY, OWN, PUBLISHED, not_applied, refused
from qi.indicator import Goal, Measure
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.verdict import Verdict
from qi.wording import charts

FIRST = "P02"
"""The indicator that is shown until another is chosen."""

Name = Callable[[str], str]


def choose(lang: str) -> tuple[str, str, bool]:
    """Let a visitor choose indicator, units and adjustment; the choice stands in the address."""
    titles = {key: INDICATORS[key].title(lang) for key in comparing.comparable_keys()}
    units = {by: formats.capitalise(words.units_word(by, lang)) for by in BY}
    filters.adopt_choices({"indikator": titles, "sammenlign": units, "se": compare_one.places(lang)})
    with st.container(key="compare-choices", horizontal=True, vertical_alignment="bottom"):
        key = filters.one_of("indikator", "compare.choose_indicator", titles, FIRST, lang)
        by = filters.one_of("sammenlign", "compare.choose_units", units, BY[0], lang)
        is_standardised = st.toggle(
            wording.sentence("compare.choose_standard", lang),
            key="tilpasset",
            bind="query-params",
            disabled=INDICATORS[key].measure is not Measure.SHARE,
        )
    return key, by, is_standardised


def selection_for(by: str) -> Selection:
    """Return the selection that is divided: as chosen among what is published, else within what the viewer may see."""
    return filters.asked() if by in PUBLISHED else filters.current()


def show(selection: Selection, key: str, by: str, lang: str, *, is_standardised: bool) -> None:
    """Show the comparison and the lines of the units, or why there is none."""
    if reason := refused(selection, by):
        html.show(html.render("notice", text=wording.sentence(f"compare.refused.{reason}", lang)))
        return
    if by in OWN:
        viewer.current().check(selection)
    html.show(_shown(selection, key, by, lang, compare_links.scope(), is_standardised=is_standardised))


@cache.per_state(128)
def _shown(
    selection: Selection, key: str, by: str, lang: str, own: compare_links.Scope, *, is_standardised: bool
) -> Markup:
    found = comparing.side_by_side(key, selection, by, is_standardised=is_standardised)
    name = names(by, lang)
    parts = [
        _not_applied(selection, by, lang),
        _compared(found, by, name, lang),
        _lines(found, selection, by, name, lang, own),
    ]
    return Markup("").join(parts)


def names(by: str, lang: str) -> Name:
    """Return a function from the code of a unit to its name."""
    data = cache.dataset()
    return lambda code: filters.code_label(by, code, data, lang)


def _not_applied(selection: Selection, by: str, lang: str) -> Markup:
    unused = not_applied(selection, by)
    if not unused:
        return Markup("")
    named = ", ".join(wording.sentence(f"filter.{name}", lang).lower() for name in unused)
    return html.render("notice", text=wording.sentence("compare.not_applied", lang, filters=named))


def _compared(found: SideBySide, by: str, name: Name, lang: str) -> Markup:
    comparison, title = found.comparison, found.indicator.title(lang)
    if found.why_not or comparison is None:
        missing = list(words.left_out(comparison, name, lang)) if comparison else []
        text = wording.sentence(f"compare.why_not.{found.why_not}", lang)
        return html.render("notice", text=" ".join([f"{title}: {text}", *missing]))
    ordered = in_order(comparison, name)
    headline = words.headline(ordered, by, lang)
    span = formats.span(found.within.starts_on, found.within.last_month, lang=lang, form="long")
    label = wording.sentence("compare.picture", lang, title=title, headline=headline, span=span)
    return html.render(
        "compare",
        title=explained.titled("funnel" if ordered.has_funnel else "expected", title, lang),
        headline=headline,
        period=wording.sentence("compare.period", lang, span=span),
        beyond=words.beyond_inner(ordered, by, lang),
        figure=comparison_figure(ordered, {u.code: name(u.code) for u in ordered.units}, label=label, lang=lang),
        outside=[_outside(unit, ordered, name, lang) for unit in ordered.units if unit.is_outside],
        nobody=wording.sentence("compare.nobody_outside", lang),
        edge=words.on_the_edge(ordered, name, lang),
        notes=glossary.marked(words.explanations(ordered, by, lang), lang),
        missing=list(words.left_out(ordered, name, lang)),
        heads=words.table_heads(lang),
        rows=[words.table_row(unit, name(unit.code), ordered, lang) for unit in ordered.units],
        table_title=wording.sentence("button.show_table", lang),
    )


def in_order(comparison: Comparison, name: Name) -> Comparison:
    """Return a comparison with its units in alphabetical order."""
    return replace(comparison, units=tuple(sorted(comparison.units, key=lambda u: formats.sort_key(name(u.code)))))


def _outside(unit: Unit, comparison: Comparison, name: Name, lang: str) -> dict[str, object]:
    return {
        "icon": icons.tone_icon(unit.tone, side=unit.side, size=20),
        "headline": words.stands_out(unit, name(unit.code), lang),
        "texts": words.by_how_much(unit, comparison, lang),
    }


def _lines(found: SideBySide, selection: Selection, by: str, name: Name, lang: str, own: compare_links.Scope) -> Markup:
    """Return each unit's own line on one scale, signals first."""
    ordered = sorted(
        found.analyses.items(),
        key=lambda item: (not item[1].facts.verdict.is_signal, formats.sort_key(name(item[0]))),
    )
    if not ordered:
        return Markup("")
    over_time = wording.sentence("compare.over_time", lang, title=found.indicator.title(lang))
    return html.render(
        "compare_lines",
        title=explained.titled("run", over_time, lang),
        headline=words.lines_headline(found.analyses.values(), lang),
        lead=_lead([one for _, one in ordered], lang),
        lines=_drawn(ordered, name, lang, link=_link(selection, by, lang, own)),
    )


def _link(selection: Selection, by: str, lang: str, own: compare_links.Scope) -> Callable[[str, str], str]:
    """Return a function from the code of a unit and the key of an indicator to its address."""
    if by == "municipality":
        return lambda code, key: compare_links.focus(key, code, selection, lang, own)
    return lambda code, key: filters.indicator_links(replace(selection, **{by: (code,)}), lang)(key)  # type: ignore[arg-type]


def _drawn(
    ordered: Sequence[tuple[str, Analysis]], name: Name, lang: str, *, link: Callable[[str, str], str]
) -> list[dict[str, object]]:
    specs = lines_on_one_scale([one for _, one in ordered], lang)
    return [
        {
            "name": name(code),
            "href": link(code, one.indicator.key),
            "centre": _lower(wording.centre_label(one.facts, lang)),
            "drawing": Markup(draw_fluid(spec, "s")),  # noqa: S704 - the renderer escapes its texts
            "icon": _sign(one),
            "status": _status(one, lang),
        }
        for (code, one), spec in zip(ordered, specs, strict=True)
    ]


def _sign(one: Analysis) -> Markup:
    """Return the icon of the variation; whether a goal is reached is no matter of comparison."""
    if one.facts.verdict is Verdict.RANDOM:
        return Markup(icons.icon("random", 16))  # noqa: S704 - no text in it
    return icons.verdict_icon(one.facts, size=16)


def _status(one: Analysis, lang: str) -> str:
    if one.facts.verdict is Verdict.RANDOM:
        return wording.sentence("small.random", lang)
    return charts.small_status(one.facts, lang, n_periods=len(one.table.starts))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _lead(analyses: Sequence[Analysis], lang: str) -> str:
    spec = lines_on_one_scale(analyses, lang)[0]
    unit = analyses[0].indicator.unit
    low, high = wording.without_unit(spec.bottom, unit, lang), wording.with_unit(spec.top, unit, lang)
    told = [
        wording.sentence("compare.same_scale", lang, low=low, high=high),
        _goal(analyses[0].goal, unit, lang),
        wording.sentence("compare.signals_first", lang),
    ]
    return " ".join(text for text in told if text)


def _goal(goal: Goal | None, unit: str, lang: str) -> str:
    return wording.sentence("compare.goal_line", lang, goal=wording.with_unit(goal.value, unit, lang)) if goal else ""
