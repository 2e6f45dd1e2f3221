"""Draw every page on a wide and a narrow screen into docs/images, and the guide: ``python -m scripts.screenshots``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from dashboard.navigation import PAGES
from scripts import driver, guide_pictures, sample_team

FOLDER = Path(__file__).parents[1] / "docs" / "images"
SCREENS = {"wide": (1440, 900), "narrow": (390, 844)}
STORY = "?indikator=P02&kommune=Egesund&forloeb=cancer&fra=2020-09&til=2023-05"
"""A shift in the wanted direction after a dated change, planted in the sample: the picture of the README."""
QUERIES = {"indikator": STORY}
MENU = 64
FIRST_FOLD = (1440, 740)


def open_drawn(browser: Browser, url: str, size: tuple[int, int]) -> Page:
    """Open a page and wait until it stands still; refuse to picture an error card."""
    page = driver.danish_context(browser, width=size[0], height=size[1]).new_page()
    driver.open_page(page, url)
    page.wait_for_timeout(1000)  # an interactive chart draws itself after the server has answered
    if page.locator("h1").count() != 1 or page.locator(".kt-error").count():
        raise RuntimeError(f"{url} shows no page")
    return page


def draw_card(page: Page, path: Path) -> None:
    """Save the part of a page that a reader sees first, without menu and sidebar."""
    width, height = FIRST_FOLD
    left = page.locator("[data-testid=stMain]").evaluate("main => main.getBoundingClientRect().left")
    page.screenshot(path=path, clip={"x": left, "y": MENU, "width": width - left, "height": height - MENU})


def draw_sheet(browser: Browser, url: str, path: Path) -> None:
    """Save the sheet of a board as it comes out of the printer."""
    page = driver.danish_context(browser, width=1587, height=1300).new_page()
    page.goto(url)
    page.locator(".sheet").screenshot(path=path)
    page.context.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as state:
        sample_team.write(Path(state), date.today())
        with driver.dashboard(state=Path(state)) as server, driver.chromium() as browser:
            draw_pages(server, browser)
            draw_sheet(browser, f"{server.url}/tavle/print?team={sample_team.NAME}", FOLDER / "tavle-ark.png")
            guide_pictures.add_counts(Path(state), date.today())
            guide_pictures.draw(server, browser)


def draw_pages(server: driver.Server, browser: Browser) -> None:
    """Save every page in both widths."""
    for entry in PAGES:
        url = f"{server.url}/{entry.address}{QUERIES.get(entry.name, '')}"
        for screen, size in SCREENS.items():
            page = open_drawn(browser, url, size)
            page.screenshot(path=FOLDER / f"{entry.name}-{screen}.png")
            if entry.name == "indikator" and screen == "wide":
                draw_card(page, FOLDER / "focus.png")
            page.context.close()


if __name__ == "__main__":
    main()
