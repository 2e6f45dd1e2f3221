"""Changes and differences: estimate as dot, 95 % interval as bar, zero line, what would be noticeable as hachures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.figures import scales
from dashboard.figures.outcome.sheet import HALF, INK, NAME, NARROW, NUMBER, change_ink, dot, fit, rule, sheet, write
from dashboard.figures.svg.marks import line
from dashboard.figures.text_width import text_width
from qi import formats
from qi.change import PairedChange
from qi.intervals import Interval
from qi.verdict import Direction
from qi.wording import sentence

TOP = 34
BOTTOM = 52
ROW = 68
CLOSE_ROW = 52
FEW_ROWS = 4
"""With more rows than this they stand closer."""

VALUES = 110
"""The room at the right for the numbers."""

GAP = 16


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: its name, and the estimate with its interval; None keeps the row with no mark."""

    name: str
    difference: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How rows are read: which way is wanted, what would be noticeable, and the words of the two ends and of 0."""

    direction: Direction = Direction.NEUTRAL
    relevant_change: float | None = None
    ends: tuple[str, str] = ("change.lower", "change.higher")
    zero: str = "change.zero"


def change_figure(changes: Sequence[PairedChange], *, label: str, lang: str = "da") -> Markup:
    """Return one row per comparison; those without a shown estimate keep their row, with no mark."""
    rows = [Effect(sentence(f"change.{one.before}_{one.after}", lang), one.difference, one.interval) for one in changes]
    measure = changes[0].measure
    scale = Scale(direction=measure.direction, relevant_change=measure.relevant_change)
    return effects_figure(rows, scale, label=label, lang=lang)


def effects_figure(rows: Sequence[Effect], scale: Scale, *, label: str, lang: str = "da") -> Markup:
    """Return one row per estimate, on one scale with a line at 0."""
    return fit(lambda width: _draw(rows, scale, label, lang, width), HALF)


def _draw(rows: Sequence[Effect], read: Scale, label: str, lang: str, width: float) -> str:
    is_narrow = width < NARROW
    left = 0 if is_narrow else max(text_width(row.name, NAME, 500) for row in rows) + 2 * GAP
    right = width - VALUES
    relevant = _relevant(read)
    low, high = _range(rows, relevant)
    scale = (right - left) / (high - low)
    row_height = ROW if len(rows) <= FEW_ROWS or is_narrow else CLOSE_ROW
    foot = TOP + row_height * len(rows) + (8 if is_narrow else 0)
    x = _Axis(left, low, scale)
    parts = [*_axis(x, low, high, foot, lang), *_landmarks(x, relevant, foot, sentence(read.zero, lang), lang)]
    ends = [(left, read.ends[0], "start"), (right, read.ends[1], "end")]
    parts += [write(at, foot + 42, sentence(key, lang), anchor=anchor) for at, key, anchor in ends]
    for i, row in enumerate(rows):
        y = TOP + row_height * (i + 0.5) + (12 if is_narrow else 0)
        name_y = y - 20 if is_narrow else y + 5
        parts.append(write(0, name_y, row.name, size=NAME, colour=INK.ink1, weight=500, halo=True))
        parts += _row(row, read.direction, x, y, right + GAP, lang)
    return sheet(width, foot + BOTTOM, label, parts)


class _Axis:
    """Where a change lies between the names and the numbers."""

    def __init__(self, left: float, low: float, scale: float) -> None:
        self._left, self._low, self._scale = left, low, scale

    def __call__(self, value: float) -> float:
        return self._left + (value - self._low) * self._scale


def _relevant(read: Scale) -> float | None:
    """The noticeable change with its sign: in the wanted direction."""
    if read.relevant_change is None or read.direction is Direction.NEUTRAL:
        return None
    return read.relevant_change if read.direction is Direction.UP else -read.relevant_change


def _range(rows: Sequence[Effect], relevant: float | None) -> tuple[float, float]:
    values = [0.0]
    for row in rows:
        if row.interval and row.difference is not None:
            values += [row.interval.low, row.interval.high, row.difference]
    values += [relevant] if relevant is not None else []
    low, high = min(values), max(values)
    room = 0.08 * (high - low) or 1.0
    return low - room, high + room


def _axis(x: _Axis, low: float, high: float, foot: float, lang: str) -> list[str]:
    parts = []
    for tick in scales.y_ticks(low, high, is_percent=False, lang=lang):
        if tick.at != 0:
            parts.append(rule(x(tick.at), TOP, x(tick.at), foot, INK.grid))
        parts.append(write(x(tick.at), foot + 21, tick.text, anchor="middle"))
    return [*parts, rule(x(0), TOP, x(0), foot, INK.ink1, 1.5)]


def _landmarks(x: _Axis, relevant: float | None, foot: float, zero: str, lang: str) -> list[str]:
    """Name the zero line and, on the other side of it, the line of what would be noticeable."""
    if relevant is None:
        middle = max(x(0), text_width(zero, 13) / 2)
        return [write(middle, 24, zero, colour=INK.ink2, anchor="middle")]
    way = sentence("change.lower" if relevant < 0 else "change.higher", lang)
    value = f"{formats.shortest(abs(relevant), lang=lang)} {way}"
    is_left = relevant < 0
    away = -2.5 if is_left else 2.5
    hachures = line(f"M{x(relevant) + away:.1f} {TOP + 5}V{foot:.1f}", INK.ink3, 5, ' stroke-dasharray="1.25 9.75"')
    named = sentence("change.noticeable", lang, value=value)
    room = (text_width(named, 13) + text_width(zero, 13)) / 2 + 13
    apart = max(0.0, (room - abs(x(relevant) - x(0))) / 2) * (-1 if is_left else 1)
    first, its_words = (x(relevant) + apart, named) if is_left else (x(0) - apart, zero)
    shift = max(0.0, text_width(its_words, 13) / 2 - first)
    return [
        rule(x(relevant), TOP, x(relevant), foot, INK.ink3, 1.25),
        hachures,
        write(x(relevant) + apart + shift, 24, named, colour=INK.ink2, anchor="middle"),
        write(x(0) - apart + shift, 24, zero, colour=INK.ink2, anchor="middle"),
    ]


def _row(row: Effect, direction: Direction, x: _Axis, y: float, numbers: float, lang: str) -> list[str]:
    if row.difference is None or row.interval is None:
        return [write(numbers, y + 5, sentence("label.no_value", lang), colour=INK.ink3)]
    colour = change_ink(row.interval, direction)
    low, high = (formats.number(end, 1, lang=lang) for end in (row.interval.low, row.interval.high))
    return [
        rule(x(row.interval.low), y, x(row.interval.high), y, colour, 3),
        dot(x(row.difference), y, 6.5, colour),
        write(numbers, y + 2, formats.signed(row.difference, 1, lang=lang), size=NUMBER, colour=INK.ink1, weight=600),
        write(numbers, y + 20, sentence("change.range", lang, low=low, high=high)),
    ]
