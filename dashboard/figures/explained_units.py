"""Pictures for "What am I seeing?" where units stand side by side: made-up units, judged and drawn as real ones are."""

from __future__ import annotations

from dataclasses import replace

from dashboard.figures.comparison import funnel_of, row_of
from dashboard.figures.comparison.caterpillar import Caterpillar, Row, caterpillar_drawing
from dashboard.figures.comparison.funnel import funnel_drawing
from qi.comparison.pooling import Pooled
from qi.comparison.units import Comparison, compare
from qi.indicators import INDICATORS
from qi.intervals import wilson
from qi.verdict import Tone
from qi.wording import sentence

Counts = tuple[tuple[int, int], ...]
"""Hits and cases of each unit."""

MANY: dict[str, Counts] = {
    "alike": ((38, 60), (66, 90), (100, 140), (136, 200), (190, 260), (228, 330), (296, 420), (355, 520), (454, 640)),
    "apart": ((38, 60), (66, 90), (100, 140), (136, 200), (190, 260), (228, 330), (242, 420), (355, 520), (454, 640)),
}
FEW: dict[str, Counts] = {
    "alike": ((54, 80), (102, 140), (107, 150), (234, 330), (292, 420)),
    "apart": ((54, 80), (102, 140), (77, 150), (234, 330), (292, 420)),
}
"""By what the picture shows. In both, one unit alone makes the difference."""

WIDTH, HEIGHT = 200, 190
"""Of one picture in px: two stand side by side in the box."""


def compared(counts: Counts) -> Comparison:
    """Return made-up units compared as every unit is."""
    pooled = {
        str(i): Pooled(numerator=hits, n=n, n_months=12, n_shown=12, n_hidden=0) for i, (hits, n) in enumerate(counts)
    }
    return compare(INDICATORS["P01"], pooled)


def funnel_picture(name: str, lang: str) -> str:
    """Return the funnel of units that are ``alike``, or of which one stands ``apart``."""
    comparison = compared(MANY[name])
    nameless = {unit.code: "" for unit in comparison.units}
    funnel = replace(funnel_of(comparison, nameless, lang), centre_text="", inner_text="", outer_text="", size_text="")
    return funnel_drawing(funnel, WIDTH, label=sentence(f"explain.picture_{name}", lang), lang=lang, height=HEIGHT)


def expected_picture(name: str, lang: str) -> str:
    """Return few units, each on the ground of what is expected of it."""
    comparison = compared(FEW[name])
    rows = [replace(row_of(unit, "", comparison, lang), text="") for unit in comparison.units]
    return _rows(rows, comparison.centre or 0.0, f"explain.picture_{name}", lang)


def interval_picture(name: str, lang: str) -> str:
    """Return few groups with their uncertainty, beside the line of all together."""
    counts = FEW[name]
    rows = [
        Row("", 100 * hits / n, "", wilson(hits, n).scaled(100), inner=None, outer=None, tone=Tone.QUIET)
        for hits, n in counts
    ]
    overall = 100 * sum(hits for hits, _ in counts) / sum(n for _, n in counts)
    return _rows(rows, overall, f"explain.picture_{'touches' if name == 'alike' else 'clear'}", lang)


def _rows(rows: list[Row], centre: float, label: str, lang: str) -> str:
    of = Caterpillar(rows=rows, centre=centre, centre_text="", is_percent=True)
    return caterpillar_drawing(of, WIDTH, label=sentence(label, lang), lang=lang)


PICTURES = {"funnel": funnel_picture, "expected": expected_picture, "interval": interval_picture}
"""By kind of figure."""
