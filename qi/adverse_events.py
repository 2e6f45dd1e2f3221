"""Adverse events: the days between them, one point per event, and the days since the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from qi import calendar
from qi.dataset import Dataset
from qi.selection import Selection
from qi.subgroups import Status, SubgroupTable

LATEST_GAPS = 60
"""Gaps in one chart: events that are many are no rare events, and more points could not be told apart."""


@dataclass(frozen=True, slots=True)
class DaysSince:
    """How long ago the last event was on the day the data are complete to; None where none is registered."""

    days: int | None
    last_on: date | None


def days_since(dataset: Dataset, selection: Selection) -> DaysSince:
    """Return the days since the last adverse event in the selected municipalities and programmes (B03)."""
    days = dataset.adverse_events.chosen(selection)
    if len(days) == 0:
        return DaysSince(None, None)
    last = int(days[-1])
    return DaysSince(calendar.day_number(dataset.as_of) - last, calendar.day_of(last))


def gap_table(dataset: Dataset, selection: Selection) -> SubgroupTable:
    """Return the days between adverse events, one subgroup per event from the second, and the open last gap.

    ``starts`` are the dates of the events, the last the day the data are complete to. Events are no citizens: nothing
    is blanked. At most the latest ``LATEST_GAPS`` are kept. A gap may begin before the selected span; it belongs to the
    event that ends it.
    """
    days = dataset.adverse_events.chosen(selection)
    if len(days) == 0:
        return _gaps(days, days, [])
    ends = np.append(days[1:], calendar.day_number(dataset.as_of))
    status = [Status.COUNTED] * (len(days) - 1) + [Status.OPEN]
    begin = calendar.day_number(selection.first) if selection.first else ends[0]
    stop = calendar.month_number(selection.last) if selection.last else calendar.month_number(dataset.as_of)
    last = calendar.day_number(calendar.month_start(stop + 1) - timedelta(days=1))
    keep = np.flatnonzero((ends >= begin) & (ends <= last))[-LATEST_GAPS:]
    return _gaps(ends[keep], (ends - days)[keep], [status[i] for i in keep])


def _gaps(ends: NDArray[np.int64], gaps: NDArray[np.int64], status: list[Status]) -> SubgroupTable:
    is_event = np.array([s is Status.COUNTED for s in status], dtype=np.int64)
    return SubgroupTable(
        starts=tuple(calendar.day_of(int(day)) for day in ends),
        n=is_event,
        numerator=is_event,
        value=gaps.astype(np.float64),
        pending=1 - is_event,
        status=tuple(status),
    )
