"""Logging in at a certified OpenID provider: who sees what, and what is over when somebody logs out."""

import json
import resource
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.exceptions import InvalidStatus

from dashboard.navigation import PAGES
from scripts import driver
from tests.browser import talk
from tests.fault_table import sentence

COOKIE = "_streamlit_user"
CHART = "svg[role=img]:not(.kt-seen-box svg)"
"""A picture of numbers; what a sign opens is drawn from made-up ones and is the same for everybody."""
SECRET, PASSWORD = secrets.token_hex(32), secrets.token_hex(32)
ROLES = {
    "MEMBER": "teammedlem",
    "LEADER": "teamleder",
    "MANAGER": "leder",
    "ANALYST": "analytiker",
    "ADMINISTRATOR": "drift",
}


@dataclass(frozen=True)
class Place:
    """The dashboard and the provider that it trusts."""

    server: driver.Server
    provider: driver.Server


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[Place]:
    app_port, provider_port = driver.free_port(), driver.free_port()
    public = f"http://localhost:{app_port}"
    provider = ["node", str(driver.ROOT / "tests/login/provider.mjs"), str(provider_port), public]
    settings = {
        "PUBLIC_ADDRESS": public,
        "STATE": str(tmp_path_factory.mktemp("state")),
        "LOGIN_METADATA_URL": f"http://localhost:{provider_port}/.well-known/openid-configuration",
        "LOGIN_CLIENT_ID": "kvalitetstavle",
        "LOGIN_CLIENT_SECRET": PASSWORD,
        "LOGIN_COOKIE_SECRET": SECRET,
        "LOGIN_SCOPE": "openid profile tavle",
        **{f"ROLE_{role}": value for role, value in ROLES.items()},
    }
    environment = {f"KVALITETSTAVLE_{name}": value for name, value in settings.items()}
    known = "/.well-known/openid-configuration"
    with (
        driver.running(provider, provider_port, environment={"CLIENT_SECRET": PASSWORD}, is_up=known) as trusted,
        driver.running(
            driver.dashboard_command(driver.SAMPLE, app_port), app_port, environment=environment
        ) as dashboard,
    ):
        yield Place(dashboard, trusted)
        said = dashboard.log() + trusted.log()
        assert SECRET not in said
        assert PASSWORD not in said


@pytest.fixture(scope="module")
def stranger(browser, place) -> Iterator[Page]:
    context = driver.danish_context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def people(browser, place) -> Iterator[dict[str, Page]]:
    """The tabs of those who are logged in; each logs in once."""
    tabs: dict[str, Page] = {}
    yield tabs
    for tab in tabs.values():
        tab.context.close()


def log_in(browser, place, name) -> Page:
    page = driver.danish_context(browser).new_page()
    page.goto(place.server.url)
    page.get_by_role("button", name="Log ind").click(timeout=driver.PATIENCE)
    page.locator("input[name=login]").fill(name, timeout=driver.PATIENCE)
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click(timeout=driver.PATIENCE)
    page.locator("h1").first.wait_for(timeout=driver.PATIENCE)
    page.locator(driver.IDLE).wait_for(timeout=driver.PATIENCE)
    return page


@pytest.fixture
def someone(browser, place, people):
    """Return the tab of somebody who is logged in, at an address."""

    def at(name, address="/"):
        if name not in people:
            people[name] = log_in(browser, place, name)
        return see(people[name], place, address)

    return at


def see(page, place, address="/"):
    page.goto(place.server.url + address)
    page.locator("h1").first.wait_for(timeout=driver.PATIENCE)
    page.locator(driver.IDLE).wait_for(timeout=driver.PATIENCE)
    assert page.locator("[data-testid=stException], .kt-error").count() == 0
    assert "Traceback" not in place.server.log()
    return page


def cookies_of(page):
    return [cookie for cookie in page.context.cookies() if cookie["name"].startswith(COOKIE)]


def sees_nothing(page):
    expect(page.locator("h1")).to_have_text("Kvalitetstavle")
    expect(page.get_by_role("button", name="Log ind")).to_be_visible()
    assert page.locator("svg[role=img], table, .kt-cell, [data-testid=stTopNavLink]").count() == 0


@pytest.mark.parametrize("address", [f"/{page.address}" for page in PAGES])
def test_a_stranger_sees_no_number_at_any_address(address, stranger, place):
    sees_nothing(see(stranger, place, address))


def test_a_team_leader_sees_the_own_municipality_and_no_other(someone):
    page = someone("leder-egesund")
    expect(page.locator(".filterline")).to_contain_text("Egesund")
    page.locator(".st-key-filter-kommune input").click()
    expect(page.get_by_role("option")).to_have_text(["Egesund"])


def test_a_member_of_one_team_sees_that_team(someone):
    page = someone("team-egesund", "/henvisninger")
    expect(page.locator(".filterline")).to_contain_text("Team Nord")


def test_a_manager_of_two_municipalities_sees_both(someone):
    page = someone("chef-to")
    expect(page.locator(".filterline")).to_contain_text("Egesund")
    expect(page.locator(".filterline")).to_contain_text("Fjordbæk")


@pytest.mark.parametrize("address", ["/?kommune=Fjordbæk", "/?kommune=902", "/indikator?indikator=R01&kommune=902"])
def test_an_address_cannot_widen_what_a_login_opens(address, someone):
    page = someone("leder-egesund", address)
    assert "Fjordbæk" not in page.locator(".filterline").inner_text()


def test_whoever_looks_after_the_system_sees_no_numbers(someone):
    page = someone("drift")
    expect(page.locator("h1")).to_have_text("Ingen adgang")
    assert page.locator(CHART).count() == 0
    expect(someone("drift", "/vaegopsaetning").locator("h1")).to_contain_text("Vægskærm")


@pytest.mark.parametrize("name", ["ingen-rolle", "forkert-type"])
def test_a_login_without_a_proper_role_opens_nothing(name, someone):
    page = someone(name)
    expect(page.locator("h1")).to_have_text("Ingen adgang")
    assert page.locator("svg[role=img], [data-testid=stTopNavLink]").count() == 0


def test_the_menu_shows_only_what_the_role_opens(someone):
    page = someone("medlem-fjordbaek")
    page.get_by_text("Mere", exact=True).click()
    expect(page.get_by_role("menuitem", name="Metode")).to_be_visible()
    assert page.get_by_role("menuitem", name="Vægskærm").count() == 0
    expect(someone("medlem-fjordbaek", "/vaegopsaetning").locator("h1")).to_have_text("Ingen adgang")


def test_the_cookie_of_a_login_is_not_for_scripts_and_not_for_other_sites(someone):
    cookies = cookies_of(someone("chef-to"))
    assert cookies
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)


def with_cookies(browser, cookies):
    context = driver.danish_context(browser)
    context.add_cookies(
        [{k: c[k] for k in ("name", "value", "path", "domain", "httpOnly", "sameSite")} for c in cookies]
    )
    return context.new_page()


def test_a_cookie_that_was_tampered_with_opens_nothing(browser, place, someone):
    cookies = cookies_of(someone("chef-to"))
    for cookie in cookies:
        value = cookie["value"]
        cookie["value"] = value[:30] + ("A" if value[30] != "A" else "B") + value[31:]
    page = with_cookies(browser, cookies)
    sees_nothing(see(page, place))
    page.context.close()


def signed(place, *, age_hours):
    """The cookie of a login that was made some hours ago: signed as Streamlit signs it."""
    claims = {
        "is_logged_in": True,
        "origin": place.server.url,
        "sub": "gammel",
        "iat": int(time.time() - age_hours * 3600),
        "roles": ["leder"],
        "municipalities": ["901"],
    }
    value = create_signed_value(SECRET, COOKIE, json.dumps(claims)).decode()
    base = {"name": COOKIE, "path": "/", "domain": "localhost", "httpOnly": True, "sameSite": "Lax"}
    return [{**base, "value": value}]


@pytest.mark.parametrize(("age_hours", "opens"), [(7.9, True), (8.01, False)])
def test_a_login_is_over_after_eight_hours_whatever_its_cookie_says(age_hours, opens, browser, place):
    page = see(with_cookies(browser, signed(place, age_hours=age_hours)), place)
    if opens:
        expect(page.locator(".filterline")).to_contain_text("Egesund")
    else:
        expect(page.get_by_text("Du har været logget ind længe.")).to_be_visible()
        sees_nothing(page)
    page.context.close()


def test_a_copied_cookie_is_worth_nothing_once_its_owner_has_logged_out(browser, place):
    owner = log_in(browser, place, "chef-to")
    thief = with_cookies(browser, cookies_of(owner))
    expect(see(thief, place).locator(".filterline")).to_contain_text("Egesund")
    owner.get_by_role("button", name="Log ud").click()
    owner.get_by_role("button", name="Yes").click(timeout=driver.PATIENCE)
    owner.get_by_role("button", name="Log ind").wait_for(timeout=driver.PATIENCE)
    sees_nothing(see(thief, place))
    thief.context.close()
    owner.context.close()


def answer(url, *, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=10) as got:
            return got.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_stranger_is_sent_the_way_in_and_nothing_else(place):
    with talk.socket(place.server.url) as opened:
        assert talk.elements(talk.drawn(opened)) <= {"html", "markdown", "button"}


MB = 1024 * 1024
A_FILE = b'--B\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\nx\r\n--B--\r\n'


def test_a_file_is_taken_from_those_who_are_logged_in_only_and_a_large_one_before_it_is_sent(place):
    url, token = place.server.url, talk.xsrf(place.server.url)
    known = f"{COOKIE}={signed(place, age_hours=1)[0]['value']}"
    with talk.socket(url) as strange, talk.socket(url, headers={"Cookie": known}) as trusted:
        theirs, own = (talk.session_of(talk.drawn(opened)) for opened in (strange, trusted))
        logged_in = token | {"Cookie": f"{token['Cookie']}; {known}"}
        assert talk.upload(url, theirs, announced=len(A_FILE), sent=A_FILE, headers=token) == 403
        assert talk.upload(url, own, announced=len(A_FILE), sent=A_FILE, headers={"Cookie": known}) == 403  # no token
        assert talk.upload(url, own, announced=25 * MB + 1, headers=logged_in) == 413
        assert talk.upload(url, own, announced=len(A_FILE), sent=A_FILE, headers=logged_in) == 204


@pytest.mark.parametrize("address", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"])
def test_what_nobody_needs_is_closed(address, place):
    assert answer(place.server.url + address) == 404


def test_another_host_name_is_refused(place):
    assert answer(place.server.url, headers={"Host": "evil.example"}) == 400


@pytest.mark.parametrize(
    ("came", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"headers": {"Host": "evil.example"}}, 403),  # beside the right one: two names are one too many
    ],
)
def test_a_socket_that_another_site_opens_is_refused(came, status, place):
    with pytest.raises(InvalidStatus) as refused, talk.socket(place.server.url, **came):
        pass
    assert refused.value.response.status_code == status


def test_what_was_seen_and_exported_stands_in_the_log_of_use(someone, place):
    page = someone("leder-egesund", "/indikator?indikator=R01")
    with page.expect_download():
        page.get_by_role("button", name="CSV").click()
    page = someone("drift", "/logbog")
    expect(page.locator(".kt-notice")).to_contain_text("Logbogen hænger sammen")
    rows = page.locator(".kt-log tbody tr")
    expect(rows.filter(has_text="hentede").first).to_contain_text("leder-egesund")
    expect(rows.filter(has_text="hentede").first).to_contain_text("R01")
    expect(rows.filter(has_text="indikator").filter(has_text="så").first).to_contain_text("901")
    assert someone("leder-egesund", "/logbog").locator(".kt-log").count() == 0


def test_without_a_log_nobody_sees_a_number(someone, place):
    """The last of this file: the limit on what the server may write is on its process."""
    page = someone("leder-egesund", "/henvisninger")
    expect(page.locator(CHART).first).to_be_visible()
    limits = resource.prlimit(place.server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(place.server.process.pid, resource.RLIMIT_FSIZE, (0, limits[1]))
    page.goto(f"{place.server.url}/henvisninger")
    page.get_by_text(sentence("the log of use cannot be written")).wait_for()
    assert page.locator(CHART).count() == 0
    resource.prlimit(place.server.process.pid, resource.RLIMIT_FSIZE, limits)
    expect(see(page, place, "/henvisninger").locator(CHART).first).to_be_visible()
