"""Check every line of an export against its mapping: typed values of the right lines, findings on the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb

from qi.imports.cell_values import named, quoted
from qi.imports.cpr import LOOKS_LIKE
from qi.imports.export_text import ExportText
from qi.imports.mapping import Mapping
from qi.imports.refused import ImportRefusedError
from qi.imports.tables import NATURAL_KEYS
from qi.imports.typed import FAULT, Reading, typed_table
from qi.imports.whose_course import with_courses

RULES_VERSION = "2"
"""Kept with every published version: raised when a rule of this file, of ``typed`` or of ``cell_values`` changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong with one line: its number, its id where that is no person's, the class of what came, the rule."""

    line: int
    local_id: str
    column: str
    came: str
    rule: str


def check_lines(
    engine: duckdb.DuckDBPyConnection,
    export: ExportText,
    mapping: Mapping,
    reading: Reading,
    *,
    heard: Callable[[float], None],
) -> int:
    """Make ``typed`` (all lines), ``faults`` and ``accepted`` in the engine; return how many lines are accepted.

    ``typed`` is what ``typed_table`` returns. Raises ImportRefusedError for personal numbers in a column whose text
    would be kept, and for a column with two ways to write decimals.
    """
    engine.register("export", export.table)
    _stop_personal_numbers(engine, mapping)
    engine.unregister("export")
    typed = with_courses(engine, typed_table(engine, export, mapping, reading, heard=heard), mapping)
    engine.register("typed", typed)
    engine.execute("create table faults (line bigint, name varchar, came varchar, rule varchar)")
    _collect_cell_faults(engine, mapping)
    _apply_rules(engine, mapping)
    _find_duplicates(engine, mapping)
    engine.execute(f"create view accepted as {_accepted(mapping)}")
    return _count(engine, "select count(*) from accepted")


def _accepted(mapping: Mapping) -> str:
    kept = [
        f"case when {named(column.only_if)} is not null then {named(column.name)} end as {named(column.name)}"
        for column in mapping.columns.values()
        if column.only_if
    ]
    replaced = f" replace ({', '.join(kept)})" if kept else ""
    return f"select *{replaced} from typed anti join faults using (line)"  # noqa: S608


def forget_lines(engine: duckdb.DuckDBPyConnection) -> None:
    """Let go of the lines of an export, so that those of the next can take their place; also after a refusal."""
    engine.execute("drop view if exists accepted")
    engine.execute("drop table if exists faults")
    for name in ("export", "typed"):
        engine.unregister(name)


def findings(engine: duckdb.DuckDBPyConnection, export: ExportText, mapping: Mapping) -> tuple[Finding, ...]:
    """Return what is wrong, in order of line; broken lines included."""
    first = mapping.columns.get(mapping.key[0])
    local_id = named(first.name) if first and first.kind in ("id", "course") else "null"
    rows = engine.execute(
        f"select f.line, coalesce({local_id}, ''), f.name, f.came, f.rule from faults f"  # noqa: S608
        " join typed using (line) order by f.line, f.name, f.rule"
    ).fetchall()
    found = [
        Finding(line=line, local_id=own, column=_header(mapping, name), came=came, rule=f"{name}:{rule}")
        for line, own, name, came, rule in rows
    ]
    found += [
        Finding(line=one.line, local_id="", column="", came=one.fault, rule=f":{one.fault}") for one in export.broken
    ]
    return tuple(sorted(found, key=lambda one: one.line))


def _header(mapping: Mapping, name: str) -> str:
    return mapping.columns[name].header if name in mapping.columns else ", ".join(mapping.key)


def _stop_personal_numbers(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    for column in mapping.columns.values():
        if column.kind in ("id", "pattern"):
            number = f"regexp_matches({named(column.source)}, '{LOOKS_LIKE}')"
            ((line,),) = engine.execute(f"select min(line) from export where {number}").fetchall()  # noqa: S608
            if line is not None:
                raise ImportRefusedError("cpr_in_column", column=column.header, line=line)


def _collect_cell_faults(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    for name in mapping.columns:
        fault = named(f"{name}{FAULT}")
        engine.execute(
            f"insert into faults select line, {quoted(name)}, split_part({fault}, ':', 1), split_part({fault}, ':', 2)"  # noqa: S608
            f" from typed where {fault} is not null"
        )


def _apply_rules(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Add the faults that take two columns, or a table of the store, to see."""
    for column in mapping.columns.values():
        own = named(column.name)
        rules: list[tuple[str, str, str]] = []
        if column.not_before:
            other = named(column.not_before)
            is_known = f"{named(column.not_before + FAULT)} is null"
            rules.append((f"{is_known} and {own} < {other}", "date", "not_before"))
        if column.equals:
            other = named(column.equals)
            agrees = f"{own} = {other}" + (f" or {other} = 'unknown'" if column.equals.endswith(".sex") else "")
            rules.append((f"not ({agrees})", "code" if column.kind == "code" else column.kind, "equals"))
        if column.refers_to:
            known = _known(mapping, column.refers_to)
            rules.append((f"{own} is not null and {own} not in ({known})", "id", "refers_to"))
        for condition, came, rule in rules:
            right = f"{named(column.name + FAULT)} is null and ({condition})"
            found = f"select line, {quoted(column.name)}, '{came}', '{rule}' from typed where {right}"  # noqa: S608
            engine.execute(f"insert into faults {found}")


def _known(mapping: Mapping, table: str) -> str:
    """Return the query of the ids a line may refer to: those of the store, and those this file brings in itself."""
    id_column = NATURAL_KEYS[table][0]
    own = [entry.columns[id_column] for entry in mapping.entries if entry.into == table and id_column in entry.columns]
    parts = [f"select {named(id_column)} from store.{table}", *(f"select {named(name)} from typed" for name in own)]  # noqa: S608
    return " union ".join(
        f"({part} where {named(name)} is not null)" for part, name in zip(parts, [id_column, *own], strict=True)
    )


def _find_duplicates(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    """Keep the first of identical lines; set aside every line of a key that is given with different values."""
    keys: Sequence[str] = [named(name) for name in mapping.key]
    filled = " and ".join(f"{key} is not null" for key in keys)
    listed = ", ".join(keys)
    doubled = f"select {listed} from typed where {filled} group by all having count(*) > 1"  # noqa: S608
    content = f"md5(to_json(struct_pack({_packed(mapping)})))"
    engine.execute(
        f"create table twice as select t.line, {', '.join(f't.{key}' for key in keys)}, {content} as content"  # noqa: S608
        f" from typed t join ({doubled}) using ({listed})"
    )
    engine.execute(
        "insert into faults select line, 'line', 'line', case when n = 1 then 'repeated' else 'conflict' end"  # noqa: S608
        f" from twice join (select {listed}, count(distinct content) as n, min(line) as first from twice group by all)"
        f" using ({listed}) where n > 1 or line > first"
    )
    engine.execute("drop table twice")


def _packed(mapping: Mapping) -> str:
    names = [
        part
        for name, column in mapping.columns.items()
        for part in ([f"{name}.person_id", f"{name}.sex"] if column.kind == "cpr" else [name])
    ]
    return ", ".join(f"k{position} := t.{named(name)}" for position, name in enumerate(names))


def _count(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    ((found,),) = engine.execute(query).fetchall()
    return int(found)
