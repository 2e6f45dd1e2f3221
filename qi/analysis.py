"""The one composition: indicator and selection in, everything a screen, a sentence or an export may say out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from qi.adverse_events import gap_table
from qi.annotations import NOTHING, AcceptedPhase, Annotations, ChartNote
from qi.dataset import Change, Dataset
from qi.indicator import Goal, Indicator, Measure
from qi.indicators import INDICATORS
from qi.judgement import verdict_facts
from qi.lattice import Lattice, last_closed, without_hidden
from qi.run_charts import RunChart, run_chart
from qi.runs_distribution import false_alarm_rate
from qi.selection import Selection
from qi.subgroups import Axis, Status, SubgroupTable, axis_of, subgroup_table
from qi.verdict import PhaseKind, VerdictFacts

PHASE_KINDS = ("definition", "system")
"""Changes after which numbers before and after are not the same number: they force a new phase. Others annotate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in scope of a chart: a change of definition, system or staff, or a PDSA with an end.

    ``source``: the record in the state store that a person wrote, empty for what came with the data.
    """

    starts_on: date
    ends_on: date | None
    kind: str
    title_da: str
    title_en: str
    source: str = ""

    def title(self, lang: str) -> str:
        """Return what happened in ``lang``."""
        return self.title_da if lang == "da" else self.title_en


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

    def __repr__(self) -> str:
        """Return what it is about and its verdict; ``dashboard.notebook`` shows it with its chart."""
        months = f"{self.table.starts[0]} to {self.table.starts[-1]}" if self.table.starts else "no period"
        verdict, evidence = self.facts.verdict.name, self.chart.current.evidence()
        return f"<Analysis of {self.indicator.key} {self.indicator.title_en!r}, {months}: {verdict}, {evidence}>"

    @property
    def applied(self) -> Selection:
        """The selection as far as it could be applied."""
        left_out: dict[str, Any] = dict.fromkeys(self.unfiltered, ())
        return replace(self.selection, **left_out)


def analyse_all(
    dataset: Dataset, selection: Selection, keys: Iterable[str] | None = None, *, annotations: Annotations = NOTHING
) -> tuple[Analysis, ...]:
    """Return the analysis of every indicator with a run chart, or of ``keys``, in the order given.

    ``annotations``: what people have written and decided; what is in scope stands on each chart.
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
        _compose(
            dataset,
            indicator,
            selection,
            table=table,
            axis=axis,
            annotations=annotations.on(indicator.key, selection),
        )
        for indicator, table in zip(wanted, tables, strict=True)
    )


def analyse_published(
    dataset: Dataset, key: str, selection: Selection, *, lattice: Lattice, annotations: Annotations = NOTHING
) -> Analysis:
    """Return the analysis of one indicator as it may leave the house: by ``lattice``, and only of finished periods.

    The rules read what is shown and nothing else, so no verdict can betray a hidden number.
    Raises KeyError for an unknown key and ValueError for a selection that is not in the lattice.
    """
    published = lattice.published(selection)
    closed = last_closed(dataset.as_of, published.period)
    published = replace(published, last=min(published.last or closed, closed))
    indicator, axis = INDICATORS[key], axis_of(dataset, published)
    # A team of all municipalities means the sum that is published, which leaves out those with many small numbers.
    is_sum = selection.municipality == lattice.members
    in_scope = annotations.on(key, replace(selection, municipality=()) if is_sum else selection)
    table = published_table(dataset, indicator, published, lattice=lattice, axis=axis)
    return _compose(dataset, indicator, published, table=table, axis=axis, annotations=in_scope)


def published_table(
    dataset: Dataset, indicator: Indicator, published: Selection, *, lattice: Lattice, axis: Axis
) -> SubgroupTable:
    """Return the subgroup table of a published selection, with what may not leave the house blanked."""
    sums = lattice.sums_of(published)
    whole = subgroup_table(dataset, indicator, published, axis=axis, sums=sums)
    hidden = lattice.hidden(published, axis.starts)
    if indicator.measure is Measure.MEDIAN:
        # A median is read from the cases as they are now: where they have been corrected it is not the one told.
        hidden |= axis.has_any((dataset.cube.select(published, [indicator.key])[indicator.key] != sums).any(axis=1))
    return without_hidden(whole, hidden, lattice.unsettled(published, axis.starts))


def analyse(dataset: Dataset, key: str, selection: Selection, *, annotations: Annotations = NOTHING) -> Analysis:
    """Return the analysis of one indicator; errors as in ``analyse_all``."""
    return analyse_all(dataset, selection, (key,), annotations=annotations)[0]


def _charted() -> list[Indicator]:
    return [indicator for indicator in INDICATORS.values() if indicator.has_run_chart]


def _event_table(dataset: Dataset, indicator: Indicator, selection: Selection) -> SubgroupTable:
    if indicator.measure is not Measure.GAP:
        raise ValueError(f"{indicator.key} is no series: it has no run chart")
    return gap_table(dataset, selection)


def _compose(
    dataset: Dataset,
    indicator: Indicator,
    selection: Selection,
    *,
    table: SubgroupTable,
    axis: Axis,
    annotations: Annotations,
) -> Analysis:
    changes = [change for change in dataset.changes if touches(change, indicator, selection)]
    is_by_axis = table.starts == axis.starts
    judged = judge(
        annotations.with_goal(indicator),
        selection,
        table=table,
        lasts=axis.ends if is_by_axis else table.starts,
        breaks=[change for change in changes if change.kind in PHASE_KINDS and covers(change, selection)],
        annotations=annotations,
        as_of=dataset.as_of,
    )
    events = (*(_event(change) for change in changes), *judged.events)
    return replace(
        judged,
        is_synthetic=dataset.is_synthetic,
        events=tuple(sorted(events, key=lambda event: event.starts_on)),
        unfiltered=_unfiltered(indicator, selection),
    )


def judge(
    indicator: Indicator,
    selection: Selection,
    *,
    table: SubgroupTable,
    lasts: Sequence[date],
    breaks: Sequence[Change] = (),
    annotations: Annotations = NOTHING,
    as_of: date,
) -> Analysis:
    """Return the analysis of a table: where its phases begin, what the rules say, and what stands on the chart.

    ``lasts``: the last day of each period. ``breaks``: changes after which the numbers are not the same numbers.
    ``annotations``: what is in scope of this chart; an accepted phase wins over a break in the same period.
    """
    begun: dict[int, Change | AcceptedPhase] = {}
    starts: list[Change | AcceptedPhase] = [*breaks, *annotations.phases]
    for start in starts:
        if (position := _position(lasts, start.starts_on)) is not None:
            begun[position] = start
    chart = run_chart(table.counted, split=sorted(begun))
    counted = np.flatnonzero([status is Status.COUNTED for status in table.status])
    facts = verdict_facts(indicator, table, chart, period=selection.period)
    return Analysis(
        indicator=indicator,
        selection=selection,
        as_of=as_of,
        is_synthetic=False,
        table=table,
        chart=chart,
        goal=indicator.goal,
        events=tuple(_event_of(note) for note in annotations.notes),
        facts=_with_beginning(facts, chart, begun.get(chart.current.first)),
        latest=int(counted[-1]) if len(counted) else None,
        false_alarm_rate=false_alarm_rate(chart.current.n_useful) if chart.verdict.is_judged else 0.0,
    )


def _with_beginning(facts: VerdictFacts, chart: RunChart, start: Change | AcceptedPhase | None) -> VerdictFacts:
    """Say what the current phase began with; only where a person accepted it may its level be compared with before."""
    if start is None:
        return facts
    if isinstance(start, Change):
        return replace(facts, phase=PhaseKind.BREAK, change=(start.title_da, start.title_en))
    before = chart.phases[-2].centre
    return replace(
        facts,
        phase=PhaseKind.NEW,
        change=(start.cause, start.cause),
        previous_centre=None if np.isnan(before) else before,
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


def _position(lasts: Sequence[date], day: date) -> int | None:
    """Return the position of the first subgroup of the new phase, None where the series lies on one side of it."""
    position = sum(last < day for last in lasts)
    return position if 0 < position < len(lasts) else None


def _event(change: Change) -> Event:
    return Event(
        starts_on=change.starts_on,
        ends_on=change.ends_on,
        kind=change.kind,
        title_da=change.title_da,
        title_en=change.title_en,
    )


def _event_of(note: ChartNote) -> Event:
    return Event(
        starts_on=note.starts_on,
        ends_on=note.ends_on,
        kind=note.kind,
        title_da=note.title,
        title_en=note.title,
        source=note.source,
    )


def _unfiltered(indicator: Indicator, selection: Selection) -> tuple[str, ...]:
    carried = ("municipality", "programme")
    return () if indicator.spec else tuple(name for name in selection.restrictions() if name not in carried)
