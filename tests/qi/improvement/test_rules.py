"""What a record must fulfil before it is kept."""

from dataclasses import replace
from datetime import date

import pytest

from qi.improvement.own_indicator import OwnIndicator, OwnKind, OwnValue
from qi.improvement.project import Driver
from qi.improvement.rules import RecordError, check, problems, value_problems
from tests.qi.improvement.records import CYCLE, EVERY, NOTE, PROJECT, TEAM, VALUE


def found(record):
    return [(problem.field, problem.key) for problem in problems(record)]


@pytest.mark.parametrize("record", EVERY, ids=lambda record: type(record).__name__)
def test_a_record_as_a_team_would_write_it_is_fine(record):
    assert found(record) == []


def test_an_aim_needs_what_and_how_much_and_blanks_are_nothing():
    assert found(replace(PROJECT, what="  ", how_much="")) == [
        ("what", "record.required"),
        ("how_much", "record.required"),
    ]


def test_4000_characters_are_room_enough_for_prose_and_120_for_a_line():
    assert found(replace(CYCLE, done="x" * 4000, who="x" * 120)) == []
    assert found(replace(CYCLE, done="x" * 4001)) == [("done", "record.too_long")]
    assert [p.most for p in problems(replace(CYCLE, who="x" * 10_000))] == [120]


def test_a_box_of_the_driver_diagram_is_a_line():
    deep = (Driver("a", (Driver("b", (Driver("x" * 121),)),)),)
    assert found(replace(PROJECT, drivers=deep)) == [("drivers", "record.too_long")]


@pytest.mark.parametrize("text", ["070761-4285", "ring til 0707614285 i dag"])
def test_what_looks_like_a_personal_number_is_not_kept_wherever_it_stands(text):
    assert found(replace(CYCLE, who=text)) == [("who", "record.cpr")]
    assert found(replace(PROJECT, drivers=(Driver("a", (Driver(text),)),))) == [("drivers", "record.cpr")]
    assert found(replace(PROJECT, standard=replace(PROJECT.standard, act=text))) == [("act", "record.cpr")]


def test_signs_that_are_no_text_are_not_kept():
    assert found(replace(NOTE, text="a\0b")) == [("text", "record.unreadable")]
    assert found(replace(NOTE, text="a\ud800b")) == [("text", "record.unreadable")]
    assert found(replace(NOTE, text="to linjer\nog\ttabulator")) == []


def test_nothing_ends_before_it_starts():
    day_before = date(2025, 12, 31)
    assert found(replace(CYCLE, ends_on=day_before, act=None)) == [("ends_on", "record.end_before_start")]
    assert found(replace(CYCLE, ends_on=CYCLE.starts_on)) == []
    assert found(replace(CYCLE, starts_on=None)) == [("ends_on", "record.end_without_start")]
    assert found(replace(NOTE, until=day_before)) == [("until", "record.end_before_start")]
    assert found(replace(PROJECT, by=day_before)) == [("by", "record.end_before_start")]


@pytest.mark.parametrize(("core", "is_fine"), [((), True), (("A", "B"), False), (tuple("ABC"), True)])
def test_a_board_has_three_to_six_indicators_or_none_yet(core, is_fine):
    assert (found(replace(TEAM, core=core)) == []) is is_fine


def test_seven_indicators_are_too_many_and_the_same_one_counts_once():
    assert found(replace(TEAM, core=tuple("ABCDEF"))) == []
    assert found(replace(TEAM, core=tuple("ABCDEFG"))) == [("core", "record.core")]
    assert found(replace(TEAM, core=("A", "A", "A"))) == [("core", "record.core")]


@pytest.mark.parametrize(
    ("kind", "value", "of", "keys"),
    [
        (OwnKind.COUNT, 0, None, []),
        (OwnKind.COUNT, 2.5, None, ["record.count"]),
        (OwnKind.COUNT, -1, None, ["record.count"]),
        (OwnKind.COUNT, float("nan"), None, ["record.number", "record.count"]),
        (OwnKind.SHARE, 8, 10, []),
        (OwnKind.SHARE, 11, 10, ["record.share"]),
        (OwnKind.SHARE, 0, 0, ["record.share"]),
        (OwnKind.SHARE, 8, None, ["record.share"]),
        (OwnKind.COUNT, 8, 10, ["record.share"]),
        (OwnKind.SCORE, 1, None, []),
        (OwnKind.SCORE, 10, None, []),
        (OwnKind.SCORE, 7.5, None, []),
        (OwnKind.SCORE, 0, None, ["record.score"]),
        (OwnKind.SCORE, 10.5, None, ["record.score"]),
    ],
)
def test_a_value_fits_its_indicator(kind, value, of, keys):
    indicator = OwnIndicator(team="t1", name="x", kind=kind)
    given = OwnValue(indicator="own1", on=date(2026, 11, 20), value=value, of=of)
    assert [problem.key for problem in value_problems(indicator, given)] == keys


def test_the_error_names_field_and_rule_and_never_the_text():
    with pytest.raises(RecordError, match=r"^who: record\.cpr$"):
        check(replace(CYCLE, who="070761-4285"))
    check(VALUE)
