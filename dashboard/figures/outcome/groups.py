"""Shares of groups under each other in a fixed order: dot, 95 % bar, and a line for all together. Never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.figures import scales
from dashboard.figures.outcome.sheet import HALF, INK, NAME, NARROW, NUMBER, SMALL, dot, fit, rule, sheet, write
from dashboard.figures.text_width import text_width
from qi import formats
from qi.intervals import Interval
from qi.wording import sentence

TOP = 34
ROW = 46
BOTTOM = 34
VALUES = 64
GAP = 16


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: its name, how many it holds in words, and its percentage with the interval; None keeps the row."""

    name: str
    holds: str
    percent: float | None = None
    interval: Interval | None = None


def groups_figure(rows: Sequence[GroupRow], *, overall: float | None, label: str, lang: str = "da") -> Markup:
    """Return one row per group, in the order given; a group that is not shown keeps its row and says so."""
    return fit(lambda width: _draw(rows, overall, label, lang, width), HALF)


def _draw(rows: Sequence[GroupRow], overall: float | None, label: str, lang: str, width: float) -> str:
    is_narrow = width < NARROW
    left = 8 if is_narrow else max(text_width(row.name, NAME, 500) for row in rows) + 2 * GAP
    right = width - VALUES
    ends = [end for row in rows if row.interval for end in (row.interval.low, row.interval.high)]
    low, high = scales.y_range(ends, is_percent=True, from_zero=False)
    scale = (right - left) / (high - low)
    step = ROW + (16 if is_narrow else 0)
    foot = TOP + step * len(rows) + 4
    parts = []
    for tick in scales.y_ticks(low, high, is_percent=True, lang=lang):
        x = left + (tick.at - low) * scale
        parts += [rule(x, TOP, x, foot, INK.grid), write(x, foot + 20, tick.text, anchor="middle")]
    if overall is not None:
        at = left + (overall - low) * scale
        words = sentence("equity.all", lang, percent=formats.percent(overall, lang=lang))
        half = text_width(words, SMALL) / 2
        parts += [
            rule(at, TOP - 6, at, foot, INK.ink1, 1.5),
            write(min(max(at, half), width - half), TOP - 14, words, colour=INK.ink2, anchor="middle"),
        ]
    for i, row in enumerate(rows):
        y = TOP + step * (i + 0.5) + (14 if is_narrow else 0)
        parts += _row(row, left - low * scale, scale, y, width, lang, name_y=y - 22 if is_narrow else y - 2)
    return sheet(width, foot + BOTTOM, label, parts)


def _row(row: GroupRow, origin: float, scale: float, y: float, width: float, lang: str, *, name_y: float) -> list[str]:
    is_narrow = width < NARROW
    # On a phone at the far edge, clear of the line for all together.
    x, y_of_holds, anchor = (width, name_y, "end") if is_narrow else (0.0, name_y + 17, "start")
    named = [
        write(0, name_y, row.name, size=NAME, colour=INK.ink1, weight=500, halo=True),
        write(x, y_of_holds, row.holds, anchor=anchor, halo=True),
    ]
    if row.percent is None or row.interval is None:
        return named
    low, high, at = (origin + value * scale for value in (row.interval.low, row.interval.high, row.percent))
    share = formats.percent(row.percent, lang=lang)
    return [
        *named,
        rule(low, y, high, y, INK.pt, 3),
        dot(at, y, 6, INK.ink1),
        write(width, y + 6, share, size=NUMBER, colour=INK.ink1, weight=600, anchor="end"),
    ]
