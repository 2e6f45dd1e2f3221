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


def caterpillar_figure(
    rows: Sequence[Row], *, centre: float, centre_text: str, is_percent: bool, label: str, lang: str = "da"
) -> Markup:
    """Return the rows in the order given, with the line of the overall level; nothing where there are none."""
    if not rows:
        return Markup("")
    low, high = _seen(rows, centre, is_percent=is_percent)
    ticks = scales.y_ticks(low, high, is_percent=is_percent, lang=lang)

    def draw(width: float) -> str:
        return _draw(rows, centre, centre_text, label, width, low, high, ticks, is_percent=is_percent, lang=lang)

    return fit(draw, FULL[:3])


def _seen(rows: Sequence[Row], centre: float, *, is_percent: bool) -> tuple[float, float]:
    ends = [end for row in rows for span in (row.interval, row.outer) if span for end in (span.low, span.high)]
    low, high = min(*ends, centre), max(*ends, centre)
    room = ROOM * (high - low) or 1.0
    return max(0.0, low - room), min(high + room, 100.0) if is_percent and high <= 100 else high + room


def _draw(
    rows: Sequence[Row],
    centre: float,
    centre_text: str,
    label: str,
    width: float,
    low: float,
    high: float,
    ticks: Sequence[scales.Tick],
    *,
    is_percent: bool,
    lang: str,
) -> str:
    is_narrow = width < NARROW
    left = 2.0 if is_narrow else max(text_width(row.name, NAME, 500) for row in rows) + 22
    right = width - max(text_width(row.text, NAME, 600) for row in rows) - 16
    step = STEP + (18 if is_narrow else 0)
    foot = TOP + step * len(rows)

    def x(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    parts = []
    for tick in ticks:
        text = formats.percent(tick.at, lang=lang) if is_percent and tick is ticks[-1] else tick.text
        parts += [
            rule(x(tick.at), TOP - 4, x(tick.at), foot, INK.grid),
            write(x(tick.at), foot + 18, text, anchor="middle"),
        ]
    grounds, marks = [], []
    for i, row in enumerate(rows):
        y = TOP + step * (i + 0.5) + (9 if is_narrow else 0)
        grounds += _ground(row, x, y)
        marks += _row(row, x, y, width, name_y=y - 19 if is_narrow else y + 5)
    middle = [
        rule(x(centre), TOP - 8, x(centre), foot, INK.ink1, 1.75),
        write(x(centre), TOP - 14, centre_text, colour=INK.ink1, weight=600, anchor=_anchor(x(centre), width)),
    ]
    return sheet(width, foot + FOOT, label, [*parts, *grounds, *middle, *marks])


def _anchor(x: float, width: float) -> str:
    """Return how a text hangs on its line so that it stays on the sheet."""
    return "start" if x < 70 else "end" if x > width - 70 else "middle"


def _ground(row: Row, x, y: float) -> list[str]:  # type: ignore[no-untyped-def]
    spans = ((row.outer, INK.limit), (row.inner, INK.limit2))
    return [
        f'<rect x="{x(span.low):.1f}" y="{y - GROUND / 2:.1f}" width="{x(span.high) - x(span.low):.1f}" '
        f'height="{GROUND}" fill="{ink}"/>'
        for span, ink in spans
        if span
    ]


def _row(row: Row, x, y: float, width: float, *, name_y: float) -> list[str]:  # type: ignore[no-untyped-def]
    ink = INK.pt if row.tone is Tone.QUIET else tone_ink(row.tone, INK)
    weight = 500 if row.tone is Tone.QUIET else 600
    cap = ' stroke-linecap="round"'
    return [
        line(f"M{x(row.interval.low):.1f} {y:.1f}H{x(row.interval.high):.1f}", ink, 2.5, cap),
        _mark(row, x(row.value), y, ink),
        write(0, name_y, row.name, size=NAME, colour=INK.ink1, weight=weight, halo=True),
        write(width, y + 5, row.text, size=NAME, colour=INK.ink1, weight=600, anchor="end"),
    ]


def _mark(row: Row, x: float, y: float, ink: str) -> str:
    rim = f'stroke="{INK.card}" stroke-width="1.5"'
    if row.tone is Tone.BAD:
        return f'<path d="M{x:.1f} {y - 8:.1f}l8 8-8 8-8-8z" fill="{ink}" {rim}/>'
    if row.tone is Tone.NEUTRAL:
        return f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="{ink}" {rim}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{ink}" {rim}/>'
