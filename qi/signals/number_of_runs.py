"""IHI rule 3: too few or too many runs about the median."""

from __future__ import annotations

from functools import cache
from math import comb

import numpy as np

from qi.runs_distribution import own_centre_counts
from qi.signals.rule import Mask, Rule, RuleSeries
from qi.verdict import Verdict

LOWER = (
    *(3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 9, 10, 10, 10, 11, 11, 11, 12, 12, 12),
    *(13, 13, 14, 14, 15, 15, 16, 16, 17, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 24),
)
"""Fewest runs for 10, 11, … 60 useful points. Source: Perla, Provost & Murray (2011), BMJ Qual Saf 20:46, table."""

UPPER = (
    *(9, 10, 11, 11, 12, 12, 13, 13, 14, 15, 16, 16, 17, 17, 18, 18, 19, 19, 20, 20, 21, 22, 23, 23, 24, 24),
    *(25, 25, 26, 26, 27, 27, 28, 28, 29, 30, 31, 31, 32, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37, 38, 38),
)
"""Most runs for 10, 11, … 60 useful points; same source."""

TAIL = 0.05
"""Probability of each tail behind the table; for even counts the exact distribution gives the table entry for entry."""


def flag(series: RuleSeries) -> Mask:
    """Mark all useful points of a phase with fewer or more runs than the table allows; from 10 useful points on."""
    runs = series.runs.crossings + 1
    limits = np.array([runs_limits(n) for n in range(int(series.n_useful.max(initial=0)) + 1)])[series.n_useful]
    is_signal = (runs < limits[..., 0]) | (runs > limits[..., 1])
    marked: Mask = (series.sides != 0) & is_signal[..., None]
    return marked


@cache
def runs_limits(n_useful: int) -> tuple[int, int]:
    """Return the fewest and the most runs that chance would allow; beyond the table by its own principle.

    Below 10 useful points every number of runs is allowed.
    """
    if n_useful < 10:
        return 0, n_useful
    if n_useful <= 60:
        return LOWER[n_useful - 10], UPPER[n_useful - 10]
    return exact_runs_limits(n_useful)


def exact_runs_limits(n_useful: int) -> tuple[int, int]:
    """Return the fewest and the most runs between tails of at most ``TAIL``, half of the points on each side."""
    above = (n_useful + 1) // 2
    chances = np.array([sum(row) / comb(n_useful, above) for row in own_centre_counts(above, n_useful - above)])
    few = int(np.flatnonzero(np.cumsum(chances) <= TAIL)[-1]) + 1
    many = n_useful - int(np.flatnonzero(np.cumsum(chances[::-1]) <= TAIL)[-1])
    return few, many


NUMBER_OF_RUNS = Rule(
    key="number_of_runs",
    title_da="Usædvanligt få eller mange serier",
    title_en="Unusually few or many runs",
    verdict=Verdict.OTHER,
    flag=flag,
    judges_phase=True,
)
