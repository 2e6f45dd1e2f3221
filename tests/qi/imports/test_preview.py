"""The first rows of every format, to choose columns by; what looks like a personal number is never shown."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qi.imports.preview import MASK, preview
from qi.imports.refused import ImportRefusedError
from tests.qi.imports.corpus import COURSE_HEADER, course_file, course_rows, cpr, workbook

NUMBER = cpr(date(1961, 7, 7), 4285)


def test_a_csv_file_shows_its_columns_and_as_many_rows_as_asked_for(tmp_path):
    seen = preview(course_file(tmp_path / "f.csv"), most=3)
    assert seen.columns == COURSE_HEADER
    assert seen.column("course_id") == ("F1000", "F1001", "F1002")
    assert (seen.file_format, seen.encoding, seen.delimiter, seen.sheets) == ("csv", "utf-8", ",", ())


def test_personal_numbers_are_masked_in_every_column_and_in_the_names(tmp_path):
    assert set(preview(course_file(tmp_path / "f.csv")).column("cpr")) == {MASK}
    (tmp_path / "g.csv").write_text(f"id;{NUMBER}\n1;ring til {NUMBER} i morgen\n", encoding="utf-8")
    seen = preview(tmp_path / "g.csv")
    assert (seen.columns, seen.rows) == (("id", MASK), (("1", f"ring til {MASK} i morgen"),))


def test_a_long_cell_is_cut_and_a_short_row_filled_up(tmp_path):
    (tmp_path / "f.csv").write_text(f"a;b\n{'x' * 81};y\nz\n", encoding="utf-8")
    assert preview(tmp_path / "f.csv").rows == ((f"{'x' * 79}…", "y"), ("z", ""))


def test_a_workbook_shows_the_sheet_asked_for_and_names_all(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook([("", ""), ("id", "svar"), ("1", "blå")]))
    seen = preview(tmp_path / "a.xlsx", sheet="Ark1")
    assert (seen.columns, seen.rows, seen.sheets) == (("id", "svar"), (("1", "blå"),), ("Ark1",))


def test_parquet_shows_its_rows_and_leaves_columns_of_lists_empty(tmp_path):
    pq.write_table(pa.table({"id": [1, None], "svar": [["a"], ["b"]]}), tmp_path / "a.parquet")
    assert preview(tmp_path / "a.parquet").rows == (("1", ""), ("", ""))


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("f.csv", b"", "empty"),
        ("f.xlsx", workbook([]), "empty"),
        ("f.xlsx", workbook([("a",)])[:200], "damaged"),
        ("f.parquet", b"PAR1 cut off", "damaged"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_in_one_sentence(tmp_path, name, content, key):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefusedError) as refused:
        preview(tmp_path / name)
    assert refused.value.key == key


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ImportRefusedError) as refused:
        preview(tmp_path / "f.csv")
    assert refused.value.key == "no_file"


def test_a_preview_reads_the_same_rows_as_the_import(tmp_path):
    assert [row[0] for row in preview(course_file(tmp_path / "f.csv")).rows] == [row[0] for row in course_rows()]
