"""The drawings in the documents that follow from the code, as SVG: written by ``make docs``, held by a test."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.notebook import chart
from scripts import architecture_picture

DOCS = Path(__file__).parents[1] / "docs"


def pictures() -> dict[str, str]:
    """Return each drawing by its path below ``docs``."""
    return {
        "explanation/architecture.svg": architecture_picture.draw(),
        "tutorials/in-a-notebook/three-lines.svg": _three_lines(),
    }


def _three_lines() -> str:
    """Return what the first cell of the tutorial shows, from the numbers in the tutorial."""
    cell = (DOCS / "tutorials" / "in-a-notebook.md").read_text(encoding="utf-8")
    days = [int(number) for number in re.findall(r"\d+", re.search(r"days = \[(.*)\]", cell)[1])]  # type: ignore[index]
    return chart(days, title="Ventetid i dage", direction="down").svg() + "\n"


def main() -> None:
    for name, drawing in pictures().items():
        path = DOCS / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
