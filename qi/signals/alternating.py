"""Fourteen points in a row that alternate up and down."""

import numpy as np

from qi.signals.rule import Mask, Rule, RuleSeries, mark_rows_of_steps, previous_point
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark fourteen or more points in a row whose steps alternate up and down; a tie breaks the row.

    Reference: Nelson (1984), J Qual Technol 16(4):237, test 4.
    """
    before = previous_point(series.values, series.points)
    step = series.values - before
    direction = np.where(series.points & (np.abs(step) > series.tolerance), np.sign(step), 0.0)
    turns = np.where(series.points, np.cumsum(series.points, axis=-1) % 2 * 2 - 1, 0) * direction
    return mark_rows_of_steps(turns > 0, series.points, 13) | mark_rows_of_steps(turns < 0, series.points, 13)


ALTERNATING = Rule(
    key="alternating_14",
    title_da="14 tal i træk skifter op og ned",
    title_en="14 points in a row alternate up and down",
    verdict=Verdict.OTHER,
    flag=flag,
)
