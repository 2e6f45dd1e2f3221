"""The way through the course: the wait for the start, how far citizens get, and how soon each cohort completes."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import cache
from dashboard.components import glossary, html
from dashboard.figures import explained
from dashboard.figures.outcome import steps_figure, waiting_figure
from dashboard.theme import ordered_bands
from qi import formats, wording
from qi.cohorts import MONTHS, Cohort, completed_within
from qi.selection import Selection
from qi.waiting import Waiting

TOLD_MONTHS = 6
"""The sentence says how many completed within half a year."""

TINTS = 5


def show(selection: Selection, lang: str) -> None:
    """Show the wait, the steps and the cohorts of a selection."""
    html.show(_page(selection, lang))


@cache.per_version(64)
def _page(selection: Selection, lang: str) -> Markup:
    waiting = cache.waiting(selection)
    if waiting.n == 0:
        key = "small" if waiting.is_suppressed else "empty"
        return html.render("notice", text=wording.sentence(key, lang))
    return _waiting(waiting, lang) + _steps(selection, lang) + _cohorts(selection, lang)


def _waiting(one: Waiting, lang: str) -> Markup:
    said = waiting_in_words(one, lang)
    return html.render(
        "story",
        key="waiting",
        name=explained.titled("waiting", wording.sentence("waiting.title", lang), lang),
        headline=said,
        who=[_counts(one, lang)],
        figure=waiting_figure(one.curve, label=said, lang=lang) if one.curve else Markup(""),
        notes=glossary.marked([wording.sentence("waiting.note", lang)], lang),
        numbers="",
    )


def waiting_in_words(one: Waiting, lang: str) -> str:
    """Say within how many days half have started, as far as that can be told."""
    if one.curve is None:
        return wording.sentence("waiting.nobody", lang)
    median, (low, high) = one.curve.median(), one.curve.median_limits()
    if median is None:
        return wording.sentence("waiting.not_half", lang)
    days = formats.number(median, lang=lang)
    if low is None or high is None:
        return wording.sentence("waiting.half_open", lang, days=days)
    limits = {"low": formats.number(low, lang=lang), "high": formats.number(high, lang=lang)}
    return wording.sentence("waiting.half_said", lang, days=days, **limits)


def _counts(one: Waiting, lang: str) -> str:
    if one.n_started is None or one.n_open is None or one.n_left is None:
        return ""
    return wording.sentence("waiting.who", lang, n=one.n, started=one.n_started, open=one.n_open, left=one.n_left)


def _steps(selection: Selection, lang: str) -> Markup:
    steps = cache.steps(selection)
    by_key = {one.key: one for one in steps}
    received, started, completed = (by_key[key].n for key in ("received", "started", "completed"))
    waiting = by_key["completed"].n_pending
    if received is None or started is None or completed is None or waiting is None:
        said = wording.sentence("small", lang)
    else:
        said = wording.sentence("steps.said", lang, n=received, started=started, completed=completed, open=waiting)
    return html.render(
        "story",
        key="steps",
        name=explained.titled("steps", wording.sentence("steps.title", lang), lang),
        headline=said,
        who=[],
        figure=steps_figure(steps, label=said, lang=lang),
        notes=glossary.marked([wording.sentence("steps.note", lang)], lang),
        numbers="",
    )


def _cohorts(selection: Selection, lang: str) -> Markup:
    cohorts = cache.triangle(selection)
    return html.render(
        "triangle",
        title=explained.titled("cohort", wording.sentence("cohort.title", lang), lang),
        headline=_completed(cohorts, lang),
        start=wording.sentence("cohort.start", lang),
        n=wording.sentence("cohort.n", lang),
        months=range(1, MONTHS + 1),
        rows=[_row(one, str(selection.period), lang) for one in reversed(cohorts)],
        small=wording.sentence("label.suppressed", lang),
        immature=wording.sentence("cohort.immature", lang),
        note=wording.sentence("cohort.note", lang),
    )


def _completed(cohorts: tuple[Cohort, ...], lang: str) -> str:
    told = completed_within(cohorts, TOLD_MONTHS)
    if told is None:
        return wording.sentence("cohort.young", lang)
    percent, n = told
    months = wording.counted(TOLD_MONTHS, "month", lang)
    return wording.sentence("cohort.said", lang, percent=formats.percent(percent, lang=lang), months=months, n=n)


def _row(one: Cohort, period: str, lang: str) -> dict[str, object]:
    return {
        "name": formats.period(one.start, period, lang=lang, form="axis"),
        "n": "" if one.is_suppressed else formats.number(one.n, lang=lang),
        "is_suppressed": one.is_suppressed,
        "cells": [_cell(percent, lang) for percent in one.percents],
    }


def _cell(percent: float | None, lang: str) -> dict[str, str]:
    if percent is None:
        return {"text": "", "tint": ""}
    ground, ink = ordered_bands(TINTS)[min(int(percent / 100 * TINTS), TINTS - 1)]
    return {"text": formats.number(percent, lang=lang), "tint": f"background:{ground};color:{ink}"}
