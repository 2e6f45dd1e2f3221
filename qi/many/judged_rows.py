"""Runs analysis and verdict of one phase of many series; the array twin of ``qi.run_charts.judge_phase``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qi.control_charts.chart_type import Mask
from qi.run_charts import MIN_POINTS, MIN_POINTS_PROVISIONAL
from qi.runs_distribution import crossings_min, longest_run_max
from qi.runs_probabilities import known_centre_p_values, own_centre_p_values
from qi.signals import Rule, RuleSeries
from qi.signals.verdict import ORDER
from qi.verdict import Verdict

Column = NDArray[Any]
VERDICTS = tuple(Verdict)
CODE = {verdict: code for code, verdict in enumerate(VERDICTS)}
NAMES = np.array([verdict.value for verdict in VERDICTS])


def judge_rows(
    series: RuleSeries,
    rules: Sequence[Rule],
    signals: Mapping[str, Mask],
    gate: NDArray[np.int64],
    *,
    is_known: NDArray[np.bool_],
) -> Mapping[str, Column]:
    """Return the columns of the phase table, shape (series,), from the state that ``gate_rows`` gives.

    NaN where there is no centre line or no probability.
    """
    n_points = np.count_nonzero(series.points, axis=-1)
    longest = series.runs.lengths.max(axis=-1, initial=0)
    limits = np.array([(longest_run_max(n), crossings_min(n)) for n in range(series.points.shape[-1] + 1)])
    p_values = _p_values(series, longest, is_known)
    is_judged = gate < 0
    code = np.where(is_judged, _leading(rules, signals), gate)
    return {
        "centre": series.centre[:, 0],
        "n_points": n_points,
        "n_useful": series.n_useful,
        "n_on_centre": n_points - series.n_useful,
        "longest_run": longest,
        "longest_run_max": limits[series.n_useful, 0],
        "crossings": series.runs.crossings,
        "crossings_min": limits[series.n_useful, 1],
        "p_value": p_values,
        "verdict": NAMES[code],
    }


def _p_values(series: RuleSeries, longest: NDArray[np.int64], is_known: NDArray[np.bool_]) -> NDArray[np.float64]:
    above = np.count_nonzero(series.sides > 0, axis=-1)
    p_values = np.empty(len(above))
    for rows in (np.flatnonzero(is_known), np.flatnonzero(~is_known)):
        if not len(rows):
            continue
        n, run, crossings = series.n_useful[rows], longest[rows], series.runs.crossings[rows]
        p_values[rows] = (
            known_centre_p_values(n, longest_run=run, crossings=crossings)
            if is_known[rows[0]]
            else own_centre_p_values(above[rows], n - above[rows], longest_run=run, crossings=crossings)
        )
    return p_values


def gate_rows(series: RuleSeries, *, is_later: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the code of the state in which no rule is read, -1 where the rules are read; first match wins."""
    n_points, n_useful = np.count_nonzero(series.points, axis=-1), series.n_useful
    is_provisional = is_later & (n_points >= MIN_POINTS_PROVISIONAL) & (n_points < MIN_POINTS)
    states = (
        ((n_points == 0) | np.isnan(series.centre[:, 0]), Verdict.NONE),
        (is_provisional, Verdict.PROVISIONAL),
        (n_points < MIN_POINTS, Verdict.FEW),
        (n_useful == 0, Verdict.CONSTANT),
        (n_useful * 2 <= n_points, Verdict.TIES),
        (n_useful < MIN_POINTS, Verdict.FEW),
    )
    return np.select([where for where, _ in states], [CODE[verdict] for _, verdict in states], default=-1)


def _leading(rules: Sequence[Rule], signals: Mapping[str, Mask]) -> NDArray[np.int64]:
    """Code of the signal that ends latest; the array twin of ``qi.signals.verdict.leading_verdict``."""
    marked = [signals[rule.key] for rule in rules]
    ends = np.stack([_last_marked(points) for points in marked])
    rank = np.array([ORDER.index(rule.verdict) for rule in rules])
    kind = np.array([CODE[rule.verdict] for rule in rules])
    leader = np.argmax(ends * len(ORDER) - rank[:, None], axis=0)
    code = np.where(ends.max(axis=0) > 0, kind[leader], CODE[Verdict.RANDOM])
    fired = ends > 0
    runs, crossings = CODE[Verdict.RUN], CODE[Verdict.CROSSINGS]
    has_both = fired[kind == runs].any(axis=0) & fired[kind == crossings].any(axis=0)
    code = np.where(has_both & np.isin(code, (runs, crossings)), CODE[Verdict.BOTH], code)
    for number, rule in enumerate(rules):
        if rule.verdict is Verdict.BEYOND:
            is_several = np.count_nonzero(marked[number], axis=-1) > 1
            code = np.where((leader == number) & is_several, CODE[Verdict.BEYOND_SEVERAL], code)
    return code


def _last_marked(points: Mask) -> NDArray[np.int64]:
    """The position after the last marked point of each row, 0 where none is marked."""
    ends = np.zeros(len(points), dtype=np.int64)
    rows = np.flatnonzero(points.any(axis=-1))
    ends[rows] = points.shape[-1] - np.argmax(points[rows, ::-1], axis=-1)
    return ends
