"""Write small data folders that a test can read at a glance: only the rows that matter, all other tables empty."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from qi.dataset import TABLES

TYPES = {"text": pa.string(), "date": pa.date32(), "int": pa.int64(), "float": pa.float64()}
DESCRIPTION = {
    "title_da": "Prøvedata",
    "title_en": "Test data",
    "synthetic": True,
    "as_of": "2026-10-31",
    "extracted_at": "2026-11-01T06:00:00",
    "first_month": "2025-01-01",
}
ONE_COURSE: dict[str, list[dict[str, Any]]] = {
    "municipalities": [
        {"municipality": "901", "name": "Enby", "population": 40_000, "expected_need": 100},
        {"municipality": "902", "name": "Tomby", "population": 20_000, "expected_need": 50},
    ],
    "programmes": [
        {
            "programme": "cancer",
            "name_da": "Kræft",
            "name_en": "Cancer",
            "followup_anchor": "course_end",
            "followup_months": 3,
        }
    ],
    "units": [{"unit": "901-1", "municipality": "901", "name": "Enby Sundhedscenter"}],
    "courses": [
        {
            "course_id": "c1",
            "person_id": "p1",
            "municipality": "901",
            "unit": "901-1",
            "programme": "cancer",
            "law": "119",
            "source": "unknown",
            "received_on": date(2025, 3, 3),
        }
    ],
}


def write_folder(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    """Write every canonical table and ``dataset.json``; a table that ``rows`` does not name has no rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in TABLES.items():
        schema = pa.schema([(column.name, TYPES[column.type]) for column in columns])
        pq.write_table(pa.Table.from_pylist(rows.get(name, []), schema=schema), folder / f"{name}.parquet")
    (folder / "dataset.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    return folder
