"""U chart: rates with the spread that Poisson chance gives."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, ratio_over


def lines(data: ChartData) -> Lines:
    """Return sum over sum and limits from the Poisson standard error of each denominator.

    Reference: Montgomery, Introduction to Statistical Quality Control, attribute charts with variable sample size.
    """
    centre = data.centre_or(ratio_over(data.value * data.size, data.size, data.base))
    error = np.sqrt(centre / data.size)
    return Lines(centre, lambda k: centre + k * error)


U = ChartType(
    key="u",
    title_da="U-diagram",
    title_en="U chart",
    measure=Measure.RATE,
    lines=lines,
    needs_denominators=True,
    takes_denominators=True,
    lowest=0.0,
    min_baseline=1,
)
