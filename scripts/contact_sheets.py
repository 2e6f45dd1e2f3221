"""Draw every page in both languages, both themes and three widths, and lay them side by side to be looked at.

``python -m scripts.contact_sheets [--only NAME …] [--language da] [--theme dark] [--width 390]`` writes to
``var/contact-sheets``: one picture a page, and sheets of six of them. Nothing there is kept in the repository.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page

from dashboard.navigation import PAGES
from scripts import driver, sample_team
from scripts.screenshots import QUERIES

FOLDER = driver.ROOT / "var" / "contact-sheets"
WIDTHS = {390: 844, 1440: 900, 3840: 2160}
"""A phone, a laptop and a large screen, with their heights."""

LANGUAGES = {"da": "", "en": "sprog=English"}
TALLEST = 2.4
"""A picture shows the whole page, up to this many screens."""

THUMB_WIDTH = 900
A_ROW = 3
A_SHEET = 6


def main() -> None:
    asked = _asked()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as state:
        sample_team.write(Path(state), date.today())
        with driver.dashboard(state=Path(state)) as server, driver.chromium() as browser:
            for width in asked.width:
                for theme in asked.theme:
                    for lang in asked.language:
                        name = f"{width}-{theme}-{lang}"
                        drawn = list(_draw(browser, server.url, asked.only, width=width, theme=theme, lang=lang))
                        print(*lay_out(name, drawn), sep="\n")


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


def _draw(
    browser: Browser, url: str, names: Sequence[str], *, width: int, theme: driver.Theme, lang: str
) -> Iterator[Path]:
    for name in names:
        page = driver.danish_context(browser, width=width, height=WIDTHS[width], theme=theme).new_page()
        driver.open_page(page, url + address(name, lang))
        show_in_full(page, width)
        path = FOLDER / f"{name}-{width}-{theme}-{lang}.png"
        page.screenshot(path=path)
        page.context.close()
        yield path


def show_in_full(page: Page, width: int) -> None:
    """Make the window as tall as the page, and wait until the figures have found their size."""
    page.wait_for_timeout(600)
    tall = page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": int(min(max(tall, WIDTHS[width]), TALLEST * WIDTHS[width]))})
    page.wait_for_timeout(400)


def lay_out(name: str, paths: Sequence[Path]) -> Iterator[Path]:
    """Lay pictures side by side, six a sheet, and return the sheets."""
    for first in range(0, len(paths), A_SHEET):
        thumbs = [_thumb(path) for path in paths[first : first + A_SHEET]]
        rows = [thumbs[i : i + A_ROW] for i in range(0, len(thumbs), A_ROW)]
        heights = [max(thumb.height for thumb in row) for row in rows]
        width = max(thumb.width for thumb in thumbs)
        sheet = Image.new("RGB", (A_ROW * (width + 12), sum(heights) + 12 * len(rows)), "#808080")
        for i, thumb in enumerate(thumbs):
            row = i // A_ROW
            sheet.paste(thumb, (i % A_ROW * (width + 12), sum(heights[:row]) + 12 * row))
        path = FOLDER / f"sheet-{name}-{first // A_SHEET + 1}.png"
        sheet.save(path)
        yield path


def _thumb(path: Path) -> Image.Image:
    picture = Image.open(path).convert("RGB")
    if picture.width <= THUMB_WIDTH:
        return picture
    return picture.resize((THUMB_WIDTH, round(picture.height * THUMB_WIDTH / picture.width)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
