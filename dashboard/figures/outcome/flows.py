"""The ways citizens moved over the steps of a scale, from start over end to follow-up, as bands of their number."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.figures.outcome.sheet import HALF, INK, NAME, SMALL, fit, sheet, wrap, write
from dashboard.theme import ORDERED_BAND_EDGE, ordered_bands
from qi.dataset import WAVES
from qi.transitions import Flows
from qi.wording import sentence

TOP = 30
HEIGHT = 240
SPACE = 8
"""Between the steps of one wave."""

POST = 14
NAMES = 118
"""The room at the left for the names of the steps."""

LINE = 15


def flows_figure(flows: Flows, *, label: str, lang: str = "da") -> Markup:
    """Return the bands between the waves; ways of 1 to 4 citizens are not drawn."""
    return fit(lambda width: _draw(flows, label, lang, width), HALF)


def _draw(flows: Flows, label: str, lang: str, width: float) -> str:
    size = len(flows.measure.bands)
    grounds = [ground for ground, _ in ordered_bands(size)]
    totals = _totals(flows)
    scale = (HEIGHT - SPACE * (size - 1)) / max(max(sum(column) for column in totals), 1)
    tops = [_tops(column, scale) for column in totals]
    places = [NAMES + i * (width - NAMES - POST) / (len(WAVES) - 1) for i in range(len(WAVES))]
    parts = []
    for wave, counts in enumerate(flows.counts):
        parts += _bands(counts.tolist(), wave, places, tops, scale, grounds)
    for wave, (x, column) in enumerate(zip(places, totals, strict=True)):
        parts += [
            f'<rect x="{x:.1f}" y="{tops[wave][i]:.1f}" width="{POST}" height="{max(n * scale, 0):.1f}" '
            f'fill="{grounds[i]}" stroke="{ORDERED_BAND_EDGE}"/>'
            for i, n in enumerate(column)
            if n
        ]
        anchor = "end" if wave == len(WAVES) - 1 else "start"
        at = x + POST if anchor == "end" else x
        name = sentence(f"wave.{WAVES[wave]}", lang)
        parts.append(write(at, 16, name, size=NAME, colour=INK.ink1, weight=500, anchor=anchor))
    parts += _names(flows, tops[0], totals[0], scale, lang)
    return sheet(width, TOP + HEIGHT + 6, label, parts)


def _totals(flows: Flows) -> list[list[int]]:
    """Return what is drawn of each step: the larger of what comes in and what goes out."""
    first, second = flows.counts
    middle = [max(a, b) for a, b in zip(first.sum(axis=0).tolist(), second.sum(axis=1).tolist(), strict=True)]
    return [first.sum(axis=1).tolist(), middle, second.sum(axis=0).tolist()]


def _tops(column: list[int], scale: float) -> list[float]:
    tops, y = [], float(TOP)
    for n in column:
        tops.append(y)
        y += n * scale + SPACE
    return tops


def _bands(
    counts: list[list[int]],
    wave: int,
    places: list[float],
    tops: list[list[float]],
    scale: float,
    grounds: list[str],
) -> list[str]:
    leaving, arriving = list(tops[wave]), list(tops[wave + 1])
    x0, x1 = places[wave] + POST, places[wave + 1]
    middle = (x0 + x1) / 2
    parts = []
    for i, row in enumerate(counts):
        for j, n in enumerate(row):
            if not n:
                continue
            a, b, height = leaving[i], arriving[j], n * scale
            path = (
                f"M{x0:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {x1:.1f} {b:.1f}V{b + height:.1f}"
                f"C{middle:.1f} {b + height:.1f} {middle:.1f} {a + height:.1f} {x0:.1f} {a + height:.1f}z"
            )
            parts.append(f'<path d="{path}" fill="{grounds[i]}" opacity=".6"/>')
            leaving[i] += height
            arriving[j] += height
    return parts


def _names(flows: Flows, tops: list[float], column: list[int], scale: float, lang: str) -> list[str]:
    """Name the steps beside the first posts, each name kept clear of the one above."""
    parts, free = [], 0.0
    for band, top, n in zip(flows.measure.bands, tops, column, strict=True):
        if not n:
            continue
        lines = wrap(band.label(lang), NAMES - 14, SMALL)
        y = max(top + n * scale / 2 + 5 - LINE * (len(lines) - 1) / 2, free + LINE)
        parts += [write(NAMES - 10, y + LINE * i, text, colour=INK.ink2, anchor="end") for i, text in enumerate(lines)]
        free = y + LINE * (len(lines) - 1)
    return parts
