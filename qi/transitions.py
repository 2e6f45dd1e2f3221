"""Which way each citizen moved between two waves: over the steps of a scale, and by as much as is noticeable."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr

from qi.change import Among, chosen_scores
from qi.dataset import WAVES, Dataset
from qi.disclosure import K_MIN, is_small
from qi.instruments import CHANGE_MEASURES, ChangeMeasure
from qi.intervals import Interval, wilson
from qi.selection import Selection
from qi.verdict import Direction

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """How many citizens moved to a better step of the scale, stayed, or moved to a worse one.

    ``p_value``: exact, of as uneven a split of those who moved if both ways were as likely. Empty when suppressed:
    with 1 to 4 citizens in all, or in one of the three.
    """

    before: str
    after: str
    n: int = 0
    n_better: int = 0
    n_same: int = 0
    n_worse: int = 0
    p_value: float | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The ways over the steps from wave to wave: ``counts[i, j]`` citizens from step i to step j.

    Ways of 1 to 4 citizens are left out (0), and ``n_left_out`` says how many citizens they hold together.
    """

    measure: ChangeMeasure
    n: int
    counts: tuple[NDArray[np.int64], ...]
    n_left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many changed at least as much in the wanted direction as counts as noticeable; percent 0-100."""

    threshold: float
    n: int
    hits: int
    percent: float
    interval: Interval


def exact_sign_test(n_one_way: int, n_other_way: int) -> float | None:
    """Return the two-sided exact p-value of an even split; None where nobody moved.

    On a share this is McNemar's exact test. Reference: McNemar (1947), Psychometrika 12:153.
    """
    n = n_one_way + n_other_way
    if n == 0:
        return None
    return min(1.0, 2 * float(bdtr(min(n_one_way, n_other_way), n, 0.5)))


def moves(
    dataset: Dataset, measure: str, selection: Selection, *, before: str = "start", after: str = "end", among: Among
) -> Moves | None:
    """Return which way citizens moved over the bands of a measure; None for a measure without bands.

    Raises KeyError for an unknown measure.
    """
    record = CHANGE_MEASURES[measure]
    if not record.bands:
        return None
    scores = _among(chosen_scores(dataset, record, selection), among, before, after)
    first, second = (_steps(record, scores[:, WAVES.index(wave)]) for wave in (before, after))
    up, down, n = int((second > first).sum()), int((second < first).sum()), len(scores)
    if any(is_small(count, count) for count in (n, up, down, n - up - down)):
        return Moves(before=before, after=after, is_suppressed=True)
    better, worse = (down, up) if _is_first_wanted(record) else (up, down)
    return Moves(
        before=before,
        after=after,
        n=n,
        n_better=better,
        n_same=n - up - down,
        n_worse=worse,
        p_value=exact_sign_test(up, down),
    )


def flows(dataset: Dataset, measure: str, selection: Selection) -> Flows | None:
    """Return the ways from start over end to follow-up among those measured in all three waves.

    None for a measure without bands, and where nobody or too few are measured every time.
    """
    record = CHANGE_MEASURES[measure]
    scores = _among(chosen_scores(dataset, record, selection), Among.COMPLETE, "start", "end")
    if not record.bands or len(scores) < K_MIN:
        return None
    steps = [_steps(record, scores[:, wave]) for wave in range(len(WAVES))]
    whole = [_crossed(one, other, len(record.bands)) for one, other in pairwise(steps)]
    told = tuple(np.where(is_small(counts, counts), 0, counts) for counts in whole)
    n_left_out = max(int(counts.sum() - kept.sum()) for counts, kept in zip(whole, told, strict=True))
    return Flows(measure=record, n=len(scores), counts=told, n_left_out=n_left_out)


def reached(
    dataset: Dataset, measure: str, selection: Selection, *, before: str = "start", after: str = "end", among: Among
) -> Reached | None:
    """Return the share whose change was noticeable, with its Wilson interval.

    None where no change is agreed to be noticeable, and where nobody or too few are measured both times.
    """
    record = CHANGE_MEASURES[measure]
    scores = _among(chosen_scores(dataset, record, selection), among, before, after)
    n = len(scores)
    if record.relevant_change is None or n < K_MIN:
        return None
    change = scores[:, WAVES.index(after)] - scores[:, WAVES.index(before)]
    wanted = change if record.direction is Direction.UP else -change
    # A value is stored in tenths, so that 5.5 is reached by 5.5 exactly.
    hits = int((np.round(wanted, 6) >= record.relevant_change).sum())
    return Reached(
        threshold=record.relevant_change,
        n=n,
        hits=hits,
        percent=100 * hits / n,
        interval=wilson(hits, n).scaled(100),
    )


def _among(scores: Scores, among: Among, before: str, after: str) -> Scores:
    waves = WAVES if among is Among.COMPLETE else (before, after)
    kept: Scores = scores[np.isfinite(scores[:, [WAVES.index(wave) for wave in waves]]).all(axis=1)]
    return kept


def _steps(record: ChangeMeasure, values: Scores) -> NDArray[np.int64]:
    """Return the place of each value among the bands."""
    steps: NDArray[np.int64] = np.array([band.holds(values) for band in record.bands]).argmax(axis=0)
    return steps


def _is_first_wanted(record: ChangeMeasure) -> bool:
    """Whether the first band is the wanted end of the scale."""
    if record.hits:
        return bool(record.hits.holds(np.array([record.bands[0].low]))[0]) == (record.direction is Direction.UP)
    return record.direction is Direction.DOWN


def _crossed(first: NDArray[np.int64], second: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    counts = np.bincount(first * size + second, minlength=size * size)
    return counts.reshape(size, size).astype(np.int64)
