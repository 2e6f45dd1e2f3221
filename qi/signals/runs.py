"""Runs and crossings of many series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Runs:
    """``lengths`` (..., periods): length of the run each useful point belongs to, 0 elsewhere. ``crossings`` (...,)."""

    lengths: NDArray[np.int64]
    crossings: NDArray[np.int64]


def runs_of(sides: NDArray[np.int8]) -> Runs:
    """Return the runs of each row; positions on the centre line (side 0) neither break nor extend a run."""
    rows = sides.reshape(-1, sides.shape[-1])
    useful = np.flatnonzero(rows)
    row = useful // max(rows.shape[1], 1)
    useful_sides = rows.ravel()[useful]
    is_start = np.ones(len(useful), dtype=bool)
    is_start[1:] = (useful_sides[1:] != useful_sides[:-1]) | (row[1:] != row[:-1])
    starts = np.flatnonzero(is_start)
    run_lengths = np.diff(starts, append=len(useful))
    lengths = np.zeros(rows.size, dtype=np.int64)
    lengths[useful] = np.repeat(run_lengths, run_lengths)
    n_runs = np.bincount(row[starts], minlength=len(rows))
    return Runs(lengths.reshape(sides.shape), np.maximum(n_runs - 1, 0).reshape(sides.shape[:-1]))
