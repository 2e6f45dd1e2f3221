"""A fixed number of points in a row that all rise or all fall."""

import numpy as np

from qi.signals.rule import Mask, Rule, RuleSeries, mark_rows_of_steps, previous_point
from qi.verdict import Verdict


def trend(length: int, *, ties_break: bool) -> Rule:
    """Return the rule "``length`` points in a row all rising or all falling" (length - 1 steps).

    Where ties do not break, a value equal to the one before is stepped over: it neither makes nor ends a trend.
    References: Perla, Provost & Murray (2011), BMJ Qual Saf 20:46 (5, stepped over); Nelson (1984), J Qual Technol
    16(4):237 (6, break); NHS Making Data Count (7, break).
    """

    def flag(series: RuleSeries) -> Mask:
        return _rising(series, series.values, length, ties_break=ties_break) | _rising(
            series, -series.values, length, ties_break=ties_break
        )

    return Rule(
        key=f"trend_{length}",
        title_da=f"{length} tal i træk stiger eller falder",
        title_en=f"{length} points in a row rise or fall",
        verdict=Verdict.TREND,
        length=length,
        flag=flag,
    )


def _rising(series: RuleSeries, values: np.ndarray, length: int, *, ties_break: bool) -> Mask:
    before = previous_point(values, series.points)
    step = np.where(series.points, values - before, np.nan)
    among = series.points if ties_break else series.points & ~(np.abs(step) <= series.tolerance)
    return mark_rows_of_steps(step > series.tolerance, among, length - 1)


TREND_5 = trend(5, ties_break=False)
TREND_6 = trend(6, ties_break=True)
TREND_7 = trend(7, ties_break=True)
