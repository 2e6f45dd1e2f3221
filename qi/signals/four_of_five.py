"""Four of five points beyond one standard deviation on the same side."""

from qi.signals.rule import Mask, Rule, RuleSeries, mark_windows
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark the points beyond one standard deviation where four of five lie there on the same side.

    References: Western Electric (1956), rule 3; Nelson (1984), J Qual Technol 16(4):237, test 6.
    """
    above, below = series.above(series.at(1)), series.below(series.at(-1))
    return mark_windows(above, series.points, length=5, at_least=4) | mark_windows(
        below, series.points, length=5, at_least=4
    )


FOUR_OF_FIVE = Rule(
    key="four_of_five",
    title_da="4 af 5 tal ligger langt ude på samme side",
    title_en="4 of 5 points lie far out on one side",
    verdict=Verdict.OTHER,
    flag=flag,
    needs_limits=True,
)
