"""Every usual form of a file gives the same text; what cannot be read whole is refused or set aside by its line."""

import gzip
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qi.imports.formats import delimited, read_export
from qi.imports.refused import ImportRefusedError
from tests.qi.imports.corpus import COURSE_HEADER, course_rows, cpr, workbook
from tests.qi.imports.corpus import delimited as lines

WANTED = ("id", "svar")


def read(tmp_path, content, wanted=WANTED, name="fil.csv", *, is_title_allowed=False):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_export(path, wanted, is_title_allowed=is_title_allowed)


def cells(export):
    return list(zip(*(export.table[name].to_pylist() for name in export.table.column_names), strict=True))


def refusal(tmp_path, content, wanted=WANTED, name="fil.csv", *, is_title_allowed=False):
    with pytest.raises(ImportRefusedError) as refused:
        read(tmp_path, content, wanted, name, is_title_allowed=is_title_allowed)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends_give_the_same_text(tmp_path, encoding, delimiter, end):
    content = lines(("id", "svar"), [("1", "blå"), ("2", "rød")], delimiter=delimiter, end=end).encode(encoding)
    assert cells(read(tmp_path, content)) == [(2, "1", "blå"), (3, "2", "rød")]


def test_a_quoted_line_break_stays_in_its_cell_and_later_lines_keep_their_number(tmp_path):
    assert cells(read(tmp_path, 'id;svar\n1;"a\nb"\n2;c\n')) == [(2, "1", "a\nb"), (4, "2", "c")]


def test_blank_lines_are_skipped_and_counted(tmp_path):
    assert cells(read(tmp_path, "id;svar\n\n1;a\n\n2;b\n")) == [(3, "1", "a"), (5, "2", "b")]


def test_a_line_with_a_field_too_many_is_set_aside_and_nothing_shifts(tmp_path):
    export = read(tmp_path, "id,svar\n1,a\n2,x,b\n3,c\n")
    assert cells(export) == [(2, "1", "a"), (4, "3", "c")]
    assert [(one.line, one.n_found, one.n_expected) for one in export.broken] == [(3, 3, 2)]


def test_a_cell_longer_than_any_code_sets_its_line_aside(tmp_path):
    export = read(tmp_path, f"id,svar\n1,{'x' * 200_000}\n2,b\n")
    assert [(one.line, one.fault) for one in export.broken] == [(2, "too_long")]
    assert cells(export) == [(3, "2", "b")]


def test_the_two_ways_of_reading_agree_on_a_file_both_can_read(tmp_path):
    text = lines(COURSE_HEADER, course_rows())
    positions = list(range(len(COURSE_HEADER)))
    quick = delimited._quick(text.encode(), ",", COURSE_HEADER, COURSE_HEADER, positions, line=1)
    records = islice(delimited._records(text.encode(), ","), 1, None)
    careful, broken = delimited._careful(records, len(COURSE_HEADER), COURSE_HEADER, positions)
    assert quick.to_pylist() == careful.to_pylist()
    assert not broken


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "empty"),
        ("id;svar\n", "no_rows"),
        ("id;svar\n1;a\n2", "cut_off"),
        ('id;svar\n1;"a\n2;b\n', "quote"),
        ("id;andet\n1;a\n", "column"),
        ("id;svar;svar\n1;a;b\n", "column_twice"),
        ("7;2025-01-01\n8;2025-01-02\n", "no_header"),
        ("Udtræk\n\nid;svar\n1;a\n", "header_below"),
        (";".join(("id", "svar", *map(str, range(3000)))) + "\n1;a\n", "too_many_columns"),
        (b"id;svar\n\0\x01\x02;a\n", "not_text"),
        (gzip.compress(b"id;svar\n" + b"1;a\n" * 1_000_000), "packed"),
        (b"PK\x03\x04 half a workbook", "other_format"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused(tmp_path, content, key):
    assert refusal(tmp_path, content).key == key


def test_a_refusal_names_the_line_of_the_column_names(tmp_path):
    assert refusal(tmp_path, "Udtræk\nDato\n\nid;svar\n1;a\n").values == {"line": 4}


ABOVE = "Udtræk, oktober\nDato: 22-11-2025\n\n"


@pytest.mark.parametrize("rest", ["id;svar;m\n1;a;x\n2;b;y\n", 'id;svar;m\n1;"a";x\n2;b;y\n'])
def test_rows_above_the_names_are_left_out_where_they_are_allowed_and_lines_keep_their_number(tmp_path, rest):
    export = read(tmp_path, ABOVE + rest, is_title_allowed=True)
    assert (export.header_line, cells(export)) == (4, [(5, "1", "a"), (6, "2", "b")])


def test_rows_above_the_names_of_a_sheet_are_left_out_where_they_are_allowed(tmp_path):
    book = workbook([("Udtræk", ""), ("", ""), ("id", "svar"), ("1", "a")])
    export = read(tmp_path, book, name="a.xlsx", is_title_allowed=True)
    assert (export.header_line, cells(export)) == (3, [(4, "1", "a")])


def test_names_below_a_title_with_no_row_under_them_are_refused(tmp_path):
    assert refusal(tmp_path, ABOVE + "id;svar;m\n", is_title_allowed=True).key == "no_rows"


def test_a_first_line_of_data_is_not_repeated(tmp_path):
    number = cpr(date(1961, 7, 7), 4285)
    refused = refusal(tmp_path, f"F1;{number}\nF2;{number}\n")
    assert number not in refused.said("da")
    assert "F1" not in refused.said("en")


def test_a_workbook_gives_the_text_of_its_cells(tmp_path):
    book = workbook([("id", "svar"), ("1", "blå"), ("", "")], cells={"A2": "<v>7</v>"})
    assert cells(read(tmp_path, book, name="a.xlsx")) == [(2, "7", "blå")]


def test_a_formula_without_a_result_is_told_apart_from_an_empty_cell(tmp_path):
    book = workbook([("id", "svar"), ("1", ""), ("2", "")], cells={"B3": "<f>1+1</f><v/>"})
    assert cells(read(tmp_path, book, name="a.xlsx")) == [(2, "1", ""), (3, "2", "=?")]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (workbook([]), "empty"),
        (workbook([("id", "svar")]), "no_rows"),
        (workbook([("id", "svar"), ("1", "a")])[:900], "damaged"),
        (workbook([("id", "svar"), ("1", "a")], more={"xl/vbaProject.bin": b"x"}), "macro"),
        (workbook([("id", "svar"), ("1", "a")], more={"../../evil.txt": b"x"}), "unsafe_parts"),
        (workbook([("id", "svar"), ("1", "a")], more={"xl/media/x": b"0" * 10_000_000}), "bomb"),
        (workbook([("Titel", ""), ("id", "svar"), ("1", "a")]), "header_below"),
        (b"id;svar\n1;a\n", "other_format"),
    ],
)
def test_a_workbook_that_is_not_a_plain_sheet_is_refused(tmp_path, content, key):
    assert refusal(tmp_path, content, name="a.xlsx").key == key


def test_a_workbook_whose_rows_lie_a_million_apart_is_refused_before_it_fills_the_memory(tmp_path):
    assert refusal(tmp_path, workbook([("id", "svar"), ("1", "a")], last_row=1_048_576), name="a.xlsx").key == "sparse"


def write_parquet(tmp_path, **columns):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_midnight_in_denmark_stays_on_its_day(tmp_path):
    midnight = datetime(2025, 3, 31, tzinfo=ZoneInfo("Europe/Copenhagen"))
    path = write_parquet(tmp_path, id=["1"], svar=pa.array([midnight], pa.timestamp("us", "Europe/Copenhagen")))
    assert cells(read_export(path, WANTED)) == [(1, "1", "2025-03-31 00:00:00")]


def test_parquet_whole_numbers_kept_as_decimals_are_codes_again(tmp_path):
    assert cells(read_export(write_parquet(tmp_path, id=["1"], svar=[751.0]), WANTED)) == [(1, "1", "751")]


@pytest.mark.parametrize("columns", [{"svar": [["a"]]}, {"svar": [b"a"]}])
def test_parquet_columns_of_lists_or_bytes_are_refused(tmp_path, columns):
    with pytest.raises(ImportRefusedError) as refused:
        read_export(write_parquet(tmp_path, id=["1"], **columns), WANTED)
    assert refused.value.key == "not_plain"


def test_a_cut_off_parquet_file_is_refused(tmp_path):
    path = write_parquet(tmp_path, id=["1"], svar=["a"])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ImportRefusedError) as refused:
        read_export(path, WANTED)
    assert refused.value.key == "damaged"


def test_a_file_larger_than_two_gigabytes_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "f.csv").open("wb") as file:
        file.truncate(2_000_000_001)
    with pytest.raises(ImportRefusedError) as refused:
        read_export(tmp_path / "f.csv", WANTED)
    assert (refused.value.key, refused.value.values) == ("too_large", {"most": 2000})


@pytest.mark.parametrize("content", [b"\xff\xfea", b"id;svar\n\x81\x8d;a\n"])
def test_bytes_that_are_text_in_no_encoding_are_refused(tmp_path, content):
    assert refusal(tmp_path, content).key == "not_text"


def test_quoted_cells_may_hold_the_delimiter(tmp_path):
    assert cells(read(tmp_path, '"id";"svar"\r\n"1";"a;b"\r\n"2";"c"\r\n')) == [(2, "1", "a;b"), (3, "2", "c")]


def test_a_workbook_with_a_cell_far_to_the_right_is_refused_before_it_fills_the_memory(tmp_path):
    book = workbook([("id", "svar"), ("1", "a")], cells={"B2": '</c><c r="AAA2"><v>1</v>'})
    assert refusal(tmp_path, book, name="a.xlsx").key == "too_many_columns"


def test_a_workbook_cell_longer_than_any_code_sets_its_row_aside(tmp_path):
    export = read(tmp_path, workbook([("id", "svar"), ("1", "x" * 10_001), ("2", "b")]), name="a.xlsx")
    assert [(one.line, one.fault) for one in export.broken] == [(2, "too_long")]
    assert cells(export) == [(3, "2", "b")]


def test_an_archive_without_a_sheet_is_no_workbook(tmp_path):
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("tekst.txt", "id;svar")
    assert refusal(tmp_path, packed.getvalue(), name="a.xlsx").key == "not_workbook"


def test_a_sheet_the_workbook_does_not_have_is_said(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook([("id", "svar"), ("1", "a")]))
    with pytest.raises(ImportRefusedError) as refused:
        read_export(tmp_path / "a.xlsx", WANTED, sheet="Svar")
    assert refused.value.values == {"sheet": "Svar"}


def test_parquet_without_rows_is_refused(tmp_path):
    path = write_parquet(tmp_path, id=pa.array([], pa.string()), svar=pa.array([], pa.string()))
    with pytest.raises(ImportRefusedError) as refused:
        read_export(path, WANTED)
    assert refused.value.key == "no_rows"


def test_a_parquet_cell_longer_than_any_code_sets_its_row_aside(tmp_path):
    export = read_export(write_parquet(tmp_path, id=["1", "2"], svar=["x" * 10_001, "b"]), WANTED)
    assert [(one.line, one.fault) for one in export.broken] == [(1, "too_long")]
    assert cells(export) == [(2, "2", "b")]


def test_parquet_of_more_than_fifty_million_rows_is_refused_before_it_is_unpacked(tmp_path):
    path = write_parquet(tmp_path, id=pa.nulls(50_000_001, pa.bool_()))
    with pytest.raises(ImportRefusedError) as refused:
        read_export(path, ("id",))
    assert refused.value.key == "bomb"
