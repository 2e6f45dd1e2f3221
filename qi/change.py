"""Change within the same citizens from start to end and follow-up, with the attrition that must stand beside it.

A change is never the difference of two unpaired means. The period of a selection is the months the courses started.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qi import calendar
from qi.dataset import WAVES, Dataset
from qi.disclosure import is_small
from qi.instruments import CHANGE_MEASURES, Band, ChangeMeasure
from qi.intervals import Interval, paired_share_difference, t_interval, wilson
from qi.selection import Selection

__all__ = [
    "CHANGE_MEASURES",
    "Among",
    "Attrition",
    "Band",
    "ChangeMeasure",
    "PairedChange",
    "WaveDistribution",
    "WaveMean",
    "attrition",
    "paired_change",
    "wave_distribution",
    "wave_means",
]

Mask = NDArray[np.bool_]


class Among(StrEnum):
    """Whose values enter: everybody measured in the wave, those in both waves, or those in all three."""

    MEASURED = "measured"
    PAIRED = "paired"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """Later minus earlier in the same citizens; percentages 0-100, a difference of shares in percentage points.

    ``mean_*`` are means or shares; ``all_before`` is that of everybody measured in the earlier wave, ``n_started``
    and ``n_before`` how many started and how many of them were measured then. With 1 to 4 citizens ``is_suppressed``
    and nothing else is told.
    """

    measure: ChangeMeasure
    before: str
    after: str
    n_started: int
    n_before: int
    n: int
    mean_before: float | None = None
    mean_after: float | None = None
    difference: float | None = None
    interval: Interval | None = None
    all_before: float | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveMean:
    """The mean or share of one wave with its interval; None where nobody or too few are measured."""

    wave: str
    n: int
    mean: float | None = None
    interval: Interval | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveDistribution:
    """How many citizens fall in each band of one wave; ``counts`` and ``percents`` are empty when suppressed."""

    wave: str
    n: int
    bands: tuple[Band, ...]
    counts: tuple[int, ...]
    percents: tuple[float, ...]
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attrition:
    """From started to measured, wave by wave. Counts of 1 to 4 citizens are None.

    ``n_open``: still in their course and not measured at the end: no drop-out. ``n_followup_open``: measured at the
    end, with a follow-up that is not due yet.
    """

    n_started: int | None
    n_start: int | None
    n_end: int | None
    n_followup: int | None
    n_open: int | None = 0
    n_followup_open: int | None = 0


def paired_change(
    dataset: Dataset,
    measure: str,
    selection: Selection,
    *,
    before: str = "start",
    after: str = "end",
    among: Among = Among.PAIRED,
) -> PairedChange:
    """Return the change of one measure from wave ``before`` to ``after`` with its 95 % interval.

    Means: t interval of the differences. Shares: Newcombe's interval for paired shares. Raises KeyError for an
    unknown measure.
    """
    record = CHANGE_MEASURES[measure]
    scores, chosen = _scores(dataset, record, selection)
    first, second = scores[:, WAVES.index(before)], scores[:, WAVES.index(after)]
    is_known = np.isfinite(scores)
    waves = WAVES if among is Among.COMPLETE else (before, after)
    paired: Mask = np.asarray(is_known[:, [WAVES.index(wave) for wave in waves]].all(axis=1))
    n, n_before = int(paired.sum()), int(np.isfinite(first).sum())
    empty = PairedChange(measure=record, before=before, after=after, n_started=0, n_before=0, n=0)
    if is_small(n, n) or is_small(n_before, n_before) or is_small(chosen, chosen):
        return replace(empty, is_suppressed=True)
    return replace(
        empty,
        n_started=chosen,
        n_before=n_before,
        n=n,
        all_before=_level(record, first[np.isfinite(first)]) if n_before else None,
        **(_describe_change(record, first[paired], second[paired]) if n else {}),
    )


def wave_means(
    dataset: Dataset, measure: str, selection: Selection, *, among: Among = Among.MEASURED
) -> tuple[WaveMean, ...]:
    """Return mean or share of start, end and follow-up with 95 % intervals (t, or Wilson for a share)."""
    record = CHANGE_MEASURES[measure]
    scores, _ = _scores(dataset, record, selection)
    return tuple(_wave_mean(record, wave, values) for wave, values in zip(WAVES, _by_wave(scores, among), strict=True))


def wave_distribution(
    dataset: Dataset, measure: str, selection: Selection, *, among: Among = Among.COMPLETE
) -> tuple[WaveDistribution, ...]:
    """Return how many fall in each band at start, end and follow-up. Raises ValueError for a measure without bands."""
    record = CHANGE_MEASURES[measure]
    if not record.bands:
        raise ValueError(f"{measure} has no categories: choose a measure with bands")
    scores, _ = _scores(dataset, record, selection)
    return tuple(
        _wave_distribution(record, wave, values) for wave, values in zip(WAVES, _by_wave(scores, among), strict=True)
    )


def attrition(dataset: Dataset, measure: str, selection: Selection) -> Attrition:
    """Return how many started, and how many of them are measured in each wave."""
    record = CHANGE_MEASURES[measure]
    chosen = measured_courses(dataset, record, selection)
    is_known = np.isfinite(dataset.courses.scores[record.scores][chosen])
    measured = [_told(int(is_known[:, wave].sum())) for wave in range(len(WAVES))]
    started = dataset.journeys.started()
    may_follow = is_known[:, 1] & ~is_known[:, 2] & ~started.is_followup_over[chosen]
    return Attrition(
        n_started=_told(len(is_known)),
        n_start=measured[0],
        n_end=measured[1],
        n_followup=measured[2],
        n_open=_told(int((started.is_open[chosen] & ~is_known[:, 1]).sum())),
        n_followup_open=_told(int(may_follow.sum())),
    )


def chosen_courses(dataset: Dataset, selection: Selection) -> Mask:
    """Return which started courses a selection holds, shape (courses,)."""
    courses = dataset.courses
    is_chosen: Mask = dataset.cube.profiles.chosen(selection).astype(bool)
    chosen: Mask = is_chosen[courses.profile]
    if selection.first:
        chosen &= np.asarray(courses.start_month >= calendar.month_number(selection.first))
    if selection.last:
        chosen &= np.asarray(courses.start_month <= calendar.month_number(selection.last))
    return chosen


def measured_courses(dataset: Dataset, record: ChangeMeasure, selection: Selection) -> Mask:
    """Return which started courses of a selection are in a programme that measures this, shape (courses,)."""
    scores = dataset.courses.scores[record.scores]
    return chosen_courses(dataset, selection) & _is_measured_in_programme(dataset, scores)


def chosen_scores(dataset: Dataset, record: ChangeMeasure, selection: Selection) -> NDArray[np.float64]:
    """Return the scores of those courses, shape (courses, 3): start, end, follow-up; NaN where not measured."""
    return dataset.courses.scores[record.scores][measured_courses(dataset, record, selection)]


def _scores(dataset: Dataset, record: ChangeMeasure, selection: Selection) -> tuple[NDArray[np.float64], int]:
    scores = chosen_scores(dataset, record, selection)
    return scores, len(scores)


def _is_measured_in_programme(dataset: Dataset, scores: NDArray[np.float64]) -> Mask:
    """Return which courses belong to a programme that measures this: the others are no attrition.

    Where no programme does, all belong.
    """
    programme = dataset.cube.profiles.coded["programme"][dataset.courses.profile]
    measuring = np.unique(programme[np.isfinite(scores).any(axis=1)])
    belongs: Mask = np.isin(programme, measuring if len(measuring) else programme)
    return belongs


def _by_wave(scores: NDArray[np.float64], among: Among) -> list[NDArray[np.float64]]:
    is_known = np.isfinite(scores)
    needed = {Among.MEASURED: 0, Among.PAIRED: 2, Among.COMPLETE: len(WAVES)}[among]
    keep = is_known[:, :needed].all(axis=1)
    return [scores[keep & is_known[:, wave], wave] for wave in range(len(WAVES))]


def _level(record: ChangeMeasure, values: NDArray[np.float64]) -> float:
    return float(record.hits.holds(values).mean() * 100) if record.hits else float(values.mean())


def _describe_change(record: ChangeMeasure, first: NDArray[np.float64], second: NDArray[np.float64]) -> dict[str, Any]:
    described = {
        "mean_before": _level(record, first),
        "mean_after": _level(record, second),
        "difference": _level(record, second) - _level(record, first),
    }
    if record.hits:
        was, is_now = record.hits.holds(first), record.hits.holds(second)
        counts = [int((a & b).sum()) for a, b in ((is_now, was), (is_now, ~was), (~is_now, was), (~is_now, ~was))]
        return {**described, "interval": paired_share_difference(*counts).scaled(100)}
    return {**described, "interval": t_interval(second - first)}


def _wave_mean(record: ChangeMeasure, wave: str, values: NDArray[np.float64]) -> WaveMean:
    n = len(values)
    if is_small(n, n):
        return WaveMean(wave=wave, n=0, is_suppressed=True)
    if n == 0:
        return WaveMean(wave=wave, n=0)
    hits = int(record.hits.holds(values).sum()) if record.hits else 0
    interval = wilson(hits, n).scaled(100) if record.hits else t_interval(values)
    return WaveMean(wave=wave, n=n, mean=_level(record, values), interval=interval)


def _wave_distribution(record: ChangeMeasure, wave: str, values: NDArray[np.float64]) -> WaveDistribution:
    n = len(values)
    if is_small(n, n):
        return WaveDistribution(wave=wave, n=0, bands=record.bands, counts=(), percents=(), is_suppressed=True)
    counts = tuple(int(band.holds(values).sum()) for band in record.bands)
    percents = tuple(count * 100 / n for count in counts) if n else ()
    return WaveDistribution(wave=wave, n=n, bands=record.bands, counts=counts, percents=percents)


def _told(n: int) -> int | None:
    return None if is_small(n, n) else n
