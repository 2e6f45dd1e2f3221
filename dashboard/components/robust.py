"""What stands behind an answer, opened by those who ask: does it hold in other ways, and who are those we miss?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from dashboard import cache
from dashboard.components import glossary, html
from dashboard.figures.outcome import Effect, Scale, effects_figure
from qi import formats, wording
from qi.change import Among
from qi.outcome import Outcome
from qi.robustness import MIN_PAIRS, Robustness
from qi.selection import Selection
from qi.who_is_missing import Missing

SMALLEST_P = 0.001


def details(one: Outcome, selection: Selection, lang: str) -> None:
    """Offer both questions; the work is done when one of them is opened."""
    for name, answer in (("robust", _robust), ("missing", _missing)):
        opened = st.expander(wording.sentence(f"{name}.title", lang), on_change="rerun", key=f"details-{name}")
        if opened.open:
            with opened:
                html.show(answer(one.measure.key, selection, one.among, lang))


@cache.per_version(64)
def _robust(key: str, selection: Selection, among: Among, lang: str) -> Markup:
    one, asked = cache.outcome(key, selection), cache.robustness(key, selection, among)
    ways = list(_ways(one, asked, lang))
    said = _verdict(ways, lang)
    scale = Scale(direction=one.measure.direction, relevant_change=one.measure.relevant_change)
    figures = (
        [(wording.sentence("robust.ways_title", lang), effects_figure(ways, scale, label=said, lang=lang))]
        if ways
        else []
    )
    if asked.shifts:
        title = wording.sentence("robust.shift_title", lang)
        shifts = [Effect(_shift_name(shift.delta, lang), shift.difference, shift.interval) for shift in asked.shifts]
        figures.append((title, effects_figure(shifts, scale, label=title, lang=lang)))
    return _details(
        said,
        paragraphs=glossary.marked(filter(None, (_model(asked, lang), _tipping(asked, lang), _test(one, lang))), lang),
        figures=figures,
    )


def _ways(one: Outcome, asked: Robustness, lang: str) -> Iterator[Effect]:
    first, weighted = one.changes[0], asked.missing.weighted
    name = {way: wording.sentence(f"robust.{way}", lang) for way in ("paired", "resampled", "weighted", "model")}
    if first.difference is not None and first.interval is not None:
        yield Effect(name["paired"], first.difference, first.interval)
    if asked.resampled is not None:
        yield Effect(name["resampled"], first.difference, asked.resampled)
    if weighted is not None:
        yield Effect(name["weighted"], weighted.difference, weighted.interval)
    if asked.model is not None:
        contrast = asked.model.contrasts[0]
        yield Effect(name["model"], contrast.difference, contrast.interval)


def _verdict(ways: list[Effect], lang: str) -> str:
    if len(ways) < 2:
        return wording.sentence("robust.one_way", lang)
    sides = {0 if way.interval is None else (way.interval.low > 0) - (way.interval.high < 0) for way in ways}
    holds = len(sides) == 1 and 0 not in sides
    return wording.sentence("robust.holds", lang, n=len(ways)) if holds else wording.sentence("robust.unsure", lang)


def _model(asked: Robustness, lang: str) -> str:
    if asked.measure.hits:
        return wording.sentence("robust.model_share", lang)
    if asked.model is None:
        return wording.sentence("robust.model_few", lang, n_min=MIN_PAIRS)
    return wording.sentence("robust.model_note", lang, n=asked.model.n)


def _tipping(asked: Robustness, lang: str) -> str:
    if not asked.shifts or asked.shifts[0].interval.low <= 0 <= asked.shifts[0].interval.high:
        return ""
    delta = asked.tipping if asked.tipping is not None else asked.shifts[-1].delta
    key = "robust.tipping" if asked.tipping is not None else "robust.firm"
    return wording.sentence(key, lang, delta=_size(delta, asked, lang, decimals=1), side=_side(delta, lang))


def _shift_name(delta: float, lang: str) -> str:
    if delta == 0:
        return wording.sentence("robust.shift_none", lang)
    return wording.sentence(
        "robust.shift", lang, delta=formats.shortest(abs(delta), lang=lang), side=_side(delta, lang)
    )


def _size(delta: float, asked: Robustness, lang: str, *, decimals: int) -> str:
    return wording.with_unit(abs(delta), asked.measure.unit, lang, decimals=decimals)


def _side(delta: float, lang: str) -> str:
    return wording.sentence("change.higher" if delta > 0 else "change.lower", lang)


def _test(one: Outcome, lang: str) -> str:
    p = one.moves.p_value if one.moves else None
    if p is None:
        return ""
    key = "robust.p_small" if p < SMALLEST_P else "robust.p"
    written = wording.sentence(key, lang, p=formats.number(max(p, SMALLEST_P), 3, lang=lang))
    return wording.sentence("robust.test", lang, p=written)


@cache.per_version(64)
def _missing(key: str, selection: Selection, among: Among, lang: str) -> Markup:
    one = cache.robustness(key, selection, among).missing
    if one.is_suppressed:
        return _details(wording.sentence("small", lang))
    if one.start_with is None:
        return _details(wording.sentence("missing.nobody", lang))
    return _details(
        _alike(one, lang),
        paragraphs=glossary.marked(filter(None, (_start(one, lang), _bounds(one, lang))), lang),
        note=wording.sentence("missing.size", lang),
        rows=[
            (wording.sentence(f"filter.{unlike.dimension}", lang), formats.number(unlike.size, 2, lang=lang))
            for unlike in one.unlike
        ],
        heads=[wording.sentence("equity.dimension", lang), wording.sentence("missing.value", lang)],
    )


def _details(
    headline: str,
    *,
    paragraphs: Sequence[str] = (),
    figures: Sequence[tuple[str, Markup]] = (),
    heads: Sequence[str] = (),
    rows: Sequence[tuple[str, str]] = (),
    note: str = "",
) -> Markup:
    return html.render(
        "details", headline=headline, paragraphs=paragraphs, figures=figures, heads=heads, rows=rows, note=note
    )


def _alike(one: Missing, lang: str) -> str:
    unlike = [_name(each.dimension, lang) for each in one.unlike if each.is_unlike]
    names = unlike or [_name(each.dimension, lang) for each in one.unlike]
    return wording.sentence("missing.unlike" if unlike else "missing.like", lang, names=wording.join_names(names, lang))


def _name(dimension: str, lang: str) -> str:
    name = wording.sentence(f"filter.{dimension}", lang)
    return f"{name[:1].lower()}{name[1:]}"


def _start(one: Missing, lang: str) -> str:
    if one.start_with is None or one.start_without is None or one.start_difference is None:
        return ""
    difference, interval = one.start_with - one.start_without, one.start_difference
    unit = "percentage_points" if one.measure.hits else one.measure.unit
    size = formats.percentage_points(abs(difference), 1, lang=lang).lstrip("+")
    said = wording.sentence(
        "missing.start",
        lang,
        n_with=one.n_with,
        n_without=one.n_without,
        size=size if one.measure.hits else wording.with_unit(abs(difference), unit, lang, decimals=1),
        side=_side(difference, lang),
        low=formats.number(interval.low, 1, lang=lang),
        high=formats.number(interval.high, 1, lang=lang),
    )
    unclear = interval.low <= 0 <= interval.high
    return f"{said} {wording.sentence('missing.start_unclear', lang)}" if unclear else said


def _bounds(one: Missing, lang: str) -> str:
    if one.bounds is None:
        return ""
    share, interval = one.bounds.measure, one.bounds.interval
    # Where a hit is unwanted the missing are just as unknown: both ends are told all the same.
    return wording.sentence(
        "missing.bounds",
        lang,
        title=share.title(lang),
        percent=formats.percent(one.bounds.percent, lang=lang),
        low=formats.percent(interval.low, lang=lang),
        high=formats.percent(interval.high, lang=lang),
    )
