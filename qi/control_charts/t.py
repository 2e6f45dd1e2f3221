"""T chart: time between rare events."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, mean_over
from qi.control_charts.moving_ranges import D2, mean_moving_range, moving_ranges

EXPONENT = 3.6
"""Root that makes exponential times nearly normal. Source: Nelson (1994), J Qual Technol 26(3):239."""


def lines(data: ChartData) -> Lines:
    """Return the I chart of the 3.6th roots, transformed back.

    A known centre is a time and is transformed like the times. Reference: Nelson (1994), J Qual Technol 26(3):239.
    """
    roots = np.power(data.value, 1 / EXPONENT)
    centre = np.power(data.known_centre, 1 / EXPONENT)
    centre = np.where(np.isnan(centre), mean_over(roots, data.base), centre)
    sd = mean_moving_range(moving_ranges(roots, data.sequence), screen=data.screen) / D2
    return Lines(centre**EXPONENT, lambda k: np.maximum(centre + k * sd + np.zeros_like(roots), 0) ** EXPONENT)


T = ChartType(
    key="t",
    title_da="T-diagram",
    title_en="T chart",
    measure=Measure.INTERVAL,
    lines=lines,
    lowest=0.0,
)
