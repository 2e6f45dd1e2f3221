"""A day of use that ends with a search for CPR numbers in everything that was written.

``python -m benchmarks.day --scan FILE`` takes a sheet with CPR numbers through the pages of a real server, as in the
tutorial, and then types such numbers wherever people may type: team, project, note, own series, saved view, address.
Every page is read in both languages, files are taken out, a wall and a board are shown, a backup is made. The scanning
program, called with the folder and ``--canary NUMBER`` for some of the numbers, must find none of them.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from playwright.sync_api import Page

from dashboard.navigation import PAGES
from qi import store
from qi.improvement import Team
from qi.store import Wall
from scripts import driver, example_sheet, own_sheet_walk

AT = datetime(2026, 11, 23)
CPR = example_sheet.rows()[0][1]
"""The first number of the sheet: it is also what people type where it does not belong."""
REFUSED = re.compile("CPR-nummer")


def keep(page: Page, folder: Path, name: str) -> None:
    (folder / f"{re.sub(r'[^a-z0-9-]+', '_', name)}.html").write_text(page.content(), encoding="utf-8")


def type_where_one_may(page: Page, url: str, folder: Path) -> list[str]:
    """Type the number into every kind of text and return what was said: each must be refused."""
    said = []

    def send(label: str, button: str, name: str) -> None:
        field = page.get_by_label(label, exact=True).last
        field.fill(f"Ring til {CPR}")
        own_sheet_walk.press(page, button)
        said.append(f"{name}: {' '.join(page.locator('.kt-notice').all_inner_texts())}")
        field.fill("")  # what was typed stays in the field of who typed it, so that it can be mended
        driver.wait_until_idle(page)
        keep(page, folder, f"typed-{name}")

    driver.open_page(page, f"{url}/forbedring")
    send("Navn", "Opret team", "team")
    page.get_by_label("Navn", exact=True).last.fill("Teamet")
    own_sheet_walk.press(page, "Opret team")
    for label in ("Hvad", "Hvor meget"):
        page.get_by_label(label, exact=True).last.fill("x")
    send("Titel", "Opret projekt", "project")
    page.get_by_label("Titel", exact=True).last.fill("Kontakt")
    own_sheet_walk.press(page, "Opret projekt")
    page.locator("[data-testid=stExpander]").filter(has_text="Tilføj note").last.click()
    send("Titel", "Gem note", "note")
    driver.open_page(page, f"{url}/registrer")
    send("Navn", "Opret indikator", "own numbers")
    driver.open_page(page, f"{url}/visninger")
    send("Navn", "Gem", "view")
    return said


def read_every_page(page: Page, url: str, folder: Path) -> int:
    addresses = [entry.address for entry in PAGES] + ["indikator?indikator=P02"]
    asked = [f"/{one}{'&' if '?' in one else '?'}sprog={lang}" for one in addresses for lang in ("Dansk", "English")]
    asked += [
        f"/?kommune={quote(str(CPR))}",
        f"/tavle?team={quote(str(CPR))}",
        f"/indikator?indikator={quote(str(CPR))}",
    ]
    for number, address in enumerate(asked):
        driver.open_page(page, url + address)
        keep(page, folder, f"page-{number}")  # an address may hold the number, and a name of ours must not
    return len(asked)


def take_files_out(page: Page, url: str, state: Path, folder: Path) -> None:
    kept = store.open_store(state)
    team = store.every(kept, Team)[0]
    store.add_wall(kept, Wall(name="dag", municipality="461", slides=(("P01", "P02"),)), at=AT)
    key = store.make_key(kept, "dag", at=AT)
    kept.dispose()
    driver.open_page(page, f"{url}/indikator?indikator=P02")
    with page.expect_download() as got:
        page.get_by_role("button", name="CSV").first.click()
    got.value.save_as(folder / got.value.suggested_filename)
    for path in ("tavle/print", "tavle/print.pdf", "tavle/slides.pptx"):
        answer = page.request.get(f"{url}/{path}?team={team.id}")
        (folder / path.replace("/", "-")).write_bytes(answer.body())
    for part in ("", "/tilstand", "/billeder"):
        answer = page.request.get(f"{url}/vaeg/dag{part}?noegle={key}")
        (folder / f"wall{part.replace('/', '-')}.html").write_bytes(answer.body())


def qi(*arguments: str, to: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "qi", *arguments], check=True, capture_output=True, cwd=driver.ROOT)
    to.write_bytes(done.stdout + done.stderr)


def use(folder: Path, say: Callable[[str], None]) -> None:
    """Spend the day; everything that is written lies in ``folder`` afterwards."""
    state, data, pages = folder / "state", folder / "data", folder / "pages"
    for made in (pages, folder / "tmp", folder / "out"):
        made.mkdir()
    os.environ["KVALITETSTAVLE_PSEUDONYM_KEY"] = str(folder / "key" / "pseudonym.key")
    with TemporaryDirectory(dir="/dev/shm") as given:
        sheet = example_sheet.write(Path(given) / "sheet.xlsx").read_bytes()
    with ExitStack() as stack:
        browser = stack.enter_context(driver.chromium())
        os.environ["TMPDIR"] = str(folder / "tmp")  # what the server leaves in temporary files is found too
        server = stack.enter_context(driver.dashboard(data, state=state))
        page = driver.danish_context(browser).new_page()
        for stop in own_sheet_walk.walk(page, server.url, sheet):
            keep(page, pages, stop.name)
        for said in type_where_one_may(page, server.url, pages):
            say(f"typed in {said}")
            assert REFUSED.search(said), said
        say(f"pages read: {read_every_page(page, server.url, pages)}")
        take_files_out(page, server.url, state, folder / "out")
        (folder / "server.log").write_text(server.log(), encoding="utf-8")
    place = ("--state", str(state))
    qi("backup", str(folder / "backup.zip"), "--data", str(data), *place, to=folder / "backup.txt")
    qi("state", "export", str(folder / "state.zip"), *place, to=folder / "export.txt")
    qi("log", *place, to=folder / "log.txt")
    with closing(sqlite3.connect(state / "state.sqlite")) as plain:
        # Everything in the one file, as a scanner expects it; last, for each command sets it back.
        plain.execute("pragma journal_mode=delete")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scan", type=Path, required=True, help="file with the scanning program")
    options = parser.parse_args()
    numbers = [str(row[1]) for row in example_sheet.rows()[:10]]
    canaries = [word for number in numbers for word in ("--canary", number)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        use(folder, print)
        files = [file for file in folder.rglob("*") if file.is_file()]
        print(f"scanning {len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.0f} MB")
        found = subprocess.run([sys.executable, str(options.scan), name, *canaries], check=False).returncode
        probe = folder / "probe.txt"
        probe.write_text(f"cpr {numbers[0]}", encoding="utf-8")
        blind = subprocess.run([sys.executable, str(options.scan), str(probe)], check=False, capture_output=True)
    print(f"a number put there on purpose is {'found' if blind.returncode else 'NOT found'}")
    return int(found != 0 or blind.returncode == 0)


if __name__ == "__main__":
    sys.exit(main())
