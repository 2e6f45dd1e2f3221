"""A catalogue of offers: which carries on which, and changes as notes on the charts, of which some break the series."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import qi.imports
from qi.analysis import analyse
from qi.imports.mapping import read_mapping
from qi.imports.run import import_file
from qi.selection import Selection
from qi.sources import open_dataset, versions
from tests.qi.imports import corpus
from tests.qi.imports.corpus import course_rows, delimited, told

EXAMPLES = Path(qi.imports.__file__).parent / "examples"
COURSES, OFFERS = read_mapping(EXAMPLES / "courses.toml"), read_mapping(EXAMPLES / "offers.toml")
HEADER = [column.header for column in OFFERS.columns.values()]
OLD = ["T1", "Patientundervisning", "", "01-01-2024", "28-02-2025", "Journal A", "", "", "", "ingen", "nothing"]
RENAMED = ["T2", "Mestringsforløb", "T1", "01-03-2025", "", "Journal A", "", "", "navn", "Nyt navn", "New name"]


def bring_in(folder, rows, mapping=OFFERS, header=HEADER):
    (folder / "f.csv").write_text(delimited(header, rows, delimiter=";"), encoding="utf-8")
    return import_file(
        folder / "f.csv",
        mapping,
        to=folder / "data",
        key_file=folder / "noegle" / "k",
        extracted_at=datetime(2026, 1, 1),
        is_dry_run=False,
    )


@pytest.fixture(scope="module")
def courses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("courses")
    bring_in(folder, course_rows(), COURSES, corpus.COURSE_HEADER)
    return folder


@pytest.fixture
def folder(courses, tmp_path):
    """A folder that holds the twelve courses: made once, and copied."""
    shutil.copytree(courses, tmp_path, dirs_exist_ok=True)
    return tmp_path


def with_catalogue(folder, *rows):
    assert bring_in(folder, rows).findings == ()
    return open_dataset(folder / "data")


def test_offers_come_in_with_their_period_and_the_offer_they_carry_on(folder):
    with_catalogue(folder, OLD, RENAMED)
    kept = pq.read_table(versions.resolve(folder / "data") / "offers.parquet").to_pylist()
    assert [(one["offer_id"], one["alias_of"], one["valid_from"], one["valid_to"]) for one in kept] == [
        ("T1", None, date(2024, 1, 1), date(2025, 2, 28)),
        ("T2", "T1", date(2025, 3, 1), None),
    ]


def test_an_offer_that_carries_on_one_nobody_knows_is_set_aside(tmp_path):
    report = bring_in(tmp_path, [OLD, [*RENAMED[:2], "T9", *RENAMED[3:]]])
    assert told(report, OFFERS) == [
        "Række 3, kolonne »forgaenger«: et id. Forventet: et id, som er indlæst eller står i filen selv."
    ]


@pytest.mark.parametrize(("kind", "n_phases"), [("navn", 1), ("system", 2), ("definition", 2)])
def test_a_new_name_is_a_note_and_a_new_system_or_definition_breaks_the_series_as_well(folder, kind, n_phases):
    dataset = with_catalogue(folder, OLD, [*RENAMED[:8], kind, *RENAMED[9:]])
    referrals = analyse(dataset, "R01", Selection())
    assert [(event.starts_on, event.title_da) for event in referrals.events] == [(date(2025, 3, 1), "Nyt navn")]
    assert len(referrals.chart.phases) == n_phases


def test_a_change_of_one_municipality_is_no_note_on_the_charts_of_another(folder):
    dataset = with_catalogue(folder, OLD, [*RENAMED[:6], "Odense", "", *RENAMED[8:]])
    titles = {
        code: [event.title_da for event in analyse(dataset, "R01", Selection(municipality=(code,))).events]
        for code in ("461", "751")
    }
    assert titles == {"461": ["Nyt navn"], "751": []}
