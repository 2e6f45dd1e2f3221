"""One thing wrong at a time: the line is set aside with its number, what kind of thing came, and the rule."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

import qi.imports
from qi.imports import cpr as cpr_sql
from qi.imports.mapping import read_mapping
from qi.imports.refused import ImportRefusedError
from qi.imports.report import as_csv, as_text, problem_groups, problems
from qi.imports.run import import_file
from qi.sources import versions
from tests.qi.imports import corpus
from tests.qi.imports.corpus import changed, course_rows, cpr, survey_rows, told

EXAMPLES = Path(qi.imports.__file__).parent / "examples"
COURSES, SURVEY = read_mapping(EXAMPLES / "courses.toml"), read_mapping(EXAMPLES / "survey.toml")
WRITTEN = datetime(2026, 1, 1, 8)
VALID = cpr(date(1961, 7, 7), 4285)


def bring_in(folder, path, mapping, *, is_dry_run=False, **more):
    return import_file(
        path,
        mapping,
        to=folder / "data",
        key_file=folder / "noegle" / "pseudonym.key",
        extracted_at=WRITTEN,
        is_dry_run=is_dry_run,
        **more,
    )


def courses(tmp_path, rows, *, is_dry_run=True):
    return bring_in(tmp_path, corpus.course_file(tmp_path / "forloeb.csv", rows), COURSES, is_dry_run=is_dry_run)


@pytest.fixture(scope="module")
def with_courses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("med-forloeb")
    courses(folder, course_rows(), is_dry_run=False)
    return folder


def survey(with_courses, tmp_path, rows):
    return bring_in(with_courses, corpus.survey_file(tmp_path / "svar.csv", rows), SURVEY, is_dry_run=True)


def test_twelve_right_courses_come_in_without_a_finding(tmp_path):
    report = courses(tmp_path, course_rows())
    assert (report.rows_in, report.findings) == (12, ())


def test_twelve_right_answers_come_in_without_a_finding(with_courses, tmp_path):
    report = survey(with_courses, tmp_path, survey_rows())
    assert (report.rows_in, report.findings) == (12, ())


def one_cell_each(rows, cases):
    """Return the rows with the cell of the first case changed in the first row, that of the next in the next."""
    for row, (column, value, *_) in enumerate(cases):
        rows = changed(rows, column, value, row=row)
    return rows


def found_in(report, row):
    return [(one.came, one.rule.split(":")[1]) for one in report.findings if one.line == row + 2]


WRONG_COURSES = [
    (0, "", "empty", "missing"),
    (0, "1.23457E+12", "scientific", "id"),
    (1, cpr(date(1999, 2, 28), 1234).replace("2802", "3102"), "cpr", "cpr"),
    (2, "999", "whole", "code"),
    (3, f"ring {VALID}", "cpr", "code"),
    (3, "<img src=x onerror=alert(1)>", "text", "code"),
    (3, "'); DROP TABLE courses;--", "text", "code"),
    (4, "", "empty", "missing"),
    (7, "2025", "year", "date"),
    (7, "1900-01-01", "date", "too_early"),
    (7, "0205-02-03", "date", "too_early"),
    (7, "2025-02-30", "date", "date"),
    (7, "13-13-2025", "date", "date"),
    (7, "2027-01-01", "date", "future"),
    (7, "2025-03-30T23:30:00Z", "zoned", "zone"),
    (7, "2025-02-01", "date", "not_before"),
    (11, "3", "whole", "code"),
    (12, "1900", "whole", "equals"),
]
"""A column, what stands in it, and the class of what came and the rule that are told."""


@pytest.fixture(scope="module")
def wrong_courses(tmp_path_factory):
    """One file with all of them, each in a line of its own, and two right lines."""
    rows = one_cell_each(course_rows(len(WRONG_COURSES) + 2), WRONG_COURSES)
    return courses(tmp_path_factory.mktemp("wrong"), rows)


def test_of_18_courses_with_one_wrong_cell_and_2_right_ones_the_2_come_in(wrong_courses):
    assert wrong_courses.rows_in == 2
    assert {one.line for one in wrong_courses.findings} == set(range(2, 20))


@pytest.mark.parametrize(
    ("row", "case"), list(enumerate(WRONG_COURSES)), ids=[f"{c}-{v}" for c, v, *_ in WRONG_COURSES]
)
def test_a_course_with_one_wrong_cell_is_set_aside_with_its_line(wrong_courses, row, case):
    assert found_in(wrong_courses, row)[:1] == [case[2:]]


WRONG_ANSWERS = [
    (0, "F9999", "id", "refers_to"),
    (1, "midt", "text", "code"),
    (3, "2025-02-01", "date", "not_before"),
    (4, "0", "whole", "range"),
    (4, "Fremragende", "text", "whole"),
    (7, "6", "whole", "range"),
    (10, "7.2", "decimal", "range"),
    (10, "<20", "text", "decimal"),
    (10, "inf", "text", "decimal"),
]


@pytest.fixture(scope="module")
def wrong_answers(with_courses, tmp_path_factory):
    return survey(with_courses, tmp_path_factory.mktemp("wrong"), one_cell_each(survey_rows(), WRONG_ANSWERS))


def test_of_9_answers_with_one_wrong_cell_and_3_right_ones_the_3_come_in(wrong_answers):
    assert (wrong_answers.rows_in, len(wrong_answers.findings)) == (3, 9)


@pytest.mark.parametrize(
    ("row", "case"), list(enumerate(WRONG_ANSWERS)), ids=[f"{c}-{v}" for c, v, *_ in WRONG_ANSWERS]
)
def test_an_answer_with_one_wrong_cell_is_set_aside_with_its_line(wrong_answers, row, case):
    assert found_in(wrong_answers, row) == [case[2:]]


DATES = ("22-02-2025", "22/2-25", "22.02.2025", "22. februar 2025", "2025-02-22 02:30:00")


def test_a_danish_date_is_read_as_day_month_year_however_it_is_written(tmp_path):
    bring_in(
        tmp_path, corpus.course_file(tmp_path / "f.csv", one_cell_each(course_rows(), [(7, d) for d in DATES])), COURSES
    )
    events = pq.read_table(versions.resolve(tmp_path / "data") / "events.parquet").to_pylist()
    starts = {one["course_id"]: one["occurred_on"] for one in events if one["kind"] == "start"}
    assert {text: starts[f"F{1000 + row}"] for row, text in enumerate(DATES)} == dict.fromkeys(DATES, date(2025, 2, 22))


SAME = [(2, "0751"), (11, "m"), (2, "Aarhus Kommune"), (8, "NULL"), (13, "videregående")]


def test_other_ways_to_write_the_same_come_in(tmp_path):
    report = courses(tmp_path, one_cell_each(course_rows(), SAME))
    assert (report.rows_in, report.findings) == (12, ())


def test_a_missing_answer_is_no_fault(with_courses, tmp_path):
    assert survey(with_courses, tmp_path, changed(survey_rows(), 7, "")).rows_in == 12


def test_the_same_line_twice_counts_once(tmp_path):
    rows = course_rows()
    report = courses(tmp_path, [*rows, rows[3]])
    assert (report.rows_in, [(one.line, one.rule) for one in report.findings]) == (12, [(14, "line:repeated")])


def test_one_key_with_two_different_lines_sets_both_aside(tmp_path):
    rows = course_rows()
    report = courses(tmp_path, [*rows, changed(rows, 9, "aktiv")[3]])
    assert (report.rows_in, [one.line for one in report.findings]) == (11, [5, 14])


def test_two_ways_to_write_decimals_in_one_column_are_refused(with_courses, tmp_path):
    rows = [[*row[:-1], ("48,5", "52.1", "1.048")[i % 3]] for i, row in enumerate(survey_rows())]
    path = tmp_path / "svar.csv"
    path.write_text(corpus.delimited(corpus.SURVEY_HEADER, rows, delimiter=";"), encoding="utf-8")
    with pytest.raises(ImportRefusedError) as refused:
        bring_in(with_courses, path, SURVEY, is_dry_run=True)
    assert refused.value.key == "two_number_styles"


def test_a_personal_number_in_the_id_column_stops_the_file(tmp_path):
    with pytest.raises(ImportRefusedError) as refused:
        courses(tmp_path, changed(course_rows(), 0, VALID))
    assert (refused.value.key, refused.value.values) == ("cpr_in_column", {"column": "course_id", "line": 5})


def test_no_sentence_and_no_list_repeats_what_stood_in_a_cell(tmp_path):
    report = courses(tmp_path, changed(course_rows(), 3, f"ring {VALID}"))
    said = as_text(report, COURSES) + as_csv(report, COURSES)
    assert "Række 5, kolonne »referral_source«: ligner et CPR-nummer." in said
    assert VALID not in said
    assert "ring" not in said


def test_the_report_says_the_same_in_english(tmp_path):
    report = courses(tmp_path, changed(course_rows(), 7, "2025"))
    expected = "a date, such as 28-04-2025 or 2025-04-28"
    assert told(report, COURSES, "en") == [f"Row 5, column ‘start_date’: four digits. Expected: {expected}."]


def test_columns_the_mapping_does_not_name_are_dropped_and_named(tmp_path):
    path = tmp_path / "f.csv"
    rows = [[*row, "Lange notater"] for row in course_rows()]
    path.write_text(corpus.delimited((*corpus.COURSE_HEADER, "Bemærkning"), rows), encoding="utf-8")
    report = bring_in(tmp_path, path, COURSES, is_dry_run=True)
    assert (report.rows_in, report.dropped) == (12, ("Bemærkning",))


@pytest.mark.parametrize(
    ("seventh", "year", "expected"),
    [
        *((s, yy, 1900 + yy) for s in (0, 3) for yy in (0, 36, 99)),
        *((s, yy, full) for s in (4, 9) for yy, full in ((0, 2000), (36, 2036), (37, 1937), (99, 1999))),
        *((s, yy, full) for s in (5, 8) for yy, full in ((0, 2000), (57, 2057), (58, 1858), (99, 1899))),
    ],
)
def test_the_seventh_digit_gives_the_century(seventh, year, expected):
    ten = f"'0101{year:02d}{seventh}001'"
    assert duckdb.connect().execute(f"select year({cpr_sql.birth(ten)})").fetchone() == (expected,)


def test_a_number_that_fails_the_modulus_is_accepted(tmp_path):
    rows = changed(changed(course_rows(), 1, cpr(date(1965, 1, 1), 1001)), 12, "1965")
    assert courses(tmp_path, rows).rows_in == 12


def test_problems_come_as_data_and_in_groups_with_the_most_frequent_first(tmp_path):
    rows = changed(changed(changed(course_rows(), 11, "3"), 7, "2025", row=5), 7, "2024", row=8)
    report = courses(tmp_path, rows)
    assert [(one.line, one.local_id, one.column) for one in problems(report, COURSES)] == [
        (5, "F1003", "sex"),
        (7, "F1005", "start_date"),
        (10, "F1008", "start_date"),
    ]
    groups = problem_groups(report, COURSES)
    assert [(one.column, one.came, one.n_lines, one.first_line) for one in groups] == [
        ("start_date", "fire cifre", 2, 7),
        ("sex", "et helt tal", 1, 5),
    ]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (2, "Atlantis", "tekst. Forventet: en kode fra koblingen."),
        (8, "2025-01-01", "en dato. Forventet: en dato, som ikke er før »start_date«."),
        (11, "M", "en kendt kode. Forventet: det samme som i »cpr«."),
        (11, "X", "tekst. Forventet: en af koderne k, m."),
        (0, "", "tom. Forventet: en værdi i hver række."),
    ],
)
def test_a_problem_says_what_came_and_what_was_expected(tmp_path, column, value, said):
    row = 2 if column == 11 else 3
    (line,) = told(courses(tmp_path, changed(course_rows(), column, value, row=row)), COURSES)
    assert line == f"Række {row + 2}, kolonne »{corpus.COURSE_HEADER[column]}«: {said}"


def test_a_range_is_told_with_both_its_ends(with_courses, tmp_path):
    report = survey(with_courses, tmp_path, changed(changed(survey_rows(), 7, "6"), 10, "7", row=4))
    assert [line.split("Forventet: ")[1] for line in told(report, SURVEY)] == [
        "et tal fra 0 til 5.",
        "et tal fra 20 til 200.",
    ]


def test_a_line_with_a_field_too_many_is_told_without_a_column(tmp_path):
    rows = course_rows()
    report = courses(tmp_path, [*rows[:3], [*rows[3], "x"], *rows[4:]])
    assert told(report, COURSES) == ["Række 5: et andet antal felter. Forventet: lige så mange felter som kolonner."]
    assert as_csv(report, COURSES).splitlines()[1] == "5;;;et andet antal felter;lige så mange felter som kolonner"
