"""The same indicator for groups of citizens: each share with its interval, one gap agreed beforehand, and its course.

The numbers show a difference, not why. Groups stand in the order of their codes, never of their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qi.cube import SUMS
from qi.dataset import TABLES, Dataset
from qi.disclosure import K_MIN
from qi.gaps import share_difference, share_ratio
from qi.indicator import Indicator
from qi.indicators import INDICATORS
from qi.intervals import Interval, wilson
from qi.selection import Period, Selection
from qi.subgroups import Status, axis_of, subgroup_table

EQUITY_INDICATORS = ("P02", "P13", "D01", "D02", "O01", "O08")
"""Waiting, completion, answers at start and end, and two outcomes: good health, and HbA1c below 53."""

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

_N, _HITS, _CITIZENS = (SUMS.index(name) for name in ("n", "numerator", "citizens"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The two sides whose gap is followed: chosen beforehand, so that the largest gap is not picked afterwards."""

    first: tuple[str, ...]
    other: tuple[str, ...]


CONTRASTS: Mapping[str, Contrast] = {
    "sex": Contrast(first=("male",), other=("female",)),
    "age_group": Contrast(first=("70-79", "80+"), other=("18-39", "40-49", "50-59", "60-69")),
    "education": Contrast(first=("basic",), other=("short", "medium", "long")),
    "employment": Contrast(first=("unemployed", "sick_leave"), other=("employed",)),
    "origin": Contrast(first=("non_western",), other=("danish",)),
    "housing": Contrast(first=("alone",), other=("with_others",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """One group: its cases, hits, percentage (0-100) and interval; None without cases and where it is hidden."""

    code: str
    n: int = 0
    hits: int = 0
    percent: float | None = None
    interval: Interval | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The first side beside the other: percentages, their difference in percentage points, and their ratio.

    ``ratio`` is None where a side has no hits.
    """

    first: GroupShare
    other: GroupShare
    difference: float
    interval: Interval
    ratio: float | None
    ratio_interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGap:
    """The gap of one year; None where a side has no cases or is hidden. ``is_whole``: all twelve months are counted."""

    year: int
    gap: Gap | None
    is_suppressed: bool
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Equity:
    """One indicator split by one dimension. ``gap`` is None where a side is missing or hidden."""

    indicator: Indicator
    dimension: str
    overall: GroupShare
    groups: tuple[GroupShare, ...]
    gap: Gap | None
    years: tuple[YearGap, ...]


def equity(dataset: Dataset, key: str, dimension: str, selection: Selection) -> Equity:
    """Split one indicator by one dimension over the settled months of a selection.

    Raises KeyError for an unknown indicator or dimension.
    """
    indicator, contrast = INDICATORS[key], CONTRASTS[dimension]
    months = _months(dataset, indicator, selection)
    codes = [code for code in _ordered(dimension) if code in dataset.codes[dimension]]
    wanted = getattr(selection, dimension)
    codes = [code for code in codes if not wanted or code in wanted]
    sums = np.stack(
        [_sums(dataset, key, _only(selection, dimension, code))[months.numbers] for code in codes]
        or [np.zeros((len(months.numbers), len(SUMS)), dtype=np.int64)]
    )
    total = sums.sum(axis=1)
    in_contrast = np.array([code in contrast.first + contrast.other for code in codes], dtype=bool)
    hidden = hidden_groups(total[:, _N], total[:, _CITIZENS], in_contrast) if codes else np.zeros(1, dtype=bool)
    groups = tuple(_share(code, *total[i, [_N, _HITS]], is_hidden=bool(hidden[i])) for i, code in enumerate(codes))
    sides = [np.isin(codes, side) for side in (contrast.first, contrast.other)]
    gap = None if any(hidden[side].any() for side in sides) else _gap(dimension, [total[side].sum(0) for side in sides])
    return Equity(
        indicator=indicator,
        dimension=dimension,
        overall=_share("", *total.sum(axis=0)[[_N, _HITS]], is_hidden=_is_small(total.sum(axis=0))),
        groups=groups,
        gap=gap,
        years=_years(dimension, sums, sides, months) if gap else (),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Months:
    """The settled months of a selection, as places in the cube, and the year of each."""

    numbers: NDArray[np.int64]
    years: NDArray[np.int64]


def _months(dataset: Dataset, indicator: Indicator, selection: Selection) -> _Months:
    """Return the months in which the indicator is settled for the selection as a whole, the same for every group."""
    by_month = replace(selection, period=Period.MONTH)
    axis = axis_of(dataset, by_month)
    sums = _sums(dataset, indicator.key, by_month)
    table = subgroup_table(dataset, indicator, by_month, axis=axis, sums=sums, k_min=0)
    is_counted = np.array([status is Status.COUNTED for status in table.status], dtype=bool)
    years = np.array([start.year for start in axis.starts], dtype=np.int64)
    return _Months(axis.edges[:-1][is_counted] if len(axis) else axis.edges[:0], years[is_counted])


def _sums(dataset: Dataset, key: str, selection: Selection) -> Counts:
    return dataset.cube.select(selection, [key])[key]


def _only(selection: Selection, dimension: str, code: str) -> Selection:
    restricted: dict[str, Any] = {dimension: (code,)}
    return replace(selection, **restricted)


def _ordered(dimension: str) -> tuple[str, ...]:
    return next(column.codes for column in TABLES["background"] if column.name == dimension)


def _is_small(sums: Counts) -> bool:
    return bool(sums[_N] > 0 and sums[_CITIZENS] < K_MIN)


def hidden_groups(n: Counts, citizens: Counts, in_contrast: Mask, *, k_min: int = K_MIN) -> Mask:
    """Return which groups to hide: the small ones, and more until none can be found by subtraction from the total.

    At least two groups are hidden, with ``k_min`` citizens together; a group outside the contrast goes first.
    """
    hidden: Mask = np.asarray((n > 0) & (citizens < k_min), dtype=bool)
    if not hidden.any():
        return hidden
    for i in np.lexsort((citizens, in_contrast)):
        if hidden.sum() >= 2 and citizens[hidden].sum() >= k_min:
            break
        hidden[i] |= n[i] > 0
    return hidden


def hidden_years(citizens: Counts, *, k_min: int = K_MIN) -> Mask:
    """Return which years to hide, from the citizens of both sides and the rest in each year, shape (3, years).

    A year in which any of the three is small is hidden whole. A single one could be found by subtracting the others
    from the sum of all years: then the year with the fewest citizens goes with it.
    """
    hidden: Mask = np.asarray(((citizens > 0) & (citizens < k_min)).any(axis=0), dtype=bool)
    if hidden.sum() == 1:
        others = np.where(hidden, np.iinfo(np.int64).max, citizens.sum(axis=0))
        hidden[others.argmin()] = True
    return hidden


def _years(dimension: str, sums: Counts, sides: list[Mask], months: _Months) -> tuple[YearGap, ...]:
    years = np.unique(months.years)
    by_year = np.stack([sums[:, months.years == year].sum(axis=1) for year in years.tolist()], axis=1)
    rest = ~(sides[0] | sides[1])
    parts = np.stack([by_year[side].sum(axis=0) for side in (*sides, rest)])
    hidden = hidden_years(parts[:, :, _CITIZENS])
    return tuple(
        YearGap(
            year=year,
            gap=None if hidden[i] else _gap(dimension, [parts[0, i], parts[1, i]]),
            is_suppressed=bool(hidden[i]),
            is_whole=int((months.years == year).sum()) == 12,
        )
        for i, year in enumerate(years.tolist())
    )


def _share(code: str, n: int, hits: int, *, is_hidden: bool = False) -> GroupShare:
    if is_hidden:
        return GroupShare(code=code, is_suppressed=True)
    n, hits = int(n), int(hits)
    if n == 0:
        return GroupShare(code=code)
    return GroupShare(code=code, n=n, hits=hits, percent=100 * hits / n, interval=wilson(hits, n).scaled(100))


def _gap(dimension: str, sums: list[Counts]) -> Gap | None:
    first, other = (
        _share(f"{dimension}.{side}", *one[[_N, _HITS]]) for side, one in zip(("first", "other"), sums, strict=True)
    )
    if first.percent is None or other.percent is None:
        return None
    counts = (first.hits, first.n, other.hits, other.n)
    ratio = share_ratio(*counts)
    return Gap(
        first=first,
        other=other,
        difference=first.percent - other.percent,
        interval=share_difference(*counts).scaled(100),
        ratio=ratio[0] if ratio else None,
        ratio_interval=ratio[1] if ratio else None,
    )
