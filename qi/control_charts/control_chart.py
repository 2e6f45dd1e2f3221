"""One chart of any type: subgroups, phases, centre line, limits, rules and verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.control_charts.advice import advise
from qi.control_charts.chart_type import ChartData, ChartType, Mask, Numbers, check_centre
from qi.control_charts.limits import Drawn, draw, judged_only, rule_series, signals_of
from qi.control_charts.mr import MR
from qi.control_charts.observed import Subgroups, observe, ranges_within
from qi.control_charts.types import chart_type
from qi.phases import Phase, lay_phases, leave_out, split_positions
from qi.run_charts import RunPhase, judge_phase
from qi.signals import rule_set
from qi.signals.verdict import leading_verdict
from qi.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart:
    """A chart ready to draw and to judge; arrays have shape (periods,), NaN where there is no number or no limit.

    ``signals``: rule key to the points that form its signal. ``phases`` carry the runs analysis around the drawn centre
    line and the verdict of all rules of the set. ``warnings`` are plain English sentences.
    """

    kind: str
    rules: str
    periods: NDArray[np.generic]
    values: Numbers
    denominators: Numbers
    centre: Numbers
    lower: Numbers
    upper: Numbers
    is_included: Mask
    phases: tuple[RunPhase, ...]
    signals: Mapping[str, Mask]
    warnings: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the latest phase."""
        return self.phases[-1].verdict

    def __repr__(self) -> str:
        """Return the type, the verdict and which rules signal at how many points."""
        hits = ", ".join(f"{rule} at {int(points.sum())}" for rule, points in self.signals.items() if points.any())
        phases = "; then ".join(f"{phase.verdict.name}, {phase.evidence()}" for phase in self.phases)
        return f"<{self.kind} chart of {len(self.values)} values: {phases}; signals: {hits or 'none'}>"


def control_chart(
    kind: str | None,
    values: ArrayLike,
    denominators: ArrayLike | None = None,
    *,
    periods: ArrayLike | None = None,
    split: Sequence[int | date] = (),
    freeze: int | None = None,
    exclude: Sequence[int] = (),
    centre: float | None = None,
    screen: bool = True,
    rules: str = "anhoej",
) -> ControlChart:
    """Return the chart of one series; ``kind`` None takes the type that ``advise`` proposes.

    values: shape (rows,), NaN = missing; counts for p, pp, c, u, up, otherwise measurements (or numerators of
    ``denominators``). ``split``, ``exclude``: 0-based positions of subgroups; a split may also be a date, where periods
    are dates. ``freeze``: the first k subgroups of each phase set centre and limits. ``centre``: a known centre line.
    ``screen``: leave out moving ranges beyond their own limit once. Raises ValueError for numbers the type cannot hold.
    References: in each file of this folder.
    """
    chart = chart_type(kind if kind is not None else advise(values, denominators, periods=periods).kind)
    check_centre(chart, centre)
    data = observe(chart, values, denominators, periods)
    starts = split_positions(_as_dates(data.periods).tolist(), split)
    if chart is MR:
        data = replace(data, value=ranges_within(data.value, starts))
    included = leave_out(np.isfinite(data.value), exclude)
    phases = lay_phases(included, split=starts, freeze=freeze)
    in_sequence = leave_out(np.ones(len(included), dtype=bool), exclude)
    drawn = [draw(chart, _phase_data(data, phase, in_sequence, freeze, centre, screen)) for phase in phases]
    judged = [_judge(chart, data.value, *pair, rules, centre is not None) for pair in zip(phases, drawn, strict=True)]
    return ControlChart(
        kind=chart.key,
        rules=rules,
        periods=data.periods,
        values=data.value,
        denominators=data.size,
        centre=_joined(phases, [np.broadcast_to(part.lines.centre, part.lower.shape) for part in drawn]),
        lower=_joined(phases, [part.lower for part in drawn]),
        upper=_joined(phases, [part.upper for part in drawn]),
        is_included=included,
        phases=tuple(phase for phase, _ in judged),
        signals={key: np.any([signals[key] for _, signals in judged], axis=0) for key in judged[0][1]},
        warnings=data.warnings + _reasons(chart, phases),
    )


def _as_dates(periods: NDArray[np.generic]) -> NDArray[np.generic]:
    return periods.astype("datetime64[D]") if periods.dtype.kind == "M" else periods


def _phase_data(
    data: Subgroups, phase: Phase, in_sequence: Mask, freeze: int | None, centre: float | None, screen: bool
) -> ChartData:
    base = np.zeros(len(data.value), dtype=bool)
    base[phase.baseline] = True
    end = phase.last + 1 if freeze is None else min(phase.first + freeze, phase.last + 1)
    sequence = np.zeros_like(base)
    sequence[phase.first : end] = in_sequence[phase.first : end]
    return ChartData(
        value=data.value[None],
        size=data.size[None],
        sd=data.sd[None],
        base=base[None],
        sequence=sequence[None],
        known_centre=np.array([[np.nan if centre is None else centre]]),
        screen=screen,
    )


def _judge(
    chart: ChartType, values: Numbers, phase: Phase, drawn: Drawn, rules: str, is_known: bool
) -> tuple[RunPhase, Mapping[str, Mask]]:
    points = np.zeros((1, len(values)), dtype=bool)
    points[0, phase.points] = True
    chosen = rule_set(rules)
    centre = float(drawn.lines.centre[0, 0])
    judged = judge_phase(values, phase, centre=centre, is_known=is_known or phase.is_frozen)
    is_judged = np.array([[judged.verdict.is_judged]])
    marked = judged_only(chosen, signals_of(chart, chosen, rule_series(values[None], points, drawn)), is_judged)
    signals = {key: mask[0] for key, mask in marked.items()}
    if not judged.verdict.is_judged:
        return judged, signals
    return replace(judged, verdict=leading_verdict(chosen, signals)), signals


def _joined(phases: Sequence[Phase], lines: Sequence[Numbers]) -> Numbers:
    return np.concatenate(
        [line[0, phase.first : phase.last + 1] for phase, line in zip(phases, lines, strict=True)] or [np.empty(0)]
    )


def _reasons(chart: ChartType, phases: Sequence[Phase]) -> tuple[str, ...]:
    """Say why a phase has no limits."""
    if not chart.has_limits:
        return ()
    return tuple(
        f"{chart.key} chart needs {chart.min_baseline} baseline points for limits, phase {number} has "
        f"{len(phase.baseline)}: no limits there"
        for number, phase in enumerate(phases, start=1)
        if len(phase.baseline) < chart.min_baseline
    )
