"""What a column is, proposed from its name and its cells; each proposal says why and how sure."""

import pytest

from qi.imports.forms import code_of, forms, is_personal
from qi.imports.look import look_at
from qi.imports.proposals import Certainty, name_likeness, propose
from scripts import example_sheet
from tests.qi.imports.corpus import COURSE_HEADER, SURVEY_HEADER, course_rows, delimited, survey_rows


def proposed(tmp_path, header, rows, form=None):
    path = tmp_path / "a.csv"
    path.write_text(delimited(header, rows, delimiter=";"), encoding="utf-8")
    return propose(look_at(path), form)


def headers(found):
    return {name: one.header for name, one in found.fields.items()}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    return proposed(tmp_path_factory.mktemp("odd"), example_sheet.HEADER, example_sheet.as_text())


def test_odd_danish_headers_are_recognised(odd):
    assert odd.form == "courses"
    assert headers(odd) == {
        "course_id": "Forløbs-nr.",
        "cpr": "Cprnr.",
        "received_on": "Dato f. henv.",
        "needs_assessment": "1. samtale",
        "start": "Opstart",
        "end": "Afsl.dato",
        "source": "Henvist fra",
        "programme": "Indsats",
    }


def test_a_known_name_is_sure_a_shortened_one_likely(odd):
    found = odd.fields
    assert (found["needs_assessment"].certainty, found["received_on"].certainty) == (Certainty.SURE, Certainty.LIKELY)
    assert [why.key for why in found["needs_assessment"].why] == ["name_known", "cells_all_date"]
    assert [why.key for why in found["received_on"].why] == ["name_similar", "cells_some_date"]


def test_english_headers_are_recognised(tmp_path):
    found = proposed(tmp_path, COURSE_HEADER, course_rows())
    assert headers(found) | {"sex": "", "education": ""} == {
        "course_id": "course_id",
        "cpr": "cpr",
        "municipality": "municipality",
        "source": "referral_source",
        "received_on": "referral_date",
        "contact": "first_contact_date",
        "needs_assessment": "assessment_date",
        "start": "start_date",
        "end": "end_date",
        "programme": "diagnosis",
        "sex": "",
        "education": "",
    }


def test_a_questionnaire_is_told_from_a_list_of_courses(tmp_path):
    found = proposed(tmp_path, SURVEY_HEADER, survey_rows())
    assert found.form == "survey"
    assert headers(found)["who5_3"] == "who5_3"
    assert headers(found)["hba1c"] == "hba1c_mmol_mol"


def test_two_columns_for_one_field_make_it_a_guess_that_names_both(tmp_path):
    header = ["Forløbsnr", "Henvisningsdato", "Modtaget dato"]
    rows = [[f"F{i}", "1-2-2025", "2-2-2025"] for i in range(9)]
    one = proposed(tmp_path, header, rows).fields["received_on"]
    assert one.certainty is Certainty.GUESS
    assert {one.header, *one.rivals} == {"Henvisningsdato", "Modtaget dato"}


def test_personal_numbers_are_recognised_whatever_the_column_is_called(tmp_path):
    rows = [[f"F{i}", row[1]] for i, row in enumerate(example_sheet.as_text(2))]
    one = proposed(tmp_path, ["Forløbsnr", "Kolonne2"], rows).fields["cpr"]
    assert (one.header, one.certainty, one.why[0].key) == ("Kolonne2", Certainty.SURE, "cells_all_cpr")


def test_municipalities_are_recognised_whatever_the_column_is_called(tmp_path):
    rows = [[f"F{i}", ("Aarhus", "0461", "Odder Kommune")[i % 3]] for i in range(9)]
    one = proposed(tmp_path, ["Forløbsnr", "Sted"], rows).fields["municipality"]
    assert (one.header, one.certainty) == ("Sted", Certainty.LIKELY)


def test_a_column_that_cannot_be_read_as_the_field_is_not_proposed(tmp_path):
    rows = [[f"F{i}", "snarest"] for i in range(9)]
    assert headers(proposed(tmp_path, ["Forløbsnr", "Startdato"], rows, "courses")) == {"course_id": "Forløbsnr"}


def test_half_of_the_cells_is_enough_for_a_guess_and_less_is_not(tmp_path):
    def found(n_right):
        rows = [[f"F{i}", "1-2-2025" if i < n_right else "snarest"] for i in range(10)]
        return proposed(tmp_path, ["Forløbsnr", "Startdato"], rows, "courses").fields.get("start")

    assert found(5).certainty is Certainty.GUESS
    assert found(4) is None


def test_nothing_recognisable_gives_no_proposal(tmp_path):
    assert proposed(tmp_path, ["xx", "yy"], [["æble", "pære"]] * 5) is None


def test_an_empty_column_with_a_known_name_is_proposed_and_says_that_it_is_empty(tmp_path):
    one = proposed(tmp_path, ["Forløbsnr", "Startdato"], [[f"F{i}", ""] for i in range(3)], "courses").fields["start"]
    assert [why.key for why in one.why] == ["name_known", "cells_none"]


@pytest.mark.parametrize("header", ["Navn", "Borgers navn", "Bemærkninger", "E-mail", "Tlf.", "Adresse"])
def test_names_addresses_and_free_text_are_personal(header):
    assert is_personal(header)


@pytest.mark.parametrize("header", ["Kommunenavn", "Startdato", "Telefonkontakt"])
def test_other_headers_are_not(header):
    assert not is_personal(header)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Henvisningsdatoen", "received_on"),
        ("HENVISNINGS_DATO", "received_on"),
        ("Behovsvurd. dato", "needs_assessment"),
    ],
)
def test_spelling_case_and_abbreviation_do_not_hide_a_name(header, field):
    assert name_likeness(header, forms()["courses"].fields[field].names) >= 0.6


def test_two_letters_abbreviate_nothing():
    assert name_likeness("Fo nr", ("forløb nr",)) == 0.0


@pytest.mark.parametrize(
    ("cell", "words", "code"),
    [
        ("Sygehuset", "source", "A12"),
        ("sygehus-kirurgisk afd.", "source", "A11"),
        ("Egen læge/vagtlæge", "source", "A9"),
        ("Kræftrehab.", "programme", "cancer"),
        ("C50.9", "programme", "cancer"),
        ("copd", "programme", "copd"),
        ("Center Nord", "programme", None),
        ("§ 140", "law", "140"),
        ("751", "municipality", "751"),
        ("Opfølgning 3 mdr.", "wave", "followup"),
    ],
)
def test_what_a_cell_says_becomes_a_code(cell, words, code):
    assert code_of(cell, words) == code
