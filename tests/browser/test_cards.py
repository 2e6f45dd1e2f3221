"""Every chart stands in a card whose sentence the picture repeats to those who cannot see it."""

import re

import pytest

CARDS = "[class*=st-key-card-]"
KEY = re.compile(r"st-key-card-([A-Za-z0-9_-]+)")
PAGES_WITH_CHARTS = ("/", "/henvisninger", "/svarprocenter", "/udbytte", "/behov")


def key_of(card):
    return KEY.search(card.get_attribute("class")).group(1)


@pytest.fixture(scope="module", params=PAGES_WITH_CHARTS)
def drawn(request, server, browser):
    """What each card of one page shows: (key, text, accessible name of its picture)."""
    from scripts import driver

    context = driver.danish_context(browser)
    page = context.new_page()
    driver.open_page(page, server.url + request.param)
    cards = [
        (key_of(card), card.inner_text(), [p.get_attribute("aria-label") for p in card.locator("[role=img]").all()])
        for card in page.locator(CARDS).all()
    ]
    context.close()
    return cards


def test_there_are_cards(drawn):
    assert len(drawn) > 0


def test_no_two_cards_of_a_page_share_a_key(drawn):
    keys = [key for key, _, _ in drawn]
    assert len(set(keys)) == len(keys)


def test_every_picture_has_an_accessible_name(drawn):
    assert [key for key, _, names in drawn if not names or not all(names)] == []
