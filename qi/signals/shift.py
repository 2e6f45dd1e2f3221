"""A fixed number of points in a row on the same side of the centre line."""

from qi.signals.rule import Mask, Rule, RuleSeries, mark_windows
from qi.verdict import Verdict


def shift(length: int, *, ties_break: bool) -> Rule:
    """Return the rule "``length`` or more in a row on one side"; points on the line break the row or are stepped over.

    References: Perla, Provost & Murray (2011), BMJ Qual Saf 20:46 (6, stepped over); NHS Making Data Count (7, break);
    Western Electric (1956) (8, break); Nelson (1984), J Qual Technol 16(4):237 (9, break).
    """

    def flag(series: RuleSeries) -> Mask:
        among = series.points if ties_break else series.sides != 0
        return mark_windows(series.sides > 0, among, length=length) | mark_windows(
            series.sides < 0, among, length=length
        )

    return Rule(
        key=f"shift_{length}",
        title_da=f"{length} tal i træk på samme side af midtlinjen",
        title_en=f"{length} points in a row on one side of the centre line",
        verdict=Verdict.RUN,
        length=length,
        flag=flag,
    )


SHIFT_6 = shift(6, ties_break=False)
SHIFT_7 = shift(7, ties_break=True)
SHIFT_8 = shift(8, ties_break=True)
SHIFT_9 = shift(9, ties_break=True)
