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
    name, verdict, *sources = provenance
    size = SIZES["l"]
    width, height = size.width + 2 * MARGIN, HEAD + size.height + LINE * (len(sources) + 1) + MARGIN
    chart = draw(spec, "l", ink=LIGHT).replace("<svg ", f'<svg x="{MARGIN}" y="{HEAD}" ', 1)
    foot = HEAD + size.height + 2 * LINE
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
