"""C chart: counts in equal periods."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, mean_over


def lines(data: ChartData) -> Lines:
    """Return the mean count and limits from Poisson chance.

    Reference: Montgomery, Introduction to Statistical Quality Control, c chart.
    """
    centre = data.centre_or(mean_over(data.value, data.base))
    return Lines(centre, lambda k: centre + k * np.sqrt(centre) + np.zeros_like(data.value))


C = ChartType(
    key="c",
    title_da="C-diagram",
    title_en="C chart",
    measure=Measure.COUNT,
    lines=lines,
    lowest=0.0,
    min_baseline=1,
)
