"""P′ chart: proportions whose spread is more (or less) than binomial chance gives."""

import numpy as np

from qi.control_charts.chart_type import ChartData, ChartType, Lines, Measure, ratio_over
from qi.control_charts.moving_ranges import variation_between


def lines(data: ChartData) -> Lines:
    """Return sum over sum and the binomial limits times Laney's sigma z, which may also be below one.

    Reference: Laney (2002), Qual Eng 14(4):531.
    """
    centre = data.centre_or(ratio_over(data.value * data.size, data.size, data.base))
    error = np.sqrt(centre * (1 - centre) / data.size)
    spread = error * variation_between(data, error, centre)
    return Lines(centre, lambda k: centre + k * spread)


PP = ChartType(
    key="pp",
    title_da="P′-diagram",
    title_en="P′ chart",
    measure=Measure.SHARE,
    lines=lines,
    needs_denominators=True,
    takes_denominators=True,
    lowest=0.0,
    highest=1.0,
)
