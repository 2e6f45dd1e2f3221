"""Exact limits of a funnel: between which values a unit of its size lies when only chance is at work.

The binomial and the Poisson distribution jump, so the limit is drawn between two counts in proportion to the
probability that is missing. These are prediction limits; an interval of confidence around the expected count is too
wide above and must not stand in for them.
References: Spiegelhalter (2005), Stat Med 24:1185-1202 (interpolation); Seaton & Manktelow (2012), BMC Med Res
Methodol 12:98 (why prediction limits); Manktelow & Seaton (2012), PLoS ONE 7(9):e45723 (how interpolations differ).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, bdtrik, pdtr, pdtrik

Numbers = NDArray[np.float64]

INNER, OUTER = 0.95, 0.998
"""The two pairs of limits: a unit beyond the outer one is outside the expected variation."""


def binomial_limits(n: ArrayLike, share: ArrayLike, level: float) -> tuple[Numbers, Numbers]:
    """Return lower and upper limit of the share 0-1 in ``n`` cases with probability ``share``; arrays broadcast.

    ``n`` holds whole numbers. NaN where there is no case. With a share of 0 or 1 nothing can vary, and both limits are
    that share.
    """
    size, p = np.broadcast_arrays(np.asarray(n), np.asarray(share, dtype=np.float64))
    varies = (size > 0) & (p > 0) & (p < 1)
    trials, chance = np.where(varies, size, 1).astype(np.int64), np.where(varies, p, 0.5)
    limits = _limits(
        level,
        quantile=lambda tail: np.asarray(bdtrik(tail, trials, chance), dtype=np.float64),
        cumulative=lambda count: np.asarray(bdtr(count, trials, chance), dtype=np.float64),
        largest=trials.astype(np.float64),
    )
    settled = np.where(size > 0, p, np.nan)
    low, high = (np.where(varies, count / trials, settled) for count in limits)
    return low, high


def poisson_limits(expected: ArrayLike, level: float) -> tuple[Numbers, Numbers]:
    """Return lower and upper limit of the ratio of a count to the ``expected`` count; NaN where none is expected."""
    mean = np.asarray(expected, dtype=np.float64)
    has_any = mean > 0
    safe = np.where(has_any, mean, 1.0)
    limits = _limits(
        level,
        quantile=lambda tail: np.asarray(pdtrik(tail, safe), dtype=np.float64),
        cumulative=lambda count: pdtr(count, safe),
        largest=np.full_like(safe, np.inf),
    )
    low, high = (np.where(has_any, count / safe, np.nan) for count in limits)
    return low, high


def _limits(
    level: float,
    *,
    quantile: Callable[[float], Numbers],
    cumulative: Callable[[Numbers], Numbers],
    largest: Numbers,
) -> tuple[Numbers, Numbers]:
    low, high = (
        _interpolated(tail, quantile(tail), cumulative, largest) for tail in ((1 - level) / 2, (1 + level) / 2)
    )
    return np.maximum(low, 0.0), np.minimum(high, largest)


def _interpolated(tail: float, start: Numbers, cumulative: Callable[[Numbers], Numbers], largest: Numbers) -> Numbers:
    """Return where the distribution function reaches ``tail`` when its jumps are drawn as straight lines."""
    # The inverse is found by iteration, so it may miss the count by a hair: look one down and one up.
    count = np.clip(np.ceil(np.where(np.isfinite(start), start, 0.0)) - 1, 0, largest)
    for _ in range(2):
        count = np.where((cumulative(count) < tail) & (count < largest), count + 1, count)
    reached = cumulative(count)
    below = np.where(count > 0, cumulative(np.maximum(count - 1, 0)), 0.0)
    return np.asarray(count - (reached - tail) / np.maximum(reached - below, np.finfo(np.float64).tiny))
