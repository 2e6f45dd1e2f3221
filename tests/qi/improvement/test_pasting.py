"""Values pasted from a spreadsheet."""

from datetime import date

import pytest

from qi.improvement.own_indicator import OwnIndicator, OwnKind
from qi.improvement.pasting import pasted_values
from qi.reading import ReadingError, read_table


def pasted(text, kind=OwnKind.COUNT):
    return pasted_values(read_table(text.encode()), "o1", OwnIndicator(team="t1", name="x", kind=kind))


def test_dates_and_numbers_become_values_in_time_order():
    found = pasted("Uge\tAntal\n09.03.2026\t4\n02.03.2026\t3\n")
    assert [(one.on, one.value, one.of) for one in found] == [
        (date(2026, 3, 2), 3, None),
        (date(2026, 3, 9), 4, None),
    ]


def test_a_share_takes_two_columns_of_numbers():
    assert [(one.value, one.of) for one in pasted("2026-03-02;8;10\n2026-03-09;7;9", OwnKind.SHARE)] == [
        (8, 10),
        (7, 9),
    ]


def test_dates_alone_are_events_and_two_on_one_day_count_twice():
    found = pasted("dato\n2026-03-02\n2026-03-02\n2026-03-09", OwnKind.EVENT)
    assert [(one.on.day, one.value) for one in found] == [(2, 2), (9, 1)]


def test_an_empty_cell_is_no_value_and_the_later_of_two_rows_counts():
    assert [(one.on.day, one.value) for one in pasted("2026-03-02;3\n2026-03-09;\n2026-03-02;5")] == [(2, 5)]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("4\n5\n6", OwnKind.COUNT, "paste.no_dates"),
        ("2026-03-02;mange\n2026-03-09;få", OwnKind.COUNT, "paste.no_numbers"),
        ("2026-03-02;8\n2026-03-09;7", OwnKind.SHARE, "paste.two_numbers"),
        ("2026-03-02;12\n2026-03-09;7", OwnKind.SCORE, "paste.does_not_fit"),
        ("2026-03-02;12;10\n2026-03-09;7;9", OwnKind.SHARE, "paste.does_not_fit"),
    ],
)
def test_what_cannot_be_used_is_said_by_its_reason(text, kind, key):
    with pytest.raises(ReadingError, match=key.replace(".", r"\.")):
        pasted(text, kind)
