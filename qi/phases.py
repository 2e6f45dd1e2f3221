"""Phases of a series: where a new centre line starts, which points set it, and which points are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a series with one centre line; positions are 0-based and both ends are included.

    ``points`` are the counted positions (a value, not excluded), ``baseline`` those of them that set the centre line.
    """

    first: int
    last: int
    points: Positions
    baseline: Positions

    @property
    def is_frozen(self) -> bool:
        """Whether the centre line comes from the first points only."""
        return len(self.baseline) < len(self.points)


def lay_phases(
    counted: NDArray[np.bool_], *, split: Sequence[int] = (), freeze: int | None = None
) -> tuple[Phase, ...]:
    """Divide a series into phases.

    counted: shape (n,), False where there is no point or it is left out. ``split``: position of the first point of
    each new phase, increasing. ``freeze``: the first k positions of each phase are its baseline.
    Raises ValueError when a position lies outside the series or ``freeze`` is below 1.
    """
    n = len(counted)
    if list(split) != sorted(set(split)) or any(not 0 < s < n for s in split):
        raise ValueError(f"split needs increasing positions from 1 to {n - 1}, got {list(split)}: name each start once")
    if freeze is not None and freeze < 1:
        raise ValueError(f"freeze needs at least 1 point, got {freeze}: give the number of baseline points")
    edges = [0, *split, n]
    return tuple(_phase(counted, first, end, freeze) for first, end in pairwise(edges))


def leave_out(is_point: NDArray[np.bool_], exclude: Sequence[int]) -> NDArray[np.bool_]:
    """Return which points count when the positions in ``exclude`` are left out."""
    outside = [position for position in exclude if not 0 <= position < len(is_point)]
    if outside:
        raise ValueError(f"exclude needs positions from 0 to {len(is_point) - 1}, got {outside}: correct or drop them")
    counted = is_point.copy()
    counted[list(exclude)] = False
    return counted


def split_positions(periods: Sequence[date], starts: Sequence[int | date]) -> tuple[int, ...]:
    """Return positions: whole numbers as they are, dates as the first period on or after them.

    periods: in time order. Raises ValueError for a date after the last period.
    """
    return tuple(_first_from(periods, start) if isinstance(start, date) else int(start) for start in starts)


def _first_from(periods: Sequence[date], start: date) -> int:
    for position, period in enumerate(periods):
        if period >= start:
            return position
    raise ValueError(f"split needs dates up to the last period, {periods[-1]}, got {start}: correct the date")


def _phase(counted: NDArray[np.bool_], first: int, end: int, freeze: int | None) -> Phase:
    points = first + np.flatnonzero(counted[first:end])
    baseline = points if freeze is None else points[points < first + freeze]
    return Phase(first=first, last=end - 1, points=points, baseline=baseline)
