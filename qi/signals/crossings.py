"""Anhøj rule 2: unusually few crossings of the centre line."""

from __future__ import annotations

import numpy as np

from qi.runs_distribution import crossings_min
from qi.signals.rule import Mask, Rule, RuleSeries
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark all useful points of a phase with fewer crossings than chance would allow: the pattern is the whole phase.

    Reference: Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    limits = np.array([crossings_min(n) for n in range(series.sides.shape[-1] + 1)])
    has_few = series.runs.crossings < limits[series.n_useful]
    marked: Mask = (series.sides != 0) & has_few[..., None]
    return marked


CROSSINGS = Rule(
    key="crossings",
    title_da="Usædvanligt få kryds",
    title_en="Unusually few crossings",
    verdict=Verdict.CROSSINGS,
    flag=flag,
    judges_phase=True,
)
