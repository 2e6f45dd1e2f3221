"""Goals that a team has set for one of its indicators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qi.improvement.text import line


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamGoal:
    """A goal in the unit of the indicator (percent 0-100), set on ``since``, to be met ``by``, and where it is from."""

    team: str
    indicator: str
    value: float
    since: date
    by: date | None = None
    source: str = line(required=True)


def current_goals(goals: Iterable[TeamGoal]) -> dict[tuple[str, str], TeamGoal]:
    """Return the goal set latest for each team and indicator; of two set on one day the later in order."""
    return {(goal.team, goal.indicator): goal for goal in sorted(goals, key=lambda goal: goal.since)}
