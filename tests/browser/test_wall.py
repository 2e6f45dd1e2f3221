"""A wall screen in a real Chromium: it turns grey when nobody answers, comes back by itself, and can be read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from benchmarks.wall.legibility import measure, open_wall
from benchmarks.wall.stage import SLIDES, Stage, stage, until
from qi import store
from qi.store import Theme, Wall
from scripts import driver

REFRESH = 1.0
AT = datetime(2026, 11, 23)


@pytest.fixture(scope="module")
def behind() -> Iterator[Stage]:
    with stage(REFRESH) as made:
        made.start()
        yield made


def state_of(page):
    return page.evaluate("document.body.dataset.state")


def shown(page):
    return page.evaluate("[...document.querySelectorAll('.slide')].findIndex(slide => !slide.hidden)")


@pytest.mark.parametrize(("distance_m", "inches"), [(3, 55), (4, 43), (5, 75)])
def test_every_text_is_legible_from_its_distance_and_nothing_is_cut(behind, browser, distance_m, inches):
    wall = Wall(
        name=f"set-{distance_m}-{inches}", municipality="907", slides=SLIDES, distance_m=distance_m, inches=inches
    )
    page = open_wall(browser, behind.hang(wall))
    seen = measure(page, wall)
    page.context.close()
    assert seen.text >= 16
    assert seen.title >= 20
    assert seen.cut == ()
    assert seen.below == 0


def test_two_screens_of_one_wall_show_the_same_slide(behind, browser):
    address = behind.hang(Wall(name="takt", municipality="907", slides=SLIDES, seconds=2))
    pages = [open_wall(browser, address) for _ in range(2)]
    pages[0].wait_for_timeout(3000)
    until(lambda: shown(pages[0]) == shown(pages[1]), 2)
    for page in pages:
        page.context.close()


def test_a_key_press_holds_the_slide_and_another_lets_it_go(behind, browser):
    page = open_wall(browser, behind.hang(Wall(name="pause", municipality="907", slides=SLIDES, seconds=1)))
    page.keyboard.press(" ")
    held = shown(page)
    page.wait_for_timeout(2500)
    assert shown(page) == held
    assert page.locator("#pause").get_attribute("aria-pressed") == "true"
    page.keyboard.press(" ")
    until(lambda: shown(page) != held, 3)
    page.context.close()


def test_a_withdrawn_key_takes_the_numbers_off_the_screen(behind, browser):
    page = open_wall(browser, behind.hang(Wall(name="trukket", municipality="907", slides=SLIDES)))
    kept = store.open_store(behind.folder / "state")
    store.withdraw_key(kept, store.keys_of(kept, "trukket")[0].id, at=AT)
    until(lambda: "Adressen giver ingen vægskærm" in page.inner_text("#wall"), 5)
    assert page.locator(".num").count() == 0
    assert "Havnsted" not in page.inner_text("body")
    page.context.close()


def test_a_wall_that_has_been_set_up_anew_changes_on_the_screen(behind, browser):
    wall = Wall(name="ny-dragt", municipality="907", slides=SLIDES)
    page = open_wall(browser, behind.hang(wall))
    store.change_wall(store.open_store(behind.folder / "state"), replace(wall, theme=Theme.DARK), at=AT)
    until(lambda: page.locator("html").get_attribute("data-theme") == "dark", 10)
    page.context.close()


def test_the_screen_says_since_when_nobody_answers_and_comes_back_by_itself(behind, browser):
    page = open_wall(browser, behind.hang(Wall(name="dyk", municipality="907", slides=SLIDES[:1])))
    value = page.locator(".num:visible").first.inner_text()
    behind.kill()
    assert until(lambda: state_of(page) == "lost", 10) <= 2 * REFRESH + 0.5
    assert page.inner_text("#notice").startswith("Gamle tal: ingen forbindelse siden")
    assert page.locator(".num:visible").first.inner_text() == value
    behind.start()
    assert until(lambda: state_of(page) == "good", 30) <= 30
    page.context.close()


def test_new_data_appear_without_a_reload_and_broken_data_are_told(behind, browser):
    page = open_wall(browser, behind.hang(Wall(name="nye", municipality="907", slides=SLIDES, promised_days=400)))
    page.evaluate("window.wasHere = true")
    behind.describe(extracted_at="2026-10-30T11:22:00")
    until(lambda: "11.22" in page.inner_text("#fetched"), 60)
    courses = behind.data / "courses.parquet"
    whole = courses.read_bytes()
    courses.write_bytes(b"broken")
    until(lambda: "nye kan ikke læses" in page.inner_text("#notice"), 60)
    courses.write_bytes(whole)
    until(lambda: state_of(page) == "good", 60)
    assert page.evaluate("window.wasHere")
    page.context.close()


def test_the_screen_computer_may_have_the_wrong_time(behind, browser):
    address = behind.hang(Wall(name="ur", municipality="907", slides=SLIDES))
    right = open_wall(browser, address)
    wrong = right.context.browser.new_context(locale="da-DK", timezone_id="America/New_York").new_page()
    wrong.clock.set_fixed_time(datetime(1999, 12, 31, 23, 59))
    wrong.goto(address)
    driver.wait_until(wrong, "document.body.dataset.state")
    until(lambda: wrong.inner_text("#checked") == right.inner_text("#checked"), 5)
    until(lambda: shown(wrong) == shown(right), 5)
    assert wrong.inner_text("#scope") == right.inner_text("#scope")
    for page in (right, wrong):
        page.context.close()


def test_a_wall_is_set_up_previewed_and_opened_by_its_new_address(behind, browser, visit):
    tab = visit(behind)
    page = tab.open("/vaegopsaetning")
    assert page.frame_locator("iframe").locator("h2").first.inner_text() == "Kontakt inden 5 hverdage"
    name = page.get_by_role("textbox", name="Navn", exact=True)
    name.fill("Kræft Sønderby")
    name.press("Enter")
    tab.wait()
    page.get_by_role("button", name="Gem skærm").click()
    tab.wait()
    page.get_by_text("Skærmen kraeft-soenderby er gemt").wait_for()
    page.get_by_role("button", name="Lav ny adresse").click()
    tab.wait()
    address = page.locator("code").inner_text()
    assert "/vaeg/kraeft-soenderby?noegle=" in address
    wall = open_wall(browser, address)
    assert wall.locator("h2").first.inner_text() == "Kontakt inden 5 hverdage"
    wall.context.close()


def test_a_wall_that_somebody_else_has_changed_meanwhile_is_not_overwritten(behind, visit):
    behind.hang(Wall(name="to-redigerer", municipality="907", slides=(("P01",),)))
    tab = visit(behind)
    page = tab.open("/vaegopsaetning?skaerm=to-redigerer")
    kept = store.open_store(behind.folder / "state")
    theirs = next(wall for wall in store.all_walls(kept) if wall.name == "to-redigerer")
    store.change_wall(kept, theirs, at=AT)
    page.get_by_role("button", name="Gem skærm").click()
    tab.wait()
    page.get_by_text("En anden har ændret skærmen imens").wait_for()
