"""The quality of the data at a glance: each field month by month, and one field municipality by municipality.

Numbers stand in the cells, and a shade says how far below its goal a number lies: what got worse, when and where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import isfinite

import streamlit as st
from markupsafe import Markup

from dashboard import cache, filters
from dashboard.components import html
from dashboard.figures import explained, icons
from qi import formats, wording
from qi.analysis import Analysis
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.subgroups import Status

FIELDS = ("D05", "D05a", "D05b", "D05c", "D05d", "D05e", "D05f", "D07", "D08", "D06")
"""Completeness of all fields and of each, dates and sums that can be right, and the days until registration."""

MOST_PERIODS = 18

STEPS = (0.0, 2.0, 5.0)
"""Percentage points below the goal at which a shade begins."""


def show(selection: Selection, lang: str) -> None:
    """Show the fields over time, and the field that is chosen in each municipality."""
    html.show(_fields(selection, lang))
    places = _places(selection)
    if len(places) > 1:
        titles = {key: INDICATORS[key].title(lang) for key in FIELDS}
        with st.container(key="choose-field"):
            key = st.selectbox(
                wording.sentence("quality.choose", lang),
                list(titles),
                format_func=titles.__getitem__,
                key="felt",
                bind="query-params",
            )
        html.show(_by_place(key, selection, places, lang))


def _places(selection: Selection) -> tuple[str, ...]:
    """Return the municipalities of a selection, in the order of their names."""
    names = cache.dataset().municipalities
    chosen = selection.municipality or tuple(names)
    return tuple(formats.by_name({code: names[code] for code in chosen}))


@cache.per_state(64)
def _fields(selection: Selection, lang: str) -> Markup:
    analyses = cache.analyses(selection, FIELDS)
    rows = [
        (one.indicator.title(lang), filters.indicator_links(selection, lang)(one.indicator.key), one)
        for one in analyses
    ]
    return _table("fields", wording.sentence("quality.fields", lang), fields_in_words(analyses, lang), rows, lang)


@cache.per_state(128)
def _by_place(key: str, selection: Selection, places: tuple[str, ...], lang: str) -> Markup:
    names, title = cache.dataset().municipalities, INDICATORS[key].title(lang)
    asked = {code: replace(selection, municipality=(code,)) for code in places}
    rows = [
        (names[code], filters.indicator_links(one, lang)(key), cache.analysis(key, one)) for code, one in asked.items()
    ]
    said = places_in_words([one for _, _, one in rows], lang)
    return _table("places", wording.sentence("quality.places", lang, title=title), said, rows, lang)


def fields_in_words(analyses: Sequence[Analysis], lang: str) -> list[str]:
    """Return which fields show a shift, and how many are below their goal in the latest period."""
    moved = [one.indicator.title(lang) for one in analyses if one.facts.verdict.is_signal]
    said = "quality.moved" if moved else "quality.none_moved"
    return [wording.fill(said, lang, {"names": "; ".join(moved)}), _below(analyses, "quality.below", lang)]


def places_in_words(analyses: Sequence[Analysis], lang: str) -> list[str]:
    """Return how many municipalities show a shift, and how many are below the goal in the latest period."""
    n, m = sum(one.facts.verdict.is_signal for one in analyses), len(analyses)
    said = "quality.places_moved" if n else "quality.places_none_moved"
    return [wording.fill(said, lang, {"n": n, "m": m}), _below(analyses, "quality.places_below", lang)]


def _below(analyses: Sequence[Analysis], key: str, lang: str) -> str:
    """Say how many have their latest settled number below their goal, where any has a goal."""
    told = [(one, float(one.table.value[one.latest])) for one in analyses if one.goal and one.latest is not None]
    return wording.sentence(key, lang, n=sum(below(*one) > 0 for one in told), m=len(told)) if told else ""


def below(one: Analysis, value: float) -> float:
    """Return how far a number, as it is shown, lies below its goal; negative above it, 0 without one."""
    return one.goal.value - float(formats.round_half_up(value, one.indicator.decimals)) if one.goal else 0.0


def _table(key: str, title: str, said: Sequence[str], rows: Iterable[tuple[str, str, Analysis]], lang: str) -> Markup:
    kept = list(rows)
    starts = sorted({start for _, _, one in kept for start in one.table.starts})[-MOST_PERIODS:]
    if not starts:
        return Markup("")
    kind = str(kept[0][2].selection.period)
    return html.render(
        "quality",
        key=key,
        title=explained.titled("quality", title, lang),
        name=title,
        headline=said[0],
        lead=said[1],
        first=wording.sentence(f"quality.head_{key}", lang),
        verdict=wording.sentence("quality.verdict", lang),
        heads=[_head(start, i, kind, lang) for i, start in enumerate(starts)],
        rows=[
            {
                "name": formats.bind(name),
                "href": href,
                "cells": [_cell(one, start, lang) for start in starts],
                "icon": icons.verdict_icon(one.facts, size=18),
                "verdict": wording.verdict_text(one.facts, lang).headline,
            }
            for name, href, one in kept
        ],
        keys=_keys(lang),
        note=wording.sentence("quality.note", lang),
    )


def _head(start: date, i: int, kind: str, lang: str) -> dict[str, str]:
    """Return the head of a column; the year stands where it begins, and is said of every column."""
    shows_year = i == 0 or start.month == 1
    return {
        "name": formats.period_name(start, kind, lang=lang, form="axis"),
        "year": str(start.year),
        "is_seen": "yes" if shows_year else "",
    }


def _cell(one: Analysis, start: date, lang: str) -> dict[str, str]:
    at = one.table.starts.index(start) if start in one.table.starts else None
    status = Status.EMPTY if at is None else one.table.status[at]
    if at is None or status is not Status.COUNTED or not isfinite(one.table.value[at]):
        return {"text": "–", "said": wording.sentence(f"status.{status}", lang), "tint": ""}
    value = float(one.table.value[at])
    return {"text": formats.number(value, one.indicator.decimals, lang=lang), "said": "", "tint": tint(one, value)}


def tint(one: Analysis, value: float) -> str:
    """Return the shade of a number by how far it lies below its goal; none where it does not, or has no goal."""
    step = sum(below(one, value) > start for start in STEPS)
    return _shade(step) if step else ""


def _shade(step: int) -> str:
    """Return the class of a shade; the style sheet lets it grow away from the ground in either theme."""
    return f"below-{step}"


def _keys(lang: str) -> list[tuple[str, str]]:
    """Return what each shade means."""
    ends = [*STEPS[1:], None]
    said = [
        wording.sentence(
            "quality.up_to", lang, low=formats.number(low, lang=lang), high=formats.number(high, lang=lang)
        )
        if high is not None
        else wording.sentence("quality.more_than", lang, low=formats.number(low, lang=lang))
        for low, high in zip(STEPS, ends, strict=True)
    ]
    return [(_shade(step), text) for step, text in enumerate(said, 1)]
