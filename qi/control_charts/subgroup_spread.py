"""The standard deviation within subgroups and the constants that make it unbiased."""

from __future__ import annotations

from functools import cache
from math import exp, lgamma, nan, sqrt

import numpy as np

from qi.control_charts.chart_type import ChartData, Numbers, mean_over, ratio_over


def spread_within(data: ChartData) -> Numbers:
    """Return the mean standard deviation of equal subgroups, or the pooled one of unequal; shape (rows, 1)."""
    where = data.base & np.isfinite(data.sd)
    smallest = np.min(data.size, axis=-1, keepdims=True, initial=np.inf, where=where)
    largest = np.max(data.size, axis=-1, keepdims=True, initial=-np.inf, where=where)
    degrees = data.size - 1
    pooled = np.sqrt(ratio_over(degrees * data.sd**2, degrees, where))
    return np.where(smallest == largest, mean_over(data.sd, where), pooled)


def unbiasing(sizes: Numbers) -> Numbers:
    """Return c4 of each subgroup size: the mean sample standard deviation in true ones; NaN below two values."""
    known = {size: _c4(size) for size in np.unique(sizes[np.isfinite(sizes)])}
    return np.array([known.get(size, nan) for size in sizes.ravel()]).reshape(sizes.shape)


@cache
def _c4(size: float) -> float:
    if size < 2:
        return nan
    return sqrt(2 / (size - 1)) * exp(lgamma(size / 2) - lgamma((size - 1) / 2))
