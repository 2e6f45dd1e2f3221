"""The one composition: indicator and selection in, everything a screen, a sentence or an export may say out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qi.indicator import Goal, Indicator
from qi.run_charts import RunChart
from qi.selection import Selection
from qi.subgroups import SubgroupTable
from qi.verdict import VerdictFacts


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
