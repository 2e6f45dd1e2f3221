"""From table and run chart to the facts that the sentences may say; gate order none, hidden, few, equal, ties."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from qi.indicator import Indicator, Measure
from qi.run_charts import MIN_POINTS, RunChart, RunPhase, run_chart, sides_of
from qi.selection import Period
from qi.subgroups import Status, SubgroupTable
from qi.verdict import Direction, GoalRelation, Pending, PhaseKind, Side, Verdict, VerdictFacts

GOAL_POINTS = 12
"""A goal is held when at least the latest 12 useful points vary randomly at it or better (anhoej.net)."""

ANSWERED_LATER = ("waves", "followups", "measurements")
"""Facts that come with answers and tests, which reach the system after the month they belong to."""


def verdict_facts(
    indicator: Indicator,
    table: SubgroupTable,
    chart: RunChart,
    *,
    period: Period = Period.MONTH,
) -> VerdictFacts:
    """Return the facts about the current phase of a chart."""
    phase = chart.current
    counted = table.counted
    run = phase.longest_run_points
    is_new = phase.first > 0
    empty = _empty_between(table)
    return VerdictFacts(
        verdict=_gated(table, phase),
        direction=indicator.direction,
        unit=indicator.unit,
        decimals=indicator.decimals,
        period=str(period),
        n_points=phase.n_points,
        n_useful=phase.n_useful,
        longest_run=phase.longest_run,
        longest_run_max=phase.longest_run_max,
        crossings=phase.crossings,
        crossings_min=phase.crossings_min,
        side=phase.side or Side.OVER,
        is_recent=_holds_last_useful(counted, phase),
        run_from=table.starts[run[0]] if run else None,
        run_to=table.starts[run[-1]] if run else None,
        centre=None if np.isnan(phase.centre) else phase.centre,
        goal=indicator.goal.value if indicator.goal else None,
        goal_relation=goal_relation(indicator, counted, chart),
        goal_hits=_goal_hits(indicator, counted),
        latest=_latest(counted),
        phase=PhaseKind.BREAK if is_new else PhaseKind.BASE,
        phase_since=table.starts[phase.first] if is_new else None,
        n_on_centre=phase.n_on_centre,
        immature_periods=table.status.count(Status.IMMATURE),
        pending=_pending(indicator),
        partial_period=table.starts[-1] if table.status and table.status[-1] is Status.PARTIAL else None,
        suppressed_periods=table.status.count(Status.SUPPRESSED),
        missing_periods=empty if len(empty) > 1 else (),
        empty_period=empty[0] if len(empty) == 1 else None,
    )


def goal_relation(indicator: Indicator, counted: NDArray[np.float64], chart: RunChart) -> GoalRelation:
    """Return how the unrounded centre of the current phase stands to the goal."""
    centre = chart.current.centre
    if indicator.goal is None or indicator.direction is Direction.NEUTRAL or np.isnan(centre):
        return GoalRelation.NONE
    if not _is_at_least_as_good(indicator, centre):
        return GoalRelation.NOT_MET
    if is_held(indicator.direction, indicator.goal.value, counted[chart.current.first :]):
        return GoalRelation.HELD
    return GoalRelation.AT if centre == indicator.goal.value else GoalRelation.MET


def _gated(table: SubgroupTable, phase: RunPhase) -> Verdict:
    """Apply what the runs analysis cannot know: whether there is nothing at all, or only what may not be shown."""
    if phase.n_points > 0:
        return phase.verdict
    if any(status in (Status.IMMATURE, Status.PARTIAL, Status.COUNTED, Status.OPEN) for status in table.status):
        has_value = bool(np.isfinite(table.value).any())
        return Verdict.FEW if has_value else Verdict.HIDDEN if Status.SUPPRESSED in table.status else Verdict.NONE
    return Verdict.HIDDEN if Status.SUPPRESSED in table.status else Verdict.NONE


def _latest(counted: NDArray[np.float64]) -> float | None:
    points = counted[np.isfinite(counted)]
    return float(points[-1]) if len(points) else None


def _holds_last_useful(counted: NDArray[np.float64], phase: RunPhase) -> bool:
    if not phase.longest_run_points:
        return False
    after = counted[phase.longest_run_points[-1] + 1 : phase.last + 1]
    return not bool(sides_of(after, phase.centre).any())


def is_held(direction: Direction, goal: float, counted: NDArray[np.float64]) -> bool:
    """Return whether the shortest tail with 12 useful points varies randomly around a median at the goal or better."""
    points = counted[np.isfinite(counted)]
    for length in range(GOAL_POINTS, len(points) + 1):
        tail = points[-length:]
        middle = float(np.median(tail))
        if np.count_nonzero(sides_of(tail, middle)) >= GOAL_POINTS:
            is_good = middle >= goal if direction is Direction.UP else middle <= goal
            return is_good and run_chart(tail).verdict is Verdict.RANDOM
    return False


def _is_at_least_as_good(indicator: Indicator, value: float) -> bool:
    assert indicator.goal is not None  # noqa: S101
    return value >= indicator.goal.value if indicator.direction is Direction.UP else value <= indicator.goal.value


def _pending(indicator: Indicator) -> Pending:
    """Return what the immature periods of an indicator wait for."""
    if indicator.spec is None or indicator.spec.maturity.closed_share is not None:
        return Pending.COURSES
    return Pending.ANSWERS if indicator.spec.facts in ANSWERED_LATER else Pending.CASES


def _goal_hits(indicator: Indicator, counted: NDArray[np.float64]) -> int | None:
    if indicator.goal is None or indicator.direction is Direction.NEUTRAL or indicator.measure is Measure.GAP:
        return None
    points = counted[np.isfinite(counted)][-MIN_POINTS:]
    return sum(_is_at_least_as_good(indicator, float(value)) for value in points) if len(points) == MIN_POINTS else None


def _empty_between(table: SubgroupTable) -> tuple[date, ...]:
    """Return the empty periods between the first and the last point; before and after there is no line to break."""
    points = np.flatnonzero(np.isfinite(table.value))
    if len(points) == 0:
        return ()
    inside = range(int(points[0]), int(points[-1]) + 1)
    return tuple(table.starts[i] for i in inside if table.status[i] is Status.EMPTY)
