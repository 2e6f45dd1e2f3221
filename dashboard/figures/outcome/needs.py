"""Shares ranked by size: a dot with a light 95 % bar, in ink, since a need is neither good nor bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.figures.outcome.sheet import HALF, INK, NARROW, fit, rule, sheet, write
from dashboard.figures.svg.marks import line
from dashboard.figures.text_width import text_width
from qi import formats
from qi.intervals import Interval

NAME = 14.5
NUMBER = 17
TOP = 14
ROW = 41
FOOT = 40


@dataclass(frozen=True, slots=True)
class RankedShare:
    """One item of the list with its percentage (0-100) and the 95 % interval of it."""

    name: str
    percent: float
    interval: Interval


def needs_figure(shares: Sequence[RankedShare], *, label: str, lang: str = "da") -> Markup:
    """Return the shares in descending order on an axis from 0 to 100; nothing when there are none."""
    ranked = sorted(shares, key=lambda share: -share.percent)
    return fit(lambda width: _draw(ranked, label, lang, width), HALF) if ranked else Markup("")


def _draw(shares: Sequence[RankedShare], label: str, lang: str, width: float) -> str:
    is_narrow = width < NARROW
    left = 6 if is_narrow else max(text_width(share.name, NAME, 500) for share in shares) + 20
    right = width - 64
    step = ROW + (14 if is_narrow else 0)
    foot = TOP + step * len(shares) + 6
    scale = (right - left) / 100
    parts = []
    for tick in (0, 25, 50, 75, 100):
        x = left + tick * scale
        text = formats.percent(100, lang=lang) if tick == 100 else str(tick)
        parts += [rule(x, TOP, x, foot, INK.grid if tick else INK.axis), write(x, foot + 20, text, anchor="middle")]
    for i, share in enumerate(shares):
        y = TOP + step * (i + 0.5) + (12 if is_narrow else 0)
        parts += _row(share, left, scale, y, width, lang, name_y=y - 15 if is_narrow else y + 5)
    return sheet(width, foot + FOOT, label, parts)


def _row(
    share: RankedShare, left: float, scale: float, y: float, width: float, lang: str, *, name_y: float
) -> list[str]:
    low, high, at = (left + value * scale for value in (share.interval.low, share.interval.high, share.percent))
    bar = ' stroke-linecap="round" opacity=".38"'
    return [
        rule(left, y, at, y, INK.grid, 1.5),
        line(f"M{low:.1f} {y:.1f}H{high:.1f}", INK.pt, 5, bar),
        f'<circle cx="{at:.1f}" cy="{y:.1f}" r="5.5" fill="{INK.ink1}"/>',
        write(0, name_y, share.name, size=NAME, colour=INK.ink1, weight=500, halo=True),
        write(
            width,
            y + 6,
            formats.percent(share.percent, lang=lang),
            size=NUMBER,
            colour=INK.ink1,
            weight=600,
            anchor="end",
        ),
    ]
