"""Centre line, limits and signals of one phase, for one series or many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Mask, Numbers
from qi.signals import Rule, RuleSeries

LIMIT = 3
"""Control limits lie three standard deviations from the centre line. Source: Shewhart (1931)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lines of one phase: centre (rows, 1), limits (rows, periods) cut at what the numbers can be."""

    lines: Lines
    lower: Numbers
    upper: Numbers


def draw(chart: ChartType, data: ChartData) -> Drawn:
    """Return centre line and limits; a limit is NaN where the formula has nothing to build on."""
    lines = chart.lines(data)
    lower, upper = (_cut(lines.at(k), chart) for k in (-LIMIT, LIMIT))
    return Drawn(lines, lower, upper)


def _cut(limit: Numbers, chart: ChartType) -> Numbers:
    if np.isfinite(chart.lowest):
        np.maximum(limit, chart.lowest, out=limit)
    if np.isfinite(chart.highest):
        np.minimum(limit, chart.highest, out=limit)
    return limit


def rule_series(values: Numbers, points: Mask, drawn: Drawn) -> RuleSeries:
    """Return one phase as the rules read it."""
    return RuleSeries(values, drawn.lines.centre, points, drawn.lines.at, drawn.lower, drawn.upper)


def signals_of(chart: ChartType, rules: Sequence[Rule], series: RuleSeries) -> Mapping[str, Mask]:
    """Return rule key to marked points; a rule this chart type may not be read by marks none."""
    return {rule.key: rule.flag(series) if _applies(rule, chart) else np.zeros_like(series.points) for rule in rules}


def judged_only(rules: Sequence[Rule], signals: Mapping[str, Mask], is_judged: Mask) -> Mapping[str, Mask]:
    """Return the signals without those of rules that judge a whole phase where it has too few, equal or tied points.

    ``is_judged`` has shape (rows, 1).
    """
    return {rule.key: signals[rule.key] & is_judged if rule.judges_phase else signals[rule.key] for rule in rules}


def _applies(rule: Rule, chart: ChartType) -> bool:
    return (chart.has_limits or not rule.needs_limits) and (chart.reads_runs or not rule.reads_neighbours)
