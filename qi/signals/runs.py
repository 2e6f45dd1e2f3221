"""Runs and crossings of many series at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def run_lengths(sides: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return, for each useful point, the length of the run it belongs to; 0 for the others. Shape (..., periods)."""
    rows = sides.reshape(-1, sides.shape[-1])
    is_useful = rows != 0
    row, _ = np.nonzero(is_useful)
    useful_sides = rows[is_useful]
    starts = np.ones(len(useful_sides), dtype=bool)
    starts[1:] = (useful_sides[1:] != useful_sides[:-1]) | (row[1:] != row[:-1])
    run = np.cumsum(starts) - 1
    lengths = np.zeros(rows.shape, dtype=np.int64)
    lengths[is_useful] = np.bincount(run)[run] if len(run) else 0
    return lengths.reshape(sides.shape)


def count_crossings(sides: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return how often neighbouring useful points lie on different sides; shape (...,)."""
    rows = sides.reshape(-1, sides.shape[-1])
    row, _ = np.nonzero(rows)
    useful_sides = rows[rows != 0]
    changes = (useful_sides[1:] != useful_sides[:-1]) & (row[1:] == row[:-1])
    return np.bincount(row[1:][changes], minlength=len(rows)).reshape(sides.shape[:-1])
