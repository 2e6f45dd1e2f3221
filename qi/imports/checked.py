"""Check every line of an export against its mapping: typed values of the right lines, findings on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from qi.imports import cell_values, cpr
from qi.imports.cell_values import GROUPED, clean, kind_of, named, quoted, trimmed
from qi.imports.cpr import LOOKS_LIKE
from qi.imports.export_text import ExportText
from qi.imports.mapping import Mapping, SourceColumn
from qi.imports.pseudonym import PseudonymKey
from qi.imports.refused import ImportRefusedError

RULES_VERSION = "1"
"""Kept with every published version: raised when a rule of this file or of ``cell_values`` changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong with one line: its number, its id where that is no person's, the class of what came, the rule."""

    line: int
    local_id: str
    column: str
    came: str
    rule: str


def check_lines(
    engine: duckdb.DuckDBPyConnection, export: ExportText, mapping: Mapping, *, key: PseudonymKey, latest: date
) -> int:
    """Make the tables ``typed`` (all lines), ``faults`` and ``accepted`` in the engine; return how many are accepted.

    ``typed`` holds ``line`` and one column per column of the mapping; of a personal number only what it is turned into.
    ``latest`` is the last day that is not future. Raises ImportRefusedError for personal numbers in a column whose text
    would be kept, and for a column with two ways to write decimals.
    """
    engine.register("export", export.table)
    _stop_personal_numbers(engine, mapping)
    _type_cells(engine, export, mapping, key=key, latest=latest)
    engine.unregister("export")
    engine.execute("create table faults (line bigint, name varchar, came varchar, rule varchar)")
    _collect_cell_faults(engine, mapping)
    _apply_rules(engine, mapping)
    _find_duplicates(engine, mapping)
    engine.execute("create view accepted as from typed anti join faults using (line)")
    return _count(engine, "select count(*) from accepted")


def findings(engine: duckdb.DuckDBPyConnection, export: ExportText, mapping: Mapping) -> tuple[Finding, ...]:
    """Return what is wrong, in order of line; broken lines included."""
    first = mapping.columns[mapping.key[0]]
    local_id = named(first.name) if first.kind == "id" else "null"
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
            found = engine.execute(
                f"select count(*), min(line) from export where regexp_matches({named(column.header)}, '{LOOKS_LIKE}')"  # noqa: S608
            ).fetchone()
            if found and found[0]:
                raise ImportRefusedError("cpr_in_column", column=column.header, line=found[1])


def _type_cells(
    engine: duckdb.DuckDBPyConnection, export: ExportText, mapping: Mapping, *, key: PseudonymKey, latest: date
) -> None:
    """Make ``typed`` in layers, each a plain step over the one below: text, what it says, what of that is kept."""
    headers = list({column.header: column for column in mapping.columns.values()})
    texts = {header: f"t{position}" for position, header in enumerate(headers)}
    cut = ", ".join(f"{trimmed(named(header))} as {text}" for header, text in texts.items())
    cleaned = ", ".join(f"{clean(text)} as {text}" for text in texts.values())
    reads: list[str] = []
    births: list[str] = []
    kept: list[str] = []
    for position, column in enumerate(mapping.columns.values()):
        text, read = texts[column.header], f"r{position}"
        if column.kind == "cpr":
            reads.append(f"{cpr.digits(text)} as {read}")
            births.append(f"{cpr.birth(read)} as born{position}")
            kept += _of_cpr(column, mapping, read, f"born{position}", key=key, latest=latest)
            fault = f"case when (born{position} <= date '{latest}') is not true then 'cpr' end"
        else:
            sign = _decimal_sign(engine, export, column)
            reads.append(f"{cell_values.parsed(column, text, decimal_sign=sign)} as {read}")
            kept.append(f"{read} as {named(column.name)}")
            fault = cell_values.fault(column, text, read, latest=latest)
        kept.append(_with_class(column, text, fault))
    engine.execute(
        f"create table typed as select line, {', '.join(kept)} from (select *{_after_comma(births)} from"  # noqa: S608
        f" (select *, {', '.join(reads)} from (select line, {cleaned} from (select line, {cut} from export))))",
        key.parameters if births else None,
    )


def _after_comma(parts: Sequence[str]) -> str:
    return "".join(f", {part}" for part in parts)


def _of_cpr(
    column: SourceColumn, mapping: Mapping, ten: str, born: str, *, key: PseudonymKey, latest: date
) -> list[str]:
    """Return what is kept of a personal number; the number and the date of birth are not."""
    names = list(mapping.columns)
    at = f"r{names.index(column.at)}" if column.at else "null::date"
    replaced = cpr.is_replacement(ten)
    parts = {
        "person_id": key.expression(ten),
        "sex": cpr.sex(ten),
        "birth_year": f"case when not {replaced} then year({born}) end",
        "age_group": cpr.age_group(born, at, replaced),
    }
    is_right = f"{born} <= date '{latest}'"
    return [f"case when {is_right} then {part} end as {named(f'{column.name}.{name}')}" for name, part in parts.items()]


def _with_class(column: SourceColumn, text: str, fault: str) -> str:
    """Return the fault of a cell after the class of what came, ``came:rule``, NULL where the cell is right."""
    empty = "'empty:missing'" if column.required else "null"
    return (
        f"case when {text} is null then {empty} when ({fault}) is not null"
        f" then ({kind_of(text)}) || ':' || ({fault}) end as {named(f'{column.name}?')}"
    )


def _decimal_sign(engine: duckdb.DuckDBPyConnection, export: ExportText, column: SourceColumn) -> str:
    """Return the decimal sign of a number column, found from all its cells. Raises where two are in use."""
    if column.kind != "decimal":
        return "."
    text = f"trim({named(column.header)})"
    grouped_form = f"regexp_full_match({text}, '{GROUPED}')"
    with_comma, with_point, grouped = engine.execute(
        f"select count(*) filter (regexp_full_match({text}, '[+-]?[0-9.]+,[0-9]+')),"  # noqa: S608
        f" count(*) filter (regexp_full_match({text}, '[+-]?[0-9]+[.][0-9]+') and not {grouped_form}),"
        f" count(*) filter ({grouped_form}) from export"
    ).fetchone() or (0, 0, 0)
    if with_comma and with_point:
        raise ImportRefusedError("two_number_styles", column=column.header)
    is_danish = with_comma or (grouped and not with_point and export.delimiter in (";", "\t"))
    return "," if is_danish else "."


def _collect_cell_faults(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> None:
    for name in mapping.columns:
        fault = named(f"{name}?")
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
            is_known = f"{named(f'{column.not_before}?')} is null"
            rules.append((f"{is_known} and {own} < {other}", "date", "not_before"))
        if column.equals:
            other = named(column.equals)
            agrees = f"{own} = {other}" + (f" or {other} = 'unknown'" if column.equals.endswith(".sex") else "")
            rules.append((f"not ({agrees})", "code" if column.kind == "code" else column.kind, "equals"))
        if column.refers_to:
            known = f"select {named(_id_of(column.refers_to))} from store.{column.refers_to}"  # noqa: S608
            rules.append((f"{own} is not null and {own} not in ({known})", "id", "refers_to"))
        for condition, came, rule in rules:
            right = f"{named(f'{column.name}?')} is null and ({condition})"
            found = f"select line, {quoted(column.name)}, '{came}', '{rule}' from typed where {right}"  # noqa: S608
            engine.execute(f"insert into faults {found}")


def _id_of(table: str) -> str:
    return {"courses": "course_id", "units": "unit", "municipalities": "municipality"}.get(table, "course_id")


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
    row = engine.execute(query).fetchone()
    return int(row[0]) if row else 0
