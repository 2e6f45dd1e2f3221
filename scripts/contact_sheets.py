"""Draw every page in both languages, both themes and three widths, and lay them side by side to be looked at.

``python -m scripts.contact_sheets [--only NAME …] [--language da] [--theme dark] [--width 390]`` writes to
``var/contact-sheets``: one picture a page, and sheets of several. Nothing there is kept in the repository.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page

from dashboard.navigation import PAGES
from scripts import axe, driver, sample_team
from scripts.screenshots import QUERIES

FOLDER = driver.ROOT / "var" / "contact-sheets"
WIDTHS = {390: 844, 1440: 900, 3840: 2160}
"""A phone, a laptop and a large screen, with their heights."""

LANGUAGES = {"da": "", "en": "sprog=English"}
TALLEST = {390: 2.4, 1440: 2.4, 3840: 1.2}
"""A picture shows the whole page, up to this many screens."""

PHONE = 768
"""Below this Streamlit opens a page with the sidebar closed."""

THUMB_WIDTH = 760
GRID = {390: (5, 1), 1440: (3, 2), 3840: (3, 2)}
"""Columns and rows of a sheet by width: what can still be read where a sheet fills a screen."""


def main() -> None:
    asked = _asked()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as state:
        sample_team.write(Path(state), date.today())
        with driver.dashboard(state=Path(state)) as server, driver.chromium() as browser:
            for lang, name in product(asked.language, asked.only):
                draw(browser, server.url + address(name, lang), f"{name}-{lang}", asked.width, asked.theme)
                print(name, lang, flush=True)
    for lang, theme, width in product(asked.language, asked.theme, asked.width):
        drawn = [FOLDER / f"{name}-{lang}-{width}-{theme}.jpg" for name in asked.only]
        print(*lay_out(f"{lang}-{width}-{theme}", drawn, *GRID[width]), sep="\n")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=[page.name for page in PAGES], metavar="NAME")
    parser.add_argument("--language", nargs="+", default=list(LANGUAGES), choices=LANGUAGES)
    parser.add_argument("--theme", nargs="+", default=list(driver.THEMES), choices=driver.THEMES)
    parser.add_argument("--width", nargs="+", type=int, default=list(WIDTHS), choices=WIDTHS)
    return parser.parse_args()


def address(name: str, lang: str) -> str:
    """Return the address of a page in a language, without the server."""
    entry = next(page for page in PAGES if page.name == name)
    queries = [query for query in (QUERIES.get(name, "").lstrip("?"), LANGUAGES[lang]) if query]
    return f"/{entry.address}{'?' if queries else ''}{'&'.join(queries)}"


def draw(browser: Browser, url: str, name: str, widths: Sequence[int], themes: Sequence[driver.Theme]) -> None:
    """Save a page in widths and themes; it is loaded again only where the sidebar begins closed instead of open."""
    for chosen in ([width for width in widths if width < PHONE], [width for width in widths if width >= PHONE]):
        if chosen:
            page = driver.danish_context(browser, width=chosen[0], height=WIDTHS[chosen[0]]).new_page()
            driver.open_page(page, url)
            for width, theme in product(chosen, themes):
                page.set_viewport_size({"width": width, "height": WIDTHS[width]})
                axe.set_theme(page, theme)
                show_in_full(page, width)
                page.screenshot(path=FOLDER / f"{name}-{width}-{theme}.jpg", quality=90)
            page.context.close()


def show_in_full(page: Page, width: int) -> None:
    """Make the window as tall as the page, and wait until the figures have found their size."""
    page.wait_for_timeout(600)
    tall = page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight")
    page.set_viewport_size(
        {"width": width, "height": int(min(max(tall, WIDTHS[width]), TALLEST[width] * WIDTHS[width]))}
    )
    page.wait_for_timeout(400)


def lay_out(name: str, paths: Sequence[Path], columns: int, rows: int) -> Iterator[Path]:
    """Lay pictures side by side, and return the sheets."""
    a_sheet = columns * rows
    for first in range(0, len(paths), a_sheet):
        thumbs = [_thumb(path) for path in paths[first : first + a_sheet]]
        in_rows = [thumbs[i : i + columns] for i in range(0, len(thumbs), columns)]
        heights = [max(thumb.height for thumb in row) for row in in_rows]
        width = max(thumb.width for thumb in thumbs)
        sheet = Image.new("RGB", (columns * (width + 12), sum(heights) + 12 * len(in_rows)), "#808080")
        for i, thumb in enumerate(thumbs):
            row, column = divmod(i, columns)
            sheet.paste(thumb, (column * (width + 12), sum(heights[:row]) + 12 * row))
        path = FOLDER / f"sheet-{name}-{first // a_sheet + 1}.png"
        sheet.save(path)
        yield path


def _thumb(path: Path) -> Image.Image:
    picture = Image.open(path).convert("RGB")
    if picture.width <= THUMB_WIDTH:
        return picture
    return picture.resize((THUMB_WIDTH, round(picture.height * THUMB_WIDTH / picture.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
