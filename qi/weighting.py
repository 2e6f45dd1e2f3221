"""Those who answered against those who did not: how unlike they are, weights that even it out, and bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qi.intervals import Interval

UNLIKE = 0.1
"""From this standardised difference on, two groups are called unlike. Source: Austin (2009), Stat Med 28:3083."""

CUT = 0.01
"""The weights are cut at this share of them from below and above, so that no single citizen decides the answer."""

RIDGE = 1e-4
"""So little pull towards no difference that it matters only where a group has answered wholly or not at all."""

MAX_STEPS = 50

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


def indicators(codes: NDArray[np.int64]) -> Array:
    """Return a category as columns of 0 and 1, one per value that occurs but the most frequent."""
    values, counts = np.unique(codes, return_counts=True)
    kept = np.delete(values, counts.argmax())
    columns: Array = (codes[:, None] == kept).astype(np.float64)
    return columns


def standardised_difference(codes: NDArray[np.int64], answered: Mask) -> float:
    """Return how far apart two groups lie on a category, in standard deviations; 0 is alike.

    Reference: Yang & Dalton (2012), SAS Global Forum 335 (several categories); Austin (2009), Stat Med 28:3083.
    """
    columns = indicators(codes)
    if columns.shape[1] == 0 or answered.all() or not answered.any():
        return 0.0
    p, q = columns[answered].mean(axis=0), columns[~answered].mean(axis=0)
    spread = (np.diag(p) - np.outer(p, p) + np.diag(q) - np.outer(q, q)) / 2
    return float(np.sqrt(max((p - q) @ np.linalg.pinv(spread) @ (p - q), 0.0)))


def answer_probability(columns: Array, answered: Mask) -> Array:
    """Return each citizen's probability of answering, given ``columns`` (citizens, features), by logistic regression.

    Newton's method on the log likelihood with a trace of a ridge penalty. Reference: Seaman & White (2013),
    Stat Methods Med Res 22:278.
    """
    design = np.column_stack([np.ones(len(columns)), columns])
    penalty = np.diag([0.0, *([RIDGE] * columns.shape[1])])
    weights = np.zeros(design.shape[1])
    for _ in range(MAX_STEPS):
        p = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (answered - p) - penalty @ weights
        step = np.linalg.solve(design.T @ (design * (p * (1 - p))[:, None]) + penalty, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    fitted: Array = 1 / (1 + np.exp(-design @ weights))
    return fitted


def inverse_weights(probability: Array) -> Array:
    """Return one over each probability, cut at the 1st and 99th percentile."""
    weights = 1 / probability
    cut: Array = np.clip(weights, *np.quantile(weights, [CUT, 1 - CUT]))
    return cut


def bounds(hits: int, n_answered: int, n: int) -> Interval:
    """Return the least and the most a share of all ``n`` can be, whatever those without an answer would have said.

    Reference: Manski (1990), Am Econ Rev 80:319.
    """
    return Interval(hits / n, (hits + n - n_answered) / n)
