"""What happened after a change: the numbers before and since, each judged by the runs rules, and their difference.

The run chart remains the judge. The difference says how far the numbers lie apart and how uncertain that is, never why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from qi.analysis import Analysis
from qi.intervals import Interval, welch_interval
from qi.run_charts import RunPhase, run_chart
from qi.segmented import Segmented, TooFewPoints, segmented_regression

FEWEST = 3
"""Points on either side below which their difference is not told: the interval would say nothing (house rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """One chart before and since a day; a side without points has no phase.

    ``difference``: mean since minus mean before, in the unit of the indicator (percentage points for percent), None
    with fewer than ``FEWEST`` points on a side. ``trend``: the segmented regression, or how many points it lacks.
    """

    n_before: int
    n_after: int
    before: RunPhase | None
    after: RunPhase | None
    difference: float | None
    interval: Interval | None
    trend: Segmented | TooFewPoints


def aftermath(analysis: Analysis, since: date) -> Aftermath:
    """Set the counted points from ``since`` on beside those before it.

    A period that holds ``since`` belongs to neither side: it is partly before. Compared are the two phases that meet at
    that day, or the phase that holds it: a level of long ago, or one after a new definition, is another number.
    """
    before, after = _sides(analysis, since)
    is_told = min(len(before), len(after)) >= FEWEST
    return Aftermath(
        n_before=len(before),
        n_after=len(after),
        before=run_chart(before).current if len(before) else None,
        after=run_chart(after).current if len(after) else None,
        difference=float(after.mean() - before.mean()) if is_told else None,
        interval=welch_interval(before, after) if is_told else None,
        trend=segmented_regression(before, after),
    )


def _holds(earlier: Sequence[date], later: Sequence[date], day: date) -> bool:
    """Whether the latest of the earlier periods goes on at ``day``; the last one is as long as the one before it."""
    if not earlier or day in later:
        return False
    return bool(later) or len(earlier) < 2 or day < earlier[-1] + (earlier[-1] - earlier[-2])


def _sides(analysis: Analysis, since: date) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    starts, values = analysis.table.starts, analysis.table.counted
    first_after = sum(start < since for start in starts)
    last_before = first_after - _holds(starts[:first_after], starts[first_after:], since)
    edges = [phase.first for phase in analysis.chart.phases if starts] + [len(starts)]
    begin = max((edge for edge in edges if edge < last_before), default=0)
    end = min((edge for edge in edges if edge > first_after), default=len(starts))
    before, after = values[begin : max(begin, last_before)], values[first_after:end]
    return before[np.isfinite(before)], after[np.isfinite(after)]
