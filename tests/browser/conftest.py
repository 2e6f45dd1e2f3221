"""A real server on a free port and a real Chromium; every visit must end without a complaint."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from scripts import driver

expect.set_options(timeout=driver.PATIENCE)

SEARCH = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")


@dataclass
class Visit:
    """One visitor's browser tab and what went wrong in it."""

    page: Page
    server: driver.Server
    complaints: list[str] = field(default_factory=list)
    log_before: int = 0

    def open(self, address: str = "/") -> Page:
        self.log_before = len(self.server.log())
        driver.open_page(self.page, self.server.url + address)
        self.assert_calm()
        return self.page

    def wait(self) -> Page:
        driver.wait_until_idle(self.page)
        self.assert_calm()
        return self.page

    def address(self) -> str:
        """What stands in the address bar, without the server."""
        return str(self.page.evaluate("location.href")).removeprefix(self.server.url)

    def hear(self, message: ConsoleMessage) -> None:
        """Note an error in the browser's console, but for Streamlit's search for the folder it is served from."""
        is_search = SEARCH.search(message.location["url"])
        if message.type == "error" and not is_search:
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def assert_calm(self) -> None:
        log = self.server.log()[self.log_before :]
        assert "Traceback" not in log, log
        assert self.page.locator("[data-testid=stException], .kt-error").all_inner_texts() == []
        assert self.complaints == []


@pytest.fixture(scope="session")
def server() -> Iterator[driver.Server]:
    """The dashboard with the sample data; shared, because every visit is a session of its own."""
    with driver.dashboard() as running:
        yield running


@pytest.fixture
def fresh_server() -> Iterator[driver.Server]:
    """A server that nobody has visited. Name it before ``visit``, so that the tab closes first."""
    with driver.dashboard() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with driver.chromium() as running:
        yield running


Visits = Callable[..., Visit]


@contextmanager
def visitors(browser: Browser) -> Iterator[Visits]:
    """Open a new visitor's tab at each call; in the end none may have heard a complaint."""
    visits: list[Visit] = []

    def new(server: driver.Server, *, width: int = 1440, height: int = 900) -> Visit:
        page = driver.danish_context(browser, width=width, height=height).new_page()
        made = Visit(page, server)
        page.on("console", made.hear)
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        visits.append(made)
        return made

    yield new
    for made in visits:
        made.page.context.close()
    assert [made.complaints for made in visits if made.complaints] == []


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visits]:
    """Open a new visitor's tab on a server; each call is another machine with its own cookies."""
    with visitors(browser) as new:
        yield new


@pytest.fixture(scope="module")
def walker(server: driver.Server, browser: Browser) -> Iterator[Visit]:
    """One visitor who goes from address to address through a file of tests: half the price of a new one each time."""
    with visitors(browser) as new:
        yield new(server)


LONG = ("test_faults.py", "test_login.py", "test_data.py", "test_wall.py", "test_four_weeks.py", "test_bad_data.py")
"""The files that take longest, the longest first: one that begins last leaves the other workers idle until it ends."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    order = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.name, len(LONG)))
