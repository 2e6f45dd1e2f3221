"""The accepted lines as canonical tables, merged with those of the current version: corrected rows replace old ones."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from qi.dataset import TABLES, Column
from qi.imports.cell_values import named, quoted
from qi.imports.mapping import Entry, Mapping, code_lists

SQL_TYPES = {"text": "varchar", "date": "date", "int": "bigint", "float": "double"}

PARQUET = "format parquet, compression zstd, compression_level 1"
"""Level 1: pseudonyms pack no better by more work."""

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


BASE, STORE = "base", "store"
"""Two states of the canonical tables: as they are published, and as the next export finds them."""


def open_store(engine: duckdb.DuckDBPyConnection, folder: Path | None) -> None:
    """Make the canonical tables of ``folder`` readable as base and as store; empty tables where there is no folder."""
    engine.execute("create schema base")
    engine.execute("create schema store")
    for name, columns in TABLES.items():
        typed = ", ".join(f"{named(one.name)}::{SQL_TYPES[one.type]} as {named(one.name)}" for one in columns)
        if folder is not None:
            source = f"read_parquet({quoted(str(folder / f'{name}.parquet'))})"
            engine.execute(f"create view base.{name} as select {typed} from {source}")  # noqa: S608
        else:
            engine.execute(f"create table base.{name} ({_definition(columns)})")
        engine.execute(f"create view store.{name} as from base.{name}")


FILLED = ("municipalities", "units", "programmes")
"""Small tables that are added to where courses and adverse events name what nobody has described."""


def touched(mapping: Mapping) -> tuple[str, ...]:
    """Return the canonical tables an import by this mapping may change."""
    return tuple(name for name in TABLES if name in FILLED or _entries(mapping, name))


def merge(engine: duckdb.DuckDBPyConnection, mapping: Mapping, *, is_first: bool) -> None:
    """Make the schema ``merged``: the tables of the store with the accepted lines in place of what they correct.

    ``is_first`` says that the store is empty.
    """
    engine.execute("create schema merged")
    for name in TABLES:
        kind = "table" if name in FILLED else "view"
        engine.execute(f"create {kind} merged.{name} as {_merged(name, mapping, is_first=is_first)}")
    _fill_places(engine)


def advance(engine: duckdb.DuckDBPyConnection) -> None:
    """Let the next export find what has been merged, whatever becomes of the lines it came from."""
    if not _is_merged(engine):
        return
    for name in TABLES:
        engine.execute(f"create or replace table {name}_held as from merged.{name}")
        engine.execute(f"create or replace view store.{name} as from {name}_held")
    engine.execute("drop schema merged cascade")


def settle(engine: duckdb.DuckDBPyConnection) -> None:
    """Make the store what is merged where the last export has brought nothing."""
    if _is_merged(engine):
        return
    engine.execute("create schema merged")
    for name in TABLES:
        engine.execute(f"create view merged.{name} as from store.{name}")


def _is_merged(engine: duckdb.DuckDBPyConnection) -> bool:
    return bool(engine.execute("select 1 from duckdb_schemas() where schema_name = 'merged'").fetchall())


def is_changed(engine: duckdb.DuckDBPyConnection, names: Iterable[str], *, since: str = STORE) -> bool:
    """Whether any of the merged tables differs in any row from what it was, as the store or the base has it."""
    return any(_content(engine, f"merged.{name}") != _content(engine, f"{since}.{name}") for name in names)


def questionnaires(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> tuple[int, int] | tuple[None, None]:
    """Return how many questionnaires the accepted lines say were sent and answered, None where they tell of none."""
    entries = _entries(mapping, "questionnaires")
    if not entries:
        return None, None
    rows = " union all ".join(_rows(entry, TABLES["questionnaires"]) for entry in entries)
    ((n_sent, n_answered),) = engine.execute(f"select count(*), count(answered_on) from ({rows})").fetchall()  # noqa: S608
    return n_sent, n_answered


def write_tables(
    engine: duckdb.DuckDBPyConnection, names: Collection[str], folder: Path, *, before: Path | None
) -> None:
    """Write the merged tables as Parquet; all but ``names`` are copied from the version ``before``."""
    for name in TABLES:
        file = folder / f"{name}.parquet"
        if before is not None and name not in names:
            shutil.copyfile(before / file.name, file)
        else:
            engine.execute(f"copy (from merged.{name}) to {quoted(str(file))} ({PARQUET})")


def _content(engine: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    """Return what two tables share when they hold the same rows in whatever order: their number and sum of hashes."""
    # Other rows have the same sum of 64-bit hashes once in 10 to the 19th.
    query = f"select count(*), coalesce(sum(hash(t)::hugeint), 0) from {table} t"  # noqa: S608
    ((n_rows, total),) = engine.execute(query).fetchall()
    return n_rows, total


def _entries(mapping: Mapping, name: str) -> list[Entry]:
    return [entry for entry in mapping.entries if entry.into == name]


def _merged(name: str, mapping: Mapping, *, is_first: bool) -> str:
    """Return the query of one merged table."""
    columns, entries = TABLES[name], _entries(mapping, name)
    if not entries:
        return f"from store.{name}"
    if name == "background":
        return _latest(entries, columns)
    parts = [_rows(entry, columns) for entry in entries]
    if not is_first:
        left_out = " ".join(_corrected(entry, mapping) for entry in entries)
        parts.insert(0, f"select {', '.join(named(one.name) for one in columns)} from store.{name} {left_out}")  # noqa: S608
    return " union all ".join(parts)


def _definition(columns: Sequence[Column]) -> str:
    return ", ".join(f"{named(one.name)} {SQL_TYPES[one.type]}" for one in columns)


def _rows(entry: Entry, columns: Sequence[Column], *, more: str = "", unnamed: str = "'unknown'") -> str:
    """Return the query of the rows an entry adds, with ``more`` columns after those of its table.

    ``unnamed`` stands where the entry does not name a column that may be unknown.
    """
    values = ", ".join(f"{_value(entry, one, unnamed)}::{SQL_TYPES[one.type]} as {named(one.name)}" for one in columns)
    claims = [f"{named(entry.when)} is not null"] if entry.when else []
    claims += [f"{named(name)} is null" for name in entry.unless]
    where = f" where {' and '.join(claims)}" if claims else ""
    return f"select {values}{more} from accepted{where}"  # noqa: S608


def _value(entry: Entry, column: Column, unnamed: str) -> str:
    source = entry.columns.get(column.name)
    if column.name == "unit" and entry.into == "courses":
        # A unit belongs to one municipality; two of them may each have a Team Nord.
        municipality = _text(entry, "municipality")
        return f"concat_ws('-', {municipality}, {named(source) if source else 'null'})"
    given = _text(entry, column.name)
    if given == "null" and "unknown" in column.codes:
        return unnamed
    return f"coalesce({given}, 'unknown')" if "unknown" in column.codes else given


def _text(entry: Entry, name: str) -> str:
    if name in entry.constants:
        return quoted(entry.constants[name])
    return named(entry.columns[name]) if name in entry.columns else "null"


def _corrected(entry: Entry, mapping: Mapping) -> str:
    """Return the join that leaves out what the lines of this file correct.

    A line speaks for its own key: with an emptied end date the event of the end goes, although no new one comes.
    """
    natural = NATURAL_KEYS[entry.into]
    of_line = [name for name in natural if entry.columns.get(name) in mapping.key]
    names = [name for name in natural if name in of_line or name in entry.constants] if of_line else list(natural)
    types = {column.name: SQL_TYPES[column.type] for column in TABLES[entry.into]}
    values = ", ".join(f"{_text(entry, name)}::{types[name]} as {named(name)}" for name in names)
    return f"anti join (select distinct {values} from accepted) using ({', '.join(map(named, names))})"  # noqa: S608


def _latest(entries: Sequence[Entry], columns: Sequence[Column]) -> str:
    """Return the query of what is known last about each citizen; of the same day, what was imported last.

    A file that does not hold a column leaves it as it was; one that holds it also empties it.
    """
    added = " union all ".join(_rows(entry, columns, more=", line as nth", unnamed="null") for entry in entries)
    latest = ", ".join(_last_known(one) for one in columns if one.name != "person_id")
    # Most citizens have one row; to sort only the others takes a fraction of the time.
    return (
        f"with every as materialized (select *, 0 as nth from store.background union all {added}),"  # noqa: S608
        " several as (select person_id from every group by person_id having count(*) > 1),"
        f" one as (from every anti join several using (person_id) union all select person_id, {latest}, 0 as nth"
        " from every semi join several using (person_id) group by person_id)"
        f" select {', '.join(_or_unknown(one) for one in columns)} from one"
    )


def _last_known(column: Column) -> str:
    return f"last({named(column.name)} order by valid_on, nth) filter ({named(column.name)} is not null)"


def _or_unknown(column: Column) -> str:
    name = named(column.name)
    return f"coalesce({name}, 'unknown') as {name}" if "unknown" in column.codes else name


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


def value(engine: duckdb.DuckDBPyConnection, query: str) -> date | None:
    """Return the one date that a query asks for, None where there is none."""
    row = engine.execute(query).fetchone()
    return row[0] if row else None
