"""The run chart as a file of its own: the large drawing with its name, verdict and where the numbers come from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.figures.spec import ChartSpec
from dashboard.figures.svg.chart import draw
from dashboard.figures.svg.frame import SIZES
from dashboard.theme import FONT_FAMILY, LIGHT

MARGIN = 40
HEAD = 92
LINE = 20


def standalone(spec: ChartSpec, provenance: Sequence[str]) -> str:
    """Return the focus chart as an SVG document on white.

    ``provenance`` is what goes with every export: the name, the verdict, then where the numbers come from.
    """
    size = SIZES["l"]
    return framed(draw(spec, "l", ink=LIGHT), size.width, size.height, provenance)


def framed(drawing: str, drawn_width: float, drawn_height: float, provenance: Sequence[str]) -> str:
    """Return a drawing in the inks of paper as an SVG document on white, with its words over and under it."""
    name, verdict, *sources = provenance
    width, height = drawn_width + 2 * MARGIN, HEAD + drawn_height + LINE * (len(sources) + 1) + MARGIN
    chart = drawing.replace("<svg ", f'<svg x="{MARGIN}" y="{HEAD}" ', 1)
    foot = HEAD + drawn_height + 2 * LINE
    texts = [_line(name, 36, 17, LIGHT.ink1, 600), _line(verdict, 62, 15, LIGHT.ink2)]
    texts += [_line(source, foot + LINE * i, 13, LIGHT.ink3) for i, source in enumerate(sources)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f"viewBox=\"0 0 {width:g} {height:g}\" font-family='{FONT_FAMILY}'>"
        f'<rect width="{width:g}" height="{height:g}" fill="{LIGHT.card}"/>{"".join(texts)}{chart}</svg>'
    )


def _line(text: str, y: float, size: int, colour: str, weight: int = 400) -> str:
    style = f'font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{MARGIN}" y="{y:g}" {style}>{escape(text, quote=False)}</text>'
