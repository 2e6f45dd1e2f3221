"""What people have written and decided about charts, as one frozen value that an analysis takes beside the data.

Notes and cycles stand on every chart that is about some of the same citizens. A new phase and a goal belong to one
team and hold only for the chart of exactly its citizens: a level that moved there need not have moved elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from qi.indicator import Goal, Indicator
from qi.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom something is about; None is everybody."""

    municipality: str | None = None
    programme: str | None = None
    unit: str | None = None

    def touches(self, selection: Selection) -> bool:
        """Whether some of the citizens of a selection are meant."""
        return all(
            code is None or not chosen or code in chosen
            for code, chosen in (
                (self.municipality, selection.municipality),
                (self.programme, selection.programme),
                (self.unit, selection.unit),
            )
        )

    def is_exactly(self, selection: Selection) -> bool:
        """Whether all citizens of a selection are meant, and no others."""
        named = {"municipality": self.municipality, "programme": self.programme, "unit": self.unit}
        return selection.restrictions() == {name: (code,) for name, code in named.items() if code is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartNote:
    """A PDSA cycle or a note; ``source`` is its name in the store. Without indicators it stands on every chart."""

    scope: Scope
    indicators: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    kind: str
    title: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedPhase:
    """A new phase that a person accepted for one chart, from the first day of its first period, and the cause given."""

    scope: Scope
    indicator: str
    starts_on: date
    cause: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGoal:
    """The goal that a team has set for one indicator."""

    scope: Scope
    indicator: str
    value: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All annotations, accepted phases and goals."""

    notes: tuple[ChartNote, ...] = ()
    phases: tuple[AcceptedPhase, ...] = ()
    goals: tuple[OwnGoal, ...] = ()

    def on(self, indicator: str, selection: Selection) -> Annotations:
        """Return what stands on one chart, notes and phases in time order."""
        notes = (
            n for n in self.notes if n.scope.touches(selection) and (not n.indicators or indicator in n.indicators)
        )
        phases = (p for p in self.phases if p.indicator == indicator and p.scope.is_exactly(selection))
        goals = (g for g in self.goals if g.indicator == indicator and g.scope.is_exactly(selection))
        return Annotations(
            notes=tuple(sorted(notes, key=lambda note: note.starts_on)),
            phases=tuple(sorted(phases, key=lambda phase: phase.starts_on)),
            goals=tuple(goals),
        )

    def with_goal(self, indicator: Indicator) -> Indicator:
        """Return an indicator with the latest of these goals in place of its own."""
        if not self.goals:
            return indicator
        latest = self.goals[-1]
        return replace(indicator, goal=Goal(latest.value, latest.source))


NOTHING = Annotations()
