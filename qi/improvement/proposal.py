"""What a team may decide about the phases of one chart: a new phase to accept or decline, or one that is on its way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from qi.analysis import Analysis
from qi.improvement.phase_decision import PhaseDecision
from qi.improvement.signal import observe
from qi.phase_proposals import propose_phases
from qi.run_charts import MIN_POINTS

SAME_PLACE = 2
"""Points within which a proposal is the one that was declined: more data may move it that much (house rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A new phase that nobody has decided on; the centres are medians of the counted points on either side."""

    starts_on: date
    centre_before: float
    centre_after: float
    n_before: int
    n_after: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A shift that is too young for a phase of its own, and how many points it lacks."""

    starts_on: date
    missing: int


def open_proposal(analysis: Analysis, decisions: Iterable[PhaseDecision]) -> OpenProposal | None:
    """Return the earliest proposal in the current phase that was not declined, None where there is none."""
    phase, starts = analysis.chart.current, analysis.table.starts
    values = analysis.chart.values[phase.first : phase.last + 1]
    declined = [one.starts_on for one in decisions if not one.is_accepted and one.indicator == analysis.indicator.key]
    found = propose_phases(values)
    for number, one in enumerate(found, start=1):
        end = found[number].first if number < len(found) else len(values)
        place = phase.first + one.first
        near = starts[max(0, place - SAME_PLACE) : place + SAME_PLACE + 1]
        if not any(near[0] <= day <= near[-1] for day in declined):
            return OpenProposal(
                starts_on=starts[place],
                centre_before=one.centre_before,
                centre_after=one.centre_after,
                n_before=int(np.isfinite(values[: one.first]).sum()),
                n_after=int(np.isfinite(values[one.first : end]).sum()),
            )
    return None


def waiting_for(analysis: Analysis) -> Waiting | None:
    """Return the shift that goes on now where it has fewer points than a phase needs, None where there is none."""
    going_on = [one for one in observe(analysis) if one.is_recent and one.run_from > analysis.table.starts[0]]
    if not going_on or not analysis.facts.is_recent:
        return None
    first = analysis.table.starts.index(going_on[-1].run_from)
    n_points = int(np.isfinite(analysis.chart.values[first:]).sum())
    return Waiting(going_on[-1].run_from, MIN_POINTS - n_points) if n_points < MIN_POINTS else None
