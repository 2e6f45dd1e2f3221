"""That a browser has been shown around: a cookie without a person, and the way back stays in the house."""

import pytest
from starlette.requests import Request
from starlette.responses import RedirectResponse

from dashboard import first_visit
from dashboard.components import walk
from dashboard.navigation import PAGES


def closed(query: str) -> RedirectResponse:
    """Return what is answered to a browser that closes the tour with these filters in the address."""
    scope = {"type": "http", "path": first_visit.CLOSE, "query_string": query.encode(), "headers": [], "scheme": "http"}
    return first_visit.closed(Request(scope | {"server": ("localhost", 80)}))


def test_closing_the_tour_is_remembered_and_leads_to_the_overview_with_its_filters():
    answer = closed("kommune=Havnsted&sprog=English")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?kommune=Havnsted&sprog=English")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("rundvisning=set; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax")
    assert first_visit.is_over({"rundvisning": "set"})


@pytest.mark.parametrize("asked", ["//evil.example", "/?next=//evil.example", "https://evil.example", "\\evil.example"])
def test_the_way_back_never_leaves_the_house(asked):
    assert closed(asked).headers["location"].startswith("/?")


def test_a_browser_without_the_cookie_has_not_been_shown_around():
    assert not first_visit.is_over({"other": "set"})


def test_every_stop_is_on_a_page_that_exists():
    assert {stop.page for stop in walk.STOPS} <= {page.name for page in PAGES}
    assert len({stop.name for stop in walk.STOPS}) == len(walk.STOPS) == 6


@pytest.mark.parametrize(("asked", "stop"), [("1", 0), ("6", 5), ("0", None), ("7", None), ("", None), ("١", None)])
def test_only_the_number_of_a_stop_opens_it(asked, stop):
    assert walk.asked(asked) == stop
