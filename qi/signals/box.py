"""Best box and cut box: a pair of longest run and crossings that lies outside a box."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from qi.runs_boxes import MAX_USEFUL, MIN_USEFUL, RunsBox, best_box, cut_box
from qi.runs_distribution import crossings_min, longest_run_max
from qi.signals.rule import Mask, Rule, RuleSeries
from qi.verdict import Verdict


def box(key: str, title_da: str, title_en: str, find: Callable[[int], RunsBox]) -> Rule:
    """Return the rule "outside the box"; all useful points are marked, for the pair describes the whole phase.

    Outside 10 to 300 useful points the limits of Anhøj hold. Reference: Anhøj & Wentzel-Larsen (2020), PLoS ONE
    15(6):e0233920.
    """

    def flag(series: RuleSeries) -> Mask:
        boxes = {int(n): _box_of(int(n), find) for n in np.unique(series.n_useful)}
        longest = series.runs.lengths.max(axis=-1, initial=0)
        triples = zip(series.n_useful.tolist(), longest.tolist(), series.runs.crossings.tolist(), strict=True)
        is_signal = [boxes[n].is_signal(longest_run=run, crossings=c) for n, run, c in triples]
        marked: Mask = (series.sides != 0) & np.array(is_signal, dtype=bool)[..., None]
        return marked

    return Rule(key=key, title_da=title_da, title_en=title_en, verdict=Verdict.OTHER, flag=flag, judges_phase=True)


def _box_of(n_useful: int, find: Callable[[int], RunsBox]) -> RunsBox:
    if MIN_USEFUL <= n_useful <= MAX_USEFUL:
        return find(n_useful)
    return RunsBox(crossings_min(n_useful), longest_run_max(n_useful))


BEST_BOX = box(
    "best_box", "Serie og kryds uden for den bedste boks", "Run and crossings outside the best box", best_box
)
CUT_BOX = box("cut_box", "Serie og kryds uden for den beskårne boks", "Run and crossings outside the cut box", cut_box)
