"""Best box and cut box: other limits for longest run and crossings, chosen to find a shift at a fixed false-alarm rate.

A box is all pairs of at least c crossings and a longest run of at most l; outside it the chart signals. The best box
misses a shift of 0.8 standard deviations least often among those that at least 92.5 % of stable series stay inside. The
cut box also takes pairs from the corner of the best box, as many as that share of stable series allows.

Reference: Anhøj & Wentzel-Larsen (2020), PLoS ONE 15(6):e0233920.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from qi.runs_probabilities import laid_alternately

STABLE_SHARE = 0.925
"""Share of stable series that must stay inside. Source: Anhøj & Wentzel-Larsen (2020)."""

SHIFT = 0.8
"""Shift, in standard deviations, that should be found. Source: Anhøj & Wentzel-Larsen (2020)."""

LONGEST = 24
"""Longest run considered; the limits of 100 points end at 15."""

MIN_USEFUL, MAX_USEFUL = 10, 300
"""Useful points for which boxes are found: below 10 too few for any, above 300 floating numbers no longer suffice."""

Numbers = NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RunsBox:
    """Fewest crossings and longest run inside the box, and the pairs (crossings, longest run) cut from its corner."""

    crossings_min: int
    longest_run_max: int
    cut: frozenset[Pair] = frozenset()

    def is_signal(self, *, longest_run: int, crossings: int) -> bool:
        """Return whether a pair lies outside."""
        is_outside = crossings < self.crossings_min or longest_run > self.longest_run_max
        return is_outside or (crossings, longest_run) in self.cut


@lru_cache(maxsize=512)
def best_box(n_useful: int) -> RunsBox:
    """Return the best box; raises ValueError below 10 or above 300 useful points."""
    stable, shifted = (_inside(cells) for cells in _cells(n_useful))
    missed = np.where(stable >= STABLE_SHARE, shifted, np.inf)
    crossings, run = np.unravel_index(int(np.argmin(missed)), missed.shape)
    return RunsBox(int(crossings), int(run) + 1)


@lru_cache(maxsize=512)
def cut_box(n_useful: int) -> RunsBox:
    """Return the cut box; raises ValueError as ``best_box`` does."""
    box = best_box(n_useful)
    stable, shifted = _cells(n_useful)
    c, run = box.crossings_min, box.longest_run_max
    spare = float(_inside(stable)[c, run - 1]) - STABLE_SHARE
    downwards = [(c, length) for length in range(run, 0, -1)]
    onwards = [(crossings, run) for crossings in range(c + 1, n_useful)]
    best, gain = frozenset[Pair](), 0.0
    for down in range(1, len(downwards) + 1):
        cut = downwards[:down]
        if sum(stable[x, y - 1] for x, y in cut) > spare:
            break
        for pair in [None, *onwards]:
            cut = cut if pair is None else [*cut, pair]
            if sum(stable[x, y - 1] for x, y in cut) > spare:
                break
            found = float(sum(shifted[x, y - 1] for x, y in cut))
            best, gain = (frozenset(cut), found) if found > gain else (best, gain)
    return RunsBox(c, run, best)


@lru_cache(maxsize=64)
def _cells(n_useful: int) -> tuple[Numbers, Numbers]:
    """P(crossings, longest run) in a stable and in a shifted series; rows are crossings, columns runs 1, 2, …"""
    if not MIN_USEFUL <= n_useful <= MAX_USEFUL:
        raise ValueError(f"boxes need {MIN_USEFUL} to {MAX_USEFUL} useful points, got {n_useful}: use the Anhøj rules")
    above = NormalDist().cdf(SHIFT)
    tables = _composition_tables(-(-n_useful // 50) * 50)
    at_most = np.zeros((2, LONGEST + 1, n_useful + 1))
    for a in range(n_useful + 1):
        orders = laid_alternately(tables[:, a], tables[:, n_useful - a])[:, : n_useful + 1]
        weights = [share**a * (1 - share) ** (n_useful - a) for share in (0.5, above)]
        at_most += orders * np.array(weights)[:, None, None]
    stable, shifted = np.diff(at_most, axis=1)[:, :, 1:].transpose(0, 2, 1)
    return stable, shifted


@lru_cache(maxsize=8)
def _composition_tables(size: int) -> Numbers:
    """Compositions by largest part, total and number of parts; shape (LONGEST + 1, size + 1, size + 1)."""
    tables = np.zeros((LONGEST + 1, size + 1, size + 1))
    tables[:, 0, 0] = 1
    for parts in range(1, size + 1):
        sums = np.concatenate([np.zeros((LONGEST + 1, 1)), np.cumsum(tables[:, :, parts - 1], axis=1)], axis=1)
        for largest in range(1, LONGEST + 1):
            tables[largest, 1:, parts] = sums[largest, 1:-1]
            tables[largest, largest + 1 :, parts] -= sums[largest, 1 : size - largest + 1]
    return tables


def _inside(cells: Numbers) -> Numbers:
    """Probability of at least that many crossings and a longest run of at most that length."""
    return np.asarray(np.cumsum(np.cumsum(cells, axis=1)[::-1], axis=0)[::-1])
