"""Check the tables of a folder against the canonical columns, once, where data enter."""

from __future__ import annotations

from pathlib import Path

import duckdb

from qi.dataset import TABLES, Column, DatasetError

_ENGINE_TYPES = {
    "text": ("VARCHAR",),
    "date": ("DATE",),
    "int": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    "float": ("FLOAT", "DOUBLE"),
}
_SAID = {"text": "text", "date": "a date", "int": "whole numbers", "float": "decimal numbers"}

_KEYS = {
    "municipalities": ("municipality",),
    "programmes": ("programme",),
    "units": ("unit",),
    "courses": ("course_id",),
    "events": ("course_id", "kind"),
    "questionnaires": ("course_id", "wave"),
    "responses": ("course_id", "wave", "instrument", "item"),
    "needs": ("course_id", "need", "assessed_on"),
    "adverse_events": ("event_id",),
    "background": ("person_id", "valid_on"),
    "changes": ("change_id",),
}
"""The columns that name a row: no two rows of a table have the same values in all of them."""

_REFERENCES = (
    ("units", "municipality", "municipalities"),
    ("courses", "municipality", "municipalities"),
    ("courses", "unit", "units"),
    ("courses", "programme", "programmes"),
    ("events", "course_id", "courses"),
    ("sessions", "course_id", "courses"),
    ("questionnaires", "course_id", "courses"),
    ("responses", "course_id", "courses"),
    ("measurements", "course_id", "courses"),
    ("needs", "course_id", "courses"),
    ("adverse_events", "municipality", "municipalities"),
)


def check_table(engine: duckdb.DuckDBPyConnection, folder: Path, name: str, *, is_kept: bool = True) -> None:
    """Load ``<name>.parquet`` into the engine as table ``name``; raise DatasetError where it is not as expected.

    Without ``is_kept`` it is only looked at, as a view: enough for who checks and goes, without the memory.
    """
    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise DatasetError(f"{path} is missing: expected a Parquet table with the columns {_column_list(name)}")
    try:
        found = {column: kind for column, kind, *_ in _describe(engine, path)}
    except duckdb.Error:
        raise DatasetError(f"{path} cannot be read: expected a Parquet file") from None
    for column in TABLES[name]:
        _check_type(path, column, found)
    columns = ", ".join(column.name for column in TABLES[name])
    made = "table" if is_kept else "view"
    source = "read_parquet('" + str(path).replace("'", "''") + "')"
    try:
        engine.execute(f"create {made} {name} as select {columns} from {source}")  # noqa: S608
    except duckdb.Error:
        raise DatasetError(f"{path} cannot be read to its end: expected a whole Parquet file") from None
    _check_values(engine, path, name)


def check_keys(engine: duckdb.DuckDBPyConnection) -> None:
    """Raise DatasetError where a key occurs twice or a reference leads nowhere."""
    for name, key in _KEYS.items():
        columns = ", ".join(key)
        # Hashes are far cheaper than tuples of text; two of 10 million rows collide once in 300,000 folders.
        doubled = _count(engine, f"select count(*) - count(distinct hash({columns})) from {name}")  # noqa: S608
        if doubled:
            said = f"{name}.parquet, column {columns}" if len(key) == 1 else f"{name}.parquet, columns {columns}"
            raise DatasetError(f"{said}: expected each value once, {doubled} rows repeat one")
    for name, column, target in _REFERENCES:
        lost = _count(engine, f"select count(*) from {name} anti join {target} using ({column})")  # noqa: S608
        if lost:
            said = f"{name}.parquet, column {column}"
            raise DatasetError(f"{said}: expected values of {target}.parquet, {lost} rows differ")


def _describe(engine: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[str, ...]]:
    return engine.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()


def _check_type(path: Path, column: Column, found: dict[str, str]) -> None:
    if column.name not in found:
        raise DatasetError(f"{path} has no column {column.name}: expected {_SAID[column.type]}")
    kind = found[column.name]
    is_empty = column.optional and kind in ('"NULL"', "NULL", "INTEGER")
    if kind not in _ENGINE_TYPES[column.type] and not is_empty:
        raise DatasetError(f"{path}, column {column.name}: expected {_SAID[column.type]}, found {kind}")


def _check_values(engine: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    columns = TABLES[name]
    claims = [f"count(*) - count({column.name})" for column in columns]
    claims += [f"count(case when {column.name} not in ({_quoted(column)}) then 1 end)" for column in columns]
    found = engine.execute(f"select {', '.join(claims)} from {name}").fetchall()[0]  # noqa: S608
    for column, n_empty, n_unknown in zip(columns, found, found[len(columns) :], strict=False):
        said = f"{path}, column {column.name}: expected"
        if n_empty and not column.optional:
            raise DatasetError(f"{said} a value in every row, {n_empty} rows have none")
        if n_unknown and column.codes:
            raise DatasetError(f"{said} one of {', '.join(column.codes)}, {n_unknown} rows differ")


def _quoted(column: Column) -> str:
    return ", ".join(f"'{code}'" for code in column.codes) or column.name


def _count(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(engine.execute(query).fetchall()[0][0])


def _column_list(name: str) -> str:
    return ", ".join(column.name for column in TABLES[name])
