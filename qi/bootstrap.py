"""The bootstrap interval of a mean: what the t interval would say if it did not lean on the normal distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from qi.intervals import CONFIDENCE, Interval

RESAMPLES = 4000
MIN_VALUES = 10
"""With fewer values the resamples repeat each other too often for an interval to mean anything (our choice)."""

MOST_DRAWN = 4_000_000
"""With many values fewer resamples are drawn, down to 400: then the mean is all but normal anyway."""

_FEWEST = 400
_AT_A_TIME = 1_000_000
"""How many values are drawn at once, so that memory is bounded."""


def bootstrap_mean(
    values: NDArray[np.float64], rng: np.random.Generator, *, resamples: int = RESAMPLES
) -> Interval | None:
    """Return the bias-corrected and accelerated interval of a mean, shape (n,).

    None with fewer than 10 values and where all are equal: then there is nothing to draw from.
    Reference: Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 14.3.
    """
    n = len(values)
    if n < MIN_VALUES or np.ptp(values) == 0:
        return None
    affordable = max(_FEWEST, min(resamples, MOST_DRAWN // n))
    means = np.sort(_resampled_means(values, rng, affordable))
    low, high = _quantiles(values, means)
    return Interval(float(low), float(high))


def _resampled_means(values: NDArray[np.float64], rng: np.random.Generator, resamples: int) -> NDArray[np.float64]:
    n = len(values)
    rows = max(1, _AT_A_TIME // n)
    drawn = [
        values[rng.integers(0, n, (min(rows, resamples - done), n))].mean(axis=1) for done in range(0, resamples, rows)
    ]
    return np.concatenate(drawn)


def _quantiles(values: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.float64]:
    mean = values.mean()
    below = (np.mean(means < mean) + np.mean(means <= mean)) / 2
    bias = ndtri(np.clip(below, 1 / len(means), 1 - 1 / len(means)))
    from_mean = values - mean
    acceleration = (from_mean**3).sum() / (6 * (from_mean**2).sum() ** 1.5)
    z = bias + ndtri(np.array([(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]))
    quantiles: NDArray[np.float64] = np.quantile(means, ndtr(bias + z / (1 - acceleration * z)))
    return quantiles
