"""Writes a tiny folder of canonical tables, so that every number in a test is visible in the test."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from qi.dataset import TABLES

_ARROW = {"text": pa.string(), "date": pa.date32(), "int": pa.int64(), "float": pa.float64()}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

DESCRIPTION = {
    "title_da": "Små tabeller",
    "title_en": "Tiny tables",
    "synthetic": True,
    "as_of": "2024-12-31",
    "extracted_at": "2025-01-02T06:00:00",
    "first_month": "2024-01-01",
}

PLACES: Rows = {
    "municipalities": [
        {"municipality": "901", "name": "Egesund", "population": 50000, "expected_need": 128},
        {"municipality": "902", "name": "Fjordbæk", "population": 60000, "expected_need": 157},
    ],
    "units": [
        {"unit": "u1", "municipality": "901", "name": "Team Nord"},
        {"unit": "u2", "municipality": "902", "name": "Team Syd"},
    ],
    "programmes": [
        {
            "programme": "cancer",
            "name_da": "Kræft",
            "name_en": "Cancer",
            "followup_anchor": "end_answered",
            "followup_months": 3,
        },
        {
            "programme": "diabetes",
            "name_da": "Type 2-diabetes",
            "name_en": "Type 2 diabetes",
            "followup_anchor": "course_end",
            "followup_months": 6,
        },
    ],
}


def write_folder(folder: Path, tables: Rows, **description: Any) -> Path:
    """Write every canonical table, empty where ``tables`` says nothing, and dataset.json; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {**PLACES, **tables}
    for name, columns in TABLES.items():
        rows = content.get(name, [])
        schema = pa.schema([(column.name, _ARROW[column.type]) for column in columns])
        arrays = {column.name: [row.get(column.name) for row in rows] for column in columns}
        pq.write_table(pa.table(arrays, schema=schema), folder / f"{name}.parquet")
    (folder / "dataset.json").write_text(json.dumps({**DESCRIPTION, **description}), encoding="utf-8")
    return folder


def course(number: int, received: date, **more: Any) -> dict[str, Any]:
    """Return one course row; a citizen of its own unless ``person_id`` says otherwise."""
    return {
        "course_id": f"c{number}",
        "person_id": f"p{number}",
        "municipality": "901",
        "unit": "u1",
        "programme": "cancer",
        "law": "119",
        "source": "A9",
        "received_on": received,
        **more,
    }


def event(number: int, kind: str, on: date, **more: Any) -> dict[str, Any]:
    """Return one event row of course ``c<number>``."""
    return {"course_id": f"c{number}", "kind": kind, "occurred_on": on, **more}


def hba1c(number: int, wave: str, value: float) -> dict[str, Any]:
    """Return one measurement row of course ``c<number>``."""
    on = {"start": date(2024, 2, 1), "end": date(2024, 5, 1), "followup": date(2024, 11, 1)}[wave]
    return {
        "course_id": f"c{number}",
        "wave": wave,
        "kind": "hba1c",
        "value": value,
        "unit": "mmol/mol",
        "taken_on": on,
    }
