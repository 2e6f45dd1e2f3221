"""Who may keep and take away what: by right, and for all whom it is about."""

from datetime import date

import pytest

from dashboard import cache, state, viewer
from dashboard.components import writing
from qi.access import EVERYONE, Role, Viewer
from qi.improvement import NextStep, Note, PhaseDecision, Team

ON = date(2026, 11, 23)
OWN, OTHER = "901", "902"


def note(**whom):
    return Note(on=ON, title="Ny leder", **whom)


@pytest.fixture
def look_as(tmp_path, monkeypatch):
    """Let somebody look, with a store of their own that holds a team of either municipality."""
    monkeypatch.setenv("KVALITETSTAVLE_STATE", str(tmp_path))
    state.opened.cache_clear()
    before = viewer._ask
    viewer.ask(lambda: EVERYONE)
    for code in (OWN, OTHER):
        writing.add(Team(name=code, municipality=code), "da", id=f"team-{code}")
    yield lambda role, *codes: viewer.ask(
        lambda: Viewer(subject="u1", name="U", roles=frozenset({role}), municipalities=frozenset(codes))
    )
    viewer.ask(before)
    state.kept().dispose()
    state.opened.cache_clear()


RECORDS = {
    "a note on the own team": (note(team=f"team-{OWN}"), True),
    "a note on the own municipality": (note(municipality=OWN), True),
    "a note on another team": (note(team=f"team-{OTHER}"), False),
    "a note on another municipality": (note(municipality=OTHER), False),
    "a note on one programme everywhere": (note(programme="cancer"), False),
    "a note on everybody": (note(), False),
    "a step of a team nobody knows": (NextStep(team="gone", what="Ring"), False),
    "a team of another municipality": (Team(name="x", municipality=OTHER), False),
}


@pytest.mark.parametrize("what", RECORDS)
def test_a_leader_reaches_the_own_municipality_and_no_other(what, look_as):
    record, is_reached = RECORDS[what]
    look_as(Role.LEADER, OWN)
    assert writing.reaches(record) is is_reached


def test_whoever_may_see_all_municipalities_may_write_to_all(look_as):
    look_as(Role.LEADER, *cache.dataset().municipalities)
    assert writing.reaches(note())


def test_a_member_writes_notes_and_decides_no_phase(look_as):
    look_as(Role.MEMBER, OWN)
    decision = PhaseDecision(team=f"team-{OWN}", indicator="R01", starts_on=ON, is_accepted=True, cause="x")
    assert writing.reaches(note(municipality=OWN))
    assert not writing.reaches(decision)
