"""95 % confidence intervals: share, mean, count, and change within the same citizens."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri, stdtrit

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval in the unit of its estimate; low is never above high."""

    low: float
    high: float

    def scaled(self, factor: float) -> Interval:
        """Return the interval in another unit; a negative factor turns it around."""
        ends = sorted((self.low * factor, self.high * factor))
        return Interval(ends[0], ends[1])


def wilson(hits: int, n: int) -> Interval:
    """Return the score interval of a share of ``n`` cases, as shares 0-1.

    Raises ValueError without cases. Reference: Wilson (1927), J Am Stat Assoc 22:209.
    """
    if not 0 <= hits <= n or n == 0:
        raise ValueError(f"need 0 <= hits <= n and n > 0, got {hits} of {n}: a share needs a denominator")
    z = float(ndtri((1 + CONFIDENCE) / 2))
    middle = (hits + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(hits * (n - hits) / n + z * z / 4)
    # Exact at the ends, where rounding would leave a speck.
    return Interval(0.0 if hits == 0 else middle - half, 1.0 if hits == n else middle + half)


def t_interval(values: NDArray[np.float64]) -> Interval:
    """Return the t interval of a mean, shape (n,). Raises ValueError below 2 values."""
    n = len(values)
    if n < 2:
        raise ValueError(f"need 2 values for an interval, got {n}")
    mean = float(values.mean())
    half = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * float(values.std(ddof=1)) / sqrt(n)
    return Interval(mean - half, mean + half)


def welch_interval(first: NDArray[np.float64], second: NDArray[np.float64]) -> Interval:
    """Return the interval of the mean of ``second`` minus that of ``first``; shapes (n,) and (m,).

    The spreads need not be equal. Raises ValueError below 2 values on a side.
    Reference: Welch (1947), Biometrika 34:28.
    """
    if min(len(first), len(second)) < 2:
        raise ValueError(f"need 2 values on each side for an interval, got {len(first)} and {len(second)}")
    parts = [float(side.var(ddof=1)) / len(side) for side in (first, second)]
    middle, error = float(second.mean() - first.mean()), sqrt(sum(parts))
    if error == 0:
        return Interval(middle, middle)
    freedom = sum(parts) ** 2 / sum(p * p / (len(side) - 1) for p, side in zip(parts, (first, second), strict=True))
    half = float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * error
    return Interval(middle - half, middle + half)


def poisson_exact(count: int) -> Interval:
    """Return the exact interval of an expected count. Reference: Garwood (1936), Biometrika 28:437."""
    tail = (1 - CONFIDENCE) / 2
    low = float(gammaincinv(count, tail)) if count > 0 else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - tail)))


def paired_share_difference(both: int, only_first: int, only_second: int, neither: int) -> Interval:
    """Return the interval of the first share minus the second within the same cases, as shares.

    Raises ValueError without cases. Reference: Newcombe (1998), Stat Med 17:2635, square-and-add with the correlation
    of the two answers (his method 10).
    """
    n = both + only_first + only_second + neither
    first_hits, second_hits = both + only_first, both + only_second
    first, second = wilson(first_hits, n), wilson(second_hits, n)
    p, q = first_hits / n, second_hits / n
    phi = _correlation(both, only_first, only_second, neither)
    below = _square_and_add(p - first.low, second.high - q, phi)
    above = _square_and_add(first.high - p, q - second.low, phi)
    return Interval(p - q - below, p - q + above)


def _correlation(both: int, only_first: int, only_second: int, neither: int) -> float:
    n = both + only_first + only_second + neither
    margins = (both + only_first) * (only_second + neither) * (both + only_second) * (only_first + neither)
    if margins == 0:
        return 0.0
    product = both * neither - only_first * only_second
    corrected = max(product - n / 2, 0) if product > 0 else product
    return corrected / sqrt(margins)


def _square_and_add(a: float, b: float, phi: float) -> float:
    return sqrt(max(a * a - 2 * phi * a * b + b * b, 0.0))
