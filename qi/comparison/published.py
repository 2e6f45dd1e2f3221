"""The series of all municipalities at once, as they may leave the house: the fixed lattice, and nothing else.

This is the one seam through which numbers of other municipalities come into a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from qi import calendar
from qi.analysis import PHASE_KINDS, covers, published_table, touches
from qi.dataset import Dataset
from qi.indicator import Indicator
from qi.lattice import Lattice, last_closed
from qi.selection import Period, Selection
from qi.subgroups import Axis, SubgroupTable, axis_of


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One municipality's series of one indicator as published; ``split``: positions where a new phase must begin."""

    indicator: Indicator
    code: str
    selection: Selection
    table: SubgroupTable
    split: tuple[int, ...]


def published_series(
    dataset: Dataset, indicator: Indicator, selection: Selection, *, lattice: Lattice, codes: Iterable[str]
) -> tuple[Series, ...]:
    """Return the series of each municipality in ``codes``; of the selection only programme and period are used."""
    asked = Selection(programme=selection.programme, first=selection.first, last=selection.last)
    axes: Mapping[Period, tuple[Selection, Axis]] = {
        period: _axis(dataset, asked, period) for period in (Period.MONTH, Period.QUARTER)
    }
    return tuple(_series(dataset, indicator, code, lattice=lattice, axes=axes) for code in codes)


def _axis(dataset: Dataset, asked: Selection, period: Period) -> tuple[Selection, Axis]:
    closed = last_closed(dataset.as_of, period)
    spanned = replace(asked, period=period, last=min(asked.last or closed, closed))
    return spanned, axis_of(dataset, spanned)


def _series(
    dataset: Dataset,
    indicator: Indicator,
    code: str,
    *,
    lattice: Lattice,
    axes: Mapping[Period, tuple[Selection, Axis]],
) -> Series:
    asked, _ = axes[Period.MONTH]
    spanned, axis = axes[lattice.published(replace(asked, municipality=(code,))).period]
    own = replace(spanned, municipality=(code,))
    table = published_table(dataset, indicator, own, lattice=lattice, axis=axis)
    return Series(indicator, code, own, table, _splits(dataset, indicator, own, axis))


def _splits(dataset: Dataset, indicator: Indicator, selection: Selection, axis: Axis) -> tuple[int, ...]:
    """Return where numbers before and after are not the same number, as ``qi.analysis`` decides it."""
    days: set[date] = {
        change.starts_on
        for change in dataset.changes
        if change.kind in PHASE_KINDS and touches(change, indicator, selection) and covers(change, selection)
    }
    if not days:
        return ()
    ends = np.array([calendar.day_number(end) for end in axis.ends])
    places = {int(np.searchsorted(ends, calendar.day_number(day))) for day in days}
    return tuple(sorted(place for place in places if 0 < place < len(axis)))
