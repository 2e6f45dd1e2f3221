"""Records of questionnaires: how they are scored, what a missing answer means, and that no wording is in them."""

import pytest

from qi.imports.instruments import INSTRUMENTS
from qi.instruments import CHANGE_MEASURES


def who5(*codes):
    return {f"who5_{number}": code for number, code in enumerate(codes, start=1)}


@pytest.mark.parametrize(
    ("key", "answers", "score"),
    [
        ("who5", who5(0, 0, 0, 0, 0), 0),
        ("who5", who5(5, 5, 5, 5, 5), 100),
        ("who5", who5(3, 2, 4, 1, 2), 48),
        ("who5", who5(3, 2, None, 1, 2), None),
        ("who5", who5(3, 2, 4, 1), None),
        ("tils", {"tils_1": 1, "tils_2": 1, "tils_3": 1}, 3),
        ("tils", {"tils_1": 3, "tils_2": 3, "tils_3": 1}, 7),
        ("tils", {"tils_1": 3, "tils_2": 3}, None),
        ("srh", {"srh": 3}, 3),
        ("activity", {"activity": None}, None),
    ],
)
def test_a_score_needs_every_answer(key, answers, score):
    assert INSTRUMENTS[key].score(answers) == score


@pytest.mark.parametrize("code", [-1, 6])
def test_a_code_outside_the_range_has_no_score(code):
    with pytest.raises(ValueError, match="need codes 0 to 5, got 1 others"):
        INSTRUMENTS["who5"].score(who5(0, 0, 0, 0, code))


def test_answers_that_stand_by_themselves_have_no_score():
    with pytest.raises(ValueError, match="has no score"):
        INSTRUMENTS["benefit"].score({"e01": 1})


@pytest.mark.parametrize(
    ("key", "score_range"),
    [("srh", (1, 5)), ("who5", (0, 100)), ("tils", (3, 9)), ("activity", (1, 6)), ("benefit", (1, 4))],
)
def test_the_range_of_a_score_follows_from_its_items(key, score_range):
    assert INSTRUMENTS[key].score_range == score_range


def test_what_follows_from_a_score_is_told_once_among_the_measures():
    assert {key for one in INSTRUMENTS.values() for key in one.measures} == set(CHANGE_MEASURES)


@pytest.mark.parametrize("one", INSTRUMENTS.values(), ids=lambda one: one.key)
def test_every_record_says_its_source_licence_and_what_a_missing_answer_means_but_no_item(one):
    assert one.source
    assert one.licence
    assert one.missing
    assert all(len(item) < 12 for item in one.items)
