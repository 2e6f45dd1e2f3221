"""Two of three points beyond two standard deviations on the same side."""

from qi.signals.rule import Mask, Rule, RuleSeries, mark_windows
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark the points beyond two standard deviations where two of three lie there on the same side.

    References: Western Electric (1956), rule 2; Nelson (1984), J Qual Technol 16(4):237, test 5.
    """
    above, below = series.above(series.at(2)), series.below(series.at(-2))
    return mark_windows(above, series.points, length=3, at_least=2) | mark_windows(
        below, series.points, length=3, at_least=2
    )


TWO_OF_THREE = Rule(
    key="two_of_three",
    title_da="2 af 3 tal tæt på samme kontrolgrænse",
    title_en="2 of 3 points close to the same control limit",
    verdict=Verdict.NEAR_LIMIT,
    flag=flag,
    needs_limits=True,
)
