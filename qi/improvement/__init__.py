"""The work of improvement as records: teams, projects, PDSA cycles, notes, goals, signals, own numbers and meetings."""

from __future__ import annotations

from qi.improvement.cycle import Cycle
from qi.improvement.goal import TeamGoal
from qi.improvement.meeting import DataUse, Meeting, NextStep
from qi.improvement.note import Note
from qi.improvement.own_indicator import OwnIndicator, OwnValue
from qi.improvement.phase_decision import PhaseDecision
from qi.improvement.project import Project
from qi.improvement.signal import Signal
from qi.improvement.team import Team

KINDS: dict[str, type] = {
    "team": Team,
    "project": Project,
    "cycle": Cycle,
    "note": Note,
    "goal": TeamGoal,
    "phase": PhaseDecision,
    "signal": Signal,
    "own_indicator": OwnIndicator,
    "own_value": OwnValue,
    "meeting": Meeting,
    "next_step": NextStep,
    "data_use": DataUse,
}
"""Every kind of record by the name it is kept under; to add one is one line here and one dataclass."""


def owner_of(record: object) -> str | None:
    """Return what a record belongs to and is looked up by: its team, for a value its own indicator, None for a team."""
    name = "indicator" if isinstance(record, OwnValue) else "team"
    return getattr(record, name, None)


__all__ = [
    "KINDS",
    "Cycle",
    "DataUse",
    "Meeting",
    "NextStep",
    "Note",
    "OwnIndicator",
    "OwnValue",
    "PhaseDecision",
    "Project",
    "Signal",
    "Team",
    "TeamGoal",
    "owner_of",
]
