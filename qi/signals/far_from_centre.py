"""Eight points in a row farther than one standard deviation from the centre line."""

from qi.signals.rule import Mask, Rule, RuleSeries, mark_windows
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark eight or more points in a row beyond one standard deviation, on either side.

    Reference: Nelson (1984), J Qual Technol 16(4):237, test 8.
    """
    is_far = series.above(series.at(1)) | series.below(series.at(-1))
    return mark_windows(is_far, series.points, length=8)


FAR_FROM_CENTRE = Rule(
    key="far_from_centre",
    title_da="8 tal i træk ligger langt fra midtlinjen",
    title_en="8 points in a row lie far from the centre line",
    verdict=Verdict.OTHER,
    flag=flag,
    needs_limits=True,
)
