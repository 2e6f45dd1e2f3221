"""Check the tables of any engine against the canonical columns, once, where data enter."""

from __future__ import annotations

from collections.abc import Mapping

from qi.dataset import TABLES, Column, DatasetError
from qi.sources.engine import Engine

_SAID = {"text": "text", "date": "a date", "int": "whole numbers", "float": "decimal numbers"}

KEYS = {
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

REFERENCES = (
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


def check_tables(engine: Engine) -> None:
    """Let the engine see the canonical tables; raise DatasetError, one sentence, where one is not as expected."""
    for name, columns in TABLES.items():
        _check_types(engine, name, columns)
        engine.adopt(name)
        _check_values(engine, name, columns)
    for name, key in KEYS.items():
        _check_key(engine, name, key)
    for name, column, target in REFERENCES:
        _check_reference(engine, name, column, target)


def _check_types(engine: Engine, name: str, columns: tuple[Column, ...]) -> None:
    found = engine.types(name)
    if found is None:
        listed = ", ".join(column.name for column in columns)
        raise DatasetError(f"{engine.named(name)} is missing: expected a table with the columns {listed}")
    for column in columns:
        _check_type(engine.named(name), column, found)


def _check_type(place: str, column: Column, found: Mapping[str, str]) -> None:
    if column.name not in found:
        raise DatasetError(f"{place} has no column {column.name}: expected {_SAID[column.type]}")
    kind = found[column.name]
    # A file writes a column that has no value at all as one of nothing, or of whole numbers.
    if kind != column.type and not (column.optional and kind in ("empty", "int")):
        raise DatasetError(
            f"{place}, column {column.name}: expected {_SAID[column.type]}, found {_SAID.get(kind, kind)}"
        )


def _check_values(engine: Engine, name: str, columns: tuple[Column, ...]) -> None:
    claims = [f"count(*) - count({column.name}) as empty_{column.name}" for column in columns]
    claims += [
        f"count(case when {column.name} not in ({_quoted(column)}) then 1 end) as unknown_{column.name}"
        for column in columns
        if column.codes
    ]
    found = engine.fetch(f"select {', '.join(claims)} from {name}")  # noqa: S608
    for column in columns:
        said = f"{engine.named(name)}, column {column.name}: expected"
        n_empty = int(found[f"empty_{column.name}"][0])
        if n_empty and not column.optional:
            raise DatasetError(f"{said} a value in every row, {n_empty} rows have none")
        n_unknown = int(found[f"unknown_{column.name}"][0]) if column.codes else 0
        if n_unknown:
            raise DatasetError(f"{said} one of {', '.join(column.codes)}, {n_unknown} rows differ")


def _check_key(engine: Engine, name: str, key: tuple[str, ...]) -> None:
    doubled = _count(
        engine,
        f"select coalesce(sum(n - 1), 0) as n from (select count(*) as n from {name}"  # noqa: S608
        f" group by {engine.row_key(key)} having count(*) > 1) doubled",
    )
    if doubled:
        columns = f"column {key[0]}" if len(key) == 1 else f"columns {', '.join(key)}"
        raise DatasetError(f"{engine.named(name)}, {columns}: expected each value once, {doubled} rows repeat one")


def _check_reference(engine: Engine, name: str, column: str, target: str) -> None:
    lost = _count(
        engine,
        f"select count(*) as n from {name} a left join {target} b on b.{column} = a.{column}"  # noqa: S608
        f" where b.{column} is null",
    )
    if lost:
        said = f"{engine.named(name)}, column {column}"
        raise DatasetError(f"{said}: expected values of {target}, {lost} rows differ")


def _count(engine: Engine, query: str) -> int:
    return int(engine.fetch(query)["n"][0])


def _quoted(column: Column) -> str:
    return ", ".join(f"'{code}'" for code in column.codes)
