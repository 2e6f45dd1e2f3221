"""Look at every page as a machine can, and write it down: ``python -m scripts.accessibility``.

axe-core on page x state x theme, on the sheet of the board and on a wall; then what axe does not see: names of charts,
stops of the Tab key, widths down to 320 px, and text with more space. About a quarter of an hour.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit
from playwright.sync_api import Browser

from benchmarks.wall.stage import SLIDES, stage
from dashboard.components import html
from dashboard.navigation import PAGES
from qi.store import Theme, Wall
from qi.wording import sentence
from scripts import axe, driver, sample_team
from scripts.accessibility_checks import CHECKS
from tests.folders import ONE_COURSE, write_folder

EVIDENCE = driver.ROOT / "docs" / "reference" / "accessibility-evidence.md"
FOCUS = "indikator?indikator=P02"
NOTHING_LEFT = "alder=18-39&uddannelse=basic&kilde=A15&lov=140&fra=2026-10&til=2026-10"
WITH_CHARTS = ("", "henvisninger", "svarprocenter", "udbytte", "behov", "vejen", "lighed", "sammenligning")
ALL = tuple(FOCUS if page.address == "indikator" else page.address for page in PAGES)


@dataclass(frozen=True, slots=True)
class Place:
    """One address in one state, on the server whose data make that state."""

    state: str
    address: str
    server: str = "sample"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at one place: by theme what axe says, by check what is amiss; empty where all is well."""

    place: Place
    axe: Mapping[str, list[str]]
    amiss: Mapping[str, list[str]]


def places() -> list[Place]:
    """Return every page as a visitor meets it, and in the states it must survive."""
    shift = "indikator?indikator=P02&kommune=Egesund&forloeb=cancer&fra=2020-09&til=2023-05"
    return [
        *(Place("data", address) for address in ALL),
        Place("focus: a shift", shift),
        Place("focus: too few points", f"{FOCUS}&fra=2026-03"),
        Place("focus: unknown indicator", "indikator?indikator=X99"),
        Place("a project is open", "forbedring?projekt=kontakt"),
        Place("error card", "metode"),
        *(Place("filtered to nothing", f"{address}?{NOTHING_LEFT}") for address in WITH_CHARTS),
        *(Place("English", f"{address}{'&' if '?' in address else '?'}sprog=English") for address in ALL),
        *(Place("no rows at all", address, "empty") for address in ALL),
        *(Place("one course", address, "small") for address in ALL),
    ]


@contextmanager
def servers() -> Iterator[Mapping[str, str]]:
    """Serve the sample with a team at work, a folder without rows, and a folder with one course."""
    with TemporaryDirectory() as scratch:
        folder, state = Path(scratch), Path(scratch) / "state"
        state.mkdir()
        sample_team.write(state, date.today())
        empty, small = write_folder(folder / "empty", {}), write_folder(folder / "small", ONE_COURSE)
        with driver.dashboard(state=state) as one, driver.dashboard(empty) as two, driver.dashboard(small) as three:
            yield {"sample": one.url, "empty": two.url, "small": three.url}


def look(browser: Browser, url: str, place: Place) -> Found:
    """Visit a place once, in both themes; in the state with data also ask what axe does not."""
    page = driver.danish_context(browser, width=1280).new_page()
    driver.open_page(page, f"{url}/{place.address}")
    page.wait_for_timeout(500)
    if place.state == "error card":
        # Nobody knows how to make a page fail on purpose: the card it would show is put on one that works.
        card = html.render("error", text=sentence("error", id="0a1b2c3d"))
        page.locator("h1").evaluate("(h1, card) => h1.insertAdjacentHTML('afterend', card)", str(card))
    said = {}
    for theme in driver.THEMES:
        axe.set_theme(page, theme)
        said[theme] = axe.violations(page)
    amiss = {name: check(page) for name, check in CHECKS.items()} if place.state == "data" else {}
    page.context.close()
    return Found(place, said, amiss)


def look_at_paper(browser: Browser, url: str) -> Iterator[Found]:
    """Visit what is no page of Streamlit: the sheet of the board, and a wall in each theme."""
    for lang in ("", "&sprog=English"):
        page = driver.danish_context(browser, width=1587).new_page()
        page.goto(f"{url}/tavle/print?team={sample_team.NAME}{lang}")
        yield Found(Place("sheet of the board", page.url.removeprefix(f"{url}/")), {"light": axe.violations(page)}, {})
        page.context.close()
    with stage() as behind:
        behind.start()
        for theme in Theme:
            wall = Wall(name=f"a-{theme.value}", municipality="907", slides=SLIDES, theme=theme)
            page = driver.danish_context(browser, width=1920, height=1080).new_page()
            page.goto(behind.hang(wall))
            page.locator(".num").first.wait_for()
            yield Found(Place("wall", "vaeg/…"), {theme.value: axe.violations(page)}, {})
            page.context.close()


def main() -> None:
    found = []
    with driver.chromium() as browser, servers() as urls:
        for place in places():
            found.append(look(browser, urls[place.server], place))
            print(row(found[-1]), *_told(found[-1:]), sep="\n", flush=True)
        found += look_at_paper(browser, urls["sample"])
        EVIDENCE.write_text(report(found, browser.version), encoding="utf-8")
    print(f"{sum(map(_count, found))} violations, {len(_told(found))} lines of what is amiss")


def row(found: Found) -> str:
    """Return one line of the table."""
    themes = (str(len(found.axe[theme])) if theme in found.axe else "–" for theme in driver.THEMES)
    checks = (str(len(found.amiss[name])) if found.amiss else "–" for name in CHECKS)
    return f"| {found.place.state} | `/{found.place.address}` | {' | '.join((*themes, *checks))} |"


def report(found: Sequence[Found], chromium: str) -> str:
    """Return the page of evidence."""
    versions = f"axe-core {axe.version()}, Chromium {chromium}, Streamlit {streamlit.__version__}, {platform.system()}"
    heads = ["state", "address", *(f"axe, {theme}" for theme in driver.THEMES), *CHECKS]
    table = f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n" + "\n".join(map(row, found))
    looks = sum(len(one.axe) for one in found)
    seen = len({one.place for one in found} & set(places()))
    return f"""# Accessibility: what was measured

Written by `python -m scripts.accessibility` on {date.today()}: {versions}. {INTRODUCTION}

{seen} of {len(places())} places were visited; {looks} looks by axe-core, {sum(map(_count, found))} violations.

{table}

## What is amiss

{chr(10).join(_told(found)) or "Nothing."}

{NOT_SEEN}
"""


def _told(found: Sequence[Found]) -> list[str]:
    return [
        f"- {one.place.state}, `/{one.place.address}`, {name}: {text}"
        for one in found
        for name, texts in (*one.axe.items(), *one.amiss.items())
        for text in texts
    ]


def _count(found: Found) -> int:
    return sum(map(len, found.axe.values()))


INTRODUCTION = """Numbers in the table are faults: rules of WCAG 2.1 A and AA that axe-core finds broken, pictures
without a name (1.1.1), stops of the Tab key whose focus cannot be seen (2.1.1, 2.4.7), elements beyond the edge at
640 px (200 % zoom, 1.4.4) and 320 px (reflow, 1.4.10), and texts cut when letters, words and lines get more space
(1.4.12). `–` was not asked there."""

NOT_SEEN = """## What no machine sees

Rules find about half of the obstacles people meet. The board was also read as a screen reader gets it
(`screen-reader-board.md`), and `python -m scripts.contact_sheets` draws every page in both languages, both themes and
three widths, to be looked at by a person. Nobody who depends on a screen reader has tried the pages yet."""


if __name__ == "__main__":
    main()
