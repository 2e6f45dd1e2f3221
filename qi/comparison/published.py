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
from qi.annotations import NOTHING, AcceptedPhase, Annotations
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
    dataset: Dataset,
    indicator: Indicator,
    selection: Selection,
    *,
    lattice: Lattice,
    codes: Iterable[str],
    annotations: Annotations = NOTHING,
) -> tuple[Series, ...]:
    """Return the series of each municipality in ``codes``; of the selection only programme and period are used.

    The tables are those of ``analyse_published``, made for all at once.
    """
    asked = Selection(programme=selection.programme, first=selection.first, last=selection.last)
    axes = {period: _axis(dataset, asked, period) for period in (Period.MONTH, Period.QUARTER)}
    return tuple(
        _series(dataset, indicator, replace(asked, municipality=(code,)), lattice, axes, annotations) for code in codes
    )


def _axis(dataset: Dataset, asked: Selection, period: Period) -> tuple[Selection, Axis]:
    closed = last_closed(dataset.as_of, period)
    spanned = replace(asked, period=period, last=min(asked.last or closed, closed))
    return spanned, axis_of(dataset, spanned)


def _series(
    dataset: Dataset,
    indicator: Indicator,
    asked: Selection,
    lattice: Lattice,
    axes: Mapping[Period, tuple[Selection, Axis]],
    annotations: Annotations,
) -> Series:
    spanned, axis = axes[lattice.published(asked).period]
    own = replace(spanned, municipality=asked.municipality)
    table = published_table(dataset, indicator, own, lattice=lattice, axis=axis)
    split = _splits(dataset, indicator, own, axis, annotations.on(indicator.key, asked).phases)
    return Series(indicator, asked.municipality[0], own, table, split)


def _splits(
    dataset: Dataset, indicator: Indicator, selection: Selection, axis: Axis, accepted: Iterable[AcceptedPhase]
) -> tuple[int, ...]:
    """Return where a new phase begins, as ``qi.analysis`` decides it: the number has changed, or a person said so."""
    days: set[date] = {
        change.starts_on
        for change in dataset.changes
        if change.kind in PHASE_KINDS and touches(change, indicator, selection) and covers(change, selection)
    }
    days |= {phase.starts_on for phase in accepted}
    if not days:
        return ()
    ends = np.array([calendar.day_number(end) for end in axis.ends])
    places = {int(np.searchsorted(ends, calendar.day_number(day))) for day in days}
    return tuple(sorted(place for place in places if 0 < place < len(axis)))
