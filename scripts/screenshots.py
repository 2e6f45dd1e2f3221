"""Draw every page on a wide and a narrow screen into docs/images: ``python -m scripts.screenshots``."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from dashboard.navigation import PAGES
from scripts import driver

FOLDER = Path(__file__).parents[1] / "docs" / "images"
SCREENS = {"wide": (1440, 900), "narrow": (390, 844)}
QUERIES = {"indikator": "?indikator=R01"}
README_CARD = ("/indikator?indikator=R01", ".st-key-card-R01", "focus.png")


def draw(browser: Browser, url: str, path: Path, *, size: tuple[int, int], card: str | None = None) -> None:
    """Save what a visitor sees of ``url``: one card, or the page from its top to its end."""
    context = driver.danish_context(browser, width=size[0], height=size[1])
    page = context.new_page()
    driver.open_page(page, url)
    page.wait_for_timeout(800)  # an interactive chart draws itself after the server has answered
    if card:
        page.locator(card).first.screenshot(path=path)
    else:
        page.screenshot(path=path)
    context.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    address, card, name = README_CARD
    with driver.dashboard() as server, driver.chromium() as browser:
        for page in PAGES:
            for screen, size in SCREENS.items():
                url = f"{server.url}/{page.address}{QUERIES.get(page.name, '')}"
                draw(browser, url, FOLDER / f"{page.name}-{screen}.png", size=size)
        draw(browser, server.url + address, FOLDER / name, size=SCREENS["wide"], card=card)


if __name__ == "__main__":
    main()
