"""What the server sends to a screen: the page, its state and its slides, or a Danish slide that says why not."""

import re
import time
from dataclasses import replace
from datetime import datetime

import pytest

from dashboard import cache
from dashboard.wall.screen import screen_of
from qi import store, wording
from qi.indicators import INDICATORS
from qi.store import Theme, Wall

AT = datetime(2026, 11, 24)
FOUR = Wall(name="havnsted", municipality="907", slides=(("P01",), ("P12", "P03", "D01", "P02")))
SIX = Wall(name="seks", municipality="907", slides=(("R01", "P01", "P12", "P11", "D01", "P13"),))


def part(address, name):
    return address.replace("?", f"/{name}?")


def test_the_page_is_danish_and_needs_no_other_request_but_the_font(hung):
    page = hung.get(hung.address(FOUR))
    assert page.status_code == 200
    assert '<html lang="da"' in page.text
    assert re.findall(r'(?:src|href)="(?!data:)[^"]+"', page.text) == []


def test_the_page_forbids_every_script_but_its_own(hung):
    policy = hung.get(hung.address(FOUR)).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def test_the_verdict_is_the_sentence_of_the_page(hung):
    page = hung.get(hung.address(FOUR)).text
    facts = cache.published("P01", screen_of(FOUR).selection).facts
    assert wording.verdict_text(facts).headline in page


def test_the_state_is_small_and_changes_its_tag_only_with_what_is_shown(hung):
    address = hung.address(FOUR)
    first, second = (hung.get(part(address, "tilstand")) for _ in range(2))
    assert len(first.content) < 600
    assert first.json()["tag"] == second.json()["tag"]
    store.change_wall(hung.kept, replace(FOUR, theme=Theme.DARK, slides=(("P01",),)), at=AT)
    assert hung.get(part(address, "tilstand")).json()["tag"] != first.json()["tag"]


def test_slides_that_a_screen_has_already_are_not_sent_again(hung):
    address = part(hung.address(FOUR), "billeder")
    tag = hung.get(address).headers["etag"]
    again = hung.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/vaeg/findes-ikke?noegle=x", "/vaeg/havnsted", "/vaeg/havnsted?noegle=forkert"])
def test_an_address_that_gives_no_wall_answers_with_a_danish_slide_and_no_number(hung, address):
    hung.address(FOUR)
    page = hung.get(address)
    assert page.status_code == 404
    assert "Adressen giver ingen vægskærm" in page.text
    assert "Havnsted" not in page.text


def test_a_withdrawn_key_gives_no_number_from_the_next_request_on(hung):
    address = hung.address(FOUR)
    assert "Havnsted" in hung.get(part(address, "tilstand")).text
    store.withdraw_key(hung.kept, store.keys_of(hung.kept, FOUR.name)[0].id, at=AT)
    for name in ("tilstand", "billeder"):
        answer = hung.get(part(address, name))
        assert answer.status_code == 404
        assert "Havnsted" not in answer.text


def test_an_indicator_that_has_vanished_says_so_and_the_others_go_on(hung):
    page = hung.get(hung.address(replace(FOUR, slides=(("P99",), ("P01",))))).text
    assert "Tallet »P99« findes ikke længere" in page
    assert INDICATORS["P01"].title_da in page


def test_a_wall_without_numbers_says_what_to_do(hung):
    assert "Vælg dem på siden Vægskærm" in hung.get(hung.address(replace(FOUR, slides=((),)))).text


def test_a_municipality_that_has_vanished_leaves_a_readable_slide(hung):
    page = hung.get(hung.address(replace(FOUR, municipality="999")))
    assert page.status_code == 200
    assert "Ingen tal" in page.text


def test_the_days_since_the_latest_event_come_with_their_goal(hung):
    page = hung.get(hung.address(replace(FOUR, slides=(("B03",),)))).text.replace("\u00a0", " ")
    assert INDICATORS["B03"].title_da in page
    assert "Målet er mindst 300 dage" in page


def test_single_events_and_gaps_between_them_are_not_offered_to_a_wall():
    from dashboard.wall.screen import offered

    assert "B01" not in {indicator.key for indicator in offered()}


@pytest.mark.parametrize("wall", [FOUR, SIX])
def test_a_slide_is_at_most_30_kilobytes(hung, wall):
    page = hung.get(part(hung.address(wall), "billeder")).text
    assert max(len(slide.encode()) for slide in page.split("<section ")[1:]) <= 30_000


def test_a_screen_that_is_known_costs_less_than_two_milliseconds():
    screen_of(SIX)
    started = time.process_time()
    for _ in range(200):
        screen_of(SIX)
    assert (time.process_time() - started) / 200 < 0.002
