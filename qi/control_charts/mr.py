"""MR chart: moving ranges around their mean."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, mean_over
from qi.control_charts.moving_ranges import D4


def lines(data: ChartData) -> Lines:
    """Return the mean moving range and its limits; the plotted values are already moving ranges.

    Reference: Montgomery, Introduction to Statistical Quality Control, moving range chart.
    """
    centre = data.centre_or(mean_over(data.value, data.base))
    return Lines(centre, lambda k: centre * (1 + k * (D4 - 1) / 3) + np.zeros_like(data.value))


MR = ChartType(
    key="mr",
    title_da="MR-diagram",
    title_en="MR chart",
    measure=Measure.VALUE,
    lines=lines,
    takes_denominators=True,
    lowest=0.0,
    reads_runs=False,
    min_baseline=1,
)
