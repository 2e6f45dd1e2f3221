"""Fifteen points in a row within one standard deviation."""

from qi.signals.rule import Mask, Rule, RuleSeries, mark_windows
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark fifteen or more points in a row within one standard deviation on either side.

    Reference: Nelson (1984), J Qual Technol 16(4):237, test 7.
    """
    is_close = series.points & ~series.above(series.at(1)) & ~series.below(series.at(-1))
    return mark_windows(is_close & (series.at(1) > series.at(-1)), series.points, length=15)


CLOSE_TO_CENTRE = Rule(
    key="close_to_centre",
    title_da="15 tal i træk ligger tæt på midtlinjen",
    title_en="15 points in a row lie close to the centre line",
    verdict=Verdict.OTHER,
    flag=flag,
    needs_limits=True,
)
