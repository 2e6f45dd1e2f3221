"""What people decide on proposals for a new phase; without a decision no centre line moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qi.improvement.text import line


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDecision:
    """A new phase of one chart of a team, accepted with a cause or declined.

    ``starts_on``: first day of the first period of the phase. The centres are what the person saw when deciding.
    ``cycle``: the PDSA cycle that the cause is linked to. A decision is undone by removing it; the history keeps it.
    """

    team: str
    indicator: str
    starts_on: date
    is_accepted: bool
    cause: str = line(required=True)
    cycle: str | None = None
    centre_before: float | None = None
    centre_after: float | None = None
