"""Each distinct text is read once, and what comes of it stands on the lines that hold it."""

import hashlib
import hmac
from datetime import date, timedelta

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from qi.imports.export_text import ExportText
from qi.imports.mapping import parse_mapping
from qi.imports.pseudonym import PseudonymKey
from qi.imports.run import ENGINE
from qi.imports.typed import Reading, _run, typed_table
from tests.qi.imports.corpus import cpr

MAPPING = parse_mapping(b"""
title = "To kolonner"
version = "1"
key = ["nr"]
[columns.nr]
kind = "id"
required = true
[columns.cpr]
kind = "cpr"
at = "dag"
[columns.dag]
kind = "date"
[[tables]]
into = "events"
when = "dag"
constants = { kind = "start" }
columns = { course_id = "nr", occurred_on = "dag" }
""")
KEY = PseudonymKey(b"k" * 32)


def typed(ids, numbers, dates):
    table = pa.table({"line": range(2, len(ids) + 2), "nr": ids, "cpr": numbers, "dag": dates})
    export = ExportText(("nr", "cpr", "dag"), table, (), "csv", "utf-8", ",", "")
    with duckdb.connect(config=ENGINE) as engine:
        return typed_table(engine, export, MAPPING, Reading(KEY, date(2026, 1, 1), ","), heard=lambda share: None)


@pytest.mark.parametrize("given_back", ["hash(place)", "place < 2500 desc, place", "place"])
def test_rows_come_back_in_their_order_in_whatever_order_the_engine_gives_them(given_back):
    cells = pa.table({"cell": np.arange(5000) * 3})
    with duckdb.connect(config=ENGINE) as engine:
        found = _run(engine, cells, f"select place, cell from cells order by {given_back}")  # noqa: S608
    assert found["cell"].to_pylist() == list(range(0, 15_000, 3))


@pytest.mark.parametrize(("n_people", "n_births"), [(30_000, 9000), (5000, 300), (900, 900)])
def test_what_comes_of_a_text_stands_on_every_line_that_holds_it(n_people, n_births):
    births = [date(1940, 1, 1) + timedelta(days=number % n_births) for number in range(n_people)]
    people = [cpr(birth, number // n_births * 10) for number, birth in enumerate(births)]
    ids = [f"F{number * 7919 % 30_011}" for number in range(30_000)]
    who = [number * 31 % n_people for number in range(30_000)]
    found = typed(ids, [people[one] for one in who], ["2025-06-30"] * 30_000)
    assert found["nr"].to_pylist() == ids
    assert found["cpr.birth_year"].to_pylist() == [births[one].year for one in who]
    assert len(set(zip(found["cpr.person_id"].to_pylist(), who, strict=True))) == n_people


def test_a_pseudonym_is_the_hmac_of_the_ten_digits_however_they_are_written():
    number = cpr(date(1961, 7, 7), 4285)
    plain = number.replace("-", "")
    expected = "p" + hmac.new(KEY.secret, plain.encode(), hashlib.sha256).hexdigest()[:32]
    found = typed(["1", "2", "3", "4"], [number, plain, f" {number}\u00a0", ""], ["2025-06-30"] * 4)
    assert found["cpr.person_id"].to_pylist() == [expected] * 3 + [None]


@pytest.mark.parametrize(
    ("born", "group"),
    [
        (date(2007, 6, 30), "18-39"),
        (date(2007, 7, 1), "unknown"),
        (date(1985, 7, 1), "18-39"),
        (date(1985, 6, 30), "40-49"),
        (date(1975, 6, 30), "50-59"),
        (date(1965, 6, 30), "60-69"),
        (date(1955, 6, 30), "70-79"),
        (date(1945, 7, 1), "70-79"),
        (date(1945, 6, 30), "80+"),
    ],
)
def test_the_age_group_is_that_on_the_day_named_to_the_day_of_birth(born, group):
    serial = 4000 if born.year >= 2000 else 1000
    assert typed(["1"], [cpr(born, serial)], ["2025-06-30"])["cpr.age_group"].to_pylist() == [group]


def test_a_replacement_number_has_a_pseudonym_but_neither_sex_nor_age():
    born = cpr(date(1961, 7, 7), 1001)
    found = typed(["1"], [f"67{born[2:]}"], ["2025-06-30"])
    assert [found[f"cpr.{part}"].to_pylist() for part in ("sex", "age_group", "birth_year")] == [
        ["unknown"],
        ["unknown"],
        [None],
    ]
    assert found["cpr?"].to_pylist() == [None]
