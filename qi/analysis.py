"""The one composition: indicator and selection in, everything a screen, a sentence or an export may say out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from qi.adverse_events import gap_table
from qi.dataset import Change, Dataset
from qi.indicator import Goal, Indicator, Measure
from qi.indicators import INDICATORS
from qi.judgement import verdict_facts
from qi.lattice import Lattice, last_closed, without_hidden
from qi.run_charts import RunChart, run_chart
from qi.runs_distribution import false_alarm_rate
from qi.selection import Selection
from qi.subgroups import Axis, Status, SubgroupTable, axis_of, subgroup_table
from qi.verdict import VerdictFacts

PHASE_KINDS = ("definition", "system")
"""Changes after which numbers before and after are not the same number: they force a new phase. Others annotate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in scope of a chart: a change of definition, system or staff, or a PDSA with an end."""

    starts_on: date
    ends_on: date | None
    kind: str
    title_da: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One indicator for one selection; indices of ``chart`` are positions in ``table``.

    ``latest`` is the position of the latest counted point, None when there is none.
    """

    indicator: Indicator
    selection: Selection
    as_of: date
    is_synthetic: bool
    table: SubgroupTable
    chart: RunChart
    goal: Goal | None
    events: tuple[Event, ...]
    facts: VerdictFacts
    latest: int | None
    false_alarm_rate: float
    """Probability that a chart like this one signals by chance alone (for 'one would expect about k')."""
    unfiltered: tuple[str, ...] = ()
    """Restricted dimensions that these cases do not carry (an adverse event has no sex): they were not applied."""

    @property
    def applied(self) -> Selection:
        """The selection as far as it could be applied."""
        left_out: dict[str, Any] = dict.fromkeys(self.unfiltered, ())
        return replace(self.selection, **left_out)


def analyse_all(dataset: Dataset, selection: Selection, keys: Iterable[str] | None = None) -> tuple[Analysis, ...]:
    """Return the analysis of every indicator with a run chart, or of ``keys``, in the order given.

    Raises KeyError for an unknown key and ValueError for an indicator without a run chart.
    """
    wanted = [INDICATORS[key] for key in keys] if keys is not None else _charted()
    axis = axis_of(dataset, selection)
    sums = dataset.cube.select(selection, [indicator.key for indicator in wanted if indicator.spec])
    tables = (
        subgroup_table(dataset, indicator, selection, axis=axis, sums=sums[indicator.key])
        if indicator.spec
        else _event_table(dataset, indicator, selection)
        for indicator in wanted
    )
    return tuple(
        _compose(dataset, indicator, selection, table=table, axis=axis)
        for indicator, table in zip(wanted, tables, strict=True)
    )


def analyse_published(dataset: Dataset, key: str, selection: Selection, *, lattice: Lattice) -> Analysis:
    """Return the analysis of one indicator as it may leave the house: by ``lattice``, and only of finished periods.

    The rules read what is shown and nothing else, so no verdict can betray a hidden number.
    Raises KeyError for an unknown key and ValueError for a selection that is not in the lattice.
    """
    published = lattice.published(selection)
    closed = last_closed(dataset.as_of, published.period)
    published = replace(published, last=min(published.last or closed, closed))
    indicator, axis = INDICATORS[key], axis_of(dataset, published)
    sums = dataset.cube.select(published, [key])[key]
    whole = subgroup_table(dataset, indicator, published, axis=axis, sums=sums)
    table = without_hidden(whole, lattice.hidden(published, axis.starts))
    return _compose(dataset, indicator, published, table=table, axis=axis)


def analyse(dataset: Dataset, key: str, selection: Selection) -> Analysis:
    """Return the analysis of one indicator; errors as in ``analyse_all``."""
    return analyse_all(dataset, selection, (key,))[0]


def _charted() -> list[Indicator]:
    return [indicator for indicator in INDICATORS.values() if indicator.has_run_chart]


def _event_table(dataset: Dataset, indicator: Indicator, selection: Selection) -> SubgroupTable:
    if indicator.measure is not Measure.GAP:
        raise ValueError(f"{indicator.key} is no series: it has no run chart")
    return gap_table(dataset, selection)


def _compose(
    dataset: Dataset, indicator: Indicator, selection: Selection, *, table: SubgroupTable, axis: Axis
) -> Analysis:
    changes = [change for change in dataset.changes if touches(change, indicator, selection)]
    breaks = [change for change in changes if change.kind in PHASE_KINDS and covers(change, selection)]
    split = {position: change for change in breaks if (position := _position(table, change, axis)) is not None}
    chart = run_chart(table.counted, split=sorted(split))
    counted = np.flatnonzero([status is Status.COUNTED for status in table.status])
    return Analysis(
        indicator=indicator,
        selection=selection,
        as_of=dataset.as_of,
        is_synthetic=dataset.is_synthetic,
        table=table,
        chart=chart,
        goal=indicator.goal,
        events=tuple(_event(change) for change in changes),
        facts=verdict_facts(
            indicator, table, chart, period=selection.period, change=_title(split.get(chart.current.first))
        ),
        latest=int(counted[-1]) if len(counted) else None,
        false_alarm_rate=false_alarm_rate(chart.current.n_useful) if chart.verdict.is_judged else 0.0,
        unfiltered=_unfiltered(indicator, selection),
    )


def touches(change: Change, indicator: Indicator, selection: Selection) -> bool:
    """Whether a change is about some of the citizens and about the indicator of a chart."""
    return (
        (not change.indicators or indicator.key in change.indicators)
        and (not selection.municipality or change.municipality in (None, *selection.municipality))
        and (not selection.programme or change.programme in (None, *selection.programme))
    )


def covers(change: Change, selection: Selection) -> bool:
    """Whether a change is about all citizens of a chart: only then the whole series has a break."""
    return (change.municipality is None or selection.municipality == (change.municipality,)) and (
        change.programme is None or selection.programme == (change.programme,)
    )


def _position(table: SubgroupTable, change: Change, axis: Axis) -> int | None:
    """Return the position of the first subgroup of the new phase, None where the series lies on one side of it."""
    if table.starts != axis.starts:
        later = [i for i, day in enumerate(table.starts) if day >= change.starts_on]
    else:
        later = [i for i, day in enumerate(axis.ends) if day >= change.starts_on]
    return later[0] if later and later[0] > 0 else None


def _event(change: Change) -> Event:
    return Event(
        starts_on=change.starts_on,
        ends_on=change.ends_on,
        kind=change.kind,
        title_da=change.title_da,
        title_en=change.title_en,
    )


def _title(change: Change | None) -> tuple[str, str] | None:
    return (change.title_da, change.title_en) if change else None


def _unfiltered(indicator: Indicator, selection: Selection) -> tuple[str, ...]:
    carried = ("municipality", "programme")
    return () if indicator.spec else tuple(name for name in selection.restrictions() if name not in carried)
