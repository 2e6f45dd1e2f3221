"""Each fault brought about on a real server while somebody looks: what the table in docs/explanation says is said."""

import json
import resource
import shutil
import signal
import sqlite3
from contextlib import ExitStack
from datetime import date

import pytest
from playwright.sync_api import expect

from benchmarks.wall.legibility import open_wall
from benchmarks.wall.stage import Stage, until
from qi import store
from qi.improvement import Project
from qi.sources import versions
from qi.store import Wall
from scripts import driver, sample_team
from tests import postgres
from tests.fault_table import sentence

TEAM = f"/forbedring?team={sample_team.NAME}"
PROJECT = f"{TEAM}&projekt=kontakt"
TITLE = ".st-key-nyt-projekt-title input"
OWNER = ".st-key-projekt-kontakt-owner input"
NOTICE = ".kt-notice"
PATIENCE = 180
"""Seconds until new data must be there: long, because a busy machine is no error."""


def publish(folder, **description):
    """Publish the sample as one more version, with other words in its description."""

    def write(new):
        for file in driver.SAMPLE.iterdir():
            if file.suffix in (".parquet", ".json"):
                shutil.copy(file, new)
        said = json.loads((new / "dataset.json").read_text(encoding="utf-8")) | description
        (new / "dataset.json").write_text(json.dumps(said), encoding="utf-8")

    with versions.locked(folder):
        return versions.publish(folder, write)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A server with versions of data, a team and a wall of its own."""
    made = Stage(tmp_path_factory.mktemp("place"), driver.free_port(), 1.0)
    publish(made.data)
    sample_team.write(made.folder / "state", date(2026, 11, 23))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KVALITETSTAVLE_LOG_FORMAT", "json")
        made.start()
        yield made
        made.kill()
    for line in made.log().splitlines():
        assert {"time", "level", "event", "message"} <= json.loads(line).keys()


@pytest.fixture
def person(place, browser):
    """Return the page of somebody new at an address; a lost connection is no fault of theirs."""
    contexts = []

    def at(address, server=place):
        contexts.append(driver.danish_context(browser))
        page = contexts[-1].new_page()
        driver.open_page(page, server.url + address)
        return page

    yield at
    for context in contexts:
        context.close()


def notices(page):
    return [text.replace("\u00a0", " ") for text in page.locator(NOTICE).all_inner_texts()]


def again(page):
    """Let the page run once more."""
    page.get_by_role("button", name="Nulstil filtre").click()
    driver.wait_until_idle(page)


def is_told(page, words):
    again(page)
    return words in notices(page)


def test_data_that_cannot_be_read_leave_the_old_numbers_up_and_say_so(place, person):
    page, words = person("/"), sentence("the data folder is gone")
    numbers = page.locator(".kt-cell").all_inner_texts()
    elsewhere = place.data.rename(place.folder / "elsewhere")
    until(lambda: is_told(page, words), PATIENCE)
    assert page.locator(".kt-cell").all_inner_texts() == numbers != []
    elsewhere.rename(place.data)
    until(lambda: not is_told(page, words), PATIENCE)


def save(page, text):
    driver.wait_until_idle(page)  # a field that is drawn again would lose what was typed meanwhile
    page.locator(OWNER).fill(text)
    page.get_by_role("button", name="Gem", exact=True).last.click()


def edit(page):
    page.get_by_text("Ret projektet", exact=True).click()
    page.locator(OWNER).wait_for()
    driver.wait_until_idle(page)


def kept_owner(address):
    opened = store.open_store(address)
    found = store.find(opened, Project, "kontakt")
    opened.dispose()
    return found.record.owner


def locked(place):
    hold = sqlite3.connect(place.folder / "state" / "state.sqlite", isolation_level=None)
    hold.execute("begin immediate")
    return hold.close


def full(place):
    """No file of the server may grow: what a full disk says, without filling one."""
    limits = resource.prlimit(place.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(place.process.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
    return lambda: resource.prlimit(place.process.pid, resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize(
    ("what", "hinder"), [("another program holds the state locked", locked), ("the disk is full", full)]
)
def test_what_cannot_be_kept_now_stays_in_its_field_and_is_kept_later(what, hinder, place, person):
    page = person(PROJECT)
    edit(page)
    let_go = hinder(place)
    try:
        save(page, what)
        page.locator(NOTICE).get_by_text(sentence(what)).wait_for()
        assert page.locator(OWNER).input_value() == what
    finally:
        let_go()
    save(page, what)
    page.get_by_text("Gemt.", exact=True).wait_for()
    assert kept_owner(place.folder / "state") == what


def test_three_browsers_on_one_project_lose_no_ones_words(place, person):
    first, second, third = (person(PROJECT) for _ in range(3))
    for page in (first, second, third):
        edit(page)
    first.locator(".st-key-projekt-kontakt-for_whom input").fill("nye borgere")
    first.get_by_role("button", name="Gem", exact=True).last.click()
    first.get_by_text("Gemt.", exact=True).wait_for()
    save(second, "Sara")
    second.get_by_text("I rettede forskellige felter, så begge rettelser er gemt.").wait_for()
    save(third, "Jonas")
    told = sentence("three people save the same thing").replace("Mette", "Ikke oplyst")
    third.locator(NOTICE).get_by_text(told).wait_for()
    third.get_by_role("button", name="Gem", exact=True).last.click()
    third.get_by_text("I rettede forskellige felter, så begge rettelser er gemt.").wait_for()
    opened = store.open_store(place.folder / "state")
    said = [(edit.after.for_whom, edit.after.owner) for edit in store.history(opened, "kontakt")]
    opened.dispose()
    assert said[-3:] == [("nye borgere", said[-4][1]), ("nye borgere", "Sara"), ("nye borgere", "Jonas")]


def test_the_number_on_the_page_is_the_number_in_the_log(place, person):
    publish(place.data)
    old = place.data / "versions" / "1" / "dataset.json"
    whole = old.read_bytes()
    old.write_bytes(b"rubbish where nobody looks for it")
    said = person("/data").get_by_role("alert").inner_text().replace("\u00a0", " ").strip()
    number = said.removesuffix(".").rpartition(" ")[2]
    assert said == sentence("a fault nobody foresaw").replace("1a2b3c4d", number)
    lines = [json.loads(line) for line in place.log().splitlines()]
    assert [line["event"] for line in lines if line.get("id") == number] == ["page_failed"]
    old.write_bytes(whole)


def test_new_data_are_there_at_the_next_click(place, person):
    page = person("/")
    publish(place.data, extracted_at="2026-10-30T07:00:00")
    words = sentence("new data are published during use")

    def is_new():
        again(page)
        return words in page.locator(".kt-foot").inner_text().replace("\u00a0", " ")

    until(is_new, PATIENCE)


def said_offline(page):
    """Return the sentence that stands in place of Streamlit's dialog."""
    dialog = page.locator("[role=dialog]")
    dialog.wait_for()
    assert dialog.inner_text().strip() == ""
    return page.evaluate("getComputedStyle(document.querySelector('[role=dialog]'), '::before').content").strip('"')


def half_a_sentence(person):
    page = person(TEAM)
    page.get_by_text("Nyt projekt", exact=True).click()
    page.locator(TITLE).fill("Halvt skre")
    return page


def test_a_server_that_is_killed_comes_back_with_pages_walls_and_half_a_sentence(place, person, browser):
    page = half_a_sentence(person)
    wall = open_wall(browser, place.hang(Wall(name="faldet", municipality="907", slides=(("P01",),))))
    place.kill()
    assert said_offline(page) == sentence("the server is killed, as by a lack of memory")
    until(lambda: wall.evaluate("document.body.dataset.state") == "lost", PATIENCE)
    place.start()
    page.locator(driver.IDLE).wait_for()
    expect(page.locator("[role=dialog]")).to_have_count(0)
    assert page.locator(TITLE).input_value() == "Halvt skre"
    until(lambda: wall.evaluate("document.body.dataset.state") == "good", PATIENCE)
    wall.context.close()


def test_a_deploy_during_use_is_a_short_pause(place, person):
    page = half_a_sentence(person)
    place.signal(signal.SIGTERM)
    assert place.process.wait(30) in (0, -signal.SIGTERM)
    assert said_offline(page) == sentence("a new version of the program is deployed during use")
    publish(place.data, extracted_at="2026-10-30T08:15:00")
    place.start()
    page.locator(driver.IDLE).wait_for()
    expect(page.locator("[role=dialog]")).to_have_count(0)
    assert page.locator(TITLE).input_value() == "Halvt skre"
    page.get_by_role("button", name="Opret projekt").click()
    page.locator(".kt-foot").get_by_text("kl. 08.15").wait_for()
    assert page.locator(TITLE).input_value() == "Halvt skre"


def test_a_half_written_state_is_told_and_comes_back_from_its_copy(place, person):
    place.kill()
    state = place.folder / "state"
    copy = shutil.copytree(state, place.folder / "copy")
    content = (state / "state.sqlite").read_bytes()
    (state / "state.sqlite").write_bytes(content[: len(content) // 2])
    place.start()
    page = person(TEAM)
    assert sentence("the state file is half written") in notices(page)
    assert person("/").locator(".kt-cell").count() > 0
    shutil.rmtree(state)
    copy.rename(state)
    page.reload()
    page.get_by_text("Kontakt i tide").first.wait_for()


def test_a_database_that_is_restarted_is_told_and_found_again(tmp_path, person):
    with ExitStack() as stack:
        database = stack.enter_context(postgres.running_cluster())
        sample_team.write(database.address, date(2026, 11, 23))
        port = driver.free_port()
        server = stack.enter_context(
            driver.running(
                driver.dashboard_command(driver.SAMPLE, port),
                port,
                environment={"KVALITETSTAVLE_STATE": database.address},
            )
        )
        page = person(PROJECT, server)
        edit(page)
        database.stop()
        save(page, "Sara")
        page.locator(NOTICE).get_by_text(sentence("the database is restarted")).first.wait_for()
        database.start()
        page.get_by_role("button", name="Prøv igen").click()
        edit(page)
        expect(page.locator(OWNER)).to_have_value("Sara")
        page.get_by_role("button", name="Gem", exact=True).last.click()
        page.get_by_text("Gemt.", exact=True).wait_for()
        assert kept_owner(database.address) == "Sara"
