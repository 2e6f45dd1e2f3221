"""Exact run probabilities for many series at once: the counts of ``runs_distribution`` as look-up tables.

Only sums of positive terms, so a probability of 1e-15 keeps its digits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from qi.runs_distribution import compositions_by_parts, known_centre_p_value, own_centre_p_value

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]

LARGEST_TABLE = 200
"""Useful points up to which tables are built; longer series are computed one by one from whole numbers."""

LONGEST_IN_TABLE = 32
"""Runs up to which tables are built; longer ones are rare and computed one by one."""


def own_centre_p_values(above: Integers, below: Integers, *, longest_run: Integers, crossings: Integers) -> Numbers:
    """Return ``own_centre_p_value`` of every series; arrays of shape (series,), NaN without useful points."""
    is_listed = (above + below <= LARGEST_TABLE) & (longest_run <= LONGEST_IN_TABLE)
    p_values = _looked_up(above, below, longest_run, crossings, where=is_listed & (above + below > 0), table=_own_table)
    for i in np.flatnonzero(~is_listed):
        p_values[i] = _own_centre_one(int(above[i]), int(below[i]), int(longest_run[i]), int(crossings[i]))
    return p_values


def known_centre_p_values(n_useful: Integers, *, longest_run: Integers, crossings: Integers) -> Numbers:
    """Return ``known_centre_p_value`` of every series; arrays of shape (series,), NaN without useful points."""
    is_listed = (n_useful <= LARGEST_TABLE) & (longest_run <= LONGEST_IN_TABLE)
    none = np.zeros_like(n_useful)
    p_values = _looked_up(n_useful, none, longest_run, crossings, where=is_listed & (n_useful > 0), table=_known_table)
    for i in np.flatnonzero(~is_listed):
        p_values[i] = _known_centre_one(int(n_useful[i]), int(longest_run[i]), int(crossings[i]))
    return p_values


def _looked_up(
    first: Integers,
    second: Integers,
    longest_run: Integers,
    crossings: Integers,
    *,
    where: NDArray[np.bool_],
    table: Callable[[int, int, int], Numbers],
) -> Numbers:
    p_values = np.full(len(first), np.nan)
    rows = np.flatnonzero(where)
    if not len(rows):
        return p_values
    longest = -(-int(longest_run[rows].max()) // 8) * 8
    keys = first[rows] * (LARGEST_TABLE + 1) + second[rows]
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    for same in np.split(rows[order], starts[1:]):
        one = table(int(first[same[0]]), int(second[same[0]]), longest)
        p_values[same] = one[longest_run[same] - 1, crossings[same]]
    return p_values


@lru_cache(maxsize=2048)
def _own_table(above: int, below: int, longest: int) -> Numbers:
    """P-values by longest run 1, 2, … and crossings 0, 1, …; shape (longest, crossings)."""
    first, second = (_compositions(side, max(above, below), longest) for side in (above, below))
    either = laid_alternately(first[:1].sum(axis=1), second[:1].sum(axis=1))
    longer = laid_alternately(first.sum(axis=1), second[:, 1]) + laid_alternately(first[:, 1], second[:, 0])
    return _outside(either, longer, float(comb(above + below, above)))


@lru_cache(maxsize=512)
def _known_table(n_useful: int, _: int, longest: int) -> Numbers:
    counts = _compositions(n_useful, n_useful, longest)
    return _outside(counts[:1].sum(axis=1), counts[:, 1], 2.0 ** (n_useful - 1))


def _outside(either: Numbers, longer: Numbers, total: float) -> Numbers:
    """Few crossings with any runs, plus more crossings with a run too long; columns are numbers of runs."""
    few = np.cumsum(either, axis=-1)[:, 1:]
    many = np.cumsum(longer[:, ::-1], axis=-1)[:, ::-1][:, 2:]
    many = np.concatenate([many, np.zeros((len(many), 1))], axis=-1)
    return (few + many) / total


def _compositions(total: int, parts: int, longest: int) -> Numbers:
    """Compositions by number of parts 0 … ``parts``, shape (longest, 2, parts + 1).

    Row l: first those with all parts at most l, then those with at least one part longer (for a longest run of l + 1).
    """
    table = np.zeros((longest, 2, parts + 1))
    free = compositions_by_parts(total, max(total, 1))
    for largest in range(longest):
        bounded = compositions_by_parts(total, largest)
        table[largest, 0, : total + 1] = [float(count) for count in bounded]
        table[largest, 1, : total + 1] = [float(a - b) for a, b in zip(free, bounded, strict=True)]
    return table


def laid_alternately(first: Numbers, second: Numbers) -> Numbers:
    """Return orders by number of runs 0, 1, …, from compositions by parts on either side; shape (rows, runs)."""
    laid = np.zeros((len(first), 2 * first.shape[-1]))
    laid[:, ::2] = 2 * first * second
    laid[:, 1:-1:2] = first[:, 1:] * second[:, :-1] + first[:, :-1] * second[:, 1:]
    return laid


@lru_cache(maxsize=4096)
def _own_centre_one(above: int, below: int, longest_run: int, crossings: int) -> float:
    return own_centre_p_value(above, below, longest_run=longest_run, crossings=crossings)


@lru_cache(maxsize=4096)
def _known_centre_one(n_useful: int, longest_run: int, crossings: int) -> float:
    return known_centre_p_value(n_useful, longest_run=longest_run, crossings=crossings)
