"""The subgroup table: per period the cases, the numerator and the value, and what may not be counted or shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qi import calendar
from qi.cube import SUMS, median_of_counts
from qi.dataset import Dataset
from qi.disclosure import K_MIN, is_small
from qi.indicator import Indicator, Maturity, Measure
from qi.selection import Period, Selection


class Status(StrEnum):
    """What one subgroup may be used for. Only COUNTED points enter centre line and rules."""

    COUNTED = "counted"
    IMMATURE = "immature"  # some of its cases are not decided yet; drawn open
    PARTIAL = "partial"  # the period is not over; drawn open
    SUPPRESSED = "suppressed"  # 1 to k-1 citizens: no value leaves this table
    EMPTY = "empty"  # denominator 0: the period stays on the axis without a point
    OPEN = "open"  # the gap since the last event, which still grows; drawn open


@dataclass(frozen=True, slots=True)
class SubgroupTable:
    """One indicator over consecutive periods; all arrays have one entry per period on the axis.

    ``value`` is in the unit of the indicator (percent 0-100) and NaN where there is no point.
    A suppressed subgroup carries 0 in ``n`` and ``numerator`` and NaN in ``value``: no later step can leak it.
    """

    starts: tuple[date, ...]
    n: NDArray[np.int64]
    numerator: NDArray[np.int64]
    value: NDArray[np.float64]
    pending: NDArray[np.int64]
    status: tuple[Status, ...]

    @property
    def counted(self) -> NDArray[np.float64]:
        """The values that rules may read: NaN wherever the subgroup is not counted."""
        is_counted = np.array([s is Status.COUNTED for s in self.status], dtype=bool)
        return np.where(is_counted, self.value, np.nan)


MONTHS = {Period.MONTH: 1, Period.QUARTER: 3}
"""How many months a period has."""

_STATUS = (Status.COUNTED, Status.SUPPRESSED, Status.PARTIAL, Status.EMPTY, Status.IMMATURE)
_N, _NUMERATOR, _TOTAL, _, _PENDING, _CITIZENS, _CITIZENS_QUARTER = range(len(SUMS))


@dataclass(frozen=True, slots=True)
class Axis:
    """The periods of a chart: their first days, and where each begins among the months of the data.

    ``edges``: shape (periods + 1,); period i holds the months edges[i] to edges[i + 1] - 1.
    """

    starts: tuple[date, ...]
    ends: tuple[date, ...]
    edges: NDArray[np.int64]
    is_over: NDArray[np.bool_]
    period: Period

    def __len__(self) -> int:
        """Return the number of periods."""
        return len(self.starts)

    def has_any(self, months: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return for each period whether any of its months is flagged, among flags of all months of the data."""
        return np.array([months[i:j].any() for i, j in zip(self.edges[:-1], self.edges[1:], strict=True)], dtype=bool)


def axis_of(dataset: Dataset, selection: Selection) -> Axis:
    """Return the periods the selection spans, every one of them, up to the month the data are complete to.

    Quarters are whole: a span that begins or ends inside one takes all of it, and a quarter that began before the
    first month of the data is left out.
    """
    length = MONTHS[selection.period]
    begin, end = dataset.cube.first_month, dataset.cube.first_month + dataset.cube.n_months
    first = max(begin, calendar.month_number(selection.first)) if selection.first else begin
    last = min(end - 1, calendar.month_number(selection.last)) if selection.last else end - 1
    first -= first % length
    first += length if first < begin else 0
    numbers = list(range(first, last + 1, length))
    starts = tuple(calendar.month_start(number) for number in numbers)
    return Axis(
        starts=starts,
        ends=tuple(calendar.period_end(start, months=length) for start in starts),
        edges=np.array([*numbers, numbers[-1] + length] if numbers else [], dtype=np.int64) - begin,
        is_over=np.array([calendar.is_over(start, months=length, as_of=dataset.as_of) for start in starts], dtype=bool),
        period=selection.period,
    )


def subgroup_table(
    dataset: Dataset,
    indicator: Indicator,
    selection: Selection,
    *,
    axis: Axis,
    sums: NDArray[np.int64],
    k_min: int = K_MIN,
) -> SubgroupTable:
    """Return the subgroups of one indicator; ``sums`` as given by ``Cube.select``, shape (months, len(SUMS)).

    Small subgroups are blanked here. Raises KeyError for an indicator that is not in the cube.
    """
    of_period = _by_period(sums, axis)
    n, pending = of_period[:, _N], of_period[:, _PENDING]
    is_count = indicator.measure is Measure.COUNT
    citizens = of_period[:, _CITIZENS_QUARTER if axis.period is Period.QUARTER else _CITIZENS]
    value = (
        _medians(dataset, indicator, selection, axis)
        if indicator.measure is Measure.MEDIAN
        else _value(indicator, of_period)
    )
    small = is_small(citizens, n, k_min=k_min)
    mature = _is_mature(indicator, axis, n, pending, as_of=dataset.as_of)
    status = np.select(
        [small, ~axis.is_over, (n == 0) & (pending == 0) & (not is_count), ~mature | (np.isnan(value) & (n > 0))],
        range(1, len(_STATUS)),
        0,
    )
    return SubgroupTable(
        starts=axis.starts,
        n=np.where(small, 0, n),
        numerator=np.where(small, 0, of_period[:, _NUMERATOR] if indicator.measure is Measure.SHARE else n),
        value=np.where(small, np.nan, value),
        pending=np.where(small, 0, pending),
        status=tuple(_STATUS[number] for number in status.tolist()),
    )


def _by_period(sums: NDArray[np.int64], axis: Axis) -> NDArray[np.int64]:
    if len(axis) == 0:
        return sums[:0]
    upto = min(int(axis.edges[-1]), len(sums))
    return np.add.reduceat(sums[:upto], axis.edges[:-1], axis=0)


def _value(indicator: Indicator, sums: NDArray[np.int64]) -> NDArray[np.float64]:
    n = sums[:, _N]
    if indicator.measure is Measure.COUNT:
        return n.astype(np.float64)
    top = sums[:, _NUMERATOR] if indicator.measure is Measure.SHARE else sums[:, _TOTAL]
    scale = 100.0 if indicator.measure is Measure.SHARE else indicator.spec.scale if indicator.spec else 1.0
    value: NDArray[np.float64] = np.divide(top * scale, n, out=np.full(len(n), np.nan), where=n > 0)
    return value


def _medians(dataset: Dataset, indicator: Indicator, selection: Selection, axis: Axis) -> NDArray[np.float64]:
    months, values, counts = dataset.cube.select_values(selection, indicator.key)
    period = np.searchsorted(axis.edges, months - dataset.cube.first_month, side="right") - 1
    medians = np.full(len(axis), np.nan)
    for i in range(len(axis)):
        rows = np.flatnonzero(period == i)
        rows = rows[np.argsort(values[rows], kind="stable")]
        medians[i] = median_of_counts(values[rows], counts[rows])
    return medians


def _is_mature(
    indicator: Indicator, axis: Axis, n: NDArray[np.int64], pending: NDArray[np.int64], *, as_of: date
) -> NDArray[np.bool_]:
    rule = indicator.spec.maturity if indicator.spec else Maturity()
    passed = np.array([(as_of - end).days for end in axis.ends], dtype=np.int64)
    if rule.closed_share is None:
        return np.asarray((pending == 0) & (passed >= rule.lag_days), dtype=bool)
    is_old = np.array([calendar.add_months(end, rule.closed_months) < as_of for end in axis.ends], dtype=bool)
    return np.asarray((n - pending >= rule.closed_share * n) | is_old, dtype=bool)
