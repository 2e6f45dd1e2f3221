"""Every chart stands in a card of its own, and its picture says the verdict to those who cannot see it."""

import re

import pytest

from dashboard import filters
from qi.analysis import analyse_all
from qi.sources import open_dataset
from qi.wording import verdict_text
from scripts import driver

KEY = re.compile(r"st-key-card-([\w-]+)")
PAGES_WITH_CHARTS = ("/", "/henvisninger", "/svarprocenter", "/udbytte", "/behov")


@pytest.fixture(scope="module")
def said():
    """The card sentence of every indicator for the selection a visitor starts with, straight from the method."""
    data = open_dataset(driver.SAMPLE)
    analyses = analyse_all(data, filters.selection_of({}, data))
    return {one.indicator.key: verdict_text(one.facts, "da").card for one in analyses}


@pytest.fixture(scope="module", params=PAGES_WITH_CHARTS)
def drawn(request, server, browser):
    """What each card of a page holds: (key, accessible names of its pictures)."""
    context = driver.danish_context(browser)
    page = context.new_page()
    driver.open_page(page, server.url + request.param)
    cards = [
        (
            KEY.search(card.get_attribute("class")).group(1),
            [picture.get_attribute("aria-label") for picture in card.locator("[role=img]").all()],
        )
        for card in page.locator("[class*=st-key-card-]").all()
    ]
    context.close()
    return cards


def test_a_page_with_charts_has_cards_with_different_keys(drawn):
    keys = [key for key, _ in drawn]
    assert keys
    assert len(set(keys)) == len(keys)


def test_every_picture_has_a_name(drawn):
    assert [key for key, names in drawn if not all(names)] == []


def test_every_indicator_with_a_run_chart_has_its_picture(drawn, said):
    assert [key for key, names in drawn if key in said and not names] == []


def test_every_picture_says_the_verdict_that_the_method_gives(drawn, said):
    silent = [key for key, names in drawn if key in said and not all(said[key] in name for name in names)]
    assert silent == []


def test_the_focus_page_says_what_its_picture_says_and_arrow_keys_step_its_points(server, visit, said):
    key = next(iter(said))
    page = visit(server).open(f"/indikator?indikator={key}")
    assert said[key] in page.locator("[data-testid=stMain]").inner_text()
    assert page.locator(f'[aria-label*="{said[key]}"]').count() > 0
    reader = page.get_by_role("slider", name="Læs diagrammet punkt for punkt")
    reader.focus()
    last = reader.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowLeft")
    assert reader.get_attribute("aria-valuetext") != last
    assert page.locator(".kt-reader b").inner_text() == reader.get_attribute("aria-valuetext")
    page.keyboard.press("End")
    assert reader.get_attribute("aria-valuetext") == last
    page.keyboard.press("Home")
    assert reader.get_attribute("aria-valuenow") == "1"
