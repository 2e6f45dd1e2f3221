"""What a login opens, at its limits."""

import pytest

from qi.access import EVERYONE, RIGHTS, Claims, NoAccessError, Right, Role, Viewer, viewer_of
from qi.selection import Selection

NOW = 1_800_000_000.0
NAMES = Claims(role_names={"teamleder": Role.LEADER, "leder": Role.MANAGER, "drift": Role.ADMINISTRATOR})
LOGIN = {"sub": "u1", "iat": NOW - 60, "roles": ["teamleder"], "municipalities": ["901"], "name": "Leder"}
KNOWN = ("901", "902", "903")


def viewer(**changed):
    return viewer_of({**LOGIN, **changed}, NAMES, now=NOW, known=KNOWN)


def refusal(**changed):
    with pytest.raises(NoAccessError) as refused:
        viewer(**changed)
    return refused.value.key


def test_a_login_opens_its_roles_and_municipalities():
    assert viewer() == Viewer(
        subject="u1", name="Leder", roles=frozenset({Role.LEADER}), municipalities=frozenset({"901"})
    )


@pytest.mark.parametrize(("age", "opens"), [(8 * 3600 - 1, True), (8 * 3600, False), (-119, True), (-120, False)])
def test_a_login_lasts_eight_hours_and_may_be_two_minutes_early(age, opens):
    if opens:
        assert viewer(iat=NOW - age).subject == "u1"
    else:
        assert refusal(iat=NOW - age) == "too_old"


@pytest.mark.parametrize("iat", [None, "now", True, [NOW]])
def test_a_login_with_an_odd_time_opens_nothing(iat):
    assert refusal(iat=iat) == "odd_login"


@pytest.mark.parametrize("sub", [None, "", 7])
def test_a_login_of_nobody_opens_nothing(sub):
    assert refusal(sub=sub) == "odd_login"


@pytest.mark.parametrize("roles", [None, [], "teamleder", ["gæst"], {"teamleder": 1}, [7]])
def test_a_login_without_a_known_role_in_a_list_opens_nothing(roles):
    assert refusal(roles=roles) == "no_role"


@pytest.mark.parametrize("municipalities", [None, [], "901", "*", ["*"], ["999"], [901]])
def test_a_login_without_a_known_municipality_in_a_list_opens_nothing(municipalities):
    assert refusal(municipalities=municipalities) == "no_role"


def test_of_several_municipalities_only_the_known_ones_count():
    assert viewer(municipalities=["901", "999", 902]).municipalities == {"901"}


def test_whoever_only_looks_after_the_system_needs_no_municipality_and_sees_no_numbers():
    found = viewer(roles=["drift"], municipalities=[])
    assert found.may(Right.ADMINISTER)
    with pytest.raises(NoAccessError, match="not_allowed"):
        found.narrowed(Selection())


def test_a_login_with_teams_opens_those_teams_only():
    found = viewer(units=["T1"])
    assert found.narrowed(Selection()) == Selection(municipality=("901",), unit=("T1",))
    with pytest.raises(NoAccessError, match="out_of_scope"):
        found.narrowed(Selection(unit=("T2",)))


def test_a_claim_of_teams_that_is_no_list_opens_no_team():
    with pytest.raises(NoAccessError, match="out_of_scope"):
        viewer(units="*").narrowed(Selection())


def test_a_selection_is_narrowed_to_the_own_municipalities_and_never_widened():
    found = viewer(municipalities=["901", "902"])
    assert found.narrowed(Selection()).municipality == ("901", "902")
    assert found.narrowed(Selection(municipality=("902", "903"))).municipality == ("902",)
    with pytest.raises(NoAccessError, match="out_of_scope"):
        found.narrowed(Selection(municipality=("903",)))


def test_a_selection_beyond_the_own_municipalities_is_refused_by_the_check():
    viewer().check(Selection(municipality=("901",)))
    with pytest.raises(NoAccessError, match="out_of_scope"):
        viewer().check(Selection())


def test_without_a_login_everything_is_open_as_it_is_asked_for():
    assert EVERYONE.narrowed(Selection()) == Selection()
    assert all(EVERYONE.may(right) for right in Right)


EXPECTED = {
    Role.MEMBER: {Right.SEE, Right.WRITE},
    Role.LEADER: {Right.SEE, Right.WRITE, Right.DECIDE, Right.COMPARE, Right.WALLS},
    Role.MANAGER: {Right.SEE, Right.COMPARE},
    Role.ANALYST: {Right.SEE, Right.COMPARE, Right.IMPORT},
    Role.ADMINISTRATOR: {Right.WALLS, Right.ADMINISTER},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_each_role_has_the_rights_that_were_agreed(role, right):
    assert Viewer(roles=frozenset({role})).may(right) == (right in EXPECTED[role])
    assert set(RIGHTS) == set(Role)
