"""The accepted lines as canonical tables, merged with those of the current version: corrected rows replace old ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from qi.dataset import TABLES, Column
from qi.imports.cell_values import named, quoted
from qi.imports.mapping import Entry, Mapping, code_lists

SQL_TYPES = {"text": "varchar", "date": "date", "int": "bigint", "float": "double"}

NATURAL_KEYS = {
    "municipalities": ("municipality",),
    "programmes": ("programme",),
    "units": ("unit",),
    "courses": ("course_id",),
    "events": ("course_id", "kind"),
    "sessions": ("course_id", "planned_on"),
    "questionnaires": ("course_id", "wave"),
    "responses": ("course_id", "wave", "instrument", "item"),
    "measurements": ("course_id", "wave", "kind"),
    "needs": ("course_id", "assessed_on", "need"),
    "adverse_events": ("event_id",),
    "background": ("person_id",),
    "offers": ("offer_id",),
    "changes": ("change_id",),
}
"""What tells the rows of a canonical table from one another when a later file corrects an earlier one."""

PROGRAMMES = (
    ("cancer", "Kræft", "Cancer", "end_answered", 3),
    ("diabetes", "Type 2-diabetes", "Type 2 diabetes", "course_end", 6),
    ("heart", "Hjertesygdom", "Heart disease", "course_end", 6),
    ("copd", "KOL", "COPD", "course_end", 6),
)
"""Filled in for a folder that has no programmes yet; the follow-up anchors are those of the sample."""


def open_store(engine: duckdb.DuckDBPyConnection, folder: Path | None) -> None:
    """Make the canonical tables of ``folder`` readable as ``store.<table>``; empty tables where there is no folder."""
    engine.execute("create schema store")
    for name, columns in TABLES.items():
        typed = ", ".join(f"{named(one.name)}::{SQL_TYPES[one.type]} as {named(one.name)}" for one in columns)
        if folder is not None:
            source = f"read_parquet({quoted(str(folder / f'{name}.parquet'))})"
            engine.execute(f"create view store.{name} as select {typed} from {source}")  # noqa: S608
        else:
            engine.execute(f"create table store.{name} ({_definition(columns)})")


def touched(mapping: Mapping) -> tuple[str, ...]:
    """Return the canonical tables an import by this mapping may change."""
    filled = {"municipalities", "units", "programmes"}
    return tuple(name for name in TABLES if name in filled or any(entry.into == name for entry in mapping.entries))


def merge(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Make the schema ``merged``: the tables of the store with the accepted lines in place of what they correct."""
    engine.execute("create schema merged")
    for name, columns in TABLES.items():
        if name not in touched(mapping):
            engine.execute(f"create view merged.{name} as from store.{name}")
            continue
        engine.execute(f"create table merged.{name} as from store.{name}")
        entries = [entry for entry in mapping.entries if entry.into == name]
        for entry in entries:
            if name != "background":
                engine.execute(_removal(entry, mapping))
        for entry in entries:
            engine.execute(f"insert into merged.{name} {_rows(entry, columns)}")
        if name == "background" and entries:
            _keep_latest_background(engine)
    _fill_places(engine)


def is_changed(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> bool:
    """Whether any merged table differs from the store in any row."""
    for name in touched(mapping):
        merged, store = f"(select count(*) from merged.{name})", f"(select count(*) from store.{name})"  # noqa: S608
        differs = f"exists (from (from merged.{name} except all from store.{name}))"
        row = engine.execute(f"select {merged} <> {store} or {differs}").fetchone()
        if row and row[0]:
            return True
    return False


def write_tables(engine: duckdb.DuckDBPyConnection, mapping: Mapping, folder: Path) -> None:
    """Write the merged tables as Parquet, each in the order of all its columns."""
    for name in TABLES:
        target = quoted(str(folder / f"{name}.parquet"))
        order = " order by all" if name in touched(mapping) else ""
        engine.execute(f"copy (from merged.{name}{order}) to {target} (format parquet, compression zstd)")


def _definition(columns: Sequence[Column]) -> str:
    return ", ".join(f"{named(one.name)} {SQL_TYPES[one.type]}" for one in columns)


def _rows(entry: Entry, columns: Sequence[Column]) -> str:
    """Return the query of the rows an entry adds."""
    values = ", ".join(f"{_value(entry, one)}::{SQL_TYPES[one.type]} as {named(one.name)}" for one in columns)
    where = f" where {named(entry.when)} is not null" if entry.when else ""
    return f"select {values} from accepted{where}"  # noqa: S608


def _value(entry: Entry, column: Column) -> str:
    source = entry.columns.get(column.name)
    if column.name == "unit" and entry.into == "courses":
        # A unit belongs to one municipality; two of them may each have a Team Nord.
        municipality = _text(entry, "municipality")
        return f"concat_ws('-', {municipality}, {named(source) if source else 'null'})"
    given = _text(entry, column.name)
    return f"coalesce({given}, 'unknown')" if "unknown" in column.codes else given


def _text(entry: Entry, name: str) -> str:
    if name in entry.constants:
        return quoted(entry.constants[name])
    return named(entry.columns[name]) if name in entry.columns else "null"


def _removal(entry: Entry, mapping: Mapping) -> str:
    """Return the statement that removes what the lines of this file correct.

    A line speaks for its own key: with an emptied end date the event of the end goes, although no new one comes.
    """
    natural = NATURAL_KEYS[entry.into]
    of_line = [name for name in natural if entry.columns.get(name) in mapping.key]
    names = [name for name in natural if name in of_line or name in entry.constants] if of_line else list(natural)
    values = ", ".join(f"{_text(entry, name)} as {named(name)}" for name in names)
    matches = " and ".join(f"new.{named(name)} = old.{named(name)}" for name in names)
    return f"delete from merged.{entry.into} old using (select distinct {values} from accepted) new where {matches}"  # noqa: S608


def _keep_latest_background(engine: duckdb.DuckDBPyConnection) -> None:
    engine.execute(
        "create or replace table merged.background as select * exclude (nth) from"
        " (select *, row_number() over (partition by person_id order by valid_on desc, rowid desc) as nth"
        " from merged.background) where nth = 1"
    )


def _fill_places(engine: duckdb.DuckDBPyConnection) -> None:
    """Add the municipalities, units and programmes that courses and adverse events name and nobody has described."""
    names = code_lists()["municipality"]
    engine.register("municipality_names", pa.table({"code": list(names), "name": list(names.values())}))
    engine.execute(
        "insert into merged.municipalities select distinct c.municipality,"
        " coalesce(n.name, c.municipality), null, null, null"
        " from (select municipality from merged.courses union select municipality from merged.adverse_events) c"
        " left join municipality_names n on n.code = c.municipality"
        " where c.municipality not in (select municipality from merged.municipalities)"
    )
    engine.execute(
        "insert into merged.units select distinct c.unit, c.municipality,"
        " case when c.unit = c.municipality then m.name else substr(c.unit, length(c.municipality) + 2) end"
        " from merged.courses c join merged.municipalities m using (municipality)"
        " where c.unit not in (select unit from merged.units)"
    )
    engine.unregister("municipality_names")
    known = {row[0] for row in engine.execute("select programme from merged.programmes").fetchall()}
    for row in PROGRAMMES:
        if row[0] not in known:
            engine.execute("insert into merged.programmes values (?, ?, ?, ?, ?)", list(row))
