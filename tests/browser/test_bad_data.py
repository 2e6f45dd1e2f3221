"""Hardly any data, no data at all, or names that look like markup: every page says so and stays usable."""

import pytest

from dashboard.navigation import PAGES
from qi.indicators import INDICATORS
from scripts import driver
from tests.folders import ONE_COURSE, write_folder

ADDRESSES = [f"/{page.address}" for page in PAGES] + [f"/indikator?indikator={key}" for key in list(INDICATORS)[:3]]
HOSTILE = "<img src=x onerror=document.title='hit'>"


def hostile_names():
    municipalities = [dict(row, name=HOSTILE) for row in ONE_COURSE["municipalities"][:1]]
    units = [dict(row, name=HOSTILE) for row in ONE_COURSE["units"]]
    return ONE_COURSE | {"municipalities": municipalities, "units": units}


FOLDERS = {"no rows at all": {}, "one course": ONE_COURSE, "names that are markup": hostile_names()}


@pytest.fixture(scope="module", params=FOLDERS)
def small_server(request, tmp_path_factory):
    folder = write_folder(tmp_path_factory.mktemp("data") / "folder", FOLDERS[request.param])
    with driver.dashboard(folder) as running:
        yield running


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_stays_usable(address, small_server, visit):
    page = visit(small_server).open(address)
    assert page.locator("h1").count() == 1
    assert page.get_by_text("fejlnummer").count() == 0
    assert page.title() != "hit"


def test_a_municipality_without_data_is_told_in_a_sentence(tmp_path, browser):
    with driver.dashboard(write_folder(tmp_path / "folder", ONE_COURSE)) as server:
        context = driver.danish_context(browser)
        page = context.new_page()
        driver.open_page(page, f"{server.url}/henvisninger?kommune=902")
        page.get_by_text("Ingen tal endnu").first.wait_for()
        assert "Traceback" not in server.log()
        context.close()


@pytest.mark.parametrize("address", ["/", "/henvisninger", "/svarprocenter", "/udbytte", "/behov"])
def test_a_filter_that_leaves_nothing_is_told_in_a_sentence(address, server, visit):
    page = visit(server).open(f"{address}?alder=18-39&uddannelse=basic&kilde=A15&lov=140&fra=2026-10&til=2026-10")
    assert page.locator("h1").count() == 1
