"""Few units: each with its value and interval on the ground of the variation expected at its own size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.figures import scales
from dashboard.figures.outcome.sheet import FULL, INK, NAME, NARROW, fit, rule, sheet, write
from dashboard.figures.svg.marks import line, tone_ink
from dashboard.figures.text_width import text_width
from qi import formats
from qi.intervals import Interval
from qi.verdict import Tone

TOP = 30
STEP = 44
FOOT = 34
GROUND = 24
"""Height of the ground of one row."""

ROOM = 0.06


@dataclass(frozen=True, slots=True)
class Row:
    """One unit with its 95 % interval; ``inner`` and ``outer`` are the variation expected, None where none is known."""

    name: str
    value: float
    text: str
    interval: Interval
    inner: Interval | None
    outer: Interval | None
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Caterpillar:
    """What the figure draws: the rows in the order given, the line of the overall level, and its words."""

    rows: Sequence[Row]
    centre: float
    centre_text: str
    is_percent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """The rows, the overall level and the value axis of one figure, laid out in a width."""

    of: Caterpillar
    low: float
    high: float
    width: float

    @property
    def is_narrow(self) -> bool:
        return self.width < NARROW and any(row.name for row in self.of.rows)

    @property
    def left(self) -> float:
        return 2.0 if self.is_narrow else max(text_width(row.name, NAME, 500) for row in self.of.rows) + 22

    @property
    def right(self) -> float:
        return self.width - max(text_width(row.text, NAME, 600) for row in self.of.rows) - 16

    @property
    def step(self) -> float:
        return STEP + (18 if self.is_narrow else 0)

    @property
    def foot(self) -> float:
        return TOP + self.step * len(self.of.rows)

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)

    def y(self, i: int) -> float:
        return TOP + self.step * (i + 0.5) + (9 if self.is_narrow else 0)


def caterpillar_figure(caterpillar: Caterpillar, *, label: str, lang: str = "da") -> Markup:
    """Return the rows for every width of a page; nothing where there are none."""
    if not caterpillar.rows:
        return Markup("")
    return fit(lambda width: caterpillar_drawing(caterpillar, width, label=label, lang=lang), FULL[:3])


def caterpillar_drawing(caterpillar: Caterpillar, width: float, *, label: str, lang: str = "da") -> str:
    """Return the rows, of which there must be some, for one width, in px."""
    low, high = _seen(caterpillar.rows, caterpillar.centre, is_percent=caterpillar.is_percent)
    return _draw(_Sheet(of=caterpillar, low=low, high=high, width=width), label, lang)


def _seen(rows: Sequence[Row], centre: float, *, is_percent: bool) -> tuple[float, float]:
    ends = [end for row in rows for span in (row.interval, row.outer) if span for end in (span.low, span.high)]
    low, high = min(*ends, centre), max(*ends, centre)
    room = ROOM * (high - low) or 1.0
    return max(0.0, low - room), min(high + room, 100.0) if is_percent and high <= 100 else high + room


def _draw(laid: _Sheet, label: str, lang: str) -> str:
    x = laid.x(laid.of.centre)
    middle = [
        rule(x, TOP - 8, x, laid.foot, INK.ink1, 1.75),
        write(x, TOP - 14, laid.of.centre_text, colour=INK.ink1, weight=600, anchor=_anchor(x, laid.width)),
    ]
    grounds = [part for i, row in enumerate(laid.of.rows) for part in _ground(row, laid, laid.y(i))]
    marks = [part for i, row in enumerate(laid.of.rows) for part in _row(row, laid, laid.y(i))]
    return sheet(laid.width, laid.foot + FOOT, label, [*_axis(laid, lang), *grounds, *middle, *marks])


def _axis(laid: _Sheet, lang: str) -> list[str]:
    ticks = scales.y_ticks(laid.low, laid.high, is_percent=laid.of.is_percent, lang=lang)
    parts = []
    for tick in ticks:
        x = laid.x(tick.at)
        text = formats.percent(tick.at, lang=lang) if laid.of.is_percent and tick is ticks[-1] else tick.text
        parts += [
            rule(x, TOP - 4, x, laid.foot, INK.grid),
            write(x, laid.foot + 18, text, anchor="middle"),
        ]
    return parts


def _anchor(x: float, width: float) -> str:
    """Return how a text hangs on its line so that it stays on the sheet."""
    return "start" if x < 70 else "end" if x > width - 70 else "middle"


def _ground(row: Row, laid: _Sheet, y: float) -> list[str]:
    spans = ((row.outer, INK.limit), (row.inner, INK.limit2))
    return [
        f'<rect x="{laid.x(span.low):.1f}" y="{y - GROUND / 2:.1f}" '
        f'width="{laid.x(span.high) - laid.x(span.low):.1f}" height="{GROUND}" fill="{ink}"/>'
        for span, ink in spans
        if span
    ]


def _row(row: Row, laid: _Sheet, y: float) -> list[str]:
    ink = INK.pt if row.tone is Tone.QUIET else tone_ink(row.tone, INK)
    weight = 500 if row.tone is Tone.QUIET else 600
    cap = ' stroke-linecap="round"'
    name_y = y - 19 if laid.is_narrow else y + 5
    return [
        line(f"M{laid.x(row.interval.low):.1f} {y:.1f}H{laid.x(row.interval.high):.1f}", ink, 2.5, cap),
        _mark(row, laid.x(row.value), y, ink),
        write(0, name_y, row.name, size=NAME, colour=INK.ink1, weight=weight, halo=True),
        write(laid.width, y + 5, row.text, size=NAME, colour=INK.ink1, weight=600, anchor="end"),
    ]


def _mark(row: Row, x: float, y: float, ink: str) -> str:
    rim = f'stroke="{INK.card}" stroke-width="1.5"'
    if row.tone is Tone.BAD:
        return f'<path d="M{x:.1f} {y - 8:.1f}l8 8-8 8-8-8z" fill="{ink}" {rim}/>'
    if row.tone is Tone.NEUTRAL:
        return f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="{ink}" {rim}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{ink}" {rim}/>'
