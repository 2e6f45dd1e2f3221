"""Hardly any data, no data at all, or names that look like markup: every page says so and stays usable."""

from dataclasses import fields
from datetime import date, datetime
from urllib.parse import quote

import pytest

from dashboard.navigation import PAGES
from qi import store
from qi.improvement import Cycle, DataUse, Meeting, NextStep, Note, OwnIndicator, Project, Team, TeamGoal
from qi.improvement.project import Driver, FamilyMeasure, Role
from qi.indicators import INDICATORS
from scripts import driver
from tests.browser.conftest import visitors
from tests.folders import ONE_COURSE, write_folder

ADDRESSES = [f"/{page.address}" for page in PAGES] + [f"/indikator?indikator={key}" for key in list(INDICATORS)[:3]]
HOSTILE = "<img src=x onerror=hit=1><a href='javascript:hit=1'>a</a><style>p{--hit:1}</style>[b](javascript:hit=1)"
"""What a name or a text may hold, as long as a line: it must stand on the page as the characters it is."""

HITS = """[
  window.hit && 'a script ran',
  [...document.querySelectorAll('p')].some(p => getComputedStyle(p).getPropertyValue('--hit')) && 'a style held',
  document.querySelector('a[href^="javascript:" i]') && 'a link leads to a script',
  document.querySelector('img[src=x]') && 'a text became an element',
].filter(Boolean)"""

TEAM = "team"


def hostile_names():
    municipalities = [dict(row, name=HOSTILE) for row in ONE_COURSE["municipalities"][:1]]
    units = [dict(row, name=HOSTILE) for row in ONE_COURSE["units"]]
    return ONE_COURSE | {"municipalities": municipalities, "units": units}


FOLDERS = {"no rows at all": {}, "one course, names that are markup": hostile_names()}


def written(kind, **values):
    """A record whose every text is hostile, as long as the field may be."""
    texts = {one.name: HOSTILE for one in fields(kind) if "most" in one.metadata}
    return kind(**texts | values)


def hostile_work():
    on = date(2024, 3, 4)
    return {
        TEAM: written(Team, municipality="901", core=("R01", "R03", "P01", "P02")),
        "project": written(
            Project, team=TEAM, drivers=(Driver(HOSTILE),), measures=(FamilyMeasure("R01", Role.PROCESS),)
        ),
        "cycle": written(Cycle, team=TEAM, project="project", starts_on=on, ends_on=on, indicators=("R01",)),
        "note": written(Note, on=on, team=TEAM),
        "meeting": written(Meeting, team=TEAM, held_on=on, ended_at=datetime(2024, 3, 4, 8)),
        "step": written(NextStep, team=TEAM, project="project"),
        "use": written(DataUse, team=TEAM, on=on),
        "goal": written(TeamGoal, team=TEAM, indicator="R01", value=1, since=on),
        "own": written(OwnIndicator, team=TEAM),
    }


@pytest.fixture(scope="module", params=FOLDERS)
def reader(request, tmp_path_factory, browser):
    """One visitor of a server with next to nothing on it, who goes through all pages."""
    place = tmp_path_factory.mktemp("data")
    folder = write_folder(place / "folder", FOLDERS[request.param])
    if "markup" in request.param:
        kept, at, work = store.open_store(place), datetime(2024, 3, 4), hostile_work()
        store.add_all(kept, work.values(), by=HOSTILE, at=at, ids=work)
        store.add_view(kept, store.SavedView(name=HOSTILE, page="henvisninger", query={}, saved_at=at))
        kept.dispose()
    with driver.dashboard(folder, state=place) as server, visitors(browser) as new:
        yield new(server)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_stays_usable(address, reader):
    page = reader.open(address)
    assert page.locator("h1").count() == 1
    assert page.get_by_text("fejlnummer").count() == 0
    assert page.evaluate(HITS) == []


WRITTEN = [f"/tavle?team={TEAM}", f"/tavle/print?team={TEAM}", f"/forbedring?team={TEAM}&projekt=project"]
IN_A_LINK = [f"{page}={quote(HOSTILE[:26])}" for page in ("/?kommune", "/?sprog=en&forloeb", "/indikator?indikator")]


@pytest.mark.parametrize("reader", ["one course, names that are markup"], indirect=True)
@pytest.mark.parametrize("address", [*WRITTEN, *IN_A_LINK])
def test_what_people_write_and_what_stands_in_a_link_is_text_and_nothing_else(address, reader):
    page = reader.page
    page.goto(reader.server.url + address)
    page.get_by_text("<img src=x onerror=hit=1>").first.wait_for()
    assert page.evaluate(HITS) == []


def test_a_municipality_without_data_is_told_in_a_sentence(reader):
    reader.open("/henvisninger?kommune=902").get_by_text("Ingen tal endnu").first.wait_for()


@pytest.mark.parametrize("address", ["/", "/henvisninger", "/svarprocenter", "/udbytte", "/behov"])
def test_a_filter_that_leaves_nothing_is_told_in_a_sentence(address, walker):
    page = walker.open(f"{address}?alder=18-39&uddannelse=basic&kilde=A15&lov=140&fra=2026-10&til=2026-10")
    assert page.locator("h1").count() == 1
