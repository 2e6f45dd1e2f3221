"""Texts of a drawing, and the boxes that keep them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from dashboard.figures.text_width import text_width

BASELINE = 0.36
"""From the middle of a figure down to the baseline of its text, in em."""

ASCENT = 0.78
DESCENT = 0.22


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0) -> bool:
        """Whether the two come closer than ``gap`` from side to side, or overlap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in a drawing; ``x``, ``y`` is the anchor on the baseline."""

    x: float
    y: float
    text: str
    colour: str
    size: float
    anchor: str = "start"
    weight: int = 400
    halo: str = ""

    @property
    def box(self) -> Box:
        """The rectangle the text covers."""
        width = text_width(self.text, self.size, self.weight)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)


def is_free(text: Text, others: Iterable[Text], gap: float = 0) -> bool:
    """Whether a text meets none of the others."""
    box = text.box
    return not any(box.meets(other.box, gap) for other in others)


def push_apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move sorted places until neighbours are ``gap`` apart, in order and within ``low`` to ``high`` where they fit."""
    moved = list(places)
    for _ in range(len(moved)):
        for i in range(1, len(moved)):
            missing = gap - (moved[i] - moved[i - 1])
            if missing > 0:
                moved[i - 1] -= missing / 2
                moved[i] += missing / 2
    for i, place in enumerate(moved):
        moved[i] = max(place, low + i * gap)
    for i in range(len(moved) - 1, -1, -1):
        moved[i] = min(moved[i], high - (len(moved) - 1 - i) * gap)
    return moved


def set_text(text: Text) -> str:
    """Return a text as SVG, escaped."""
    return f'<text x="{text.x:.1f}" y="{text.y:.1f}"{style_of(text)}>{escape(text.text, quote=False)}</text>'


def set_text_on_paper(text: Text) -> str:
    """Return a text with its halo as a text of its own below it.

    Typst sets letter by letter, so that the halo of one letter would cover the letter before it.
    """
    if not text.halo:
        return set_text(text)
    return set_text(replace(text, colour=text.halo)) + set_text(replace(text, halo=""))


def style_of(text: Text) -> str:
    """Return size, colour, weight, anchor and halo as attributes."""
    parts = [f' font-size="{text.size:g}" fill="{text.colour}"']
    if text.weight != 400:
        parts.append(f' font-weight="{text.weight}"')
    if text.anchor != "start":
        parts.append(f' text-anchor="{text.anchor}"')
    if text.halo:
        width = f"{0.38 * text.size:.3g}"
        parts.append(f' stroke="{text.halo}" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke"')
    return "".join(parts)
