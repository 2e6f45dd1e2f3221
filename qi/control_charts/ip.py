"""I′ chart: individual values with unequal denominators."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, Numbers, ratio_over
from qi.control_charts.moving_ranges import mean_moving_range


def lines(data: ChartData) -> Lines:
    """Return the weighted mean and limits that widen where the denominator is small.

    Each difference between neighbours is put on the scale of one unit of denominator before averaging. With equal
    denominators of 1 the chart is the I chart. Reference: Taylor, "Normalized Individuals (IN) Chart";
    Anhøj (pbcharts 0.1.0), which also takes the spread from the baseline only.
    """
    centre = data.centre_or(ratio_over(data.value * data.size, data.size, data.base))
    spread = _mean_spread(data)
    return Lines(centre, lambda k: centre + k * spread / np.sqrt(data.size) + np.zeros_like(data.value))


def _mean_spread(data: ChartData) -> Numbers:
    order = np.argsort(~data.sequence, axis=-1, kind="stable")
    value, size = (np.take_along_axis(numbers, order, axis=-1) for numbers in (data.value, data.size))
    is_in = np.take_along_axis(data.sequence, order, axis=-1)
    scale = np.sqrt(1 / size[..., :-1] + 1 / size[..., 1:])
    spreads = np.sqrt(np.pi / 2) * np.abs(np.diff(value)) / scale
    is_spread = np.isfinite(spreads) & is_in[..., 1:]
    return mean_moving_range(np.where(is_spread, spreads, np.nan), screen=data.screen)


IP = ChartType(
    key="ip",
    title_da="I′-diagram",
    title_en="I′ chart",
    measure=Measure.VALUE,
    lines=lines,
    takes_denominators=True,
)
