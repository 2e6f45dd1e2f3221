"""Hand-collected values as an analysis: the same chart, verdict and sentence as for the indicators of a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

import numpy as np

from qi import calendar
from qi.analysis import Analysis, judge
from qi.annotations import NOTHING, Annotations
from qi.improvement.own_indicator import OwnIndicator, OwnKind, OwnValue, Rhythm
from qi.indicator import Indicator, Kind, Measure, Page
from qi.selection import Period, Selection
from qi.series import decimals_of
from qi.subgroups import Status, SubgroupTable
from qi.verdict import Direction

OWN_SOURCE = "own"
"""Stands as the source system of an indicator that a team counts by hand."""

_PERIODS = {
    Rhythm.DAY: Period.DAY,
    Rhythm.WEEK: Period.WEEK,
    Rhythm.MONTH: Period.MONTH,
    Rhythm.WHENEVER: Period.DAY,
}
_MEASURES = {OwnKind.COUNT: Measure.COUNT, OwnKind.SHARE: Measure.SHARE, OwnKind.SCORE: Measure.MEAN}
_AGAINST = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.NEUTRAL: Direction.NEUTRAL}


def analyse_own(
    key: str,
    own: OwnIndicator,
    values: Iterable[OwnValue],
    selection: Selection,
    *,
    as_of: date,
    annotations: Annotations = NOTHING,
) -> Analysis:
    """Judge what a team has counted by the runs rules.

    ``key``: the name of the indicator in the store. ``selection``: the citizens of the team. Values of one week or
    month are added up (of a score: averaged), a period between without any value stays empty. For events the chart
    shows the days between them, and the days since the latest one up to ``as_of`` as an open point.
    """
    ordered = sorted((value for value in values if value.on <= as_of), key=lambda value: value.on)
    is_event = own.kind is OwnKind.EVENT
    table = _gaps(ordered, as_of) if is_event else _table(own, ordered)
    indicator = annotations.on(key, selection).with_goal(_indicator(key, own, decimals=decimals_of(table.value)))
    return judge(
        indicator,
        _of_period(selection, Period.DAY if is_event else _PERIODS[own.rhythm]),
        table=table,
        lasts=table.starts if is_event else tuple(_last(start, own.rhythm) for start in table.starts),
        annotations=annotations.on(key, selection),
        as_of=as_of,
    )


def days_since(values: Iterable[OwnValue], as_of: date) -> int | None:
    """Return the days since the latest event, None where there is none."""
    latest = max((value.on for value in values if value.on <= as_of), default=None)
    return None if latest is None else (as_of - latest).days


def _of_period(selection: Selection, period: Period) -> Selection:
    return Selection(
        municipality=selection.municipality, programme=selection.programme, unit=selection.unit, period=period
    )


@dataclass(frozen=True, slots=True)
class _Sum:
    value: float
    of: float
    count: int


def _table(own: OwnIndicator, values: Sequence[OwnValue]) -> SubgroupTable:
    sums = {
        start: _added(list(group)) for start, group in groupby(values, key=lambda value: _start(value.on, own.rhythm))
    }
    starts = _axis(tuple(sums), own.rhythm)
    found = [sums.get(start) for start in starts]
    zeros = np.zeros(len(starts), dtype=np.int64)
    is_share = own.kind is OwnKind.SHARE
    return SubgroupTable(
        starts=starts,
        n=np.array([int(one.of) if one and is_share else 0 for one in found], dtype=np.int64),
        numerator=np.array([int(one.value) if one and is_share else 0 for one in found], dtype=np.int64),
        value=np.array([_value(own.kind, one) if one else np.nan for one in found], dtype=np.float64),
        pending=zeros,
        status=tuple(Status.COUNTED if one else Status.EMPTY for one in found),
    )


def _added(values: list[OwnValue]) -> _Sum:
    return _Sum(sum(one.value for one in values), sum(one.of or 0 for one in values), len(values))


def _value(kind: OwnKind, one: _Sum) -> float:
    if kind is OwnKind.SHARE:
        return 100 * one.value / one.of
    return one.value / one.count if kind is OwnKind.SCORE else one.value


def _start(day: date, rhythm: Rhythm) -> date:
    if rhythm is Rhythm.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if rhythm is Rhythm.MONTH else day


def _last(start: date, rhythm: Rhythm) -> date:
    if rhythm is Rhythm.WEEK:
        return start + timedelta(days=6)
    return calendar.period_end(start, months=1) if rhythm is Rhythm.MONTH else start


def _axis(starts: Sequence[date], rhythm: Rhythm) -> tuple[date, ...]:
    """Return the periods from the first to the last value; days without a value are no gaps: nobody counts then."""
    if not starts or rhythm in (Rhythm.DAY, Rhythm.WHENEVER):
        return tuple(starts)
    axis = [starts[0]]
    while axis[-1] < starts[-1]:
        axis.append(_last(axis[-1], rhythm) + timedelta(days=1))
    return tuple(axis)


def _gaps(values: Sequence[OwnValue], as_of: date) -> SubgroupTable:
    """Return the days between events, dated by the event that ends them; several on one day are 0 days apart."""
    days = [value.on for value in values for _ in range(int(value.value))]
    ends = [*days[1:], as_of] if days else []
    gaps = [(later - earlier).days for earlier, later in pairwise([*days, as_of])] if days else []
    is_event = np.array([1] * (len(ends) - 1) + [0] if ends else [], dtype=np.int64)
    return SubgroupTable(
        starts=tuple(ends),
        n=is_event,
        numerator=is_event,
        value=np.array(gaps, dtype=np.float64),
        pending=1 - is_event,
        status=tuple(Status.COUNTED if event else Status.OPEN for event in is_event),
    )


def _indicator(key: str, own: OwnIndicator, *, decimals: int) -> Indicator:
    is_event, is_share = own.kind is OwnKind.EVENT, own.kind is OwnKind.SHARE
    return Indicator(
        key=key,
        title_da=own.name,
        title_en=own.name,
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        # Fewer events are more days between them.
        direction=_AGAINST[own.direction] if is_event else own.direction,
        unit="days" if is_event else "percent" if is_share else "number",
        measure=Measure.GAP if is_event else _MEASURES[own.kind],
        numerator_da=own.unit,
        denominator_da="",
        dated_by_da="",
        source_system=OWN_SOURCE,
        owner="",
        reference="",
        decimals=0 if is_share or is_event else decimals,
    )
