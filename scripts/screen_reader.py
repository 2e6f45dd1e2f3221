"""Write down the board as a screen reader gets it: ``python -m scripts.screen_reader``.

From the accessibility tree of Chromium, through Playwright, in docs/reference/screen-reader-board.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts import driver, sample_team

PAGE = driver.ROOT / "docs" / "reference" / "screen-reader-board.md"
NOT_READ_OUT = re.compile(r"^ *- /(url|placeholder):")
BARE_ROLE = re.compile(r"^ *- paragraph: ")


def main() -> None:
    with TemporaryDirectory() as state:
        sample_team.write(Path(state), date.today())
        with driver.dashboard(state=Path(state)) as server, driver.chromium() as browser:
            page = driver.danish_context(browser).new_page()
            driver.open_page(page, f"{server.url}/tavle")
            driver.wait_until_idle(page)
            tree = page.locator("body").aria_snapshot()
            headings = page.locator("h1, h2, h3, [role=heading]").filter(visible=True).all_inner_texts()
    PAGE.write_text(written(tree, headings), encoding="utf-8")


def written(tree: str, headings: list[str]) -> str:
    """Return the page: the headings a listener jumps by, then everything in order."""
    plain = "\n".join(_without_repeats([line for line in tree.splitlines() if not NOT_READ_OUT.match(line)]))
    jumps = "\n".join(f"{i}. {' '.join(text.split())}" for i, text in enumerate(headings, 1))
    return f"{INTRODUCTION}\n\n## By heading\n\n{jumps}\n\n## In order\n\n```text\n{plain}\n```\n"


def _without_repeats(lines: list[str]) -> Iterator[str]:
    """Drop the paragraph inside a link or button that only says its name again, and a colon before nothing."""
    kept = [
        line
        for before, line in pairwise(["", *lines])
        if not (BARE_ROLE.match(line) and _depth(line) > _depth(before) and f'"{_said(line)}"' in before)
    ]
    for line, after in pairwise([*kept, ""]):
        yield line.removesuffix(":") if _depth(after) <= _depth(line) else line


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _said(line: str) -> str:
    return line.partition(": ")[2].strip('"')


INTRODUCTION = f"""# The board as a screen reader gets it

Written by `python -m scripts.screen_reader` on {date.today()} from the accessibility tree of Chromium: the team of the
sample on `/tavle`, in Danish. Addresses of links are left out.

What the walk is about:

- The first stop is the way past the menu; then ten links, and the content.
- One heading of level 1. The parts of the meeting are level 2, charts and tests level 3, so a listener can jump from
  chart to chart.
- Each chart is one picture whose name says indicator, period and verdict in full. What is drawn inside it is not read
  again. Its heading leads to the page of the indicator, where the same chart is stepped point by point with the arrow
  keys and stands as a table.
- Beside each chart: verdict, latest value, month, number of citizens, the two rules with what chance would give, the
  goal.
- Whether a shift is wanted is said in words, never by colour or sign alone.
- A step of a running test says that it is the current one (`aria-current`).

What is not as it should be: the form of the page repeats a checkbox and its text. Words that belong to Streamlit
("App pages", "Open", "Help for", "Choose date") are said in Danish by `dashboard/theirs.js`, before they are read out.
"""


if __name__ == "__main__":
    main()
