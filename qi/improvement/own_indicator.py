"""Hand-collected data: an indicator that a team makes itself, and the values it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi.improvement.text import line
from qi.verdict import Direction

LOWEST_SCORE, HIGHEST_SCORE = 1, 10


class OwnKind(StrEnum):
    """What is written down each time."""

    COUNT = "count"
    SHARE = "share"  # so many of so many, shown as percent
    SCORE = "score"  # 1 to 10
    EVENT = "event"  # a date on which it happened; the chart shows the days between


class Rhythm(StrEnum):
    """How often a team counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WHENEVER = "whenever"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnIndicator:
    """An indicator that a team collects by hand."""

    team: str
    name: str = line(required=True)
    unit: str = line()
    kind: OwnKind = OwnKind.COUNT
    direction: Direction = Direction.NEUTRAL
    rhythm: Rhythm = Rhythm.WEEK
    is_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValue:
    """What was counted on a day: the number, or for a share ``value`` of ``of``; for events how many that day."""

    indicator: str
    on: date
    value: float
    of: float | None = None
