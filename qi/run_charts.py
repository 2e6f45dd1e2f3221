"""Run charts: median, useful observations, longest run, crossings and the verdict by the Anhøj rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from qi.verdict import Side, Verdict

MIN_POINTS = 12
"""Points before a verdict is given. Source: anhoej.net, "Seriediagrammer" (12, preferably 20-30)."""

MIN_POINTS_PROVISIONAL = 8
"""Points before a new phase gets a provisional median (house rule, domain dossier 2.1)."""


def longest_run_max(n_useful: int) -> int:
    """Return the longest run that chance would allow among ``n_useful`` points off the centre line.

    Source: Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    return round(log2(n_useful)) + 3 if n_useful > 0 else 0


def crossings_min(n_useful: int) -> int:
    """Return the fewest crossings that chance would allow among ``n_useful`` points off the centre line.

    The 5 % quantile of a binomial distribution with ``n_useful - 1`` trials and probability one half.
    Source: Chen (2010), cited by Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    return int(binom.ppf(0.05, n_useful - 1, 0.5)) if n_useful > 1 else 0


@dataclass(frozen=True, slots=True)
class RunPhase:
    """The runs analysis of one phase; indices are 0-based positions in the series, both ends included."""

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


@dataclass(frozen=True, slots=True)
class RunChart:
    """A series (NaN = no point), its phases and their verdicts. The last phase is the one judged now."""

    values: NDArray[np.float64]
    phases: tuple[RunPhase, ...]

    @property
    def current(self) -> RunPhase:
        """The latest phase."""
        return self.phases[-1]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the latest phase."""
        return self.current.verdict


def run_chart(
    values: ArrayLike,
    *,
    split: Sequence[int] = (),
    freeze: int | None = None,
    exclude: Sequence[int] = (),
    centre: float | None = None,
) -> RunChart:
    """Judge a series in time order by its median, longest run and crossings.

    values: shape (n,), NaN for a missing point. ``split``: 0-based index of the first point of each new phase.
    ``freeze``: the first k points of each phase set its median. ``exclude``: points left out of median and rules.
    Reference: Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    y = np.asarray(values, dtype=np.float64)
    counted = np.isfinite(y)
    counted[list(exclude)] = False
    edges = [0, *split, len(y)]
    phases = tuple(
        _phase(y, counted, first=a, end=b, freeze=freeze, centre=centre) for a, b in zip(edges, edges[1:], strict=False)
    )
    return RunChart(values=y, phases=phases)


def _phase(
    y: NDArray[np.float64],
    counted: NDArray[np.bool_],
    *,
    first: int,
    end: int,
    freeze: int | None,
    centre: float | None,
) -> RunPhase:
    where = np.arange(first, end)[counted[first:end]]
    baseline = where if freeze is None else where[where < first + freeze]
    middle = centre if centre is not None else float(np.median(y[baseline])) if len(baseline) else float("nan")
    deviation = y[where] - middle
    useful = where[np.abs(deviation) > 1e-9 * max(1.0, abs(middle))]
    sides = np.sign(y[useful] - middle)
    breaks = np.flatnonzero(np.diff(sides)) + 1
    runs = np.split(useful, breaks) if len(useful) else []
    longest = max(reversed(runs), key=len) if runs else np.array([], dtype=int)
    n_useful, crossings = len(useful), len(breaks)
    run_max, cross_min = longest_run_max(n_useful), crossings_min(n_useful)
    return RunPhase(
        first=first,
        last=end - 1,
        centre=middle,
        n_points=len(where),
        n_useful=n_useful,
        n_on_centre=len(where) - n_useful,
        longest_run=len(longest),
        longest_run_max=run_max,
        longest_run_points=tuple(int(i) for i in longest),
        side=(Side.OVER if y[longest[0]] > middle else Side.UNDER) if len(longest) else None,
        crossings=crossings,
        crossings_min=cross_min,
        p_value=None,
        verdict=_verdict(
            n_points=len(where),
            n_useful=n_useful,
            has_long_run=len(longest) > run_max,
            has_few_crossings=crossings < cross_min,
        ),
        is_frozen=freeze is not None or centre is not None,
    )


def _verdict(*, n_points: int, n_useful: int, has_long_run: bool, has_few_crossings: bool) -> Verdict:
    if n_points == 0:
        return Verdict.NONE
    if n_points < MIN_POINTS:
        return Verdict.FEW
    if n_useful == 0:
        return Verdict.CONSTANT
    if n_useful * 2 <= n_points:
        return Verdict.TIES
    if n_useful < MIN_POINTS:
        return Verdict.FEW
    if has_long_run and has_few_crossings:
        return Verdict.BOTH
    if has_long_run:
        return Verdict.RUN
    return Verdict.CROSSINGS if has_few_crossings else Verdict.RANDOM
