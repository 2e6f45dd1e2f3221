"""Rare events: time and cases between them, with the last gap still open, and the Bernoulli CUSUM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.control_charts import ControlChart, control_chart

ODDS_RATIO = 2.0
"""Change of the odds the CUSUM is tuned to find: a doubling, and a halving. Source: qicharts2 0.8.1, bchart."""

CUSUM_LIMIT = 3.5
"""Height at which the CUSUM signals. Source: qicharts2 0.8.1, bchart."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Closed gaps between events in time order, and the open one since the last event: it is at least that long."""

    closed: NDArray[np.float64]
    open_gap: float


@dataclass(frozen=True, slots=True)
class GapChart:
    """The chart of the closed gaps; ``is_open_gap_beyond``: the open gap is already longer than the upper limit."""

    chart: ControlChart
    open_gap: float
    is_open_gap_beyond: bool


@dataclass(frozen=True, slots=True)
class Cusum:
    """Two-sided Bernoulli CUSUM; arrays of shape (cases,). A side starts anew at 0 after its signal."""

    upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    signals_up: tuple[int, ...]
    signals_down: tuple[int, ...]


def days_between(events: Sequence[date], *, as_of: date) -> Gaps:
    """Return the days between events; two events on one day are 0 days apart.

    ``as_of`` closes nothing: the days since the last event are an open gap. Raises ValueError without events or when an
    event lies after ``as_of``.
    """
    if not events:
        raise ValueError("days between events need at least one event, got none: name the date of the first event")
    ordered = sorted(events)
    if ordered[-1] > as_of:
        raise ValueError("events need dates up to the date of the data, got a later one: correct the date")
    days = np.array([day.toordinal() for day in ordered], dtype=np.float64)
    return Gaps(np.diff(days), float(as_of.toordinal() - days[-1]))


def cases_between(has_event: ArrayLike) -> Gaps:
    """Return how many cases without the event lie between events; has_event: shape (cases,), in time order.

    The cases since the last event are an open gap. Raises ValueError without events.
    """
    events = np.flatnonzero(np.asarray(has_event, dtype=bool))
    if not len(events):
        raise ValueError("cases between events need at least one event, got none: widen the period")
    return Gaps(np.diff(events) - 1.0, float(len(np.asarray(has_event)) - 1 - events[-1]))


def gap_chart(kind: str, gaps: Gaps, **options: int | float | bool | Sequence[int] | None) -> GapChart:
    """Return the t chart (days) or g chart (cases) of the closed gaps, and what the open gap says already.

    An open gap would be drawn too short, so it never sets limits or counts in a run; once it is longer than the upper
    limit it is a signal all the same. ``options`` as in ``control_chart``. Raises ValueError for other kinds.
    """
    if kind not in ("t", "g"):
        raise ValueError(f"gaps between events need a t or g chart, got {kind!r}: choose t for days, g for cases")
    chart = control_chart(kind, gaps.closed, **options)  # type: ignore[arg-type]
    upper = float(chart.upper[-1])
    return GapChart(chart, gaps.open_gap, bool(gaps.open_gap > upper))


def bernoulli_cusum(
    has_event: ArrayLike, *, target: float, odds_ratio: float = ODDS_RATIO, limit: float = CUSUM_LIMIT
) -> Cusum:
    """Return the Bernoulli CUSUM of one outcome per case against a target share.

    has_event: shape (cases,), 0 or 1. ``target``: the acceptable share, between 0 and 1. Each case adds its
    log-likelihood ratio for odds that are ``odds_ratio`` times (upper) or one ``odds_ratio``-th of (lower) the target.
    Raises ValueError for other numbers. Reference: Reynolds & Stoumbos (1999), J Qual Technol 31(1):87.
    """
    if not 0 < target < 1:
        raise ValueError(f"target needs a share between 0 and 1, got {target:g}: give the acceptable share")
    if odds_ratio <= 1:
        raise ValueError(f"odds ratio needs to be above 1, got {odds_ratio:g}: 2 means a doubling of the odds")
    y = np.asarray(has_event, dtype=np.float64)
    if not np.isin(y, (0, 1)).all():
        raise ValueError("a Bernoulli CUSUM needs 0 or 1 for each case: leave out cases without an outcome")
    upper, ups = _climb(_weights(y, target, odds_ratio), limit)
    lower, downs = _climb(_weights(y, target, 1 / odds_ratio), limit)
    return Cusum(upper, -lower, ups, downs)


def _weights(y: NDArray[np.float64], target: float, odds_ratio: float) -> NDArray[np.float64]:
    return y * log(odds_ratio) - log(1 - target + odds_ratio * target)


def _climb(weights: NDArray[np.float64], limit: float) -> tuple[NDArray[np.float64], tuple[int, ...]]:
    heights, signals, height = np.empty(len(weights)), [], 0.0
    for case, weight in enumerate(weights.tolist()):
        height = max(0.0, height + weight)
        heights[case] = height
        if height >= limit:
            signals.append(case)
            height = 0.0
    return heights, tuple(signals)
