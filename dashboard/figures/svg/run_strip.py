"""The strip of blocks that answers 'why does it say so?': period by period over, under or on the median."""

from __future__ import annotations

from html import escape

from dashboard.figures.svg.marks import tone_ink
from dashboard.figures.text_width import text_width
from dashboard.theme import PAGE_INKS
from qi import formats
from qi.analysis import Analysis
from qi.indicator import Measure
from qi.verdict import Verdict
from qi.wording import charts

WIDTH = 404
HEIGHT = 62
MIDDLE = 26
BLOCK = 15
LABEL = 13
FILLED = 0.64
"""The part of a place that a block fills."""


NARROWEST = 280
"""The least width a page gives the strip, in px: labels must not meet there."""


def run_strip(analysis: Analysis, lang: str = "da") -> str:
    """Return the current phase as blocks over and under the median, the longest run in the colour of the signal.

    It stretches to the width it gets. Empty text where there is no median.
    """
    phase = analysis.chart.current
    values = analysis.chart.values[phase.first : phase.last + 1].tolist()
    sides = analysis.chart.sides[phase.first :].tolist()
    while values and values[-1] != values[-1]:
        values.pop()
    if not values:
        return ""
    is_run = analysis.facts.verdict in (Verdict.RUN, Verdict.BOTH)
    run = set(phase.longest_run_points) if is_run else set()
    signal = tone_ink(analysis.facts.tone, PAGE_INKS)
    slot = WIDTH / len(values)
    blocks = "".join(
        _block(i * slot, slot, sides[i], signal if i + phase.first in run else PAGE_INKS.axis)
        for i, value in enumerate(values)
        if value == value
    )
    name = escape(charts.chart_summary(analysis, lang))
    return (
        f'<svg class="kt-fig kt-strip" width="100%" height="{HEIGHT}" role="img" aria-label="{name}">'
        f'<svg class="kt-plot" width="100%" height="100%" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<path d="M0 {MIDDLE}H{WIDTH}" stroke="{PAGE_INKS.ink1}" stroke-width="1.5"/>{blocks}</svg>'
        f"{_labels(analysis, run, slot, signal, lang)}</svg>"
    )


def _block(x: float, slot: float, side: int, colour: str) -> str:
    top, height = {1: (MIDDLE - 2 - BLOCK, BLOCK), -1: (MIDDLE + 2, BLOCK), 0: (MIDDLE - 1.5, 3)}[side]
    left = x + slot * (1 - FILLED) / 2
    return f'<rect x="{left:.1f}" y="{top:g}" width="{slot * FILLED:.1f}" height="{height}" fill="{colour}"/>'


def _labels(analysis: Analysis, run: set[int], slot: float, signal: str, lang: str) -> str:
    """Name the run under its last block, and the first period where that leaves room on the narrowest page."""
    phase = analysis.chart.current
    kind = "day" if analysis.indicator.measure is Measure.GAP else str(analysis.selection.period)
    first = formats.period(analysis.table.starts[phase.first], kind, lang=lang, form="axis")
    y = HEIGHT - 2
    start = f'<text x="0" y="{y}" font-size="{LABEL}" fill="{PAGE_INKS.ink3}">{escape(first, quote=False)}</text>'
    if not run:
        return start
    words = charts.run_label(analysis.facts, lang, is_narrow=True)
    end = (max(run) - phase.first + 1) * slot / WIDTH
    label = text_width(words, LABEL, 600) / NARROWEST
    told = start if end - label > (text_width(first, LABEL) + LABEL) / NARROWEST else ""
    return (
        f'{told}<text x="{100 * max(end, label):.1f}%" y="{y}" font-size="{LABEL}" font-weight="600" fill="{signal}" '
        f'text-anchor="end">{escape(words, quote=False)}</text>'
    )
