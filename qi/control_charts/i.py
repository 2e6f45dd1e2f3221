"""I chart: individual measurements around their mean."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, mean_over
from qi.control_charts.moving_ranges import D2, mean_moving_range, moving_ranges


def lines(data: ChartData) -> Lines:
    """Return the mean and limits from the mean moving range.

    Reference: Montgomery, Introduction to Statistical Quality Control, individuals chart.
    """
    centre = data.centre_or(mean_over(data.value, data.base))
    sd = mean_moving_range(moving_ranges(data.value, data.sequence), screen=data.screen) / D2
    return Lines(centre, lambda k: centre + k * sd + np.zeros_like(data.value))


I = ChartType(  # noqa: E741 - the field's own name
    key="i",
    title_da="I-diagram",
    title_en="I chart",
    measure=Measure.VALUE,
    lines=lines,
    takes_denominators=True,
)
