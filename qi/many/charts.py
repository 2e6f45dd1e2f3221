"""Many series at once: the charts of a whole long table with arrays, the same results as one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.control_charts.chart_type import ChartData, ChartType, Mask, Numbers, check_centre
from qi.control_charts.limits import Drawn, draw, judged_only, rule_series, signals_of
from qi.control_charts.mr import MR
from qi.control_charts.types import chart_type
from qi.many.judged_rows import gate_rows, judge_rows
from qi.many.long_table import Matrices, read_long_table
from qi.many.phase_plan import PhasePlan, plan_phases
from qi.signals import Rule, rule_set

Column = NDArray[Any]

SERIES_AT_A_TIME = 2048
"""Rows worked on together: enough for arrays to pay, few enough for the working memory to stay in the cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyCharts:
    """The charts of many series; arrays are (series, positions), NaN where there is no number or no limit.

    ``phases`` is a table with one row per series and phase: series, phase (from 1), first, last (0-based, included),
    centre, n_points, n_useful, n_on_centre, longest_run, longest_run_max, crossings, crossings_min, p_value, verdict.
    Columns have equal lengths, so ``pandas.DataFrame(charts.phases)`` works, and so does ``charts.points()``.
    """

    kind: str
    rules: str
    labels: Column
    n_positions: NDArray[np.int64]
    periods: Column
    values: Numbers
    denominators: Numbers
    sds: Numbers
    centre: Numbers
    lower: Numbers
    upper: Numbers
    is_included: Mask
    phase: NDArray[np.int16]
    signals: Mapping[str, Mask]
    phases: Mapping[str, Column]
    warnings: tuple[str, ...]

    def points(self) -> Mapping[str, Column]:
        """Return one row per point: series, i (from 0), x, y, n, phase, included, lines and a column per rule."""
        is_position = np.arange(self.values.shape[1]) < self.n_positions[:, None]
        matrices = {
            "x": self.periods,
            "y": self.values,
            "n": self.denominators,
            "phase": self.phase,
            "included": self.is_included,
            "centre": self.centre,
            "lower": self.lower,
            "upper": self.upper,
            **self.signals,
        }
        columns = {name: matrix[is_position] for name, matrix in matrices.items()}
        rows, positions = np.nonzero(is_position)
        return {"series": self.labels[rows], "i": positions, **columns}


def analyse_many(
    table: Mapping[str, ArrayLike],
    kind: str = "run",
    *,
    series: str = "series",
    x: str = "x",
    y: str = "y",
    n: str | None = None,
    split: Sequence[int] | Mapping[object, Sequence[int]] = (),
    freeze: int | Mapping[object, int] | None = None,
    exclude: Sequence[int] | Mapping[object, Sequence[int]] = (),
    centre: float | Mapping[object, float] | None = None,
    screen: bool = True,
    rules: str = "anhoej",
) -> ManyCharts:
    """Return the charts of all series of a long table, computed with arrays.

    table: columns by name (a pandas DataFrame will do), one row per observation. ``series``, ``x``, ``y``, ``n``: names
    of its columns. ``split``, ``freeze``, ``exclude`` and ``centre`` as in ``control_chart``, for all series, or by
    series label. Raises ValueError as ``control_chart`` does.
    """
    chart, chosen = chart_type(kind), rule_set(rules)
    for known in centre.values() if isinstance(centre, Mapping) else (centre,):
        check_centre(chart, known)
    data = read_long_table(chart, table[series], table[x], table[y], None if n is None else table[n])
    plan = plan_phases(data, split=split, freeze=freeze, exclude=exclude, centre=centre)
    if chart is MR:
        data = replace(data, value=_ranges_within(data.value, plan))
    drawn = _empty_charts(chart, rules, data, chosen)
    tables = [
        _fill(drawn, chart, chosen, plan, number, slice(first, first + SERIES_AT_A_TIME), screen=screen)
        for first in range(0, len(data.labels), SERIES_AT_A_TIME)
        for number in range(plan.edges.shape[1] - 1)
    ]
    return replace(drawn, phases=_one_table(tables))


def _one_table(tables: Sequence[Mapping[str, Column]]) -> Mapping[str, Column]:
    """The phase tables of all chunks as one, in the order of the series and their phases."""
    if len(tables) == 1:
        return {name: column for name, column in tables[0].items() if name != "row"}
    columns = {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    order = np.lexsort((columns["phase"], columns.pop("row")))
    return {name: column[order] for name, column in columns.items()}


def _ranges_within(value: Numbers, plan: PhasePlan) -> Numbers:
    ranges = np.full_like(value, np.nan)
    ranges[:, 1:] = np.abs(np.diff(value))
    rows, phases = np.nonzero(plan.edges < value.shape[1])
    ranges[rows, plan.edges[rows, phases]] = np.nan
    return ranges


def _empty_charts(chart: ChartType, rules: str, data: Matrices, chosen: Sequence[Rule]) -> ManyCharts:
    """The charts before any phase is drawn; ``_fill`` writes into the arrays made here and nowhere else."""
    shape = data.value.shape
    # Phases cover every position of a series, so only what lies behind a shorter series needs to be blank.
    is_padded = bool((data.n_positions < shape[1]).any())
    lines = [np.full(shape, np.nan) if is_padded else np.empty(shape) for _ in range(3)]
    return ManyCharts(
        kind=chart.key,
        rules=rules,
        labels=data.labels,
        n_positions=data.n_positions,
        periods=data.periods,
        values=data.value,
        denominators=data.size,
        sds=data.sd,
        centre=lines[0],
        lower=lines[1],
        upper=lines[2],
        is_included=np.zeros(shape, dtype=bool),
        phase=np.zeros(shape, dtype=np.int16),
        signals={rule.key: np.zeros(shape, dtype=bool) for rule in chosen},
        phases={},
        warnings=data.warnings,
    )


def _fill(
    charts: ManyCharts,
    chart: ChartType,
    rules: Sequence[Rule],
    plan: PhasePlan,
    number: int,
    rows: slice,
    *,
    screen: bool,
) -> Mapping[str, Column]:
    """Draw and judge phase ``number`` of some series; return their rows of the phase table."""
    own = plan.rows(rows)
    first, end = own.edges[:, number], own.edges[:, number + 1]
    in_phase = _between(first, end, charts.values.shape[1])
    is_kept = in_phase & ~own.left_out if own.left_out.any() else in_phase
    in_baseline = is_kept & _between(first, first + own.freeze, charts.values.shape[1])
    values = charts.values[rows]
    points = is_kept & np.isfinite(values)
    base = points & in_baseline
    data = ChartData(
        value=values,
        size=charts.denominators[rows],
        sd=charts.sds[rows],
        base=base,
        sequence=in_baseline,
        known_centre=own.centre,
        screen=screen,
    )
    drawn = draw(chart, data)
    series = rule_series(values, points, drawn)
    gate = gate_rows(series, is_later=first > 0)
    signals = judged_only(rules, signals_of(chart, rules, series), (gate < 0)[:, None])
    _write(charts, rows, in_phase, number, drawn)
    charts.is_included[rows] |= points
    for key, marked in signals.items():
        charts.signals[key][rows] |= marked
    is_frozen = np.count_nonzero(base, axis=-1) < np.count_nonzero(points, axis=-1)
    is_known = ~np.isnan(own.centre[:, 0]) | is_frozen
    judged = judge_rows(series, rules, signals, gate, is_known=is_known)
    table = {"row": np.arange(len(charts.labels))[rows], "series": charts.labels[rows], **_bounds(number, first, end)}
    has_phase = end > first
    if has_phase.all():
        return {**table, **judged}
    return {name: column[has_phase] for name, column in {**table, **judged}.items()}


def _write(charts: ManyCharts, rows: slice, in_phase: Mask, number: int, drawn: Drawn) -> None:
    where = True if in_phase.all() else in_phase
    lines = ((charts.centre, drawn.lines.centre), (charts.lower, drawn.lower), (charts.upper, drawn.upper))
    for target, line in lines:
        np.copyto(target[rows], line, where=where)
    np.copyto(charts.phase[rows], np.int16(number + 1), where=where)


def _between(first: Column, end: Column, width: int) -> Mask:
    """Positions from ``first`` up to ``end`` of each series; without any work where that is all of them."""
    if (first == 0).all() and (end >= width).all():
        return np.broadcast_to(np.True_, (len(first), width))
    positions = np.arange(width)
    return np.asarray((positions >= first[:, None]) & (positions < end[:, None]))


def _bounds(number: int, first: Column, end: Column) -> Mapping[str, Column]:
    return {"phase": np.full(len(first), number + 1), "first": first, "last": end - 1}
