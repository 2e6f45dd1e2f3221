"""A series somebody brings along: the same chart, verdict and sentence as for the indicators of a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from qi.analysis import Analysis, judge
from qi.indicator import Goal, Indicator, Kind, Measure, Page
from qi.selection import Period, Selection
from qi.subgroups import Status, SubgroupTable
from qi.verdict import Direction

LONGEST = 2000
"""More points than this are no run chart any more."""


def analyse_series(
    values: ArrayLike,
    *,
    title: str,
    starts: Sequence[date] | None = None,
    denominators: ArrayLike | None = None,
    direction: Direction = Direction.NEUTRAL,
    goal: float | None = None,
    decimals: int | None = None,
) -> Analysis:
    """Judge a series in time order by the runs rules.

    values: shape (n,), NaN for no value. With ``denominators`` of the same shape the values are numerators and the
    chart shows percent. ``starts``: the date of each point; without dates the points are numbered. ``decimals``: as
    many as the values have, at most 2, when None. Raises ValueError for lengths that differ, no values, a numerator
    above its denominator, or more than ``LONGEST`` points.
    """
    numerators = np.asarray(values, dtype=np.float64)
    sizes = None if denominators is None else np.asarray(denominators, dtype=np.float64)
    _check(numerators, starts, sizes)
    order = np.argsort(np.array(starts, dtype="datetime64[D]"), kind="stable") if starts else np.arange(len(numerators))
    table = _table(numerators[order], _dates(starts, order), None if sizes is None else sizes[order])
    period = period_of(table.starts) if starts else Period.POINT
    needed = decimals_of(table.value) if decimals is None else decimals
    indicator = _indicator(title, direction=direction, goal=goal, is_share=sizes is not None, decimals=needed)
    return judge(indicator, Selection(period=period), table=table, lasts=table.starts, as_of=table.starts[-1])


def _check(values: np.ndarray, starts: Sequence[date] | None, sizes: np.ndarray | None) -> None:
    n = len(values)
    if not 0 < n <= LONGEST:
        raise ValueError(f"need 1 to {LONGEST} values, got {n}")
    if starts is not None and len(starts) != n:
        raise ValueError(f"need as many dates as values ({n}), got {len(starts)}")
    if sizes is not None and (len(sizes) != n or bool((values > sizes).any())):
        raise ValueError("need a denominator for each value, at least as large as the value")


def _dates(starts: Sequence[date] | None, order: np.ndarray) -> tuple[date, ...]:
    if starts is None:
        return tuple(date.fromordinal(i) for i in range(1, len(order) + 1))
    return tuple(starts[i] for i in order)


def _table(values: np.ndarray, starts: tuple[date, ...], sizes: np.ndarray | None) -> SubgroupTable:
    zeros = np.zeros(len(values), dtype=np.int64)
    if sizes is None:
        value, n, numerator = values, zeros, zeros
    else:
        has_cases = np.isfinite(values) & (sizes > 0)
        value = np.divide(100 * values, sizes, out=np.full(len(values), np.nan), where=has_cases)
        n, numerator = np.where(has_cases, sizes, 0).astype(np.int64), np.where(has_cases, values, 0).astype(np.int64)
    status = tuple(Status.COUNTED if known else Status.EMPTY for known in np.isfinite(value))
    return SubgroupTable(starts=starts, n=n, numerator=numerator, value=value, pending=zeros, status=status)


def period_of(starts: tuple[date, ...]) -> Period:
    """Return what one point stands for, from the days between neighbours; irregular dates are days."""
    gaps = sorted({(later - earlier).days for earlier, later in pairwise(starts)})
    if not gaps:
        return Period.DAY
    is_first_of_month = all(start.day == 1 for start in starts)
    for period, shortest, longest in ((Period.WEEK, 7, 7), (Period.MONTH, 28, 31), (Period.QUARTER, 90, 92)):
        if (is_first_of_month or period is Period.WEEK) and shortest <= gaps[0] and gaps[-1] <= longest:
            return period
    return Period.DAY


def decimals_of(values: np.ndarray) -> int:
    """Return the decimals that show a series: none for whole numbers, else one or two by its size."""
    known = values[np.isfinite(values)]
    if bool((known == np.round(known)).all()):
        return 0
    return 1 if float(np.abs(known).max()) >= 10 else 2


def _indicator(title: str, *, direction: Direction, goal: float | None, is_share: bool, decimals: int) -> Indicator:
    return Indicator(
        key="own",
        title_da=title,
        title_en=title,
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=direction,
        unit="percent" if is_share else "number",
        measure=Measure.SHARE if is_share else Measure.VALUE,
        numerator_da="",
        denominator_da="",
        dated_by_da="",
        source_system="",
        owner="",
        reference="",
        decimals=0 if is_share else decimals,
        goal=None if goal is None else Goal(goal, ""),
    )
