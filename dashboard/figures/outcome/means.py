"""Means (or shares) of the waves with 95 % intervals."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.figures import scales
from dashboard.figures.outcome.sheet import HALF, INK, NAME, NARROW, NUMBER, SMALL, dot, fit, rule, sheet, write
from dashboard.figures.svg.marks import line
from qi import formats
from qi.change import ChangeMeasure, WaveMean
from qi.wording import sentence
from qi.wording.nouns import PERCENT

HEIGHT = 300
LEFT = 44
RIGHT = 8
TOP = 24
BOTTOM = 52
RADIUS = 6


def means_figure(means: Sequence[WaveMean], measure: ChangeMeasure, *, label: str, lang: str = "da") -> Markup:
    """Return the level at each wave; a wave without a shown mean keeps its place and is left empty."""
    return fit(lambda width: _draw(means, measure, label, lang, width), HALF)


def _draw(means: Sequence[WaveMean], measure: ChangeMeasure, label: str, lang: str, width: float) -> str:
    is_percent = measure.unit == PERCENT
    ends = [
        end for m in means if m.interval and m.mean is not None for end in (m.interval.low, m.interval.high, m.mean)
    ]
    low, high = scales.y_range(ends, is_percent=is_percent, from_zero=False)
    scale = (HEIGHT - TOP - BOTTOM) / (high - low)
    cell = (width - LEFT - RIGHT) / len(means)
    start = RADIUS + 2 if width < NARROW else cell * 0.3
    places = [
        (LEFT + start + i * cell, HEIGHT - BOTTOM - (m.mean - low) * scale if m.mean is not None else None)
        for i, m in enumerate(means)
    ]
    parts = _axes(low, high, scale, width, is_percent=is_percent, lang=lang)
    known = [f"{x:.1f} {y:.1f}" for x, y in places if y is not None]
    parts.append(line(f"M{'L'.join(known)}", INK.data, 1.5) if len(known) > 1 else "")
    for i, (mean, (x, y)) in enumerate(zip(means, places, strict=True)):
        name = sentence(f"wave.{mean.wave}", lang)
        parts.append(
            write(x, HEIGHT - BOTTOM + 24, name, size=NAME, colour=INK.ink1, weight=500, anchor=_anchor(width))
        )
        if y is not None and mean.interval and mean.mean is not None:
            following = places[i + 1][1] if i + 1 < len(places) else None
            ends_px = [HEIGHT - BOTTOM - (end - low) * scale for end in (mean.interval.low, mean.interval.high)]
            parts += [rule(x, ends_px[0], x, ends_px[1], INK.ink1, 2), dot(x, y, RADIUS, INK.ink1)]
            parts += _value(mean, measure, lang, x + RADIUS + 6, y, is_above=_is_above(y, following))
    return sheet(width, HEIGHT, label, parts)


def _is_above(y: float, following: float | None) -> bool:
    """The number stands over its point where the line falls on, or where it would meet the axis below."""
    is_near_axis = y + 24 + 18 > HEIGHT - BOTTOM - 4
    return is_near_axis or (following is not None and following > y)


def _anchor(width: float) -> str:
    return "start" if width < NARROW else "middle"


def _axes(low: float, high: float, scale: float, width: float, *, is_percent: bool, lang: str) -> list[str]:
    bottom = HEIGHT - BOTTOM
    parts = []
    for tick in scales.y_ticks(low, high, is_percent=is_percent, lang=lang):
        y = bottom - (tick.at - low) * scale
        parts += [rule(LEFT, y, width - RIGHT, y, INK.grid), write(LEFT - 10, y + 5, tick.text, anchor="end")]
    return [*parts, rule(LEFT, bottom, width - RIGHT, bottom, INK.axis)]


def _value(mean: WaveMean, measure: ChangeMeasure, lang: str, x: float, y: float, *, is_above: bool) -> list[str]:
    if mean.mean is None or mean.interval is None:
        return []
    decimals = measure.decimals
    low, high = (formats.number(end, decimals, lang=lang) for end in (mean.interval.low, mean.interval.high))
    write_value = formats.percent if measure.unit == PERCENT else formats.number
    first = y - 24 if is_above else y + 24
    return [
        write(
            x, first, write_value(mean.mean, decimals, lang=lang), size=NUMBER, colour=INK.ink1, weight=600, halo=True
        ),
        write(x, first + 18, sentence("change.range", lang, low=low, high=high), size=SMALL, halo=True),
    ]
