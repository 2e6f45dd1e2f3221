"""The data layer gives nobody more than the login opens: every role against every page and every question."""

import inspect
from datetime import date

import pytest

from dashboard import cache, comparing, navigation, team_charts, viewer
from dashboard.wall.screen import screen_of
from qi.access import EVERYONE, NoAccessError, Right, Role, Viewer
from qi.change import Among
from qi.selection import Selection
from qi.store import Wall

OWN, OTHER = Selection(municipality=("901",)), Selection(municipality=("902",))
BOTH, ALL = Selection(municipality=("901", "902")), Selection()
SEERS = {Role.MEMBER, Role.LEADER, Role.MANAGER, Role.ANALYST}

QUESTIONS = {
    "analyses": lambda selection: cache.analyses(selection, ("R01",)),
    "chart": lambda selection: team_charts.chart("R01", selection),
    "aftermath": lambda selection: team_charts.aftermath("R01", selection, date(2026, 1, 1)),
    "analysis": lambda selection: cache.analysis("R01", selection),
    "page_analyses": lambda selection: cache.page_analyses("henvisninger", selection),
    "overview": cache.overview,
    "outcome": lambda selection: cache.outcome("who5", selection),
    "robustness": lambda selection: cache.robustness("who5", selection, Among.PAIRED),
    "equity": lambda selection: cache.equity("P01", "education", selection),
    "waiting": cache.waiting,
    "steps": cache.steps,
    "triangle": cache.triangle,
    "indicator_shares": lambda selection: cache.indicator_shares(("N01",), selection),
    "referral_mix": cache.referral_mix,
    "coverage": cache.coverage,
    "reason_shares": lambda selection: cache.reason_shares("dropout", selection),
    "days_since": cache.days_since,
}
FOR_EVERYBODY = {"published", "check_border"}
AMONG_MUNICIPALITIES = {"side_by_side", "need_covered"}
"""Asked without a login by wall screens: small numbers are hidden in what it gives."""


@pytest.fixture
def look_as():
    """Let somebody look until the test ends."""
    before = viewer._ask
    yield lambda looking: viewer.ask(lambda: looking)
    viewer.ask(before)


def somebody(role, units=None):
    municipalities = frozenset() if role is Role.ADMINISTRATOR else frozenset({"901"})
    return Viewer(subject="u1", roles=frozenset({role}), municipalities=municipalities, units=units)


def test_every_question_by_a_selection_is_in_this_matrix():
    asked = {
        name
        for module in (cache, comparing, team_charts)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "Selection" in map(str, inspect.get_annotations(function).values())
    }
    assert asked == QUESTIONS.keys() | FOR_EVERYBODY | AMONG_MUNICIPALITIES


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_for_the_own_municipality_and_for_no_more(role, name, look_as):
    look_as(somebody(role))
    if role in SEERS:
        QUESTIONS[name](OWN)
    for selection in (OTHER, BOTH, ALL) if role in SEERS else (OWN, OTHER, BOTH, ALL):
        with pytest.raises(NoAccessError):
            QUESTIONS[name](selection)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_member_of_one_team_gets_that_team_and_no_other(name, look_as):
    look_as(somebody(Role.MEMBER, units=frozenset({"901-1"})))
    QUESTIONS[name](Selection(municipality=("901",), unit=("901-1",)))
    for unit in ((), ("901-2",), ("901-1", "901-2")):
        with pytest.raises(NoAccessError):
            QUESTIONS[name](Selection(municipality=("901",), unit=unit))


@pytest.mark.parametrize("name", QUESTIONS)
def test_whoever_has_no_login_gets_no_answer_where_one_is_needed(name, monkeypatch, look_as):
    def nobody():
        raise NoAccessError("logged_out")

    look_as(EVERYONE)
    viewer.ask(nobody)
    with pytest.raises(NoAccessError, match="logged_out"):
        QUESTIONS[name](OWN)


COMPARISONS = {
    "municipality_matrix": lambda: comparing.municipality_matrix(("R01",), (), None, None),
    "side_by_side": lambda: comparing.side_by_side("R01", ALL, "municipality"),
    "need_covered": lambda: comparing.need_covered(ALL),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", COMPARISONS)
def test_what_municipalities_publish_is_compared_by_those_whose_role_it_is(role, name, look_as):
    look_as(somebody(role))
    if role in {Role.LEADER, Role.MANAGER, Role.ANALYST}:
        COMPARISONS[name]()
    else:
        with pytest.raises(NoAccessError):
            COMPARISONS[name]()


PAGES_OF = {
    Role.MEMBER: {None, Right.SEE, Right.WRITE},
    Role.LEADER: {None, Right.SEE, Right.WRITE, Right.DECIDE, Right.COMPARE, Right.WALLS},
    Role.MANAGER: {None, Right.SEE, Right.COMPARE},
    Role.ANALYST: {None, Right.SEE, Right.COMPARE, Right.IMPORT},
    Role.ADMINISTRATOR: {None, Right.WALLS, Right.ADMINISTER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", navigation.PAGES, ids=lambda page: page.name)
def test_a_page_is_open_to_the_roles_that_were_agreed(role, page):
    assert (page in navigation.allowed(somebody(role))) == (page.right in PAGES_OF[role])


def test_a_right_is_asked_for_before_anything_is_done(look_as):
    look_as(somebody(Role.MEMBER))
    done = []
    viewer.allowed(Right.WRITE)(done.append)("a note")
    with pytest.raises(NoAccessError, match="not_allowed"):
        viewer.allowed(Right.IMPORT)(done.append)("a file")
    assert done == ["a note"]


def test_where_a_login_is_set_up_nobody_is_everybody(monkeypatch):
    monkeypatch.setattr(viewer, "_ask", viewer._without_a_login)
    assert viewer.current() == EVERYONE
    for name in ("LOGIN_CLIENT_ID", "LOGIN_CLIENT_SECRET"):
        monkeypatch.setenv(f"KVALITETSTAVLE_{name}", "x")
    monkeypatch.setenv("KVALITETSTAVLE_LOGIN_COOKIE_SECRET", "x" * 32)
    monkeypatch.setenv("KVALITETSTAVLE_PUBLIC_ADDRESS", "https://tavle.example")
    monkeypatch.setenv("KVALITETSTAVLE_LOGIN_METADATA_URL", "https://login.example")
    monkeypatch.setenv("KVALITETSTAVLE_ROLE_LEADER", "leder")
    with pytest.raises(NoAccessError, match="logged_out"):
        viewer.current()


def test_a_wall_shows_the_days_since_an_event_where_nobody_at_the_screen_logs_in(look_as):
    def nobody():
        raise NoAccessError("logged_out")

    look_as(EVERYONE)
    viewer.ask(nobody)
    assert 'class="num">21<' in str(screen_of(Wall(name="dage", municipality="901", slides=(("B03",),))).slides)
