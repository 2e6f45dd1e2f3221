"""From the records of teams to the annotations that stand on charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qi.annotations import AcceptedPhase, Annotations, ChartNote, OwnGoal, Scope
from qi.improvement.cycle import Cycle
from qi.improvement.goal import TeamGoal, current_goals
from qi.improvement.note import Note
from qi.improvement.phase_decision import PhaseDecision
from qi.improvement.team import Team

CYCLE_KIND = "pdsa"


def annotations_of(
    teams: Mapping[str, Team],
    *,
    cycles: Mapping[str, Cycle],
    notes: Mapping[str, Note],
    decisions: Mapping[str, PhaseDecision],
    goals: Iterable[TeamGoal],
) -> Annotations:
    """Return what stands on charts; all records by their name in the store.

    What belongs to no known team stands nowhere. A cycle without a start, and a phase that was declined, stand on no
    chart. A cycle with no indicator is about none.
    """
    scopes = {name: scope_of(team) for name, team in teams.items()}
    return Annotations(
        notes=(
            *(_of_cycle(name, one, scopes[one.team]) for name, one in cycles.items() if _stands(one, scopes)),
            *(_of_note(name, one, scopes) for name, one in notes.items() if one.team is None or one.team in scopes),
        ),
        phases=tuple(
            AcceptedPhase(
                scope=scopes[one.team],
                indicator=one.indicator,
                starts_on=one.starts_on,
                cause=_named(cycles.get(one.cycle or ""), one.cause),
                source=name,
            )
            for name, one in decisions.items()
            if one.is_accepted and one.team in scopes
        ),
        goals=tuple(
            OwnGoal(scope=scopes[team], indicator=indicator, value=goal.value, source=goal.source)
            for (team, indicator), goal in current_goals(goals).items()
            if team in scopes
        ),
    )


def scope_of(team: Team) -> Scope:
    """Return whom the numbers of a team are about."""
    return Scope(municipality=team.municipality, programme=team.programme, unit=team.unit)


def cycle_title(cycle: Cycle) -> str:
    """Return the name of a cycle as it stands on a chart: ``PDSA 2: opkald samme dag``."""
    return cycle.title if cycle.title.startswith("PDSA") else f"PDSA {cycle.number}: {cycle.title}"


def _named(cycle: Cycle | None, cause: str) -> str:
    return cycle_title(cycle) if cycle else cause


def _stands(cycle: Cycle, scopes: Mapping[str, Scope]) -> bool:
    return cycle.starts_on is not None and bool(cycle.indicators) and cycle.team in scopes


def _of_cycle(name: str, cycle: Cycle, scope: Scope) -> ChartNote:
    assert cycle.starts_on is not None  # noqa: S101
    return ChartNote(
        scope=scope,
        indicators=cycle.indicators,
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        kind=CYCLE_KIND,
        title=cycle_title(cycle),
        source=name,
    )


def _of_note(name: str, note: Note, scopes: Mapping[str, Scope]) -> ChartNote:
    own = Scope(municipality=note.municipality, programme=note.programme)
    return ChartNote(
        scope=own if note.team is None else scopes[note.team],
        indicators=note.indicators,
        starts_on=note.on,
        ends_on=note.until,
        kind=note.kind.value,
        title=note.title,
        source=name,
    )
