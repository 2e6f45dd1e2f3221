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
    ],
)
def test_a_mapping_with_one_thing_wrong_is_refused(tmp_path, old, new, key):
    assert SMALL.count(old) >= 1
    assert refusal(tmp_path, SMALL.replace(old, new)).key == key


def test_a_missing_mapping_is_said(tmp_path):
    with pytest.raises(ImportRefusedError) as refused:
        read_mapping(tmp_path / "findes-ikke.toml")
    assert refused.value.key == "mapping_missing"
