"""The way through the course: how far citizens got, and how long each cohort took. What is not ripe is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from qi import calendar
from qi.dataset import ANSWER_DAYS, Dataset
from qi.disclosure import is_small
from qi.selection import Selection
from qi.subgroups import axis_of
from qi.waiting import received_courses

MONTHS = 12
"""How many months after the start a cohort is followed."""

MOST_COHORTS = 24
"""The latest cohorts that are shown."""

DAYS_A_MONTH = 365.25 / 12

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way: ``n`` citizens got there, ``n_pending`` still can. None where 1 to 4 citizens."""

    key: str
    n: int | None
    n_pending: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The courses that started in one period: the percentage completed within 1 to 12 months.

    ``percents`` is None from the first month that not every course of the cohort has been followed for.
    """

    start: date
    n: int
    percents: tuple[float | None, ...]
    is_suppressed: bool = False


def steps(dataset: Dataset, selection: Selection) -> tuple[Step, ...]:
    """Return how far the courses received in a selection got: received, assessed, started, completed, answered.

    A citizen who can still get to a step is pending there and is no drop-out.
    """
    journeys, chosen = dataset.journeys, received_courses(dataset, selection)
    started, ended = np.isfinite(journeys.start_days), np.isfinite(journeys.end_days)
    is_open = ~ended & np.isnan(journeys.left_days)
    answered, followed = journeys.forms[:, 1] == 1, journeys.forms[:, 2] == 1
    # A follow-up that is tied to an answer never falls due without one.
    may_answer = ended & ~(journeys.form_days[:, 1] >= ANSWER_DAYS)
    may_follow = ended & ~(journeys.followup_due_days >= ANSWER_DAYS) & (may_answer | answered)
    reached = {
        "received": (np.ones_like(started), np.zeros_like(started)),
        "assessed": (journeys.is_assessed, is_open & ~started),
        "started": (started, is_open & ~started),
        "completed": (ended, is_open),
        "answered": (answered, is_open | may_answer),
        "followed": (followed, is_open | may_answer | may_follow),
    }
    return tuple(
        Step(key=key, n=_told(is_there & chosen), n_pending=_told(may & ~is_there & chosen))
        for key, (is_there, may) in reached.items()
    )


def triangle(dataset: Dataset, selection: Selection) -> tuple[Cohort, ...]:
    """Return the latest cohorts of a selection by the month or quarter they started in, oldest first."""
    journeys = dataset.journeys
    axis = axis_of(dataset, selection)
    if len(axis) == 0:
        return ()
    whole = replace(selection, first=None, last=None)
    chosen = received_courses(dataset, whole) & np.isfinite(journeys.start_days)
    month = journeys.start_month[chosen] - dataset.cube.first_month
    period = np.searchsorted(axis.edges, month, side="right") - 1
    took = (journeys.end_days - journeys.start_days)[chosen]
    followed = (journeys.observed_days - journeys.start_days)[chosen]
    limits = np.round(np.arange(1, MONTHS + 1) * DAYS_A_MONTH)
    first = max(0, len(axis) - MOST_COHORTS)
    rows = ((axis.starts[i], period == i) for i in range(first, len(axis)))
    as_of = calendar.day_number(dataset.as_of)
    return tuple(
        _cohort(start, took[member], limits, followed=_least_followed(axis.ends[i + first], as_of, followed[member]))
        for i, (start, member) in enumerate(rows)
    )


def completed_within(cohorts: Sequence[Cohort], months: int) -> tuple[float, int] | None:
    """Return the percentage completed within so many months, and how many courses were followed for that long.

    None where no cohort that is shown has been.
    """
    followed = [(one.n, percent) for one in cohorts if (percent := one.percents[months - 1]) is not None]
    n = sum(size for size, _ in followed)
    return (sum(size * percent for size, percent in followed) / n, n) if n else None


def _least_followed(end: date, as_of: int, followed: NDArray[np.float64]) -> float:
    """Return for how many days every course of a cohort has been followed; while the period lasts more may start."""
    since_end = as_of - calendar.day_number(end)
    return float(followed.min()) if since_end >= 0 and len(followed) else float(since_end)


def _cohort(start: date, took: NDArray[np.float64], limits: NDArray[np.float64], *, followed: float) -> Cohort:
    n = len(took)
    if is_small(n, n) or n == 0:
        return Cohort(start=start, n=0, percents=(None,) * len(limits), is_suppressed=n > 0)
    percents = tuple(float((took <= limit).sum() * 100 / n) if followed >= limit else None for limit in limits.tolist())
    return Cohort(start=start, n=n, percents=percents)


def _told(citizens: Mask) -> int | None:
    n = int(citizens.sum())
    return None if is_small(n, n) else n
