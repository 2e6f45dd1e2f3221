"""The tutorial "From a sheet to a run chart", click by click: ``python -m scripts.own_sheet_walk`` draws its pictures.

The browser test takes the same clicks, so the tutorial cannot tell of a page that is no longer there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import FilePayload, Locator, Page

from scripts import driver, example_sheet

FOLDER = Path(__file__).parents[1] / "docs" / "tutorials" / "from-a-sheet"
SHEET_NAME = "Udtræk forløb.xlsx"
SIZE = (1440, 900)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the walk stands still: the name of its picture, and what must be in view."""

    name: str
    shows: Locator


def walk(page: Page, url: str, sheet: bytes) -> Iterator[Stop]:
    """Take every click of the tutorial on a server that was started on a folder that is not there yet."""
    page.goto(url)
    heading = page.get_by_role("heading", name="Data", exact=True)
    heading.wait_for(timeout=driver.PATIENCE)
    driver.wait_until_idle(page)
    yield Stop("1-new-folder", heading)
    give(page, SHEET_NAME, sheet)
    yield Stop("2-proposals", page.get_by_role("heading", name="2 · Se, hvad kolonnerne er"))
    pick(page, "Kommune: det samme for alle rækker", "Odense")
    pick(page, "Henvist fra: »Amb. Vest«", "Sygehus, medicinsk")
    yield Stop("3-answered", page.get_by_text("Hvad betyder disse værdier?"))
    press(page, "Prøv uden at gemme")
    yield Stop("4-tried", page.get_by_role("heading", name="3 · Prøv, og udgiv"))
    press(page, "Udgiv")
    yield Stop("5-published", heading)
    page.get_by_role("link", name="Overblik").first.click()
    first = page.get_by_text("Se først på disse")
    first.wait_for(timeout=driver.PATIENCE)
    driver.wait_until_idle(page)
    yield Stop("6-overview", page.locator("h1"))
    page.get_by_role("link", name=re.compile("Behovsvurdering inden 10 hverdage")).first.click()
    page.get_by_text("11 i træk over medianen").first.wait_for(timeout=driver.PATIENCE)
    driver.wait_until_idle(page)
    yield Stop("7-run-chart", page.locator("h1"))


def give(page: Page, name: str, content: bytes) -> None:
    """Choose a file and wait for the page."""
    give_all(page, {name: content})


def give_all(page: Page, files: Mapping[str, bytes]) -> None:
    """Choose several files at once and wait for the page."""
    field = page.locator("[class*=st-key-data-filer] input[type=file]")
    mime = "application/octet-stream"
    field.set_input_files([FilePayload(name=name, mimeType=mime, buffer=one) for name, one in files.items()])
    page.wait_for_timeout(500)
    driver.wait_until_idle(page)


def pick(page: Page, label: str, option: str) -> None:
    """Type into a list of choices and take the one that is left."""
    box = page.get_by_role("combobox", name=label)
    found = page.get_by_role("option", name=option, exact=True)
    for _ in range(3):  # a list that is drawn again while one types forgets what was typed
        box.click()
        box.fill(option)
        page.wait_for_timeout(500)
        if found.is_visible():
            break
    found.click()
    driver.wait_until_idle(page)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page."""
    page.get_by_role("button", name=name, exact=True).click()
    driver.wait_until_idle(page)


def main() -> None:
    """Draw the pictures of the tutorial."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as made:
        place = Path(made)
        os.environ["KVALITETSTAVLE_PSEUDONYM_KEY"] = str(place / "key" / "pseudonym.key")
        os.environ["KVALITETSTAVLE_STATE"] = str(place / "state")
        sheet = example_sheet.write(place / "sheet.xlsx").read_bytes()
        with driver.dashboard(place / "own") as server, driver.chromium() as browser:
            page = driver.danish_context(browser, width=SIZE[0], height=SIZE[1]).new_page()
            for stop in walk(page, server.url, sheet):
                stop.shows.evaluate("element => element.scrollIntoView({block: 'start'})")
                page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, -90)")
                page.wait_for_timeout(1000)  # an interactive chart draws itself after the server has answered
                page.screenshot(path=FOLDER / f"{stop.name}.png")


if __name__ == "__main__":
    main()
