"""Run charts: median, useful observations, longest run, crossings and the verdict by the Anhøj rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.phases import Phase, lay_phases, leave_out
from qi.runs_distribution import crossings_min, known_centre_p_value, longest_run_max, own_centre_p_value
from qi.verdict import Side, Verdict

__all__ = [
    "MIN_POINTS",
    "MIN_POINTS_PROVISIONAL",
    "TIE_TOLERANCE",
    "RunChart",
    "RunPhase",
    "crossings_min",
    "longest_run_max",
    "run_chart",
    "sides_of",
    "tie_tolerance",
]

MIN_POINTS = 12
"""Points before a verdict is given. Source: anhoej.net, "Seriediagrammer" (12, preferably 20-30)."""

MIN_POINTS_PROVISIONAL = 8
"""Points before a new phase gets a provisional median (house rule, domain dossier 2.1)."""

TIE_TOLERANCE = 1e-12
"""A point is on the centre line when it is this close, as a share of the largest number in the comparison.

Rounding in sums and shares is about 1e-15 of the numbers; two different reported figures differ by far more than 1e-12.
"""


@dataclass(frozen=True, slots=True)
class RunPhase:
    """The runs analysis of one phase; indices are 0-based positions in the series, both ends included.

    ``p_value`` is the exact probability that chance alone gives at most this few crossings or a run at least this
    long; ``p_longest_run`` and ``p_crossings`` are its two single tails. None when there is no useful point.
    ``longest_run_points`` is the latest of the longest runs, ``long_run_points`` all points of runs that are too long.
    """

    first: int
    last: int
    centre: float
    n_points: int
    n_useful: int
    n_on_centre: int
    longest_run: int
    longest_run_max: int
    longest_run_points: tuple[int, ...]
    side: Side | None
    crossings: int
    crossings_min: int
    p_value: float | None
    verdict: Verdict
    is_provisional: bool = False
    is_frozen: bool = False
    p_longest_run: float | None = None
    p_crossings: float | None = None
    long_run_points: tuple[int, ...] = ()

    @property
    def has_long_run(self) -> bool:
        """Whether the longest run is longer than chance would allow."""
        return self.longest_run > self.longest_run_max

    @property
    def has_few_crossings(self) -> bool:
        """Whether there are fewer crossings than chance would allow."""
        return self.crossings < self.crossings_min

    def evidence(self) -> str:
        """Return the numbers that the verdict rests on, for a prompt."""
        return (
            f"{self.n_useful} useful points around {self.centre:g}, "
            f"longest run {self.longest_run} (at most {self.longest_run_max}), "
            f"{self.crossings} crossing{'' if self.crossings == 1 else 's'} (at least {self.crossings_min})"
        )


@dataclass(frozen=True, slots=True)
class RunChart:
    """A series (NaN = no point), its phases and their verdicts. The last phase is the one judged now."""

    values: NDArray[np.float64]
    phases: tuple[RunPhase, ...]

    def __repr__(self) -> str:
        """Return the verdict and what it rests on, phase by phase where there are several."""
        phases = "; then ".join(f"{phase.verdict.name}, {phase.evidence()}" for phase in self.phases)
        return f"<RunChart of {len(self.values)} values: {phases}>"

    @property
    def current(self) -> RunPhase:
        """The latest phase."""
        return self.phases[-1]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the latest phase."""
        return self.current.verdict

    @property
    def sides(self) -> NDArray[np.int8]:
        """On which side of the centre line of its phase each point lies, as ``sides_of`` tells it; shape (n,)."""
        return np.concatenate(
            [sides_of(self.values[phase.first : phase.last + 1], phase.centre) for phase in self.phases]
        )


def run_chart(
    values: ArrayLike,
    *,
    split: Sequence[int] = (),
    freeze: int | None = None,
    exclude: Sequence[int] = (),
    centre: float | Sequence[float] | None = None,
) -> RunChart:
    """Judge a series in time order by its median, longest run and crossings.

    values: shape (n,), NaN for a missing point; an infinite number is no point either. ``split``: 0-based index of the
    first point of each new phase. ``freeze``: the first k points of each phase set its median. ``exclude``: points left
    out of median and rules. ``centre``: a known centre line, one for all phases or one per phase.
    Raises ValueError when a position lies outside the series.
    Reference: Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 1:
        raise ValueError(f"a run chart needs one series of numbers, got shape {y.shape}: give one value per period")
    phases = lay_phases(leave_out(np.isfinite(y), exclude), split=split, freeze=freeze)
    centres = [centre] * len(phases) if centre is None or isinstance(centre, int | float) else list(centre)
    if len(centres) != len(phases):
        raise ValueError(f"centre needs one value or one per phase ({len(phases)}), got {len(centres)}")
    judged = [judge_phase(y, phase, centre=known) for phase, known in zip(phases, centres, strict=True)]
    return RunChart(values=y, phases=tuple(judged))


def tie_tolerance(values: NDArray[np.float64], centre: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return how far apart two numbers of a series may lie and still be equal; shape (..., 1)."""
    largest = np.fmax.reduce(np.abs(values), axis=-1, keepdims=True, initial=0.0)
    return np.asarray(TIE_TOLERANCE * np.fmax(largest, np.abs(centre)))


def sides_of(
    values: NDArray[np.float64],
    centre: NDArray[np.float64] | float,
    tolerance: NDArray[np.float64] | None = None,
) -> NDArray[np.int8]:
    """Return 1 above, -1 below and 0 on the centre line (see ``TIE_TOLERANCE``) or where there is no value."""
    tolerance = tie_tolerance(values, centre) if tolerance is None else tolerance
    deviation = values - centre
    return np.asarray((deviation > tolerance).astype(np.int8) - (deviation < -tolerance))


def judge_phase(
    y: NDArray[np.float64], phase: Phase, *, centre: float | None = None, is_known: bool | None = None
) -> RunPhase:
    """Return the runs analysis of one phase around its median, or around a given centre line.

    ``is_known``: the centre line was not computed from the points it is judged by (decides which null gives the
    probabilities); by default a given centre and a frozen baseline are known.
    """
    middle = centre if centre is not None else _median(y[phase.baseline])
    known = centre is not None or phase.is_frozen if is_known is None else is_known
    sides = sides_of(y[phase.points], middle)
    useful, sides = phase.points[sides != 0], sides[sides != 0]
    runs = np.split(useful, np.flatnonzero(np.diff(sides)) + 1) if len(useful) else []
    longest = max(reversed(runs), key=len) if runs else phase.points[:0]
    n_points, n_useful, crossings = len(phase.points), len(useful), max(len(runs) - 1, 0)
    run_max = longest_run_max(n_useful)
    too_long = [int(i) for run in runs if len(run) > run_max for i in run]
    both, run_tail, crossing_tail = _p_values(sides, len(longest), crossings, is_known=known)
    is_later = phase.first > 0
    return RunPhase(
        first=phase.first,
        last=phase.last,
        centre=float(middle),
        n_points=n_points,
        n_useful=n_useful,
        n_on_centre=n_points - n_useful,
        longest_run=len(longest),
        longest_run_max=run_max,
        longest_run_points=tuple(int(i) for i in longest),
        side=(Side.OVER if y[longest[0]] > middle else Side.UNDER) if len(longest) else None,
        crossings=crossings,
        crossings_min=crossings_min(n_useful),
        p_value=both,
        verdict=Verdict.NONE
        if np.isnan(middle)
        else _verdict(n_points, n_useful, len(longest), crossings, is_later=is_later),
        is_provisional=is_later and MIN_POINTS_PROVISIONAL <= n_points < MIN_POINTS,
        is_frozen=known,
        p_longest_run=run_tail,
        p_crossings=crossing_tail,
        long_run_points=tuple(too_long),
    )


def _median(values: NDArray[np.float64]) -> float:
    return float(np.median(values)) if len(values) else float("nan")


def _p_values(
    sides: NDArray[np.int8], longest: int, crossings: int, *, is_known: bool
) -> tuple[float, float, float] | tuple[None, None, None]:
    n = len(sides)
    if n == 0:
        return None, None, None
    above = int((sides > 0).sum())
    pairs = ((longest, crossings), (longest, -1), (n + 1, crossings))
    if is_known:
        both, run, cross = (known_centre_p_value(n, longest_run=run, crossings=c) for run, c in pairs)
    else:
        both, run, cross = (own_centre_p_value(above, n - above, longest_run=run, crossings=c) for run, c in pairs)
    return both, run, cross


def _verdict(n_points: int, n_useful: int, longest: int, crossings: int, *, is_later: bool) -> Verdict:
    if n_points == 0:
        return Verdict.NONE
    if n_points < MIN_POINTS:
        return Verdict.PROVISIONAL if is_later and n_points >= MIN_POINTS_PROVISIONAL else Verdict.FEW
    if n_useful == 0:
        return Verdict.CONSTANT
    if n_useful * 2 <= n_points:
        return Verdict.TIES
    if n_useful < MIN_POINTS:
        return Verdict.FEW
    has_long_run, has_few_crossings = longest > longest_run_max(n_useful), crossings < crossings_min(n_useful)
    if has_long_run and has_few_crossings:
        return Verdict.BOTH
    if has_long_run:
        return Verdict.RUN
    return Verdict.CROSSINGS if has_few_crossings else Verdict.RANDOM
