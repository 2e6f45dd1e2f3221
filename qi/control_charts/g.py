"""G chart: number of cases between rare events."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, mean_over, median_over


def lines(data: ChartData) -> Lines:
    """Return the median as the drawn line and limits from the mean of a geometric distribution.

    Counts between events are skewed, so the mean would split them unevenly. A known centre is drawn as it is given and
    taken as the mean. Reference: Benneyan (2001), Health Care Manag Sci 4:305.
    """
    mean = data.centre_or(mean_over(data.value, data.base))
    centre = data.centre_or(median_over(data.value, data.base))
    return Lines(centre, lambda k: mean + k * np.sqrt(mean * (mean + 1)) + np.zeros_like(data.value))


G = ChartType(
    key="g",
    title_da="G-diagram",
    title_en="G chart",
    measure=Measure.INTERVAL,
    lines=lines,
    lowest=0.0,
    min_baseline=1,
)
