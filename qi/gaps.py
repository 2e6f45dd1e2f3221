"""Two groups of different citizens side by side: difference and ratio of shares, difference of means."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from qi.intervals import CONFIDENCE, Interval, wilson


def share_difference(hits: int, n: int, other_hits: int, other_n: int) -> Interval:
    """Return the interval of the first share minus the other, as shares, in two groups of different citizens.

    Raises ValueError where a group is empty. Reference: Newcombe (1998), Stat Med 17:873, method 10.
    """
    first, other = wilson(hits, n), wilson(other_hits, other_n)
    p, q = hits / n, other_hits / other_n
    below = sqrt((p - first.low) ** 2 + (other.high - q) ** 2)
    above = sqrt((first.high - p) ** 2 + (q - other.low) ** 2)
    return Interval(p - q - below, p - q + above)


def share_ratio(hits: int, n: int, other_hits: int, other_n: int) -> tuple[float, Interval] | None:
    """Return the first share divided by the other, and its interval; None where a group has no hits.

    Reference: Katz et al. (1978), Biometrics 34:469 (the log method).
    """
    if hits == 0 or other_hits == 0:
        return None
    ratio = (hits / n) / (other_hits / other_n)
    error = sqrt(1 / hits - 1 / n + 1 / other_hits - 1 / other_n)
    half = float(ndtri((1 + CONFIDENCE) / 2)) * error
    return ratio, Interval(exp(log(ratio) - half), exp(log(ratio) + half))


def mean_difference(values: NDArray[np.float64], others: NDArray[np.float64]) -> Interval | None:
    """Return the interval of the first mean minus the other; None where a group has fewer than 2 values.

    Reference: Welch (1947), Biometrika 34:28 (the groups may vary unequally).
    """
    if min(len(values), len(others)) < 2:
        return None
    parts = [float(group.var(ddof=1)) / len(group) for group in (values, others)]
    difference = float(values.mean() - others.mean())
    if sum(parts) == 0:
        return Interval(difference, difference)
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (len(values) - 1) + parts[1] ** 2 / (len(others) - 1))
    half = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * sqrt(sum(parts))
    return Interval(difference - half, difference + half)
