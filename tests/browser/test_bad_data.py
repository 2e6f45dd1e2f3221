"""Hardly any data, no data at all, or names that look like markup: every page says so and stays usable."""

import pytest

from dashboard.navigation import PAGES
from qi.indicators import INDICATORS
from scripts import driver
from tests.browser.conftest import visitors
from tests.folders import ONE_COURSE, write_folder

ADDRESSES = [f"/{page.address}" for page in PAGES] + [f"/indikator?indikator={key}" for key in list(INDICATORS)[:3]]
HOSTILE = "<img src=x onerror=document.title='hit'>"


def hostile_names():
    municipalities = [dict(row, name=HOSTILE) for row in ONE_COURSE["municipalities"][:1]]
    units = [dict(row, name=HOSTILE) for row in ONE_COURSE["units"]]
    return ONE_COURSE | {"municipalities": municipalities, "units": units}


FOLDERS = {"no rows at all": {}, "one course, names that are markup": hostile_names()}


@pytest.fixture(scope="module", params=FOLDERS)
def reader(request, tmp_path_factory, browser):
    """One visitor of a server with next to nothing on it, who goes through all pages."""
    folder = write_folder(tmp_path_factory.mktemp("data") / "folder", FOLDERS[request.param])
    with driver.dashboard(folder) as server, visitors(browser) as new:
        yield new(server)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_stays_usable(address, reader):
    page = reader.open(address)
    assert page.locator("h1").count() == 1
    assert page.get_by_text("fejlnummer").count() == 0
    assert page.title() != "hit"


def test_a_municipality_without_data_is_told_in_a_sentence(reader):
    reader.open("/henvisninger?kommune=902").get_by_text("Ingen tal endnu").first.wait_for()


@pytest.mark.parametrize("address", ["/", "/henvisninger", "/svarprocenter", "/udbytte", "/behov"])
def test_a_filter_that_leaves_nothing_is_told_in_a_sentence(address, walker):
    page = walker.open(f"{address}?alder=18-39&uddannelse=basic&kilde=A15&lov=140&fra=2026-10&til=2026-10")
    assert page.locator("h1").count() == 1
