"""S chart: standard deviations of subgroups."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure
from qi.control_charts.subgroup_spread import spread_within, unbiasing


def lines(data: ChartData) -> Lines:
    """Return the mean or pooled standard deviation and limits B3 and B4; the plotted values are standard deviations.

    Reference: Montgomery, Introduction to Statistical Quality Control, x̄ and s charts with variable sample size.
    """
    centre = data.centre_or(spread_within(data))
    c4 = unbiasing(data.size)
    return Lines(centre, lambda k: centre * (1 + k * np.sqrt(1 - c4**2) / c4))


S = ChartType(
    key="s",
    title_da="S-diagram",
    title_en="S chart",
    measure=Measure.SUBGROUP,
    lines=lines,
    lowest=0.0,
    min_baseline=1,
)
