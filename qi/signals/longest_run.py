"""Anhøj rule 1: an unusually long run on one side of the centre line."""

from __future__ import annotations

import numpy as np

from qi.runs_distribution import longest_run_max
from qi.signals.rule import Mask, Rule, RuleSeries
from qi.verdict import Verdict


def flag(series: RuleSeries) -> Mask:
    """Mark every point of each run longer than chance would allow; points on the centre line are stepped over.

    Reference: Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    limits = np.array([longest_run_max(n) for n in range(series.sides.shape[-1] + 1)])
    marked: Mask = series.runs.lengths > limits[series.n_useful][..., None]
    return marked


LONGEST_RUN = Rule(
    key="longest_run",
    title_da="Usædvanligt lang serie",
    title_en="Unusually long run",
    verdict=Verdict.RUN,
    flag=flag,
    judges_phase=True,
)
