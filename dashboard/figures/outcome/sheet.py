"""The sheet an outcome figure is drawn on, and how several widths of it become one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from markupsafe import Markup

from dashboard.figures.svg.marks import line
from dashboard.figures.svg.text import Text, set_text
from dashboard.figures.text_width import text_width
from dashboard.theme import PAGE_INKS
from qi.intervals import Interval
from qi.verdict import Direction

INK = PAGE_INKS

HALF = (320, 400, 460, 530, 600)
FULL = (320, 620, 900, 1180, 1280)
"""The widths drawn for a figure in half and in the whole width of a page; the stylesheet knows the same numbers."""

SMALL = 13
NAME = 14
NUMBER = 18
NARROW = 480
"""Below this width names stand over their marks instead of beside them."""


def fit(draw: Callable[[float], str], widths: tuple[int, ...]) -> Markup:
    """Return one figure drawn at several widths; the stylesheet shows the widest that fits its place."""
    kind = "half" if widths == HALF else "full"
    drawn = "".join(f'<div class="kt-w{width}">{draw(width)}</div>' for width in widths)
    return Markup(f'<div class="kt-fit kt-fit-{kind}">{drawn}</div>')  # noqa: S704 - every text in it is escaped


def sheet(width: float, height: float, label: str, parts: Iterable[str]) -> str:
    """Return an SVG of exactly this size, with its text alternative."""
    return (
        f'<svg class="kt-fig" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def write(
    x: float,
    y: float,
    text: str,
    *,
    size: float = SMALL,
    colour: str = INK.ink3,
    weight: int = 400,
    anchor: str = "start",
    halo: bool = False,
) -> str:
    """Return one text on the sheet."""
    ground = INK.card if halo else ""
    return set_text(Text(x=x, y=y, text=text, size=size, colour=colour, weight=weight, anchor=anchor, halo=ground))


def rule(x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1) -> str:
    """Return a straight line."""
    return line(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", colour, width)


def dot(x: float, y: float, radius: float, colour: str) -> str:
    """Return a filled dot with a rim in the colour of the card."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}" stroke="{INK.card}" stroke-width="2"/>'


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break a text at spaces into lines no wider than ``width`` where its words allow."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def change_ink(interval: Interval, direction: Direction) -> str:
    """Return the colour of a change: that of a signal where the interval does not include 0, else ink."""
    if interval.low <= 0 <= interval.high:
        return INK.ink1
    if direction is Direction.NEUTRAL:
        return INK.neutral
    return INK.good if (interval.low > 0) == (direction is Direction.UP) else INK.bad
