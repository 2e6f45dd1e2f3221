"""The range and the ticks of the axes: few labels, level rather than noise, zero only where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from qi import formats

PADDING = 0.1
PERCENT_SPAN_MIN = 20.0
ZERO_BELOW = 0.12
"""An axis that would start below this share of its top (12 points for percentages) starts at 0."""

FULL_RANGE = 80.0
_STEPS = tuple(step * 10.0**power for power in range(-2, 7) for step in (1, 2, 2.5, 5) if step != 2.5 or power > 0)


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and its text; among labels that meet, the lowest ``rank`` stays. No text: tick only."""

    at: float
    text: str
    rank: int = 1


def y_range(values: Sequence[float], *, is_percent: bool, from_zero: bool) -> tuple[float, float]:
    """Return the bottom and top of the value axis for all that must be seen on it."""
    if not values:
        return 0.0, 100.0 if is_percent else 1.0
    low, high = min(values), max(values)
    room = PADDING * (high - low) or max(abs(high) * PADDING, 1.0)
    bottom, top = low - room, high + room
    if is_percent:
        bottom, top = max(0.0, bottom), min(100.0, top)
        if top - bottom < PERCENT_SPAN_MIN:
            middle = (top + bottom - PERCENT_SPAN_MIN) / 2
            bottom = min(max(0.0, middle), 100.0 - PERCENT_SPAN_MIN)
            top = bottom + PERCENT_SPAN_MIN
    starts_low = bottom < (ZERO_BELOW * 100 if is_percent else ZERO_BELOW * top)
    if low >= 0 and (from_zero or starts_low):
        bottom = 0.0
    return bottom, top


def y_ticks(bottom: float, top: float, *, is_percent: bool, lang: str) -> tuple[Tick, ...]:
    """Return at most three labelled ticks at round numbers (four where percentages span nearly 0-100)."""
    most = 4 if is_percent and top - bottom >= FULL_RANGE else 3
    places = _round_places(bottom, top, most)
    if len(places) < 2:
        # One number gives no scale: rather one tick too many.
        places = _round_places(bottom, top, most + 1)
    return tuple(Tick(place, formats.shortest(place, lang=lang)) for place in places)


def _round_places(bottom: float, top: float, most: int) -> list[float]:
    for step in _STEPS:
        first, last = ceil(bottom / step - 1e-9), floor(top / step + 1e-9)
        if last - first + 1 <= most:
            return [i * step for i in range(first, last + 1)]
    return []


def x_ticks(starts: Sequence[date], kind: str, *, lang: str) -> tuple[Tick, ...]:
    """Return a tick at every January with the year, the last period, and the first if it is no January.

    The last period has its year where no January on the axis tells it.
    """
    if not starts:
        return ()
    end = len(starts) - 1
    januaries = {i: start.year for i, start in enumerate(starts) if start.month == 1}
    ticks = [Tick(i, str(year), 1) for i, year in januaries.items() if i != end]
    is_told = starts[end].year in januaries.values() and end not in januaries
    write = formats.period_name if is_told else formats.period
    ticks.append(Tick(end, write(starts[end], kind, lang=lang, form="axis"), 0))
    if 0 not in januaries and end > 0:
        ticks.append(Tick(0, formats.period(starts[0], kind, lang=lang, form="axis"), 2))
    return tuple(ticks)


def short_series_ticks(starts: Sequence[date], kind: str, *, latest: int, lang: str) -> tuple[Tick, ...]:
    """Return the ticks of a series too short to judge: its first period, its latest, and the last place to come."""
    end = len(starts) - 1
    write = formats.period_name if starts[0].year == starts[latest].year else formats.period
    return (
        Tick(0, formats.period(starts[0], kind, lang=lang, form="axis"), 1),
        Tick(latest, write(starts[latest], kind, lang=lang, form="axis"), 2),
        Tick(end, formats.period(starts[end], kind, lang=lang, form="axis"), 0),
    )
