"""A draft becomes a mapping that people can read; read back it is the same draft; a changed one is left alone."""

from dataclasses import replace

import pytest

from qi.imports.draft import Draft, as_toml, draft_from, draft_of, lacking, mapping_of, no_codes, unknown_cells
from qi.imports.look import look_at
from qi.imports.proposals import propose
from qi.imports.run import import_file
from scripts import example_sheet
from tests.qi.imports.corpus import SURVEY_HEADER, delimited, survey_rows

UNKNOWN_SOURCE = "Amb. Vest"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    path = tmp_path_factory.mktemp("odd") / "a.csv"
    path.write_text(delimited(example_sheet.HEADER, example_sheet.as_text(), delimiter=";"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def seen(sheet):
    return look_at(sheet)


@pytest.fixture(scope="module")
def draft(seen):
    made = draft_of(propose(seen), seen, title="Forløb fra Excel")
    return replace(made, constants={**made.constants, "municipality": "751"})


def test_what_the_file_does_not_say_is_lacking_until_it_is_the_same_for_all_lines(seen, draft):
    assert lacking(draft_of(propose(seen), seen, title="a")) == ("municipality",)
    assert lacking(draft) == ()


def test_what_tells_the_lines_apart_must_be_there(draft):
    columns = {name: header for name, header in draft.columns.items() if name != "course_id"}
    assert lacking(replace(draft, columns=columns))[0] == "course_id"


def test_a_value_nobody_knows_is_asked_about_once(seen, draft):
    assert unknown_cells(draft, seen) == {"source": (UNKNOWN_SOURCE,)}
    mapping = mapping_of(replace(draft, codes={"source": {UNKNOWN_SOURCE.casefold(): "A12"}}))
    assert mapping.columns["source"].codes["amb. vest"] == "A12"


def test_a_column_of_names_cannot_be_a_code(seen, draft):
    wrong = replace(draft, columns={**draft.columns, "source": "Bemærkning"})
    assert no_codes(wrong, seen) == ("source",)
    assert no_codes(draft, seen) == ()


def test_the_mapping_takes_in_every_right_line(tmp_path, sheet, draft):
    whole = replace(draft, codes={"source": {UNKNOWN_SOURCE.casefold(): "A12"}})
    report = import_file(sheet, mapping_of(whole), to=tmp_path / "own", key_file=tmp_path / "key")
    assert (report.rows_read, report.rows_in) == (208, 206)
    assert [(one.line, one.rule) for one in report.findings] == [
        (6, "received_on:date"),
        (11, "needs_assessment:not_before"),
    ]
    assert report.dropped == ("Borgers navn", "Bemærkning")


def test_the_file_reads_like_the_examples(draft):
    text = as_toml(draft)
    assert text.startswith('title = "Forløb fra Excel"\nversion = "1"\nform = "courses"\nkey = ["course_id"]\n')
    assert '[columns.received_on]\nheader = "Dato f. henv."\nkind = "date"\nrequired = true\n' in text
    assert 'constants = { municipality = "751", law = "119" }' in text


def test_a_rule_about_a_column_that_is_not_there_is_left_out(draft):
    columns = {name: header for name, header in draft.columns.items() if name != "start"}
    assert "not_before" not in as_toml(replace(draft, columns=columns)).split("[columns.end]")[1].split("[")[0]


def test_a_saved_draft_is_read_back_as_it_was(draft):
    whole = replace(draft, codes={"source": {"amb. vest": "A12"}}, sheet="Ark 1", version=3)
    assert draft_from(as_toml(whole).encode()) == whole


def test_a_mapping_changed_by_hand_is_no_draft(draft):
    text = as_toml(draft)
    assert draft_from(text.replace('kind = "date"\nnot_before = "received_on"', 'kind = "date"').encode()) is None
    assert draft_from(text.replace('form = "courses"\n', "").encode()) is None


def test_signs_in_a_header_do_not_break_the_file(draft):
    odd = replace(draft, columns={**draft.columns, "start": 'A "B" \\ C\td'})
    assert mapping_of(odd).columns["start"].header == 'A "B" \\ C\td'


def test_without_a_citizen_every_course_is_one_of_its_own(draft):
    columns = {name: header for name, header in draft.columns.items() if name != "cpr"}
    courses = mapping_of(replace(draft, columns=columns)).entries[0]
    assert courses.columns["person_id"] == "course_id"


def test_a_questionnaire_names_instrument_and_version(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(delimited(SURVEY_HEADER, survey_rows()), encoding="utf-8")
    seen = look_at(path)
    entries = mapping_of(draft_of(propose(seen), seen, title="Svar")).entries
    assert {(one.constants["instrument"], one.constants["version"]) for one in entries if one.into == "responses"} == {
        ("srh", "1"),
        ("who5", "1"),
    }


def test_one_wave_for_the_whole_file_needs_no_column():
    made = Draft(
        form="survey",
        title="Start",
        columns={"course_id": "id", "answered_on": "dato", "tils_1": "a"},
        constants={"wave": "start"},
    )
    assert lacking(made) == ()
    entries = mapping_of(made).entries
    assert {one.constants["wave"] for one in entries} == {"start"}
    assert entries[0].columns["sent_on"] == "answered_on"
