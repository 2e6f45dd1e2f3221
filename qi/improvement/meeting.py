"""Board meetings: what was said and decided, who does what by when, and what the data were used for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qi.improvement.text import line, prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting at the board; ``ended_at`` (UTC) parts what is new from what was there."""

    team: str
    held_on: date
    notes: str = prose()
    decisions: str = prose()
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What somebody will do, and by when; ``done_on`` when it is done."""

    team: str
    what: str = line(required=True)
    who: str = line()
    due: date | None = None
    done_on: date | None = None
    meeting: str | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUse:
    """What a team used data for: the log that shows whether the board changes anything."""

    team: str
    on: date
    what: str = prose(required=True)
    indicator: str | None = None
