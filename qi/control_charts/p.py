"""P chart: proportions with the spread that binomial chance gives."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, ratio_over


def lines(data: ChartData) -> Lines:
    """Return sum over sum and limits from the binomial standard error of each denominator.

    Reference: Montgomery, Introduction to Statistical Quality Control, attribute charts with variable sample size.
    """
    centre = data.centre_or(ratio_over(data.value * data.size, data.size, data.base))
    error = np.sqrt(centre * (1 - centre) / data.size)
    return Lines(centre, lambda k: centre + k * error)


P = ChartType(
    key="p",
    title_da="P-diagram",
    title_en="P chart",
    measure=Measure.SHARE,
    lines=lines,
    needs_denominators=True,
    takes_denominators=True,
    lowest=0.0,
    highest=1.0,
    min_baseline=1,
)
