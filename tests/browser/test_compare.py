"""A manager's walk: from a link to which two municipalities to call, about what, and how sure we are.

Nine invented municipalities, 30 to 70 courses a month in each. Contact within five working days holds for 70 %,
but for 40 % in Ådal all the time, and in Elmholt it fell from 78 to 60 % in January 2024.
"""

import io
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from dashboard.components import take_away
from scripts import driver
from tests.qi.folder import PLACES, course, event, write_folder

NAMES = ("Birkelev", "Dyrby", "Elmholt", "Fugleø", "Grønhede", "Hjortlund", "Kærby", "Østerå", "Ådal")
MONTHS = 28
FIRST = date(2022, 9, 1)
FELL = date(2024, 1, 1)


def share_kept(name, month):
    if name == "Ådal":
        return 0.40
    return (0.60 if month >= FELL else 0.78) if name == "Elmholt" else 0.70


def rows():
    """All courses, and their contact after 1 day or after 20."""
    rng = np.random.default_rng(11)
    courses, events = [], []
    for m, name in enumerate(NAMES):
        for i in range(MONTHS):
            month = date(FIRST.year + (FIRST.month - 1 + i) // 12, (FIRST.month - 1 + i) % 12 + 1, 1)
            for kept in rng.random(30 + 5 * m) < share_kept(name, month):
                number = len(courses)
                received = month + timedelta(days=int(rng.integers(0, 25)))
                courses.append(course(number, received, municipality=f"{801 + m}", unit=f"u{m}"))
                events.append(event(number, "contact", received + timedelta(days=1 if kept else 20)))
    return courses, events


def nine_municipalities(folder):
    """Write the data of the nine municipalities and return the folder."""
    courses, events = rows()
    tables = {
        **PLACES,
        "municipalities": [
            {"municipality": f"{801 + m}", "name": name, "population": 40_000, "expected_need": None}
            for m, name in enumerate(NAMES)
        ],
        "units": [{"unit": f"u{m}", "municipality": f"{801 + m}", "name": "Team"} for m in range(len(NAMES))],
        "courses": courses,
        "events": events,
    }
    return write_folder(folder, tables, first_month=f"{FIRST}")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = nine_municipalities(tmp_path_factory.mktemp("nine") / "data")
    with driver.dashboard(folder, state=tmp_path_factory.mktemp("state")) as running:
        yield running


def opened(visit, server, address, **size):
    """The page, when the numbers across municipalities have been prepared."""
    one = visit(server, **size)
    page = one.open(f"/sammenligning{address}")
    page.locator(".st-key-card-compare-matrix").wait_for(timeout=driver.PATIENCE)
    one.wait()
    return page


def test_a_manager_finds_whom_to_call_about_what_and_how_sure_we_are(server, visit):
    page = opened(visit, server, "?indikator=P01&fra=2022-09")
    compared = page.locator(".st-key-card-compare")
    # Who lies outside what is expected, and by how much?
    assert "8 af 9 kommuner ligger inden for den forventede variation" in compared.inner_text()
    assert "Ådal ligger under det forventede" in compared.inner_text()
    assert page.locator(".st-key-card-compare svg[role=img]").filter(visible=True).count() == 1
    # Has anybody's own level moved, and how often would chance alone make so clear a pattern?
    first = page.locator(".st-key-card-compare-matrix .first li").first
    assert "Elmholt · Kontakt inden 5 hverdage" in first.inner_text()
    assert "højst 1 ud af 20 kun tilfældighed" in first.inner_text()
    # The line itself, before anybody calls.
    first.get_by_role("link").click()
    page.wait_for_url("**/indikator?**")
    driver.wait_until_idle(page)
    assert "Elmholt" in page.locator("[data-testid=stMain]").inner_text()
    assert "Ikke-tilfældig variation" in page.locator("[data-testid=stMain]").inner_text()


def test_the_order_of_lists_is_by_name_and_nothing_ranks(server, visit):
    page = opened(visit, server, "?indikator=P01&fra=2022-09")
    page.get_by_text("Vis tal").first.click()
    names = page.locator(".st-key-card-compare tbody th").all_inner_texts()
    assert names == list(NAMES)
    assert page.locator(".kt-matrix thead th").all_inner_texts()[1:-1] == list(NAMES)
    assert "ikke til at rangere" in page.locator(".st-key-card-compare").inner_text()


def test_every_municipality_has_its_own_line_beside_and_signals_come_first(server, visit):
    page = opened(visit, server, "?indikator=P01&fra=2022-09")
    lines = page.locator(".kt-line .unit").all_inner_texts()
    assert lines[0] == "Elmholt"
    assert sorted(lines) == sorted(NAMES)
    assert "samme skala" in page.locator(".st-key-card-compare-lines").inner_text()


def downloaded(page, label):
    with page.expect_download(timeout=driver.PATIENCE) as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    driver.wait_until_idle(page)
    return Path(waiting.value.path()).read_bytes()


def test_what_is_compared_can_be_taken_away_and_says_no_more_than_the_page(server, visit):
    page = opened(visit, server, "?indikator=P01&fra=2022-09")
    page.get_by_text("Vis tal").first.click()
    shown = [row.split("\t")[:3] for row in page.locator(".st-key-card-compare tbody tr").all_inner_texts()]
    lines = downloaded(page, "Hent CSV").decode("utf-8-sig").splitlines()
    rows = [line.split(";") for line in lines[-9:]]
    assert [[name, f"{value} %", n] for name, value, n, *_ in rows] == [
        [cell.replace("\u00a0", " ").replace(".", "") for cell in row] for row in shown
    ]
    assert lines[0] == "Kontakt inden 5 hverdage"
    assert "Syntetiske data" in lines
    book = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(page, "Hent Excel")))
    assert book.sheet_names == ["Sammenligning", "Over tid", "Alle indikatorer", "Ordbog", "Om filen"]
    assert downloaded(page, "Hent som billede (PNG)").startswith(b"\x89PNG")


def test_the_overview_and_the_way_can_be_taken_away_when_their_numbers_are_checked(server, visit):
    tab = visit(server)
    page = tab.open("/")
    page.get_by_role("button", name="Gør Excel-filen klar").click()
    page.get_by_role("button", name="Hent alle tal på siden med ordbog (Excel)").wait_for(timeout=driver.PATIENCE)
    # The look for progress may come once more, and a press while the page is drawn again is lost.
    page.wait_for_timeout(1000 * take_away.LOOK_SECONDS)
    tab.wait()
    overview = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(page, "Hent alle tal på siden med ordbog (Excel)")))
    assert overview.get_sheet_by_name("Om filen").to_python()[0] == ["Overblik"]
    page = tab.open("/vejen")
    way = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(page, "Hent tallene over tid med ordbog (Excel)")))
    assert {row[0] for row in way.get_sheet_by_name("Data").to_python()[1:]} >= {"R01", "P01"}
    page = tab.open("/lighed?kommune=801&kommune=802")
    assert "Tal kan tages med ud for én kommune" in page.locator(".st-key-tag-med").inner_text()


def test_on_a_phone_nothing_scrolls_sideways_and_the_matrix_is_a_list(server, visit):
    page = opened(visit, server, "?indikator=P01", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator(".kt-matrix").is_visible()
    assert page.locator(".kt-chips").is_visible()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("?sammenlign=unit", "kun sammenlignes inden for én kommune"),
        ("?kommune=801", "mindst to med tal"),
        ("?fra=2024-11&til=2024-11", "intet helt kvartal"),
        ("?indikator=P09", "Gennemsnit og medianer"),
        ("?indikator=ukendt&sammenlign=forkert", "ukendt"),
        ("?koen=unknown&indikator=P01", "På tværs af kommuner viser vi kun"),
        ("?sammenlign=age_group&kommune=801", "mindst to med tal"),
        ("?indikator=P13", "mindst to med tal"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(walker, address, said):
    page = walker.open(f"/sammenligning{address}")
    assert said in page.locator("[data-testid=stMain]").inner_text()
