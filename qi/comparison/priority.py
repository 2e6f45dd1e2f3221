"""Which of many signals to look at first: one exact probability per chart, and how many false ones to expect.

The verdict on a chart comes from the Anhøj limits and stays as it is. To put charts in order a probability is needed
that is small when *either* the longest run *or* the number of crossings is unusual. The probability that goes with a
run chart (few crossings or a long run as seen here) is large as soon as one of the two is ordinary, so it would bury
a run of twelve in a chart with ordinary crossings. Here the smaller of the two single tails is taken, and the
probability that chance alone gives one as small: exact, since run and crossings are counted together.
Benjamini and Hochberg then say which share of the signals up to a place in the list is false at most.
References: Benjamini & Hochberg (1995), J R Stat Soc B 57:289-300; Wentzel-Larsen & Anhøj (2019), PLoS ONE
14(10):e0223233 (the joint distribution).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qi.runs_distribution import own_centre_counts

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


def smallest_tail_probabilities(above: Counts, below: Counts, *, longest_run: Counts, crossings: Counts) -> Numbers:
    """Return for each chart how often chance gives a tail as small as the smaller of its two; NaN without points.

    ``above``, ``below``: points on either side of the centre line; all arrays have shape (charts,).
    """
    found = np.full(len(above), np.nan)
    cases, places = np.unique(np.stack([above, below]), axis=1, return_inverse=True)
    for number, (over, under) in enumerate(cases.T.tolist()):
        if over + under == 0:
            continue
        rows = np.flatnonzero(places.ravel() == number)
        found[rows] = _smallest_tail_table(over, under)[crossings[rows], longest_run[rows] - 1]
    return found


@lru_cache(maxsize=512)
def _smallest_tail_table(above: int, below: int) -> Numbers:
    """Return the probability by crossings 0, 1, ... and longest run 1, 2, ...; shape (points, points)."""
    chance = joint_probabilities(above, below)
    long_run = np.cumsum(chance.sum(axis=0)[::-1])[::-1]
    few_crossings = np.cumsum(chance.sum(axis=1))
    smaller = np.minimum(few_crossings[:, None], long_run[None, :])
    order = np.argsort(smaller, axis=None)
    reached = np.cumsum(chance.ravel()[order])
    # Charts with equal tails share the probability of all of them.
    tails = smaller.ravel()[order]
    last = np.searchsorted(tails, tails * (1 + 1e-12), side="right") - 1
    table = np.empty(smaller.size)
    table[order] = np.minimum(reached[last], 1.0)
    return table.reshape(smaller.shape)


def joint_probabilities(above: int, below: int) -> Numbers:
    """Return P(crossings = c, longest run = l) around the points' own centre; shape (points, points)."""
    counts = own_centre_counts(above, below)
    total = sum(sum(row) for row in counts)
    return np.array([[count / total for count in row] for row in counts], dtype=np.float64)


def false_discovery_shares(probabilities: Numbers) -> Numbers:
    """Return for each chart the expected share of false ones among all that are at least as improbable (q-value).

    NaN stays NaN and counts for nothing. Reference: Benjamini & Hochberg (1995).
    """
    shares = np.full(len(probabilities), np.nan)
    known = np.flatnonzero(~np.isnan(probabilities))
    order = known[np.argsort(probabilities[known], kind="stable")]
    raw = probabilities[order] * len(order) / np.arange(1, len(order) + 1)
    shares[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1.0)
    return shares
