"""What a team has written: everything its board needs, read from the store in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine

from qi import store
from qi.improvement.cycle import Cycle
from qi.improvement.meeting import DataUse, Meeting, NextStep
from qi.improvement.own_indicator import OwnIndicator
from qi.improvement.phase_decision import PhaseDecision
from qi.improvement.project import Project
from qi.improvement.signal import Signal
from qi.improvement.team import Team
from qi.store import Kept

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The records of one team, each kind in the order they were made."""

    team: Kept[Team]
    projects: tuple[Kept[Project], ...] = ()
    cycles: tuple[Kept[Cycle], ...] = ()
    signals: tuple[Kept[Signal], ...] = ()
    phases: tuple[Kept[PhaseDecision], ...] = ()
    meetings: tuple[Kept[Meeting], ...] = ()
    steps: tuple[Kept[NextStep], ...] = ()
    uses: tuple[Kept[DataUse], ...] = ()
    own: tuple[Kept[OwnIndicator], ...] = ()

    def last_meeting(self) -> Meeting | None:
        """Return the latest meeting that has ended."""
        ended = [one.record for one in self.meetings if one.record.ended_at is not None]
        return max(ended, key=_ended_at, default=None)

    def meeting_under_way(self) -> Kept[Meeting] | None:
        """Return the meeting that has begun and not ended."""
        return next((one for one in reversed(self.meetings) if one.record.ended_at is None), None)


def work_of(engine: Engine, team: str) -> Work | None:
    """Return what a team has written, None where there is no such team. Raises StoreTroubleError."""
    kept = store.find(engine, Team, team)
    if kept is None:
        return None

    def own(kind: type[R]) -> tuple[Kept[R], ...]:
        return store.every(engine, kind, owner=team)

    return Work(
        team=kept,
        projects=own(Project),
        cycles=own(Cycle),
        signals=own(Signal),
        phases=own(PhaseDecision),
        meetings=own(Meeting),
        steps=own(NextStep),
        uses=own(DataUse),
        own=own(OwnIndicator),
    )


def open_steps(work: Work) -> Sequence[Kept[NextStep]]:
    """Return the steps that are not done, the next due first and those without a day last."""
    waiting = [one for one in work.steps if one.record.done_on is None]
    return sorted(waiting, key=lambda one: (one.record.due is None, one.record.due or one.at.date()))


def _ended_at(meeting: Meeting) -> datetime:
    return meeting.ended_at or datetime.min
