"""Teams: who meets at a board, which citizens their numbers are about, and the few indicators they follow."""

from __future__ import annotations

from dataclasses import dataclass

from qi.improvement.text import line
from qi.selection import Period, Selection

FEWEST_CORE, MOST_CORE = 3, 6
"""Core indicators of a board: fewer say too little, more cannot be talked through in ten minutes (house rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team and its scope: a municipality, a programme, a unit; None is all. ``core``: the indicators of its board."""

    name: str = line(required=True)
    municipality: str | None = None
    programme: str | None = None
    unit: str | None = None
    core: tuple[str, ...] = ()

    def selection(self, period: Period = Period.MONTH) -> Selection:
        """Return the citizens of the team as a selection."""
        return Selection(
            municipality=(self.municipality,) if self.municipality else (),
            programme=(self.programme,) if self.programme else (),
            unit=(self.unit,) if self.unit else (),
            period=period,
        )
