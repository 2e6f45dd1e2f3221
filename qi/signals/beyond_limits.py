"""Points beyond the control limits."""

from qi.signals.rule import Mask, Rule, RuleSeries
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark points strictly outside the limits, by more than rounding; never a point without a limit.

    Reference: Shewhart (1931); Nelson (1984), J Qual Technol 16(4):237, test 1.
    """
    return series.above(series.upper) | series.below(series.lower)


BEYOND_LIMITS = Rule(
    key="beyond_limits",
    title_da="Uden for kontrolgrænserne",
    title_en="Beyond the control limits",
    verdict=Verdict.BEYOND,
    flag=flag,
    needs_limits=True,
    reads_neighbours=False,
)
