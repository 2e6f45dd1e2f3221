"""One figure that is no run chart on a sheet of its own: its sentence, the drawing, and where its numbers come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.figures.svg import framed
from dashboard.paper import typeset
from dashboard.theme import FONT_FAMILY, settled

WIDTH = 1015
"""How wide a figure is drawn for a sheet, in px of 1/96 inch: the width of the text on A4 landscape."""

_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_HALO = re.compile(r' stroke="[^"]*" stroke-width="[^"]*" stroke-linejoin="round" paint-order="stroke"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing of the page with its words: ``why`` says how to read it, ``foot`` where the numbers come from."""

    lang: str
    title: str
    headline: str
    scope: str
    why: str
    foot: Sequence[str]
    summary: str
    drawing: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the drawing in px."""
        found = _SIZE.search(self.drawing)
        if found is None:
            raise ValueError(f"need a drawing with width and height, got {self.drawing[:60]}")
        return float(found[1]), float(found[2])


def svg(figure: Figure) -> str:
    """Return the figure as an SVG document on white."""
    return framed(
        settled(figure.drawing), *figure.size, [figure.title, figure.headline, figure.scope, figure.why, *figure.foot]
    )


def pdf(figure: Figure, *, made_at: datetime) -> bytes:
    """Return the figure as one page that a screen reader can follow."""
    return typeset.pdf("figure", _values(figure), made_at=made_at)


def png(figure: Figure) -> bytes:
    """Return the same page as a picture."""
    return typeset.png("figure", _values(figure))[0]


def _values(figure: Figure) -> dict[str, Any]:
    # Typst sets letter by letter, so that the halo of one letter would cover the letter before it.
    alone = _HALO.sub("", settled(figure.drawing))
    return {
        "lang": figure.lang,
        "title": figure.title,
        "headline": figure.headline,
        "scope": figure.scope,
        "why": figure.why,
        "summary": figure.summary,
        "height": figure.size[1] * WIDTH / figure.size[0],
        "svg": alone.replace("<svg ", f"<svg xmlns=\"http://www.w3.org/2000/svg\" font-family='{FONT_FAMILY}' ", 1),
        "foot": list(figure.foot),
    }
