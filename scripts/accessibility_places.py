"""Every page in every state that is looked at, and the servers whose data make those states."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from benchmarks.wall.stage import SLIDES
from dashboard.components import html
from dashboard.navigation import PAGES
from qi import store
from qi.store import Theme, Wall
from qi.wording import sentence
from scripts import driver, example_sheet, own_sheet_walk, sample_team
from tests.folders import ONE_COURSE, write_folder

FOCUS = "indikator?indikator=P02"
SHIFT = "indikator?indikator=P02&kommune=Egesund&forloeb=cancer&fra=2020-09&til=2023-05"
NOTHING_LEFT = "alder=18-39&uddannelse=basic&kilde=A15&lov=140&fra=2026-10&til=2026-10"
WITH_CHARTS = ("", "henvisninger", "svarprocenter", "udbytte", "behov", "vejen", "lighed", "sammenligning")
ALL = tuple(FOCUS if page.address == "indikator" else page.address for page in PAGES)
SHEET = f"tavle/print?team={sample_team.NAME}"


@dataclass(frozen=True, slots=True)
class Place:
    """One address in one state, on the server whose data make that state; ``act`` is done there before the look."""

    state: str
    address: str
    server: str = "sample"
    act: str = ""
    themes: tuple[driver.Theme, ...] = driver.THEMES
    is_streamlit: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """The servers by name, and the keys of the walls that hang on the first."""

    urls: Mapping[str, str]
    keys: Mapping[str, str]

    def address(self, place: Place) -> str:
        name = place.address.removeprefix("vaeg/")
        return f"{self.urls[place.server]}/{place.address}" + (
            f"?noegle={self.keys[name]}" if name in self.keys else ""
        )


def places() -> tuple[Place, ...]:
    """Return every page as a visitor meets it, and in the states it must survive."""
    return (
        *(Place("data", address) for address in ALL),
        Place("focus: a shift", SHIFT),
        Place("focus: too few points", f"{FOCUS}&fra=2026-03"),
        Place("focus: unknown indicator", "indikator?indikator=X99"),
        Place("focus: files to take away", SHIFT, act="popover"),
        Place("a project is open", "forbedring?projekt=kontakt"),
        Place("error card", "metode", act="error card"),
        *(Place("all unfolded", address, act="unfold") for address in (*ALL, "forbedring?projekt=kontakt")),
        *(Place("filtered to nothing", f"{address}?{NOTHING_LEFT}") for address in WITH_CHARTS),
        *(Place("English", in_english(address)) for address in ALL),
        *(Place("no rows at all", address, "empty") for address in ALL),
        *(Place("one course", address, "small") for address in ALL),
        Place("own sheet: no folder yet", "data", "own"),
        Place("own sheet: columns", "data", "own", act="give a sheet"),
        Place("own sheet: tried", "data", "own", act="try a sheet"),
        Place("sheet of the board", SHEET, themes=("light",), is_streamlit=False),
        Place("sheet of the board", in_english(SHEET), themes=("light",), is_streamlit=False),
        *(Place("wall", f"vaeg/{theme}", themes=(theme,), is_streamlit=False) for theme in driver.THEMES),
    )


def in_english(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}sprog=English"


@contextmanager
def servers(asked: Collection[str]) -> Iterator[Stage]:
    """Serve what is asked for: a sample with a team and two walls, no rows, one course, a folder that is not there."""
    with TemporaryDirectory() as scratch, ExitStack() as running:
        folder, state = Path(scratch), Path(scratch) / "state"
        state.mkdir()
        sample_team.write(state, date.today())
        folders = {
            "sample": driver.SAMPLE,
            "empty": write_folder(folder / "empty", {}),
            "small": write_folder(folder / "small", ONE_COURSE),
            "own": folder / "own",
        }
        keys = hang_walls(state)
        kept = {name: state if name == "sample" else None for name in folders}
        urls = {
            name: running.enter_context(driver.dashboard(data, state=kept[name])).url
            for name, data in folders.items()
            if name in asked
        }
        yield Stage(urls, keys)


def hang_walls(state: Path) -> dict[str, str]:
    """Hang a wall of each theme, and return their keys."""
    kept, at = store.open_store(state), datetime.combine(date.today(), datetime.min.time())
    for theme in driver.THEMES:
        store.add_wall(kept, Wall(name=theme, municipality="907", slides=SLIDES, theme=Theme(theme)), at=at)
    keys = {theme: store.make_key(kept, theme, at=at) for theme in driver.THEMES}
    kept.dispose()
    return keys


def show_error_card(page: Page) -> None:
    """Put the card on a page that works: nobody knows how to make one fail on purpose."""
    card = html.render("error", text=sentence("error", id="0a1b2c3d"))
    page.locator("h1").evaluate("(h1, card) => h1.insertAdjacentHTML('afterend', card)", str(card))


def unfold(page: Page) -> None:
    """Open whatever is folded away in the page itself."""
    folded = page.locator("[data-testid=stMain] details:not([open]) > summary").filter(visible=True)
    while folded.count():
        folded.first.click()
        driver.wait_until_idle(page)


def open_popover(page: Page) -> None:
    """Press the first button that opens something over the page."""
    page.locator("[data-testid=stMain] [data-testid=stPopover] button").first.click()
    page.locator("[data-testid=stPopoverBody]").first.wait_for()
    driver.wait_until_idle(page)


def give_a_sheet(page: Page) -> None:
    """Choose a sheet with odd headers."""
    with TemporaryDirectory() as scratch:
        sheet = example_sheet.write(Path(scratch) / own_sheet_walk.SHEET_NAME)
        own_sheet_walk.give(page, own_sheet_walk.SHEET_NAME, sheet.read_bytes())


def try_a_sheet(page: Page) -> None:
    """Answer what the sheet leaves open, and try it without keeping anything."""
    give_a_sheet(page)
    own_sheet_walk.pick(page, "Kommune: det samme for alle rækker", "Odense")
    own_sheet_walk.pick(page, "Henvist fra: »Amb. Vest«", "Sygehus, medicinsk")
    own_sheet_walk.press(page, "Prøv uden at gemme")


ACTS: Mapping[str, Callable[[Page], None]] = {
    "": lambda _: None,
    "error card": show_error_card,
    "unfold": unfold,
    "popover": open_popover,
    "give a sheet": give_a_sheet,
    "try a sheet": try_a_sheet,
}
