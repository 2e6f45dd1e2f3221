from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.sample.make.report import filled
from data.sample.make_sample import main
from qi.dataset import TABLES

FOLDER = Path(__file__).parents[2] / "data" / "sample"
TYPES = {"text": pa.string(), "date": pa.date32(), "int": pa.int64(), "float": pa.float64()}
AS_OF = "2026-10-28"
Tables = dict[str, pd.DataFrame]

# Source: the official list of the 98 municipalities, codes 101 to 860.
DANISH_MUNICIPALITIES = """
København Frederiksberg Ballerup Brøndby Dragør Gentofte Gladsaxe Glostrup Herlev Albertslund Hvidovre
Høje-Taastrup Lyngby-Taarbæk Rødovre Ishøj Tårnby Vallensbæk Furesø Allerød Fredensborg Helsingør Hillerød
Hørsholm Rudersdal Egedal Frederikssund Halsnæs Gribskov Bornholm Greve Køge Roskilde Solrød Odsherred Holbæk
Faxe Kalundborg Ringsted Slagelse Stevns Sorø Lejre Lolland Næstved Guldborgsund Vordingborg Middelfart Assens
Faaborg-Midtfyn Kerteminde Nyborg Odense Svendborg Nordfyns Langeland Ærø Haderslev Billund Sønderborg Tønder
Esbjerg Fanø Varde Vejen Aabenraa Fredericia Kolding Vejle Horsens Herning Holstebro Lemvig Struer Syddjurs
Norddjurs Favrskov Odder Randers Silkeborg Samsø Skanderborg Aarhus Ikast-Brande Ringkøbing-Skjern Hedensted
Skive Viborg Morsø Thisted Brønderslev Frederikshavn Vesthimmerlands Læsø Rebild Mariagerfjord Jammerbugt
Aalborg Hjørring
"""


def truths() -> dict[str, list[dict[str, object]]]:
    return json.loads((FOLDER / "truths.json").read_text(encoding="utf-8"))


def planted(kind: str) -> list[dict[str, object]]:
    return [truth for truth in truths()["truths"] if truth["kind"] == kind]


def digest(folder: Path) -> dict[str, str]:
    files = sorted([*folder.glob("*.parquet"), *folder.glob("*.json")])
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_making_the_sample_again_gives_the_same_bytes(tmp_path: Path) -> None:
    main(tmp_path)
    assert digest(tmp_path) == digest(FOLDER)


def test_the_tables_of_the_readme_are_up_to_date() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert filled(text) == text


@pytest.mark.parametrize("name", list(TABLES))
def test_a_table_has_exactly_the_canonical_columns_and_types(name: str) -> None:
    schema = pq.read_schema(FOLDER / f"{name}.parquet")
    assert [(field.name, field.type) for field in schema] == [(c.name, TYPES[c.type]) for c in TABLES[name]]


@pytest.mark.parametrize("name", list(TABLES))
def test_required_columns_are_filled_and_codes_are_known(tables: Tables, name: str) -> None:
    for column in TABLES[name]:
        values = tables[name][column.name]
        assert column.optional or values.notna().all()
        assert not column.codes or set(values.dropna()) <= set(column.codes)


def test_all_files_together_stay_below_ten_megabytes() -> None:
    assert sum(file.stat().st_size for file in FOLDER.glob("*.parquet")) < 10_000_000


@pytest.mark.parametrize("name", list(TABLES))
def test_nothing_is_dated_after_the_data_end(tables: Tables, name: str) -> None:
    for column in (c.name for c in TABLES[name] if c.type == "date"):
        assert not (tables[name][column] > AS_OF).any()


def test_no_municipality_bears_a_danish_name_or_code(tables: Tables) -> None:
    places = tables["municipalities"]
    official = DANISH_MUNICIPALITIES.split()
    assert len(official) == 98
    assert not set(places["name"]) & set(official)
    assert places["municipality"].astype(int).between(901, 908).all()


@pytest.mark.parametrize("name", list(TABLES))
def test_no_text_looks_like_a_cpr_number(tables: Tables, name: str) -> None:
    looks_like_cpr = re.compile(r"\d{6}[- ]?\d{4}")
    for column in (c.name for c in TABLES[name] if c.type == "text"):
        assert not [text for text in tables[name][column].dropna().unique() if looks_like_cpr.search(text)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("courses", ["course_id"]),
        ("events", ["course_id", "kind"]),
        ("questionnaires", ["course_id", "wave"]),
        ("responses", ["course_id", "wave", "item"]),
        ("measurements", ["course_id", "wave"]),
        ("needs", ["course_id", "need"]),
        ("background", ["person_id", "valid_on"]),
        ("adverse_events", ["event_id"]),
    ],
)
def test_keys_are_unique(tables: Tables, name: str, key: list[str]) -> None:
    assert not tables[name].duplicated(key).any()


@pytest.mark.parametrize("name", ["events", "sessions", "questionnaires", "responses", "measurements", "needs"])
def test_every_row_belongs_to_a_course(tables: Tables, name: str) -> None:
    assert tables[name]["course_id"].isin(tables["courses"]["course_id"]).all()


def test_every_person_has_a_background(tables: Tables) -> None:
    assert set(tables["courses"]["person_id"]) == set(tables["background"]["person_id"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("contact", "needs_assessment"),
        ("needs_assessment", "offer"),
        ("offer", "declined"),
        ("offer", "start"),
        ("start", "end"),
        ("start", "dropout"),
    ],
)
def test_events_happen_in_the_order_of_the_course(tables: Tables, first: str, then: str) -> None:
    wide = tables["events"].pivot(index="course_id", columns="kind", values="occurred_on")
    later = wide[wide[then].notna()]
    assert (later[first] <= later[then]).all()


def test_a_course_is_not_both_completed_and_dropped(tables: Tables) -> None:
    wide = tables["events"].pivot(index="course_id", columns="kind", values="occurred_on")
    assert not (wide["end"].notna() & wide["dropout"].notna()).any()


def test_nobody_starts_a_course_that_belongs_elsewhere(tables: Tables) -> None:
    elsewhere = tables["courses"]["status_reason"].isin(["other_municipality", "free_choice", "sent_in_error"])
    started = tables["events"].query("kind == 'start'")["course_id"]
    assert elsewhere.any()
    assert not tables["courses"][elsewhere]["course_id"].isin(started).any()


def test_answers_follow_the_sending_within_28_days(tables: Tables) -> None:
    days = (tables["questionnaires"]["answered_on"] - tables["questionnaires"]["sent_on"]).dt.days.dropna()
    assert days.between(0, 28).all()


def test_responses_come_from_answered_questionnaires_only(tables: Tables) -> None:
    answered = tables["questionnaires"].query("answered_on.notna()")[["course_id", "wave"]].drop_duplicates()
    given = tables["responses"][["course_id", "wave"]].drop_duplicates()
    assert len(given.merge(answered)) == len(given) == len(answered)


def test_truths_name_a_municipality_a_month_and_what_changes(tables: Tables) -> None:
    codes = set(tables["municipalities"]["municipality"])
    for truth in truths()["truths"]:
        assert truth["municipality"] in codes
        assert "2019-01" <= str(truth["month"]) <= "2026-10"
        assert truth["what"]
        assert truth["expected_found"] in ("large", "small")


@pytest.mark.parametrize(
    ("kind", "fewest"),
    [("shift", 10), ("drift", 2), ("outlier", 1), ("definition", 1), ("system", 1), ("small_numbers", 1), ("ties", 1)],
)
def test_enough_truths_of_every_kind_are_planted(kind: str, fewest: int) -> None:
    assert len(planted(kind)) >= fewest


def test_at_least_thirty_stable_series_are_listed_and_none_is_touched() -> None:
    document = truths()
    touched = {
        (indicator, truth["municipality"]) + ((truth["programme"],) if truth["programme"] else ())
        for truth in document["truths"]
        for indicator in [truth["indicator"], *truth["touches"]]
    }
    stable = [(s["indicator"], s["municipality"], s["programme"]) for s in document["stable"]]
    assert len(set(stable)) >= 30
    assert not [series for series in stable if series in touched or series[:2] in touched]


@pytest.mark.parametrize(
    ("municipality", "programme", "month", "before", "after"),
    [("902", "heart", "2023-06", 12.0, 22.0), ("901", "cancer", "2024-11", 128 / 12, 34.0)],
)
def test_a_planted_shift_of_referrals_has_the_stated_size(
    tables: Tables, municipality: str, programme: str, month: str, before: float, after: float
) -> None:
    courses = tables["courses"]
    courses = courses[(courses["municipality"] == municipality) & (courses["programme"] == programme)]
    counts = courses.groupby(courses["received_on"].dt.strftime("%Y-%m")).size()
    is_outlier = programme == "cancer"
    changed = counts[[month]] if is_outlier else counts[month:"2026-09"]
    standard_error = (after / len(changed)) ** 0.5
    assert abs(changed.mean() - after) < 2.6 * standard_error
    assert abs(counts[:"2023-05"].mean() - before) < 2.6 * (before / 53) ** 0.5


def test_the_very_small_municipality_has_few_referrals_every_month(tables: Tables) -> None:
    courses = tables["courses"][tables["courses"]["municipality"] == "908"]
    assert courses.groupby(courses["received_on"].dt.to_period("M")).size().mean() < 4
