"""The charts whose drawings are kept as golden files, and the way to write them anew: ``python -m`` this module."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from dashboard.figures import svg
from dashboard.figures.spec import chart_spec
from dashboard.theme import DARK, LIGHT
from qi.analysis import Event
from qi.verdict import Direction
from tests.figures import charts

FOLDER = Path(__file__).parent / "golden"

PDSA = Event(
    starts_on=date(2025, 8, 1), ends_on=date(2025, 10, 31), kind="pdsa", title_da="PDSA 2: opkald", title_en="PDSA 2"
)
SYSTEM = Event(
    starts_on=date(2024, 9, 1), ends_on=None, kind="system", title_da="Nyt fagsystem", title_en="New records system"
)


def drawings() -> dict[str, str]:
    """Return every golden drawing by the name of its file."""
    shift = chart_spec(charts.analysis(charts.SHIFT, goal=90, events=(SYSTEM, PDSA)))
    quiet = chart_spec(charts.analysis(charts.RANDOM, "." * 20 + "xx" + "." * 9 + "oop"))
    unwanted = charts.indicator("Udeblivelser", direction=Direction.DOWN)
    split = chart_spec(charts.analysis(charts.UNWANTED, of=unwanted, split=(12,)))
    drawn = {size: svg.draw(shift, size) for size in svg.SIZES}
    return {
        **drawn,
        "m-quiet": svg.draw(quiet, "m"),
        "p-phases-light": svg.draw(split, "p", ink=LIGHT),
        "w-phases-dark": svg.draw(split, "w", ink=DARK),
        "s-fluid": svg.draw_fluid(quiet, "s"),
        "m-fluid": svg.draw_fluid(shift, "m"),
    }


def lines(drawing: str) -> str:
    """Put one element on a line, so that a difference can be read."""
    return re.sub(r"><(?!/)", ">\n<", drawing) + "\n"


if __name__ == "__main__":
    for name, drawing in drawings().items():
        (FOLDER / f"{name}.svg").write_text(lines(drawing), encoding="utf-8")
