"""How often a rule set signals: by chance in a stable series, and in a series that shifts."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from qi.control_charts.chart_type import ChartData, Numbers
from qi.control_charts.limits import draw, judged_only, rule_series, signals_of
from qi.control_charts.types import chart_type
from qi.many.judged_rows import gate_rows
from qi.runs_distribution import false_alarm_rate
from qi.signals import rule_set

N_SERIES = 10_000
SEED = 20260101
"""Simulated rates come from this many series and this seed, so the same question always has the same answer."""

LIMIT_FREE = ("anhoej",)
"""Rule sets whose rate on a run chart is known exactly."""


@lru_cache(maxsize=256)
def rule_set_false_alarm_rate(rules: str, n_points: int, kind: str = "run") -> float:
    """Return the probability that a stable series of ``n_points`` gets a signal from a rule set by chance alone.

    Exact for the Anhøj rules on a run chart; otherwise the share of ``N_SERIES`` seeded series of independent normal
    values (standard error at most 0.5 percentage points). ``kind``: ``run`` or ``i``.
    """
    if kind == "run" and rules in LIMIT_FREE:
        return false_alarm_rate(n_points - n_points % 2)
    return detection_rate(rules, n_points, 0.0, kind)


@lru_cache(maxsize=256)
def detection_rate(rules: str, n_points: int, shift: float, kind: str = "run", n_series: int = N_SERIES) -> float:
    """Return the share of series with a signal when the second half is ``shift`` standard deviations higher."""
    generator = np.random.default_rng([SEED, n_points])
    values = generator.standard_normal((n_series, n_points))
    values[:, n_points // 2 :] += shift
    return float(has_signal(values, rules, kind).mean())


def has_signal(values: Numbers, rules: str, kind: str = "run") -> np.ndarray:
    """Return which series get a signal around their own centre line; values have shape (series, points)."""
    chart, chosen = chart_type(kind), rule_set(rules)
    every = np.ones(values.shape, dtype=bool)
    data = ChartData(
        value=values,
        size=np.ones(values.shape),
        sd=np.full(values.shape, np.nan),
        base=every,
        sequence=every,
        known_centre=np.full((len(values), 1), np.nan),
        screen=True,
    )
    series = rule_series(values, every, draw(chart, data))
    is_judged = gate_rows(series, is_later=np.zeros(len(values), dtype=bool)) < 0
    signals = judged_only(chosen, signals_of(chart, chosen, series), is_judged[:, None])
    return np.asarray(np.any([marked.any(axis=-1) for marked in signals.values()], axis=0))
