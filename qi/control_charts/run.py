"""Run chart as a chart type: the median and no limits."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, median_over


def lines(data: ChartData) -> Lines:
    """Return the median; a run chart has no limits."""
    centre = data.centre_or(median_over(data.value, data.base))
    return Lines(centre, lambda _: np.full_like(data.value, np.nan))


RUN = ChartType(
    key="run",
    title_da="Seriediagram",
    title_en="Run chart",
    measure=Measure.VALUE,
    lines=lines,
    takes_denominators=True,
    has_limits=False,
    min_baseline=1,
)
