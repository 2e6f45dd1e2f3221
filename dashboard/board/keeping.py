"""What is kept from a meeting: notes and decisions, who does what by when, what data were used for, the indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from dashboard import state
from qi import store
from qi.improvement.meeting import DataUse, Meeting, NextStep
from qi.improvement.team import Team
from qi.store import Kept

R = TypeVar("R")


def keep_notes(
    seen: Kept[Meeting] | None, team: str, notes: str, decisions: str, *, on: date, by: str
) -> Kept[Meeting]:
    """Keep the notes of the meeting under way, or begin one. ``seen`` is the meeting as this visitor last saw it.

    Raises RecordError, EditedMeanwhileError and StoreTroubleError.
    """
    if seen is None:
        return _add(Meeting(team=team, held_on=on, notes=notes, decisions=decisions), by=by)
    return _change(seen, replace(seen.record, notes=notes, decisions=decisions), by=by)


def end_meeting(seen: Kept[Meeting], *, by: str) -> Kept[Meeting]:
    """End a meeting: from now on news is counted from here. Raises as ``keep_notes``."""
    return _change(seen, replace(seen.record, ended_at=state.utc_now()), by=by)


def add_step(team: str, what: str, who: str, due: date | None, *, meeting: str | None, by: str) -> Kept[NextStep]:
    """Keep a next step. Raises RecordError and StoreTroubleError."""
    return _add(NextStep(team=team, what=what, who=who, due=due, meeting=meeting), by=by)


def finish_step(kept: Kept[NextStep], *, on: date, by: str) -> Kept[NextStep]:
    """Note that a step is done. Raises EditedMeanwhileError and StoreTroubleError."""
    return _change(kept, replace(kept.record, done_on=on), by=by)


def add_use(team: str, what: str, indicator: str | None, *, on: date, by: str) -> Kept[DataUse]:
    """Keep what data were used for. Raises RecordError and StoreTroubleError."""
    return _add(DataUse(team=team, on=on, what=what, indicator=indicator), by=by)


def choose_core(seen: Kept[Team], core: tuple[str, ...], *, by: str) -> Kept[Team]:
    """Keep which indicators stand on the board. Raises as ``keep_notes``."""
    return _change(seen, replace(seen.record, core=core), by=by)


def add_team(team: Team, *, by: str) -> str:
    """Keep a new team and return its name in the store. Raises RecordError and StoreTroubleError."""
    return _add(team, by=by).id


def teams() -> dict[str, Kept[Team]]:
    """Return all teams by their name in the store. Raises StoreTroubleError."""
    return {one.id: one for one in store.every(state.kept(), Team)}


def _add(record: R, *, by: str) -> Kept[R]:
    return store.add(state.kept(), record, by=by, at=state.utc_now())


def _change(seen: Kept[R], record: R, *, by: str) -> Kept[R]:
    return store.change(state.kept(), seen, record, by=by, at=state.utc_now())
