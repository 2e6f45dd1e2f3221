"""PDSA cycles and events, from dates to places on the time axis of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qi.analysis import Event


@dataclass(frozen=True, slots=True)
class Band:
    """A PDSA cycle with its span on the time axis."""

    start: float
    end: float
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened, at a place on the time axis."""

    at: float
    text: str


def bands(events: Iterable[Event], starts: Sequence[date], lang: str) -> Iterable[Band]:
    """Return what has an end and touches the axis."""
    for event in events:
        if event.ends_on is not None and starts and event.ends_on >= starts[0]:
            start, end = _position(event.starts_on, starts), _position(event.ends_on + timedelta(days=1), starts)
            if end > start:
                text = event.title(lang)
                yield Band(start, end, text, text.partition(":")[0])


def event_lines(events: Iterable[Event], starts: Sequence[date], lang: str) -> Iterable[EventLine]:
    """Return what happened on one day within the axis."""
    for event in events:
        if event.ends_on is None and starts and starts[0] <= event.starts_on:
            at = _position(event.starts_on, starts)
            if at < len(starts) - 0.5:
                yield EventLine(at, event.title(lang))


def _position(day: date, starts: Sequence[date]) -> float:
    """Return where a day lies on the time axis; the first day of a period is its left edge."""
    if day <= starts[0]:
        return -0.5
    i = sum(start <= day for start in starts) - 1
    step = (starts[-1] - starts[0]).days / (len(starts) - 1) if len(starts) > 1 else 30.4
    length = (starts[i + 1] - starts[i]).days if i + 1 < len(starts) else step
    return i - 0.5 + min(1.0, (day - starts[i]).days / length)
