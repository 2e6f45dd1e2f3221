"""The first look at a file tells what stands in each column, and shows no person."""

import pytest

from qi.imports.look import MOST_CODES, look_at
from scripts import example_sheet
from tests.qi.imports.corpus import delimited, workbook


def look(tmp_path, header, rows, name="a.csv"):
    path = tmp_path / name
    path.write_text(delimited(header, rows, delimiter=";"), encoding="utf-8")
    return look_at(path)


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    return look(tmp_path_factory.mktemp("odd"), example_sheet.HEADER, example_sheet.as_text())


def test_every_column_and_every_row_is_counted(odd):
    assert (len(odd.columns), odd.n_rows) == (10, 208)


def test_dates_ids_and_known_codes_are_shown(odd):
    shown = {one.header for one in odd.columns if one.shown is not None}
    assert shown == {"Forløbs-nr.", "1. samtale", "Opstart", "Afsl.dato", "Indsats"}


def test_personal_numbers_names_and_free_text_are_told_by_class_only(odd):
    for header, kind in (("Cprnr.", "cpr"), ("Borgers navn", "text"), ("Bemærkning", "text")):
        column = odd.column(header)
        assert (column.shown, column.values, set(column.classes)) == (None, (), {kind})


def test_a_column_with_one_cell_that_is_no_date_is_told_by_class(odd):
    column = odd.column("Dato f. henv.")
    assert column.shown is None
    assert column.classes == ("date", "date", "date", "date", "text")
    assert column.fits["date"] == pytest.approx(207 / 208)


def test_a_single_personal_number_among_ids_hides_the_whole_column(tmp_path):
    rows = [["F1"]] * 30 + [[example_sheet.as_text(2)[0][1]]]
    column = look(tmp_path, ["sag", "x"], [[*row, "1"] for row in rows]).column("sag")
    assert (column.shown, column.values) == (None, ())


def test_telephone_numbers_under_any_header_are_not_shown(tmp_path):
    assert look(tmp_path, ["a", "b"], [["20304050", "1"]] * 9).column("a").shown is None


def test_forty_values_may_be_codes_and_forty_one_may_not(tmp_path):
    rows = [[f"kode {number}", "x"] for number in range(MOST_CODES + 1)]
    assert len(look(tmp_path, ["a", "b"], rows[:-1]).column("a").values) == 40
    assert look(tmp_path, ["a", "b"], rows).column("a").values == ()


def test_a_header_that_is_a_personal_number_is_left_out(tmp_path):
    number = example_sheet.as_text(2)[0][1]
    assert [one.header for one in look(tmp_path, ["dag", number, "x"], [["1-2-2025", "a", "b"]]).columns] == [
        "dag",
        "x",
    ]


def test_an_empty_column_says_so(tmp_path):
    column = look(tmp_path, ["a", "b"], [["", "x"]] * 3).column("a")
    assert (column.n_filled, column.shown, column.classes) == (0, None, ("empty",) * 3)


TITLED = [["Udtræk oktober", "", "", ""], ["Hold", "", "Datoer", ""], ["a", "b", "c", "d"], ["1", "2", "3", "4"]]


def titled(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(TITLED))
    return path


def test_the_column_names_are_found_below_a_title(tmp_path):
    # A line of group names fills half of the columns too; whoever looks at the page may choose another line.
    path = tmp_path / "a.csv"
    path.write_text("Udtræk, oktober\nDato;1-10-2025\n\na;b;c;d\n1;2;3;4\n", encoding="utf-8")
    seen = look_at(path)
    assert [one.header for one in seen.columns] == ["a", "b", "c", "d"]
    assert (seen.header_line, seen.header_lines, seen.has_title, seen.n_rows) == (4, (1, 2, 4, 5), True, 1)


def test_another_line_can_be_chosen_for_the_column_names(tmp_path):
    assert [one.header for one in look_at(titled(tmp_path)).columns] == ["Hold", "Datoer"]
    assert [one.header for one in look_at(titled(tmp_path), header_line=3).columns] == ["a", "b", "c", "d"]


def test_names_on_the_first_line_have_nothing_above_them(tmp_path):
    seen = look(tmp_path, ["a", "b"], [["1", "x"]])
    assert (seen.header_line, seen.has_title) == (1, False)
