"""Those measured at the end against those who were not: were they alike, and could it change the answer?"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from qi import weighting
from qi.change import measured_courses
from qi.dataset import WAVES, Dataset
from qi.disclosure import K_MIN
from qi.gaps import mean_difference, share_difference
from qi.instruments import CHANGE_MEASURES, ChangeMeasure
from qi.intervals import CONFIDENCE, Interval
from qi.selection import BACKGROUND, Selection

MIN_GROUP = 30
"""Fewest citizens with and without an end measurement for weights; some twenty numbers are fitted (our choice)."""

MIN_CATEGORY = 10
"""A category of fewer citizens is counted with the most frequent one: it cannot carry a number of its own."""

COMPARED = (*BACKGROUND, "source", "programme")
"""What the two groups are compared on, beside the value at the start."""

SHARE_OF = {"hba1c": "hba1c_below_53", "who5": "who5_low"}
"""The share that is told beside a measure whose change is a mean."""

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """How unlike two groups are on one thing: the standardised difference (0 is alike)."""

    dimension: str
    size: float

    @property
    def is_unlike(self) -> bool:
        """Whether the difference is more than what is usually let pass."""
        return self.size > weighting.UNLIKE


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """The mean change when those measured both times stand in for those who resemble them; ``n_effective`` by Kish."""

    difference: float
    interval: Interval
    n: int
    n_effective: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A share at the end among those measured, and the least and the most it can be among all; percent 0-100."""

    measure: ChangeMeasure
    percent: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Citizens measured at start whose course is closed: ``n_with`` an end measurement and ``n_without``.

    ``start_with`` and ``start_without`` are their levels at start, ``start_difference`` the interval of the first minus
    the other. ``weighted`` is None with fewer than 30 in a group. With 1 to 4 citizens in a group nothing is told.
    """

    measure: ChangeMeasure
    n_with: int = 0
    n_without: int = 0
    start_with: float | None = None
    start_without: float | None = None
    start_difference: Interval | None = None
    unlike: tuple[Unlike, ...] = ()
    weighted: Weighted | None = None
    bounds: Bounds | None = None
    is_suppressed: bool = False


def missing(dataset: Dataset, measure: str, selection: Selection) -> Missing:
    """Compare those with and without an end measurement. Raises KeyError for an unknown measure.

    An open course is no drop-out and is left out until it is closed.
    """
    record = CHANGE_MEASURES[measure]
    chosen = measured_courses(dataset, record, selection) & ~dataset.journeys.started().is_open
    scores = dataset.courses.scores[record.scores]
    chosen &= np.isfinite(scores[:, WAVES.index("start")])
    start, end = scores[chosen, 0], scores[chosen, 1]
    has_end = np.isfinite(end)
    n_with, n_without = int(has_end.sum()), int((~has_end).sum())
    if 0 < n_with < K_MIN or 0 < n_without < K_MIN:
        return Missing(measure=record, is_suppressed=True)
    if not n_with or not n_without:
        return Missing(measure=record, n_with=n_with, n_without=n_without)
    codes = _codes(dataset, chosen)
    return Missing(
        measure=record,
        n_with=n_with,
        n_without=n_without,
        start_with=_level(record, start[has_end]),
        start_without=_level(record, start[~has_end]),
        start_difference=_difference(record, start[has_end], start[~has_end]),
        unlike=tuple(
            Unlike(dimension=name, size=weighting.standardised_difference(column, has_end))
            for name, column in codes.items()
        ),
        weighted=_weighted(record, start, end, has_end, codes),
        bounds=_bounds(CHANGE_MEASURES[SHARE_OF.get(measure, measure)], end, has_end),
    )


def _codes(dataset: Dataset, chosen: Mask) -> dict[str, NDArray[np.int64]]:
    """Return the categories of the chosen courses by dimension; those of few citizens join the most frequent."""
    profile = dataset.courses.profile[chosen]
    codes = {}
    for name in COMPARED:
        column = dataset.cube.profiles.coded[name][profile]
        counts = np.bincount(column)
        codes[name] = np.where(counts[column] < MIN_CATEGORY, counts.argmax(), column)
    return codes


def _level(record: ChangeMeasure, values: Array) -> float:
    return float(record.hits.holds(values).mean() * 100) if record.hits else float(values.mean())


def _difference(record: ChangeMeasure, values: Array, others: Array) -> Interval | None:
    if record.hits is None:
        return mean_difference(values, others)
    hits, other_hits = (int(record.hits.holds(group).sum()) for group in (values, others))
    return share_difference(hits, len(values), other_hits, len(others)).scaled(100)


def _weighted(
    record: ChangeMeasure, start: Array, end: Array, has_end: Mask, codes: dict[str, NDArray[np.int64]]
) -> Weighted | None:
    if min(has_end.sum(), (~has_end).sum()) < MIN_GROUP or start.std() == 0:
        return None
    columns = np.column_stack(
        [(start - start.mean()) / start.std(), *(weighting.indicators(column) for column in codes.values())]
    )
    weights = weighting.inverse_weights(weighting.answer_probability(columns, has_end)[has_end])
    change = _change(record, start[has_end], end[has_end])
    mean = float((weights * change).sum() / weights.sum())
    error = sqrt(float((weights**2 * (change - mean) ** 2).sum())) / float(weights.sum())
    half = float(stdtrit(len(change) - 1, (1 + CONFIDENCE) / 2)) * error
    return Weighted(
        difference=mean,
        interval=Interval(mean - half, mean + half),
        n=len(change),
        n_effective=float(weights.sum() ** 2 / (weights**2).sum()),
    )


def _change(record: ChangeMeasure, first: Array, second: Array) -> Array:
    if record.hits is None:
        return second - first
    return 100.0 * (record.hits.holds(second).astype(np.float64) - record.hits.holds(first))


def _bounds(share: ChangeMeasure, end: Array, has_end: Mask) -> Bounds | None:
    if share.hits is None:
        return None
    hits, n_with = int(share.hits.holds(end[has_end]).sum()), int(has_end.sum())
    limits = weighting.bounds(hits, n_with, len(end)).scaled(100)
    return Bounds(measure=share, percent=100 * hits / n_with, interval=limits)
