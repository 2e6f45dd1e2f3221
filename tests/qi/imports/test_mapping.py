"""A mapping is readable, checked before any file is opened, and never keeps a personal number."""

from pathlib import Path

import pytest

import qi.imports
from qi.dataset import SOURCES
from qi.imports.mapping import code_lists, read_mapping
from qi.imports.refused import ImportRefusedError

EXAMPLES = sorted((Path(qi.imports.__file__).parent / "examples").glob("*.toml"))
SMALL = """
title = "Lille"
version = "1"
key = ["id"]
[columns.id]
kind = "id"
header = "Forløbs-id"
required = true
[columns.dag]
kind = "date"
[columns.cpr]
kind = "cpr"
[[tables]]
into = "events"
when = "dag"
constants = { kind = "start" }
columns = { course_id = "id", occurred_on = "dag" }
"""


def write(tmp_path, text):
    path = tmp_path / "kobling.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(tmp_path, text):
    with pytest.raises(ImportRefusedError) as refused:
        read_mapping(write(tmp_path, text))
    return refused.value


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_shipped_mapping_is_valid_and_marked_as_an_example(path):
    assert read_mapping(path).is_example
    assert path.read_text(encoding="utf-8").startswith("# EKSEMPEL")


def test_the_headers_are_those_of_the_file_each_once(tmp_path):
    assert read_mapping(write(tmp_path, SMALL)).headers == ("Forløbs-id", "dag", "cpr")


def test_the_items_of_an_instrument_give_one_entry_each_with_its_limits():
    survey = read_mapping(next(path for path in EXAMPLES if path.stem == "survey"))
    items = [entry.constants["item"] for entry in survey.entries if entry.constants.get("instrument") == "who5"]
    assert items == ["who5_1", "who5_2", "who5_3", "who5_4", "who5_5"]
    assert (survey.columns["who5_1"].lowest, survey.columns["who5_1"].highest) == (0, 5)


def test_a_code_list_knows_a_municipality_by_number_by_name_and_by_number_with_a_zero(tmp_path):
    text = SMALL + '[columns.sted]\nkind = "code"\ncodes = "municipality"\n'
    columns = read_mapping(write(tmp_path, text)).columns
    codes = columns["sted"].codes
    assert codes["751"] == codes["0751"] == codes["aarhus"] == codes["aarhus kommune"] == "751"


@pytest.mark.parametrize(
    ("name", "n_codes"),
    [
        *(("municipality", 98), ("referral_source", 16), ("law", 2), ("dropout_reason", 8), ("status_reason", 4)),
        *(("plan_type", 4), ("plan_category", 4), ("contact_form", 4), ("delivery", 4)),
        *(("condition_119", 21), ("intervention_119", 14), ("condition_140", 17), ("intervention_140", 10)),
    ],
)
def test_every_code_list_is_as_long_as_its_source_and_no_label_stands_twice(name, n_codes):
    labels = code_lists()[name].values()
    assert len(labels) == len(set(labels)) == n_codes


def test_referral_sources_beside_unknown_are_the_fifteen_of_the_canonical_table():
    assert tuple(code_lists()["referral_source"]) == SOURCES


def test_a_code_list_is_recognised_by_label_and_by_code(tmp_path):
    text = SMALL + '[columns.fra]\nkind = "code"\ncodes = "referral_source"\n'
    codes = read_mapping(write(tmp_path, text)).columns["fra"].codes
    assert codes["a11"] == codes["sygehus-kirurgisk"] == "A11"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('kind = "date"', 'kind = "dato"', "mapping_choice"),
        ('version = "1"', "", "mapping_part"),
        ('title = "Lille"', 'titel = "Lille"', "mapping_word"),
        ('key = ["id"]', 'key = ["nr"]', "mapping_name"),
        ('into = "events"', 'into = "begivenheder"', "mapping_choice"),
        ('kind = "start"', 'kind = "begyndt"', "mapping_choice"),
        ('occurred_on = "dag"', 'dag = "dag"', "mapping_choice"),
        (', occurred_on = "dag"', "", "mapping_part"),
        ("required = true", "required = false", "mapping_required"),
        ('occurred_on = "dag"', 'occurred_on = "id"', "mapping_choice"),
        ('course_id = "id"', 'course_id = "cpr"', "mapping_cpr"),
        ("[columns.id]", "[columns.id", "mapping_toml"),
        ('kind = "date"', 'kind = "code"', "mapping_part"),
        ('kind = "date"', 'kind = "pattern"\npattern = "("', "mapping_part"),
        ('kind = "date"', 'kind = "pattern"', "mapping_part"),
        ('kind = "date"', 'kind = "code"\ncodes = "kommuner"', "mapping_choice"),
        ('kind = "date"', 'kind = "date"\nlowest = "drop table"', "mapping_part"),
        ('kind = "date"', 'kind = "date"\nrequired = "ja"', "mapping_part"),
        ('kind = "date"', 'kind = "date"\nnot_before = "id"', "mapping_choice"),
        ('kind = "date"', 'kind = "date"\nequals = "cpr.sex"', "mapping_choice"),
        ('kind = "date"', 'kind = "date"\nequals = "id"', "mapping_choice"),
        ('kind = "date"', 'kind = "date"\nrefers_to = "courses"', "mapping_choice"),
        ('kind = "date"', 'kind = "date"\nrefers_to = "forløb"', "mapping_choice"),
        ('kind = "date"', 'kind = "date"\nonly_if = "flag"', "mapping_name"),
        ('kind = "date"', 'kind = "date"\nlabels = true', "mapping_part"),
        ('kind = "cpr"', 'kind = "cpr"\nat = "id"', "mapping_choice"),
        ('kind = "cpr"', 'kind = "id"\nnot_before = "dag"', "mapping_choice"),
        ('title = "Lille"', 'title = "Lille"\nformat = "spss"', "mapping_choice"),
        ('key = ["id"]', "key = [1]", "mapping_part"),
        ("[[tables]]", "[tables]", "mapping_part"),
        ('into = "events"', 'into = "events"\nunless = ["x"]', "mapping_name"),
        ('into = "events"', 'into = "responses"\ninstrument = "phq9"', "mapping_choice"),
        ('into = "events"', 'into = "responses"\ninstrument = "who5"', "mapping_part"),
        ('into = "events"', 'into = "responses"\ninstrument = "who5"\nitems = { q1 = "dag" }', "mapping_choice"),
        ('occurred_on = "dag"', 'occurred_on = ["dag"]', "mapping_part"),
        ('[columns.dag]\nkind = "date"', '[columns]\ndag = "date"', "mapping_part"),
    ],
)
def test_a_mapping_with_one_thing_wrong_is_refused(tmp_path, old, new, key):
    assert SMALL.count(old) >= 1
    assert refusal(tmp_path, SMALL.replace(old, new)).key == key


ANSWERS = """
title = "Svar"
version = "1"
key = ["id"]
[columns]
id = { kind = "id", required = true }
svar = { kind = "code", codes = { "ja" = "1", "nej" = "5" } }
[[tables]]
into = "responses"
instrument = "srh"
constants = { wave = "start" }
columns = { course_id = "id" }
items = { srh = "svar" }
"""


def test_answers_may_be_codes_of_the_instrument(tmp_path):
    assert read_mapping(write(tmp_path, ANSWERS)).columns["svar"].codes == {"ja": "1", "nej": "5"}


@pytest.mark.parametrize("code", ["0", "6", "god"])
def test_a_code_the_instrument_does_not_have_is_refused(tmp_path, code):
    assert refusal(tmp_path, ANSWERS.replace('"5"', f'"{code}"')).key == "mapping_choice"


def test_a_column_that_is_no_table_is_refused(tmp_path):
    assert (
        refusal(tmp_path, 'title = "T"\nversion = "1"\nkey = ["a"]\ntables = ["x"]\n[columns]\na = 1\n').key
        == "mapping_part"
    )


def test_a_missing_mapping_is_said(tmp_path):
    with pytest.raises(ImportRefusedError) as refused:
        read_mapping(tmp_path / "findes-ikke.toml")
    assert refused.value.key == "mapping_missing"
