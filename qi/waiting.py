"""From received to started: how long citizens wait, with those who still wait counted for as long as they have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qi import calendar
from qi.dataset import Dataset
from qi.disclosure import is_small
from qi.selection import Selection
from qi.survival import Survival, survival


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The wait of the courses received in a selection: started, still open, and left (ended without a start).

    The three counts are None where one of them is 1 to 4.

    ``curve`` counts calendar days; None where nobody has started. With 1 to 4 citizens nothing is told.
    """

    n: int = 0
    n_started: int | None = 0
    n_open: int | None = 0
    n_left: int | None = 0
    curve: Survival | None = None
    is_suppressed: bool = False


def received_courses(dataset: Dataset, selection: Selection) -> NDArray[np.bool_]:
    """Return which courses were received in the months of a selection, shape (courses,)."""
    journeys = dataset.journeys
    chosen: NDArray[np.bool_] = dataset.cube.profiles.chosen(selection).astype(bool)[journeys.profile]
    if selection.first:
        chosen &= journeys.received_month >= calendar.month_number(selection.first)
    if selection.last:
        chosen &= journeys.received_month <= calendar.month_number(selection.last)
    return chosen


def waiting(dataset: Dataset, selection: Selection) -> Waiting:
    """Return how long it takes to start. A course that ended without a start waits until that day and no longer."""
    journeys, chosen = dataset.journeys, received_courses(dataset, selection)
    start = journeys.start_days[chosen]
    left = np.fmin(journeys.left_days[chosen], journeys.end_days[chosen])
    has_started, has_left = np.isfinite(start), np.isnan(start) & np.isfinite(left)
    n, n_started, n_left = len(start), int(has_started.sum()), int(has_left.sum())
    if is_small(n, n):
        return Waiting(is_suppressed=True)
    counts: tuple[int | None, ...] = (n_started, n - n_started - n_left, n_left)
    if any(is_small(count, count) for count in (n_started, n - n_started - n_left, n_left)):
        counts = (None, None, None)
    waited = np.where(has_started, start, np.where(has_left, left, journeys.observed_days[chosen]))
    return Waiting(
        n=n,
        n_started=counts[0],
        n_open=counts[1],
        n_left=counts[2],
        curve=survival(waited, has_started) if n_started else None,
    )
