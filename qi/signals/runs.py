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
    lengths, n_runs = _of_whole_rows(rows)
    tied = np.flatnonzero(~rows.all(axis=-1))
    if len(tied):
        lengths[tied], n_runs[tied] = _stepping_over(rows[tied])
    return Runs(lengths.reshape(sides.shape), np.maximum(n_runs - 1, 0).reshape(sides.shape[:-1]))


def _of_whole_rows(rows: NDArray[np.int8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Run lengths of each point and number of runs of each row, no point of which lies on the centre line."""
    is_start = np.ones(rows.shape, dtype=bool)
    np.not_equal(rows[:, 1:], rows[:, :-1], out=is_start[:, 1:])
    run_lengths = np.diff(np.flatnonzero(is_start), append=rows.size)
    return np.repeat(run_lengths, run_lengths).reshape(rows.shape), np.count_nonzero(is_start, axis=-1)


def _stepping_over(rows: NDArray[np.int8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same for rows with positions on the centre line."""
    row, position = np.nonzero(rows)
    useful_sides = rows[row, position]
    is_start = np.ones(len(row), dtype=bool)
    is_start[1:] = (useful_sides[1:] != useful_sides[:-1]) | (row[1:] != row[:-1])
    starts = np.flatnonzero(is_start)
    run_lengths = np.diff(starts, append=len(row))
    lengths = np.zeros(rows.shape, dtype=np.int64)
    lengths[row, position] = np.repeat(run_lengths, run_lengths)
    return lengths, np.bincount(row[starts], minlength=len(rows))
