"""Equity: groups side by side in a fixed order, the gap between two sides agreed beforehand, and its course."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import cache
from dashboard.components import glossary, html
from dashboard.figures import explained
from dashboard.figures.outcome import Effect, GroupRow, Scale, effects_figure, groups_figure
from qi import formats, wording
from qi.equity import CONTRASTS, EQUITY_INDICATORS, Equity, Gap, GroupShare
from qi.indicators import INDICATORS
from qi.selection import Selection

FIRST_CHOICE = ("P13", "education")
READ = Scale(ends=("equity.down", "equity.up"), zero="equity.zero")


def choose(lang: str) -> tuple[str, str]:
    """Let the visitor choose what to look at and how to split it; return indicator and dimension."""
    titles = {key: _title(key, lang) for key in EQUITY_INDICATORS}
    names = {name: wording.sentence(f"filter.{name}", lang) for name in CONTRASTS}
    with st.container(horizontal=True, key="choose-equity"):
        key = st.selectbox(
            wording.sentence("equity.indicator", lang),
            list(titles),
            index=EQUITY_INDICATORS.index(FIRST_CHOICE[0]),
            format_func=titles.__getitem__,
            key="tal",
            bind="query-params",
        )
        dimension = st.selectbox(
            wording.sentence("equity.dimension", lang),
            list(names),
            index=list(names).index(FIRST_CHOICE[1]),
            format_func=names.__getitem__,
            key="delt",
            bind="query-params",
        )
    return key, dimension


def show(key: str, dimension: str, selection: Selection, lang: str) -> None:
    """Show one indicator split by one dimension."""
    html.show(_page(key, dimension, selection, lang))


@cache.per_version(128)
def _page(key: str, dimension: str, selection: Selection, lang: str) -> Markup:
    one = cache.equity(key, dimension, selection)
    if one.overall.percent is None:
        said = wording.sentence("small" if one.overall.is_suppressed else "equity.nobody", lang)
        return html.render("notice", text=said)
    return html.render("pair", cards=[_groups(one, lang), _years(one, lang)]) + _table(one, lang)


def _title(key: str, lang: str) -> str:
    return INDICATORS[key].title(lang)


def _groups(one: Equity, lang: str) -> Markup:
    said = answer(one.gap, one.dimension, lang)
    rows = [_group(group, one.dimension, lang) for group in one.groups]
    name = f"{_title(one.indicator.key, lang)} · {wording.sentence(f'filter.{one.dimension}', lang)}"
    n_groups = sum(group.percent is not None for group in one.groups)
    notes = [wording.sentence("interval.note", lang)]
    notes += [wording.sentence("equity.hidden", lang)] if any(group.is_suppressed for group in one.groups) else []
    notes += [wording.sentence("equity.many", lang, groups=wording.counted(n_groups, "group", lang))]
    return html.render(
        "story",
        key="equity-groups",
        name=explained.titled("interval", name, lang),
        headline=said,
        who=[gap_in_words(one.gap, one.dimension, lang), wording.sentence("equity.why", lang)],
        figure=groups_figure(rows, overall=one.overall.percent, label=said, lang=lang),
        notes=glossary.marked(notes, lang),
        numbers="",
    )


def _group(group: GroupShare, dimension: str, lang: str) -> GroupRow:
    name = wording.code_label(dimension, group.code, lang)
    if group.is_suppressed:
        return GroupRow(name, wording.sentence("label.suppressed", lang))
    if group.percent is None:
        return GroupRow(name, wording.sentence("label.no_value", lang))
    return GroupRow(name, _counts(group, lang), group.percent, group.interval)


def _counts(group: GroupShare, lang: str) -> str:
    return wording.sentence("equity.of", lang, a=group.hits, b=group.n)


def answer(gap: Gap | None, dimension: str, lang: str) -> str:
    """Say which side has the lower share, or that the numbers do not settle it."""
    if gap is None:
        return wording.sentence("equity.no_gap", lang)
    sides = {"g1": _side(dimension, "first", lang), "g2": _side(dimension, "other", lang)}
    if gap.interval.low <= 0 <= gap.interval.high:
        return wording.sentence("equity.unclear", lang, **sides)
    size = formats.percentage_points(abs(gap.difference), 1, lang=lang).lstrip("+")
    side = wording.sentence("equity.down" if gap.difference < 0 else "equity.up", lang)
    return wording.sentence("equity.clear", lang, size=size, side=side, **sides)


def gap_in_words(gap: Gap | None, dimension: str, lang: str) -> str:
    """Say both shares and their difference with its interval; nothing where there is no difference to tell."""
    if gap is None or gap.first.percent is None or gap.other.percent is None:
        return ""
    return wording.sentence(
        "equity.gap",
        lang,
        p1=formats.percent(gap.first.percent, lang=lang),
        g1=_side(dimension, "first", lang),
        p2=formats.percent(gap.other.percent, lang=lang),
        g2=_side(dimension, "other", lang),
        d=formats.percentage_points(gap.difference, 1, lang=lang),
        low=formats.number(gap.interval.low, 1, lang=lang),
        high=formats.number(gap.interval.high, 1, lang=lang),
    )


def _side(dimension: str, side: str, lang: str) -> str:
    return wording.sentence(f"side.{dimension}.{side}", lang)


def _years(one: Equity, lang: str) -> Markup:
    shown = [year.gap for year in one.years if year.gap]
    if one.gap is None:
        return Markup("")
    if len(shown) < 2:
        return html.render("notice", text=wording.sentence("equity.one_year", lang))
    k = sum(not gap.interval.low <= 0 <= gap.interval.high for gap in shown)
    key = "equity.years" if k else "equity.no_years"
    said = wording.fill(key, lang, {"k": k, "m": len(shown)})
    rows = [
        Effect(
            f"{year.year}{'' if year.is_whole else ' *'}",
            year.gap.difference if year.gap else None,
            year.gap.interval if year.gap else None,
        )
        for year in one.years
    ]
    notes = [
        wording.sentence(
            "equity.first_minus", lang, g1=_side(one.dimension, "first", lang), g2=_side(one.dimension, "other", lang)
        )
    ]
    notes += [wording.sentence("equity.year_part", lang)] if not all(year.is_whole for year in one.years) else []
    notes += [wording.sentence("equity.year_hidden", lang)] if any(year.is_suppressed for year in one.years) else []
    return html.render(
        "story",
        key="equity-years",
        name=explained.titled("interval", wording.sentence("equity.over_time", lang), lang),
        headline=said,
        who=[],
        figure=effects_figure(rows, READ, label=said, lang=lang),
        notes=glossary.marked(notes, lang),
        numbers="",
    )


def _table(one: Equity, lang: str) -> Markup:
    rows = [
        [wording.code_label(one.dimension, group.code, lang), *_cells(group, lang)]
        for group in one.groups
        if group.percent is not None
    ]
    if one.gap:
        sides = ((one.gap.first, "first"), (one.gap.other, "other"))
        rows += [[_side(one.dimension, side, lang), *_cells(group, lang)] for group, side in sides]
    return html.render(
        "numbers",
        title=wording.sentence("equity.table", lang),
        heads=[
            wording.sentence("equity.group", lang),
            wording.sentence("equity.n", lang),
            wording.sentence("equity.share", lang),
            wording.sentence("table.interval", lang),
        ],
        rows=rows,
        text=_ratio(one.gap, lang),
    )


def _cells(group: GroupShare, lang: str) -> list[str]:
    if group.percent is None or group.interval is None:
        return ["", "", ""]
    limits = formats.interval(group.interval.low, group.interval.high, 0, lang=lang)
    return [_counts(group, lang), formats.percent(group.percent, lang=lang), limits]


def _ratio(gap: Gap | None, lang: str) -> str:
    if gap is None or gap.ratio is None or gap.ratio_interval is None:
        return ""
    low, high = (formats.number(end, 2, lang=lang) for end in (gap.ratio_interval.low, gap.ratio_interval.high))
    return wording.sentence("equity.ratio", lang, ratio=formats.number(gap.ratio, 2, lang=lang), low=low, high=high)
