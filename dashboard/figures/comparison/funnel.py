"""The funnel: each unit by its size and its value, on the ground of what chance would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.figures import scales
from dashboard.figures.comparison.labels import Spot, place_names
from dashboard.figures.outcome.sheet import FULL, INK, fit, rule, sheet, write
from dashboard.figures.svg.marks import tone_ink
from dashboard.figures.svg.text import Box, Text, set_text
from dashboard.figures.text_width import text_width
from qi import formats
from qi.verdict import Tone

LABEL = 13
HEIGHT = {True: 380.0, False: 430.0}
"""By whether the sheet is narrow."""

NARROW = 480
MOST_NAMES = 40
"""With more units only those outside are named: the table under the figure has them all."""

ROOM = 0.1


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One unit; ``tone`` is that of a unit outside the limits, QUIET for all others."""

    name: str
    size: float
    value: float
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """What the figure draws: the limits by size (outer low, inner low, inner high, outer high), and its words."""

    points: Sequence[FunnelPoint]
    sizes: Sequence[float]
    limits: tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]
    centre: float
    is_percent: bool
    centre_text: str
    inner_text: str
    outer_text: str
    size_text: str


def funnel_figure(funnel: Funnel, *, label: str, lang: str = "da") -> Markup:
    """Return the funnel for every width of a page."""
    return fit(lambda width: funnel_drawing(funnel, width, label=label, lang=lang), FULL[:3])


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    top: float
    bottom: float
    largest: float
    low: float
    high: float

    def x(self, size: float) -> float:
        return self.left + (self.right - self.left) * size / self.largest

    def y(self, value: float) -> float:
        clipped = min(max(value, self.low), self.high)
        return self.bottom - (self.bottom - self.top) * (clipped - self.low) / (self.high - self.low)


def funnel_drawing(funnel: Funnel, width: float, *, label: str, lang: str = "da", height: float | None = None) -> str:
    """Return the funnel for one width, in px, as high as a page has it or as is asked for."""
    height = height or HEIGHT[width < NARROW]
    frame = _frame(funnel, width, height)
    parts = [*_grounds(funnel, frame), *_axes(funnel, frame, lang, width), *_points(funnel, frame)]
    return sheet(width, height, label, parts)


def _frame(funnel: Funnel, width: float, height: float) -> _Frame:
    low, high = _seen(funnel)
    named = max(text_width(text, LABEL, 600) for text in (funnel.centre_text, funnel.outer_text))
    return _Frame(
        left=36,
        right=width - named - 12,
        top=22,
        bottom=height - 48,
        largest=max(funnel.sizes),
        low=low,
        high=high,
    )


def _seen(funnel: Funnel) -> tuple[float, float]:
    """Return the range of values: all points, and the limits from the smallest unit on."""
    smallest = min(point.size for point in funnel.points)
    first = next(i for i, size in enumerate(funnel.sizes) if size >= smallest or i == len(funnel.sizes) - 1)
    values = [point.value for point in funnel.points] + [limits[first] for limits in funnel.limits]
    room = ROOM * (max(values) - min(values)) or 1.0
    low, high = max(0.0, min(values) - room), max(values) + room
    return (low, min(high, 100.0)) if funnel.is_percent else (low, high)


def _grounds(funnel: Funnel, frame: _Frame) -> list[str]:
    outer_low, inner_low, inner_high, outer_high = funnel.limits
    grounds = ((outer_low, outer_high, INK.limit), (inner_low, inner_high, INK.limit2))
    return [f'<path d="{_between(funnel.sizes, low, high, frame)}" fill="{ink}"/>' for low, high, ink in grounds]


def _between(sizes: Sequence[float], low: Sequence[float], high: Sequence[float], frame: _Frame) -> str:
    over = [f"{frame.x(size):.1f} {frame.y(value):.1f}" for size, value in zip(sizes, high, strict=True)]
    under = [f"{frame.x(size):.1f} {frame.y(value):.1f}" for size, value in zip(sizes, low, strict=True)]
    return f"M{'L'.join([*over, *reversed(under)])}Z"


def _axes(funnel: Funnel, frame: _Frame, lang: str, width: float) -> list[str]:
    parts = []
    ticks = scales.y_ticks(frame.low, frame.high, is_percent=funnel.is_percent, lang=lang)
    for tick in ticks:
        y = frame.y(tick.at)
        text = formats.percent(tick.at, lang=lang) if funnel.is_percent and tick is ticks[-1] else tick.text
        # The percent sign of the top tick hangs out to the left, so that the figures stand in line.
        parts += [rule(frame.left, y, frame.right, y, INK.grid), write(frame.left - 8, y + 5, text, anchor="end")]
    parts.append(rule(frame.left, frame.bottom, frame.right, frame.bottom, INK.axis))
    for size in _size_ticks(frame.largest, most=4 if width < NARROW else 7):
        x = frame.x(size)
        parts += [
            rule(x, frame.bottom, x, frame.bottom + 5, INK.axis),
            write(x, frame.bottom + 21, formats.number(size, lang=lang), anchor="middle"),
        ]
    parts.append(write(frame.right, frame.bottom + 41, funnel.size_text, anchor="end"))
    y = frame.y(funnel.centre)
    parts.append(rule(frame.left, y, frame.right, y, INK.ink1, 1.75))
    return parts + _side_labels(funnel, frame, y)


def _side_labels(funnel: Funnel, frame: _Frame, centre: float) -> list[str]:
    _, _, inner, outer = (frame.y(limits[-1]) for limits in funnel.limits)
    gap = 1.15 * LABEL
    # From the centre line upwards, none nearer to the one below than a line of text.
    inner = min(inner, centre - gap)
    outer = min(outer, inner - gap)
    x = frame.right + 8
    return [
        write(x, centre + 4.5, funnel.centre_text, colour=INK.ink1, weight=600),
        write(x, inner + 4.5, funnel.inner_text),
        write(x, outer + 4.5, funnel.outer_text),
    ]


def _size_ticks(largest: float, *, most: int) -> list[float]:
    power = 10.0 ** (len(str(int(largest))) - 2)
    step = next(step * power for step in (1, 2, 5, 10, 20, 50, 100) if largest / (step * power) <= most)
    return [step * i for i in range(1, int(largest / step) + 1)]


def _points(funnel: Funnel, frame: _Frame) -> list[str]:
    # Those outside choose their place first and are drawn last, on top.
    ordered = sorted(funnel.points, key=lambda point: point.tone is Tone.QUIET)
    spots = [Spot(frame.x(p.size), frame.y(p.value), 5 if p.tone is Tone.QUIET else 6.5) for p in ordered]
    named = [i for i, point in enumerate(ordered) if len(funnel.points) <= MOST_NAMES or point.tone is not Tone.QUIET]
    names = [_name(ordered[i]) for i in named]
    room = Box(frame.left, frame.top - 16, frame.right, frame.bottom)
    placed = place_names([spots[i] for i in named], names, room) if named else []
    marks = [_mark(point, spot) for point, spot in zip(ordered, spots, strict=True)]
    return [*reversed(marks), *(set_text(text) for text in placed)]


def _name(point: FunnelPoint) -> Text:
    is_quiet = point.tone is Tone.QUIET
    colour = INK.ink1 if is_quiet else tone_ink(point.tone, INK)
    return Text(x=0, y=0, text=point.name, colour=colour, size=LABEL, weight=400 if is_quiet else 600, halo=INK.card)


def _mark(point: FunnelPoint, spot: Spot) -> str:
    """Return a circle, or the shape that tells unwanted (diamond) and neutral (square) without colour."""
    rim = f'stroke="{INK.card}" stroke-width="1.5"'
    ink = INK.pt if point.tone is Tone.QUIET else tone_ink(point.tone, INK)
    x, y, r = spot.x, spot.y, spot.radius
    if point.tone is Tone.BAD:
        d = r * 1.25
        return f'<path d="M{x:.1f} {y - d:.1f}l{d:g} {d:g}-{d:g} {d:g}-{d:g}-{d:g}z" fill="{ink}" {rim}/>'
    if point.tone is Tone.NEUTRAL:
        return f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r:g}" height="{2 * r:g}" fill="{ink}" {rim}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{ink}" {rim}/>'
