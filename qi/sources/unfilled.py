"""The data of a folder that nothing has been imported to yet: every table, and no row in any."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from qi.dataset import TABLES, UNFILLED, Dataset
from qi.sources.folder import DESCRIPTION, folder_session
from qi.sources.reading import read_dataset
from qi.sources.validation import check_tables

_ARROW = {"text": pa.string(), "date": pa.date32(), "int": pa.int64(), "float": pa.float64()}


def empty_dataset(now: datetime) -> Dataset:
    """Return data without a row; ``now`` is when the folder was looked at, and the last day of the data."""
    described = {
        "title_da": "Egne data",
        "title_en": "Own data",
        "synthetic": False,
        "as_of": now.date().isoformat(),
        "extracted_at": now.isoformat(timespec="seconds"),
        "first_month": now.date().isoformat(),
    }
    with TemporaryDirectory(prefix="kvalitetstavle-") as made:
        folder = Path(made)
        (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
        for name, columns in TABLES.items():
            schema = pa.schema([(column.name, _ARROW[column.type]) for column in columns])
            pq.write_table(schema.empty_table(), folder / f"{name}.parquet")
        with folder_session(str(folder)) as (engine, description):
            check_tables(engine)
            return replace(read_dataset(engine, description), version=UNFILLED)
