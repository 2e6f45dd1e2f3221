"""The table of numbers and the file people take away: same rows, nothing hidden in them, no live formula."""

from datetime import date

import pytest

from dashboard import cache, tables
from qi.selection import Selection
from qi.series import analyse_series

SELECTION = Selection(municipality=("908",), programme=("cancer",), first=date(2024, 1, 1), last=date(2026, 10, 1))


@pytest.fixture
def small():
    return cache.analysis("P01", SELECTION)


def test_the_table_has_a_row_for_each_period_latest_first(small):
    periods = [row.period for row in tables.rows(small, "da")]
    assert len(periods) == 34
    assert periods[0] == "okt\u00a02026"


def test_a_suppressed_period_shows_neither_count_nor_value(small):
    hidden = [row for row in tables.rows(small, "da") if "vises ikke" in row.note]
    assert hidden
    assert {(row.numerator, row.n, row.value) for row in hidden} == {("", "", "–")}


def test_the_file_has_the_rows_of_the_table_oldest_first(small):
    lines = tables.to_csv(small, "da", ["Titel"]).decode("utf-8-sig").splitlines()
    assert lines[0] == "Titel"
    assert lines[1] == "Periode;Første dag;Tæller;Antal;Værdi (%);Median;Side af medianen;Note"
    assert len(lines) == 2 + 34
    assert lines[2].startswith("jan 2024;2024-01-01;")


def test_a_spreadsheet_reads_each_number_of_the_file_as_a_number():
    lines = (
        tables.to_csv(analyse_series([1652.5, -0.25, 3000.0], title="Tal"), "da", []).decode("utf-8-sig").splitlines()
    )
    assert [line.split(";")[4] for line in lines[1:]] == ["1652,5", "-0,3", "3000,0"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_starts_a_formula(small, text):
    assert tables.to_csv(small, "da", [text]).decode("utf-8-sig").startswith(f"'{text}")


def test_a_point_is_on_the_median_only_where_the_rules_say_so():
    thousandths = analyse_series([0.001, 0.002, 0.003, 0.0020000001, 0.002], title="Små tal")
    assert [row.side for row in reversed(tables.rows(thousandths, "da"))] == ["under", "på", "over", "over", "på"]
