"""Dataset, structure and labels of SurveyXact come in as one export; response rate and WHO-5 are those put into it."""

from datetime import date, datetime
from pathlib import Path
from statistics import fmean

import pyarrow.parquet as pq
import pytest

import qi.imports
from qi.analysis import analyse
from qi.imports.mapping import parse_mapping, read_mapping
from qi.imports.refused import ImportRefusedError
from qi.imports.run import import_file
from qi.selection import Selection
from qi.sources import open_dataset, versions
from tests.qi.imports import corpus, survey

EXAMPLES = Path(qi.imports.__file__).parent / "examples"
COURSES, SURVEYXACT = read_mapping(EXAMPLES / "courses.toml"), read_mapping(EXAMPLES / "surveyxact.toml")
MAY = date(2025, 5, 1)
ROWS, TRUTH = survey.respondents(240)
FORMS = [("\t", "utf-16"), (";", "iso-8859-1"), (",", "iso-8859-1")]


def bring_in(folder, files, mapping=SURVEYXACT):
    return import_file(
        files[0],
        mapping,
        to=folder / "data",
        key_file=folder / "noegle" / "k",
        beside=files[1:],
        as_of=date(2025, 12, 31),
        extracted_at=datetime(2026, 1, 1),
        is_dry_run=False,
    )


@pytest.fixture(scope="module")
def with_courses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("med-forloeb")
    file = corpus.course_file(folder / "forloeb.csv", survey.courses(240))
    assert bring_in(folder, [file], COURSES).rows_in == 240
    return folder


def in_may(dataset, key):
    table = analyse(dataset, key, Selection()).table
    return table, table.starts.index(MAY)


@pytest.mark.parametrize(("delimiter", "encoding"), FORMS)
def test_response_rate_and_who5_of_an_export_are_the_truth_it_was_made_of(with_courses, tmp_path, delimiter, encoding):
    files = survey.write_files(tmp_path, ROWS, delimiter=delimiter, encoding=encoding)
    report = bring_in(with_courses, files)
    assert (report.rows_in, report.findings, report.file_format) == (240, (), "surveyxact")
    dataset = open_dataset(with_courses / "data")
    rate, at = in_may(dataset, "D02")
    assert (int(rate.n[at]), int(rate.numerator[at])) == (TRUTH.n_sent, TRUTH.n_answered)
    who5, at = in_may(dataset, "O03")
    assert int(who5.n[at]) == len(TRUTH.scores)
    assert float(who5.value[at]) == pytest.approx(fmean(TRUTH.scores), rel=1e-12)
    health, at = in_may(dataset, "O01")
    assert (int(health.n[at]), int(health.numerator[at])) == (TRUTH.n_health, TRUTH.n_in_good_health)


def test_the_truth_has_every_case_in_it():
    assert 0 < TRUTH.n_answered < TRUTH.n_sent < 240
    assert 0 < len(TRUTH.scores) < TRUTH.n_answered


def test_the_three_files_may_come_in_any_order(with_courses, tmp_path):
    dataset, structure, labels = survey.write_files(tmp_path, ROWS, delimiter=";", encoding="utf-8")
    assert bring_in(with_courses, [labels, dataset, structure]).rows_in == 240


def test_free_text_addresses_and_error_messages_are_not_kept(with_courses, tmp_path):
    files = survey.write_files(tmp_path, ROWS, delimiter="\t", encoding="utf-16")
    assert {"email", "s_9", "respondentid"} <= set(bring_in(with_courses, files).dropped)
    folder = versions.resolve(with_courses / "data")
    kept = "".join(str(pq.read_table(path).to_pylist()) for path in folder.glob("*.parquet"))
    assert not [text for text in ("example.org", "Fritekst", "Postkasse") if text in kept]


@pytest.mark.parametrize("names", [["Dataset"], ["Dataset(1)", "Dataset(2)"]])
def test_a_workbook_with_the_three_sheets_says_the_same(with_courses, tmp_path, names):
    cut = len(survey.VARIABLES) if len(names) == 1 else 9
    rows = [survey.VARIABLES, *[[cell.replace('"', "") for cell in row] for row in ROWS[:40]]]
    pieces = [[row[:cut] for row in rows], [row[cut:] for row in rows]][: len(names)]
    sheets = {**dict(zip(names, pieces, strict=True)), "Structure": survey.STRUCTURE, "Labels": survey.LABELS}
    path = tmp_path / "survey.xlsx"
    path.write_bytes(corpus.workbook_of(sheets))
    report = bring_in(with_courses, [path])
    assert (report.rows_in, report.findings) == (40, ())


def refusal(folder, files, mapping=SURVEYXACT):
    with pytest.raises(ImportRefusedError) as refused:
        bring_in(folder, files, mapping)
    return refused.value


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_an_export_without_one_of_its_files_is_refused(with_courses, tmp_path, left_out):
    files = survey.write_files(tmp_path, ROWS, delimiter=";", encoding="utf-8")
    assert refusal(with_courses, files[:left_out] + files[left_out + 1 :]).key == "survey_parts"


def test_a_workbook_without_the_three_sheets_is_refused(with_courses, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(corpus.workbook_of({"Dataset": [("a",), ("1",)], "Labels": [("a", "1", "x")]}))
    assert refusal(with_courses, [tmp_path / "a.xlsx"]).key == "survey_parts"
    sheets = {"Dataset": [survey.VARIABLES], "Structure": survey.STRUCTURE, "Labels": survey.LABELS}
    (tmp_path / "b.xlsx").write_bytes(corpus.workbook_of(sheets))
    assert refusal(with_courses, [tmp_path / "b.xlsx"]).key == "no_rows"


def test_a_choice_the_question_does_not_have_is_refused_with_those_it_has(with_courses, tmp_path):
    files = survey.write_files(tmp_path, ROWS, delimiter=";", encoding="utf-8")
    text = (EXAMPLES / "surveyxact.toml").read_text(encoding="utf-8").replace('"Gennemført"', '"Færdig"')
    refused = refusal(with_courses, files, parse_mapping(text.encode()))
    assert (refused.key, refused.values["choice"]) == ("survey_choice", "Færdig")
    assert "gennemført" in str(refused.values["found"])


def test_a_code_without_a_label_is_set_aside(with_courses, tmp_path):
    rows = [list(row) for row in ROWS[:5]]
    rows[2][survey.VARIABLES.index("maaletidspunkt")] = "12"
    report = bring_in(with_courses, survey.write_files(tmp_path, rows, delimiter=";", encoding="utf-8"))
    # The third respondent stands on line 5: the free text of the first goes over two lines.
    assert [(one.line, one.column, one.came) for one in report.findings] == [(5, "maaletidspunkt", "whole")]


def test_several_files_are_one_export_only_where_the_mapping_says_so(with_courses, tmp_path):
    file = corpus.course_file(tmp_path / "f.csv")
    assert refusal(with_courses, [file, file], COURSES).key == "one_file"
