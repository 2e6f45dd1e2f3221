"""From a control chart to the facts that the sentences may say; the twin of ``qi.judgement`` for files of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import floor, log10
from typing import Any

import numpy as np

from qi.control_charts import ControlChart
from qi.control_charts.chart_type import Numbers
from qi.judgement import is_held
from qi.phases import Positions
from qi.run_charts import sides_of
from qi.selection import Period
from qi.series import decimals_of, period_of
from qi.signals import Rule, rule_set
from qi.signals.verdict import leading_rule
from qi.verdict import Direction, GoalRelation, PhaseKind, Side, Verdict, VerdictFacts

RULE_SET_NAMES = {
    "ihi": "IHI",
    "western_electric": "Western Electric",
    "nelson": "Nelson",
    "nhs_mdc": "NHS MDC",
    "bestbox": "best box",
    "cutbox": "cut box",
}


def chart_facts(
    chart: ControlChart,
    *,
    starts: Sequence[date] | None = None,
    is_percent: bool = False,
    target: float | None = None,
    direction: Direction = Direction.NEUTRAL,
) -> VerdictFacts:
    """Return the facts about the latest phase of a chart.

    ``starts``: the date of each subgroup; without dates the points are numbered. ``is_percent``: the values are shares
    and are said in percent. ``target`` is in the unit of the values.
    """
    phase, factor = chart.phases[-1], 100.0 if is_percent else 1.0
    days = tuple(starts) if starts else tuple(date.fromordinal(i + 1) for i in range(len(chart.values)))
    values = chart.values * factor
    counted = np.flatnonzero(chart.is_included)
    facts = VerdictFacts(
        verdict=phase.verdict,
        direction=direction,
        unit="percent" if is_percent else "number",
        decimals=_shown_decimals(values[counted], is_percent=is_percent),
        period=str(period_of(days) if starts else Period.POINT),
        n_points=phase.n_points,
        n_useful=phase.n_useful,
        longest_run=phase.longest_run,
        longest_run_max=phase.longest_run_max,
        crossings=phase.crossings,
        crossings_min=phase.crossings_min,
        side=phase.side or Side.OVER,
        centre=None if np.isnan(phase.centre) else phase.centre * factor,
        goal=None if target is None else target * factor,
        goal_relation=_goal_relation(chart, target, direction),
        latest=float(values[counted[-1]]) if len(counted) else None,
        n_on_centre=phase.n_on_centre,
        ruleset=RULE_SET_NAMES.get(chart.rules),
    )
    return replace(facts, **_phase_facts(chart, days, factor), **_signal_facts(chart, days, values, factor))


def _shown_decimals(values: Numbers, *, is_percent: bool) -> int:
    """As many decimals as a series of one's own is shown with, and enough for two digits of a small number."""
    largest = float(np.abs(values).max(initial=0.0))
    if largest == 0:
        return 0
    usual = 0 if is_percent else decimals_of(values)
    return max(usual, 1 - floor(log10(largest)) if largest < 1 else 0)


def _phase_facts(chart: ControlChart, days: Sequence[date], factor: float) -> dict[str, Any]:
    phase = chart.phases[-1]
    if phase.first == 0:
        return {}
    before = chart.phases[-2].centre
    return {
        "phase": PhaseKind.NEW,
        "phase_since": days[phase.first],
        "previous_centre": None if np.isnan(before) else before * factor,
    }


def _signal_facts(chart: ControlChart, days: Sequence[date], values: Numbers, factor: float) -> dict[str, Any]:
    """What the leading signal is about: its points, its length, its limit."""
    phase = chart.phases[-1]
    inside = slice(phase.first, phase.last + 1)
    signals = {key: marked[inside] for key, marked in chart.signals.items()}
    rule = leading_rule(rule_set(chart.rules), signals) if phase.verdict.is_signal else None
    if rule is None:
        return {}
    if rule.verdict in (Verdict.RUN, Verdict.CROSSINGS):
        return _run_facts(chart, rule, days)
    points = phase.first + np.flatnonzero(signals[rule.key])
    last = int(points[-1])
    is_above = bool(chart.values[last] > phase.centre)
    limit = float((chart.upper if is_above else chart.lower)[last]) * factor
    facts: dict[str, Any] = {
        "side": Side.OVER if is_above else Side.UNDER,
        "is_recent": last == np.flatnonzero(chart.is_included)[-1],
        "signal_period": days[last],
        "signal_value": float(values[last]),
        "signal_limit": None if np.isnan(limit) else limit,
        "n_beyond": len(points),
        "rule": (rule.title_da[:1].lower() + rule.title_da[1:], rule.title_en[:1].lower() + rule.title_en[1:]),
    }
    return facts | (_trend_facts(chart, rule, points, days) if rule.verdict is Verdict.TREND else {})


def _run_facts(chart: ControlChart, rule: Rule, days: Sequence[date]) -> dict[str, Any]:
    phase = chart.phases[-1]
    run = phase.longest_run_points
    after = chart.values[run[-1] + 1 : phase.last + 1][chart.is_included[run[-1] + 1 : phase.last + 1]]
    return {
        "longest_run_max": rule.length - 1 if rule.length else phase.longest_run_max,
        "is_recent": not sides_of(after, phase.centre).any(),
        "run_from": days[run[0]],
        "run_to": days[run[-1]],
    }


def _trend_facts(chart: ControlChart, rule: Rule, points: Positions, days: Sequence[date]) -> dict[str, Any]:
    """The latest row of rising or falling points among those marked; equal neighbours count as one."""
    steps = np.sign(np.diff(chart.values[points]))
    turns = np.flatnonzero((steps != 0) & (steps != steps[-1]))
    row = points[turns[-1] + 1 :] if len(turns) else points
    return {
        "side": Side.OVER if steps[-1] > 0 else Side.UNDER,
        "trend_length": len(row),
        "trend_min": rule.length,
        "run_from": days[int(row[0])],
        "run_to": days[int(row[-1])],
    }


def _goal_relation(chart: ControlChart, target: float | None, direction: Direction) -> GoalRelation:
    phase = chart.phases[-1]
    if target is None or direction is Direction.NEUTRAL or np.isnan(phase.centre):
        return GoalRelation.NONE
    counted = np.where(chart.is_included, chart.values, np.nan)[phase.first :]
    if is_held(direction, target, counted):
        return GoalRelation.HELD
    if phase.centre == target:
        return GoalRelation.AT
    is_better = phase.centre > target if direction is Direction.UP else phase.centre < target
    return GoalRelation.MET if is_better else GoalRelation.NOT_MET
