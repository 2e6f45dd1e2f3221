"""Moving ranges: differences between neighbours, their mean with one screening, and Laney's ratio built on them."""

from __future__ import annotations

import numpy as np

from qi.control_charts.chart_type import ChartData, Mask, Numbers, mean_over

D2 = 1.128
"""Mean moving range of two normal values in standard deviations. Source: Montgomery, Introduction to SQC, appendix."""

D4 = 3.267
"""Upper limit of a moving range as a multiple of its mean. Source: Montgomery, Introduction to SQC, appendix."""


def moving_ranges(values: Numbers, sequence: Mask) -> Numbers:
    """Return each position's distance to its neighbour before it in ``sequence``; NaN where either is missing."""
    if sequence.all():
        distances = np.full_like(values, np.nan)
        distances[..., 1:] = np.abs(np.diff(values))
        return distances
    positions = np.where(sequence, np.arange(values.shape[-1]), -1)
    latest = np.maximum.accumulate(positions, axis=-1)
    before = np.concatenate([np.full_like(latest[..., :1], -1), latest[..., :-1]], axis=-1)
    neighbours = np.take_along_axis(values, np.maximum(before, 0), axis=-1)
    return np.where(sequence & (before >= 0), np.abs(values - neighbours), np.nan)


def mean_moving_range(ranges: Numbers, *, screen: bool) -> Numbers:
    """Return the mean range of each row, shape (rows, 1), once without ranges of ``D4`` means or more if ``screen``.

    Screening never leaves a spread of zero where there is some: an almost constant row keeps all its ranges.
    Reference: Nelson (1982), J Qual Technol 14(3):172.
    """
    is_range = np.isfinite(ranges)
    average = mean_over(ranges, is_range)
    if not screen:
        return average
    screened = mean_over(ranges, is_range & (ranges < D4 * average))
    return np.where(screened > 0, screened, average)


def variation_between(data: ChartData, standard_errors: Numbers, centre: Numbers) -> Numbers:
    """Return Laney's sigma z: how much more (or less) the points vary than their standard errors say.

    Reference: Laney (2002), Qual Eng 14(4):531.
    """
    has_spread = standard_errors > 0
    z = np.divide(data.value - centre, standard_errors, out=np.zeros_like(data.value), where=has_spread)
    z = np.where(np.isfinite(data.value), z, np.nan)
    return mean_moving_range(moving_ranges(z, data.sequence), screen=data.screen) / D2
