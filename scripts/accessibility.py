"""Look at every page as a machine can, and write it down: ``python -m scripts.accessibility [--minutes 5]``.

axe-core on page x state x theme, on paper, on the sheet of the board and on walls; then what axe does not see: names of
charts, stops of the Tab key, widths down to 320 px, and text with more space. What was seen is kept in
``var/accessibility`` until a file that counts is changed, so a run that was stopped goes on where it was. The page of
evidence is written only when every place has been seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import streamlit
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from scripts import axe, driver
from scripts.accessibility_checks import CHECKS
from scripts.accessibility_places import ACTS, Place, Stage, places, servers

EVIDENCE = driver.ROOT / "docs" / "reference" / "accessibility-evidence.md"
KEPT = driver.ROOT / "var" / "accessibility"
WHAT_COUNTS = (
    *("dashboard", "qi", "static", ".streamlit", "data/sample"),
    *("scripts/accessibility_places.py", "scripts/accessibility_checks.py", "scripts/axe.py", "scripts/axe_core"),
)
"""What draws and what looks: when one of these is changed, all is looked at again."""

PRINT = "print"
LOOKS = (*driver.THEMES, PRINT)
SIZES = {True: (1280, 900), False: (1920, 1200)}
"""Of a window for a page of Streamlit, and for what is none: sheet and wall."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at one place: by theme what axe says, by check what is amiss; empty where all is well.

    ``failed`` says why nobody could look.
    """

    place: Place
    axe: Mapping[str, list[str]] = field(default_factory=dict)
    amiss: Mapping[str, list[str]] = field(default_factory=dict)
    failed: str = ""


def main() -> int:
    asked = _asked()
    notes = KEPT / f"{fingerprint()}.jsonl"
    seen = read(notes)
    left = [place for place in places() if place not in seen and place.state.startswith(asked.state)]
    stop_at = time.monotonic() + 60 * asked.minutes
    with driver.chromium() as browser:
        if left:
            with servers({place.server for place in left}) as stage:
                for found in visit(browser, stage, left, lambda: time.monotonic() > stop_at):
                    keep(notes, found)
                    seen[found.place] = found
                    print(row(found), *_told([found]), sep="\n", flush=True)
        return conclude([seen[place] for place in places() if place in seen], browser.version)


def conclude(found: Sequence[Found], chromium: str) -> int:
    """Say how far it came; write the page of evidence when every place was seen."""
    looked = [one for one in found if not one.failed]
    amiss = _told(looked)
    print(f"{len(looked)} of {len(places())} places, {sum(map(_count, looked))} violations, {len(amiss)} lines amiss")
    if len(looked) < len(places()):
        print("run again for the rest: the page of evidence is written when all are seen")
        return 1
    EVIDENCE.write_text(report(looked, chromium), encoding="utf-8")
    return min(len(amiss), 1)


def visit(browser: Browser, stage: Stage, left: Sequence[Place], is_over: Callable[[], bool]) -> Iterator[Found]:
    """Look at one place after the other with one visitor for each kind of window, until the time is over."""
    visitors: dict[bool, Page] = {}
    for place in left:
        if is_over():
            return
        if place.is_streamlit not in visitors:
            width, height = SIZES[place.is_streamlit]
            visitors[place.is_streamlit] = driver.danish_context(browser, width=width, height=height).new_page()
        try:
            yield look(visitors[place.is_streamlit], stage.address(place), place)
        except (BrowserError, TimeoutError) as error:
            yield Found(place, failed=str(error).splitlines()[0])
            with suppress(BrowserError):
                visitors.pop(place.is_streamlit).context.close()


def look(page: Page, url: str, place: Place) -> Found:
    """Visit a place once, in its themes; in the state with data also on paper, and ask what axe does not."""
    if place.is_streamlit:
        driver.open_page(page, url)
    else:
        page.goto(url)
        page.locator(".num").first.wait_for()
    page.wait_for_timeout(300)
    ACTS[place.act](page)
    said = {}
    for theme in place.themes:
        if place.is_streamlit:
            axe.set_theme(page, theme)
        said[theme] = axe.violations(page)
    if place.state != "data":
        return Found(place, said)
    axe.set_theme(page, "light")
    page.emulate_media(media="print")
    said[PRINT] = axe.violations(page)
    page.emulate_media(media="screen")
    return Found(place, said, {name: check(page) for name, check in CHECKS.items()})


def fingerprint() -> str:
    """Return what stands for every file that counts: a look is good only for what was looked at."""
    files = (path for name in WHAT_COUNTS for path in ((driver.ROOT / name), *(driver.ROOT / name).rglob("*")))
    kept = sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts)
    total = hashlib.sha256()
    for path in kept:
        total.update(f"{path.relative_to(driver.ROOT)}\0".encode() + path.read_bytes())
    return total.hexdigest()[:16]


def keep(notes: Path, found: Found) -> None:
    notes.parent.mkdir(parents=True, exist_ok=True)
    with notes.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")


def read(notes: Path) -> dict[Place, Found]:
    """Return what earlier runs saw of the same files; what failed or was amiss is looked at again."""
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    found = (Found(_place(said.pop("place")), **said) for said in map(json.loads, lines))
    return {one.place: one for one in found if not _told([one])}


def _place(said: dict[str, object]) -> Place:
    return Place(**{**said, "themes": tuple(said["themes"])})  # type: ignore[arg-type]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="stop after so many; run again for the rest")
    parser.add_argument("--state", default="", help="only the states that begin so")
    return parser.parse_args()


def row(found: Found) -> str:
    """Return one line of the table."""
    looks = (str(len(found.axe[look])) if look in found.axe else "–" for look in LOOKS)
    checks = (str(len(found.amiss[name])) if found.amiss else "–" for name in CHECKS)
    return f"| {found.place.state} | `/{found.place.address}` | {' | '.join((*looks, *checks))} |"


def report(found: Sequence[Found], chromium: str) -> str:
    """Return the page of evidence."""
    versions = f"axe-core {axe.version()}, Chromium {chromium}, Streamlit {streamlit.__version__}, {platform.system()}"
    heads = ["state", "address", *(f"axe, {look}" for look in LOOKS), *CHECKS]
    table = f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n" + "\n".join(map(row, found))
    looks = sum(len(one.axe) for one in found)
    by_look = {look: sum(len(one.axe.get(look, ())) for one in found) for look in LOOKS}
    return f"""# Accessibility: what was measured

Written by `python -m scripts.accessibility` on {date.today()}: {versions}.

{INTRODUCTION}

{len(found)} of {len(places())} places were visited; {looks} looks by axe-core, {sum(map(_count, found))} violations
({", ".join(f"{look} {n}" for look, n in by_look.items())}).

{table}

## What is amiss

{chr(10).join(_told(found)) or "Nothing."}

{NOT_SEEN}
"""


def _told(found: Sequence[Found]) -> list[str]:
    return [
        f"- {one.place.state}, `/{one.place.address}`, {name}: {text}"
        for one in found
        for name, texts in (*one.axe.items(), *one.amiss.items(), ("not seen", [one.failed] if one.failed else []))
        for text in texts
    ]


def _count(found: Found) -> int:
    return sum(map(len, found.axe.values()))


INTRODUCTION = """Numbers in the table are faults: rules of WCAG 2.1 A and AA that axe-core finds broken in the
light and the dark theme and on paper, pictures without a name (1.1.1), fields whose edge is faint (1.4.11), stops of
the Tab key whose focus cannot be seen (2.1.1, 2.4.7), elements beyond the edge at 640 px (200 % zoom, 1.4.4) and 320 px
(reflow, 1.4.10), and texts cut when letters, words and lines get more space (1.4.12). `–` was not asked there."""

NOT_SEEN = """## What no machine sees

Rules find about half of the obstacles people meet. The board was also read as a screen reader gets it
(`screen-reader-board.md`), and `python -m scripts.contact_sheets` draws every page in both languages, both themes and
three widths, to be looked at by a person: what was seen and mended stands in `looked-at.md`. Nobody who depends on a
screen reader has tried the pages yet."""


if __name__ == "__main__":
    sys.exit(main())
