"""A link straight to a page must show the whole page, also as the very first request to a server."""

import http.client
import urllib.request

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed

from dashboard.navigation import PAGES
from dashboard.theme import DARK, LIGHT
from qi.indicators import INDICATORS
from qi.wording.catalogue import read_family
from scripts import axe, driver
from tests.browser import talk

FIRST_KEY = next(iter(INDICATORS))
ADDRESSES = {page.name: f"/{page.address}" for page in PAGES} | {"indikator": f"/indikator?indikator={FIRST_KEY}"}

HAS_FILTERS = {page.name: page.has_filters for page in PAGES}


STREAMLITS_ENGLISH = [english for _, english in read_family("theirs").values() if "{" not in english]
STILL_SAID = """english => [...document.querySelectorAll('[aria-label], [placeholder]')]
  .flatMap(e => [e.getAttribute('aria-label'), e.getAttribute('placeholder')]).filter(name => english.includes(name))"""

FIRST = ("sammenligning", "tavle", "indikator")
"""A page of each kind, each to its own server: behind a right, without filters, out of the menu."""


@pytest.mark.parametrize("name", FIRST)
def test_the_first_request_to_a_fresh_server_gets_the_page_in_its_frame(name, fresh_server, visit):
    assert_in_its_frame(name, visit(fresh_server).open(ADDRESSES[name]))


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_link_straight_to_a_page_gets_it_in_its_frame_within_wcag_in_both_themes_and_fit_for_a_phone(name, walker):
    page = walker.open(ADDRESSES[name])
    assert_in_its_frame(name, page)
    assert page.evaluate(STILL_SAID, STREAMLITS_ENGLISH) == []
    for theme in reversed(driver.THEMES):
        axe.set_theme(page, theme)
        assert axe.violations(page) == []
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        # Figures find their width after the page has.
        driver.wait_until(page, f"document.querySelector('[data-testid=stMain]').scrollWidth <= {width}")
    page.set_viewport_size({"width": 1440, "height": 900})


def assert_in_its_frame(name, page):
    assert page.locator("h1").count() == 1
    assert page.locator(".st-key-filter-kommune").is_visible() == HAS_FILTERS[name]
    page.get_by_text("Syntetiske data").filter(visible=True).first.wait_for()
    assert page.get_by_role("dialog").count() == 0


def test_an_address_nobody_knows_still_ends_at_the_overview(server, visit):
    tab = visit(server)
    driver.open_page(tab.page, f"{server.url}/findes-ikke")
    assert "Overblik" in tab.page.locator("h1").inner_text()
    assert [complaint for complaint in tab.complaints if "does not seem to exist" not in complaint] == []
    tab.complaints.clear()  # Streamlit tells the console of the unknown address: that is right


def test_a_page_says_which_language_it_is_in_and_what_it_is_and_leads_past_the_menu(server, visit):
    tab = visit(server)
    page = tab.open("/metode")
    assert (page.locator("html").get_attribute("lang"), page.title()) == ("da", "Metode · Kvalitetstavle")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Gå til indholdet"
    page.keyboard.press("Enter")
    assert page.locator("h1:focus").count() == 1
    page.get_by_role("radio", name="English").click()
    page.locator("html[lang=en]").wait_for(state="attached")
    tab.wait()
    assert page.title() == "Method · Kvalitetstavle"
    assert tab.open("/metode?sprog=English").locator("html").get_attribute("lang") == "en"


def test_what_streamlit_says_of_itself_is_danish_on_a_danish_page_and_english_on_an_english_one(walker):
    page = walker.open(ADDRESSES["indikator"])
    assert page.get_by_role("navigation", name="Sider").is_visible()
    box = page.get_by_role("combobox", name="Kommune")
    box.fill("findes ikke")
    page.get_by_text("Intet passer på det, du skriver").wait_for()
    box.press("Escape")
    page.get_by_text("Tilføj note").click()
    month = page.get_by_role("spinbutton", name="måned, Dato").first
    for number, name in ((5, "maj"), (6, "juni")):
        month.press(str(number))
        expect(month).to_have_attribute("aria-valuetext", f"0{number} – {name}")
        month.focus()
    page.get_by_role("textbox", name="Titel").fill("x")
    page.get_by_text("Tryk Enter for at sende").wait_for()
    page.get_by_role("radio", name="English").click()
    page.get_by_role("navigation", name="App pages").wait_for()
    walker.wait()


def test_a_page_that_is_worked_on_for_more_than_a_second_says_so_until_it_is_there(walker):
    page = walker.open("/metode")
    told = page.locator(".kt-working")
    page.locator(driver.IDLE).evaluate("app => { app.dataset.testScriptState = 'running' }")
    page.wait_for_timeout(500)
    assert told.inner_text() == ""
    expect(told).to_have_text("Henter …")
    page.locator("[data-testid=stApp]").evaluate("app => { app.dataset.testScriptState = 'notRunning' }")
    expect(told).to_have_text("")


def test_the_chart_in_focus_is_drawn_again_when_the_system_turns_dark(walker):
    page = walker.open(ADDRESSES["indikator"])
    for theme, ink in (("dark", DARK), ("light", LIGHT)):
        page.emulate_media(color_scheme=theme)
        drawn_in = "ink => document.querySelector('.st-key-focus .js-plotly-plot')?.layout.font.color === ink"
        driver.wait_until(page, drawn_in, ink.ink3)
    walker.wait()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "same-origin"),
    ],
)
def test_every_answer_carries_the_security_headers(header, value, server):
    for address in ("/", "/api/health", "/_stcore/health"):
        with urllib.request.urlopen(server.url + address, timeout=10) as answer:
            assert answer.headers[header] == value


def test_no_page_asks_another_host_for_anything(server, visit):
    tab = visit(server)
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.open("/")
    tab.open(ADDRESSES["indikator"])
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []


def test_a_frame_of_rubbish_ends_its_own_socket_and_no_other(server):
    with talk.socket(server.url) as other, talk.socket(server.url) as opened:
        opened.send(b"\xff\xfe rubbish")
        with pytest.raises(ConnectionClosed):
            opened.recv(talk.SECONDS)
        assert talk.drawn(other)


@pytest.mark.parametrize(
    "path",
    ["/.streamlit/config.toml", "/dashboard/settings.py", "/%2e%2e/settings.py", "/app/static/%2e%2e/pyproject.toml"],
)
def test_no_file_of_the_program_is_served(path, server):
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    assert not any(words in body for words in (b"[theme]", b"KVALITETSTAVLE_", b"[project]"))
