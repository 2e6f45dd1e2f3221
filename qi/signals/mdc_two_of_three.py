"""NHS Making Data Count: two of three points close to a limit, all three on the same side."""

from qi.signals.rule import Mask, Rule, RuleSeries, mark_windows
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark the points from two standard deviations to the limit where two of three lie there, all on that side.

    Reference: NHS England, Making Data Count, as read in NHSRplotthedots 0.2.2.
    """
    is_high = series.above(series.at(2)) & ~series.above(series.upper)
    is_low = series.below(series.at(-2)) & ~series.below(series.lower)
    return mark_windows(is_high, series.points, length=3, at_least=2, within=series.sides > 0) | mark_windows(
        is_low, series.points, length=3, at_least=2, within=series.sides < 0
    )


MDC_TWO_OF_THREE = Rule(
    key="mdc_two_of_three",
    title_da="2 af 3 tal tæt på samme kontrolgrænse",
    title_en="2 of 3 points close to the same control limit",
    verdict=Verdict.NEAR_LIMIT,
    flag=flag,
    needs_limits=True,
)
