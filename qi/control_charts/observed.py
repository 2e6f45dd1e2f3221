"""Rows of observations to subgroups: sort by period, join rows of one period, check what the chart type demands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.control_charts.chart_type import ChartType, Measure, Numbers


@dataclass(frozen=True, slots=True)
class Subgroups:
    """One plotted number per period in time order; NaN = no number. ``warnings`` are plain English sentences.

    ``value`` is plotted; ``size`` the denominator, or the number of values of a subgroup (1 when nothing is known).
    """

    periods: NDArray[np.generic]
    value: Numbers
    size: Numbers
    sd: Numbers
    warnings: tuple[str, ...]


def observe(
    chart: ChartType, values: ArrayLike, denominators: ArrayLike | None = None, periods: ArrayLike | None = None
) -> Subgroups:
    """Return the subgroups of one series.

    values, denominators, periods: shape (rows,). Rows with the same period form one subgroup: mean and standard
    deviation for x̄ and s, sum of counts and denominators otherwise, mean of plain values. Unsorted periods are put in
    order. A missing, infinite or zero denominator, or a missing or infinite value, makes an empty period.
    Raises ValueError for lengths that differ, counts below zero and shares above their denominators.
    """
    y, n, notes = check_columns(chart, values, denominators)
    x = np.arange(len(y)) if periods is None else np.asarray(periods)
    if len(x) != len(y):
        raise ValueError(f"periods need one entry per value ({len(y)}), got {len(x)}: give both for every row")
    unique, subgroup = np.unique(x, return_inverse=True)
    is_plain = len(unique) == len(x) and bool((subgroup[1:] > subgroup[:-1]).all())
    value, size, sd = join_rows(chart, y, n, None if is_plain else subgroup, len(unique))
    return Subgroups(unique, value, size, sd, notes)


def check_columns(
    chart: ChartType, values: ArrayLike, denominators: ArrayLike | None
) -> tuple[Numbers, Numbers | None, tuple[str, ...]]:
    """Return the columns as numbers and sentences about numbers left out; shape (rows,). Raises ValueError."""
    y, n = _columns(chart, values, denominators)
    if not len(y):
        raise ValueError(f"{chart.key} chart needs at least one row, got none: widen the period")
    return y, n, _findings(chart, y, n)


def join_rows(
    chart: ChartType, y: Numbers, n: Numbers | None, subgroup: NDArray[np.intp] | None, groups: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Return plotted value, size and standard deviation of each subgroup.

    ``subgroup`` numbers the rows from 0; None when each row is its own subgroup.
    """
    if chart.measure is Measure.SUBGROUP:
        size, mean, sd = _mean_and_sd(y, np.arange(groups) if subgroup is None else subgroup, groups)
        return (sd if chart.key == "s" else mean), size, sd
    nothing = np.broadcast_to(np.nan, groups)
    is_row = np.isfinite(y) if n is None else np.isfinite(y) & np.isfinite(n) & (n > 0)
    if subgroup is None:
        total, size = (
            x if is_row.all() else np.where(is_row, x, np.nan) for x in (y, np.ones_like(y) if n is None else n)
        )
        return (total if n is None else total / size), size, nothing
    total = _sums(y, subgroup, is_row, groups)
    if n is not None:
        size = _sums(n, subgroup, is_row, groups)
        return total / size, size, nothing
    rows = _sums(np.ones_like(y), subgroup, is_row, groups)
    return (total if chart.measure is Measure.COUNT else total / rows), rows * 0 + 1, nothing


def ranges_within(value: Numbers, starts: Sequence[int]) -> Numbers:
    """Return each value's distance to the one before it; NaN at the start of each phase."""
    ranges = np.concatenate([np.full_like(value[:1], np.nan), np.abs(np.diff(value))])
    ranges[list(starts)] = np.nan
    return ranges


def _columns(chart: ChartType, values: ArrayLike, denominators: ArrayLike | None) -> tuple[Numbers, Numbers | None]:
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 1:
        raise ValueError(
            f"{chart.key} chart needs one column of values, got shape {y.shape}: give one series at a time"
        )
    if denominators is None:
        if chart.needs_denominators:
            raise ValueError(
                f"{chart.key} chart needs denominators, got none: give one per value or choose another chart"
            )
        return y, None
    if not chart.takes_denominators:
        raise ValueError(f"{chart.key} chart takes no denominators: leave them out or choose a p or u chart")
    n = np.asarray(denominators, dtype=np.float64)
    if n.shape != y.shape:
        raise ValueError(f"denominators need one entry per value ({len(y)}), got {n.size}: give both for every row")
    return y, n


def _findings(chart: ChartType, y: Numbers, n: Numbers | None) -> tuple[str, ...]:
    """Raise for numbers that cannot be; return sentences about numbers that were left out."""
    _refuse(chart, y, y < 0, "values of at least 0") if chart.lowest == 0 and chart.key not in ("mr", "s") else None
    notes = []
    if n is not None:
        _refuse(chart, n, n < 0, "denominators of at least 0")
        if chart.measure is Measure.SHARE:
            _refuse(chart, y, y > n, "counts of at most their denominators")
        if (n == 0).any():
            notes.append(f"{_rows(n == 0)}: denominator 0, shown as an empty period and left out of all rules")
        if np.isinf(n).any():
            notes.append(f"{_rows(np.isinf(n))}: infinite denominator, left out")
    if np.isinf(y).any():
        notes.append(f"{_rows(np.isinf(y))}: infinite value, left out")
    return tuple(notes)


def _refuse(chart: ChartType, numbers: Numbers, is_wrong: NDArray[np.bool_], demand: str) -> None:
    if is_wrong.any():
        row = int(np.argmax(is_wrong))
        raise ValueError(f"{chart.key} chart needs {demand}, got {numbers[row]:g} in row {row + 1}: correct the data")


def _rows(where: NDArray[np.bool_]) -> str:
    rows = [str(i + 1) for i in np.flatnonzero(where)]
    shown = ", ".join(rows[:10]) + (", …" if len(rows) > 10 else "")
    return f"row {shown}" if len(rows) == 1 else f"rows {shown}"


def _sums(numbers: Numbers, subgroup: NDArray[np.intp], is_row: NDArray[np.bool_], groups: int) -> Numbers:
    """Sum per subgroup; NaN for a subgroup without rows."""
    sums = np.bincount(subgroup[is_row], weights=numbers[is_row], minlength=groups).astype(np.float64)
    sums[np.bincount(subgroup[is_row], minlength=groups) == 0] = np.nan
    return sums


def _mean_and_sd(y: Numbers, subgroup: NDArray[np.intp], groups: int) -> tuple[Numbers, Numbers, Numbers]:
    is_row = np.isfinite(y)
    rows, values = subgroup[is_row], y[is_row]
    size = np.bincount(rows, minlength=groups).astype(np.float64)
    size[size == 0] = np.nan
    mean = np.bincount(rows, weights=values, minlength=groups) / size
    squares = np.bincount(rows, weights=(values - mean[rows]) ** 2, minlength=groups)
    degrees = np.where(size > 1, size - 1, np.nan)
    return size, mean, np.sqrt(squares / degrees)
