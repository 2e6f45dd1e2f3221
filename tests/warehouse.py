"""A municipality's warehouse for one test: the tables of a data folder, loaded into PostgreSQL in one transaction."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
from sqlalchemy import Connection, create_engine

from qi.dataset import TABLES

_SQL = {"text": "varchar(200)", "date": "date", "int": "integer", "float": "numeric"}
DESCRIPTION = {
    "title_da": "text",
    "title_en": "text",
    "synthetic": "boolean",
    "as_of": "date",
    "extracted_at": "timestamp",
    "first_month": "date",
}


def load(address: str, folder: Path) -> None:
    """Replace every table of the warehouse by those of a folder; whoever reads sees the old or the new ones."""
    engine = create_engine(address)
    with engine.begin() as connection:
        for name, columns in TABLES.items():
            declared = ", ".join(f"{column.name} {_SQL[column.type]}" for column in columns)
            connection.exec_driver_sql(f"drop table if exists {name}")
            connection.exec_driver_sql(f"create table {name} (loaded_by text, {declared})")
            rows = pq.read_table(folder / f"{name}.parquet").to_pylist()
            _copy(connection, name, [[row[column.name] for column in columns] for row in rows])
        described = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
        declared = ", ".join(f"{column} {kind}" for column, kind in DESCRIPTION.items())
        connection.exec_driver_sql("drop table if exists dataset")
        connection.exec_driver_sql(f"create table dataset ({declared})")
        marks = ", ".join(["%s"] * len(DESCRIPTION))
        values = tuple(described[column] for column in DESCRIPTION)
        connection.exec_driver_sql(f"insert into dataset values ({marks})", values)  # noqa: S608
    engine.dispose()


def _copy(connection: Connection, name: str, rows: list[list[object]]) -> None:
    columns = ", ".join(column.name for column in TABLES[name])
    with connection.connection.cursor() as cursor, cursor.copy(f"copy {name} ({columns}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)
