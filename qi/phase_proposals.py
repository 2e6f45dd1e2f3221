"""Proposals for a new phase: where a level has shifted and stayed. A person decides; nothing is applied here.

Method: the series is read as it grew. Pettitt's rank test finds the most likely place of one shift; the place is
proposed when the runs rules signal around the common median, the test is clear, the numbers since then vary randomly
around a median of their own, and those before it show no long run. The search then starts anew at that place. Ranks
suit medians and do not mind one wild point; reading forwards, and asking that the new level is stable, is taken from
the stable shift algorithm, whose limits for normal data and fixed run length would give more false proposals.

References: Pettitt (1979), J R Stat Soc C 28(2):126; Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.run_charts import MIN_POINTS, run_chart
from qi.verdict import Verdict

LARGEST_P = 0.01
"""Chance of a shift at least this clear in a stable series, up to which a place is proposed."""

STABLE = (Verdict.RANDOM, Verdict.CONSTANT, Verdict.TIES)


@dataclass(frozen=True, slots=True)
class PhaseProposal:
    """A place where a new phase may start: 0-based position of its first point, and why in Danish and English.

    ``statistic`` is Pettitt's K and ``p_value`` its approximate significance (reliable below 0.5).
    """

    first: int
    centre_before: float
    centre_after: float
    statistic: int
    p_value: float
    reason_da: str
    reason_en: str


def propose_phases(values: ArrayLike, *, min_points: int = MIN_POINTS) -> tuple[PhaseProposal, ...]:
    """Return the places where the level of a series has shifted and stayed, in time order.

    values: shape (n,), NaN for a missing point. ``min_points``: points that a stretch needs on either side. An empty
    result means that no sustained shift was found: noise, one odd point or too few points. A steady drift may be named
    as one step, so look at the curve.
    """
    y = np.asarray(values, dtype=np.float64)
    points = np.flatnonzero(np.isfinite(y))
    found, start = [], 0
    while (shift := _first_shift(y[points[start:]], min_points)) is not None:
        start += shift.n_before
        found.append((start, shift))
    edges = [0, *(at for at, _ in found), len(points)]
    return tuple(
        _proposal(int(points[at]), y[points[edges[k] : at]], y[points[at : edges[k + 2]]], shift)
        for k, (at, shift) in enumerate(found)
    )


@dataclass(frozen=True, slots=True)
class _Shift:
    n_before: int
    statistic: int
    p_value: float


def _first_shift(values: NDArray[np.float64], min_points: int) -> _Shift | None:
    """Read the series as it grew, and return the first shift that had stayed for ``min_points`` points."""
    for n in range(2 * min_points, len(values) + 1):
        grown = values[:n]
        if not run_chart(grown).verdict.is_signal:
            continue
        at, statistic = _pettitt(grown)
        p_value = min(1.0, 2 * exp(-6.0 * statistic**2 / (n**3 + n**2)))
        is_long_enough = min_points <= at <= n - min_points
        if is_long_enough and p_value <= LARGEST_P and _is_step(grown[:at], grown[at:]):
            return _Shift(at, statistic, p_value)
    return None


def _is_step(before: NDArray[np.float64], after: NDArray[np.float64]) -> bool:
    """Whether the new level is stable and the old one did not drift: a long run before the place speaks of a drift."""
    return run_chart(after).verdict in STABLE and not run_chart(before).current.has_long_run


def _pettitt(values: NDArray[np.float64]) -> tuple[int, int]:
    """How many points lie before the most likely shift, and Pettitt's K."""
    signs = np.sign(values[:, None] - values[None, :])
    # U(t): pairs across t in which the later number is higher, less those in which it is lower.
    across = [int(signs[t:, :t].sum()) for t in range(1, len(values))]
    best = int(np.argmax(np.abs(across)))
    return best + 1, abs(across[best])


def _proposal(first: int, before: NDArray[np.float64], after: NDArray[np.float64], shift: _Shift) -> PhaseProposal:
    low, high = float(np.median(before)), float(np.median(after))
    return PhaseProposal(
        first=first,
        centre_before=low,
        centre_after=high,
        statistic=shift.statistic,
        p_value=shift.p_value,
        reason_da=(
            f"Fra punkt {first + 1} ligger niveauet på {_said(high, 'da')} mod {_said(low, 'da')} før. "
            f"{len(before)} tal før og {len(after)} tal efter er samlet om hver sin median. "
            "En person må afgøre, om en kendt ændring forklarer det."
        ),
        reason_en=(
            f"From point {first + 1} the level is {_said(high, 'en')}, before it was {_said(low, 'en')}. "
            f"{len(before)} points before and {len(after)} after gather around medians of their own. "
            "A person must decide whether a known change explains it."
        ),
    )


def _said(value: float, lang: str) -> str:
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return text.replace(".", ",") if lang == "da" else text
