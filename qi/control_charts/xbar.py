"""X̄ chart: means of subgroups."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, ratio_over
from qi.control_charts.subgroup_spread import spread_within, unbiasing


def lines(data: ChartData) -> Lines:
    """Return the grand mean and limits from the spread within subgroups; none for a subgroup of one value.

    Reference: Montgomery, Introduction to Statistical Quality Control, x̄ and s charts with variable sample size.
    """
    centre = data.centre_or(ratio_over(data.size * data.value, data.size, data.base))
    error = spread_within(data) / (unbiasing(data.size) * np.sqrt(data.size))
    return Lines(centre, lambda k: centre + k * error)


XBAR = ChartType(
    key="xbar",
    title_da="X̄-diagram",
    title_en="X̄ chart",
    measure=Measure.SUBGROUP,
    lines=lines,
)
