"""The cells of an export as typed columns: each distinct text of a column is read once, however many lines hold it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from qi.imports import cell_values, cpr
from qi.imports.cell_values import GROUPED, clean, kind_of, trimmed
from qi.imports.export_text import ExportText
from qi.imports.mapping import Mapping, SourceColumn
from qi.imports.pseudonym import PseudonymKey
from qi.imports.refused import ImportRefusedError

SAMPLE = 20_000
"""Where more than half of the first so many cells differ, looking for equal ones costs more than it saves."""

FAULT = "?"
"""Beside the values of a column stands one of this ending: ``came:rule`` where a cell is wrong, else NULL."""

_DERIVED = ("person_id", "sex", "birth_year")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the cells are read by: the pseudonyms' key, the last day that is not future, and the file's delimiter."""

    key: PseudonymKey
    latest: date
    delimiter: str


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The texts of one column: ``distinct`` ones, and per line the place of its text; no places where most differ."""

    distinct: pa.ChunkedArray
    places: pa.Array | None

    def spread(self, values: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
        """Return per line what was made of its text."""
        if self.places is None:
            return values
        return pa.DictionaryArray.from_arrays(self.places, values.combine_chunks())


def typed_table(
    engine: duckdb.DuckDBPyConnection,
    export: ExportText,
    mapping: Mapping,
    reading: Reading,
    *,
    heard: Callable[[float], None],
) -> pa.Table:
    """Return ``line`` and for every column of the mapping its values and faults, of a personal number what it becomes.

    ``heard`` is told the share of the columns that are read. Raises ImportRefusedError for a column with two ways to
    write decimals.
    """
    texts = {header: _texts_of(export.table[header]) for header in mapping.headers}
    made: dict[str, pa.ChunkedArray | pa.Array] = {"line": export.table["line"]}
    births: dict[str, pa.ChunkedArray | pa.Array] = {}
    for number, column in enumerate(mapping.columns.values()):
        heard(number / len(mapping.columns))
        read = texts[column.header]
        if column.kind == "cpr":
            found = _read_cpr(engine, read, column, reading)
            births[column.name] = read.spread(found["born"])
            made |= {f"{column.name}.{part}": read.spread(found[part]) for part in _DERIVED}
        else:
            found = _read_cells(engine, read, column, reading)
            made[column.name] = read.spread(found["value"])
        made[f"{column.name}{FAULT}"] = read.spread(found["fault"])
    for name, born in births.items():
        at = mapping.columns[name].at
        made[f"{name}.age_group"] = _ages(engine, born, made[f"{name}.sex"], made[at] if at else None)
    return pa.table(made)


def _texts_of(column: pa.ChunkedArray) -> _Texts:
    sample = column.slice(0, SAMPLE)
    if len(sample.unique()) > len(sample) / 2:
        return _Texts(column, None)
    encoded = column.dictionary_encode().combine_chunks()
    encoded = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
    return _Texts(pa.chunked_array([encoded.dictionary]), encoded.indices)


def _run(engine: duckdb.DuckDBPyConnection, texts: pa.ChunkedArray, query: str, **given: bytes) -> pa.Table:
    """Run a query over the table ``texts`` of one column ``cell``; rows come in the order of the texts."""
    engine.register("texts", pa.table({"cell": texts}))
    try:
        return engine.sql(query, params=given or None).to_arrow_table()
    finally:
        engine.unregister("texts")


_CLEANED = f"(select {clean('cell')} as cell from (select {trimmed('cell')} as cell from texts))"  # noqa: S608


def _read_cells(engine: duckdb.DuckDBPyConnection, texts: _Texts, column: SourceColumn, reading: Reading) -> pa.Table:
    """Return ``value`` and ``fault`` of each distinct text."""
    sign = _decimal_sign(engine, texts, column, reading.delimiter)
    read = f"select cell, {cell_values.parsed(column, 'cell', decimal_sign=sign)} as value from {_CLEANED}"  # noqa: S608
    fault = cell_values.fault(column, "cell", "value", latest=reading.latest)
    return _run(engine, texts.distinct, f"select value, {_with_class(column, fault)} as fault from ({read})")  # noqa: S608


def _read_cpr(engine: duckdb.DuckDBPyConnection, texts: _Texts, column: SourceColumn, reading: Reading) -> pa.Table:
    """Return what each distinct personal number is turned into; ``born`` is used for the age and then forgotten."""
    ten = f"select cell, {cpr.digits('cell')} as ten from {_CLEANED}"  # noqa: S608
    read = f"select cell, ten, {cpr.birth('ten')} as birth from ({ten})"  # noqa: S608
    parts = {
        "born": "birth",
        "person_id": reading.key.expression("ten"),
        "sex": cpr.sex("ten"),
        "birth_year": f"case when not {cpr.is_replacement('ten')} then year(birth) end",
    }
    is_right = f"birth <= date '{reading.latest}'"
    kept = ", ".join(f"case when {is_right} then {part} end as {name}" for name, part in parts.items())
    fault = _with_class(column, f"case when ({is_right}) is not true then 'cpr' end")
    query = f"select {kept}, {fault} as fault from ({read})"  # noqa: S608
    return _run(engine, texts.distinct, query, **reading.key.parameters)


def _ages(
    engine: duckdb.DuckDBPyConnection,
    born: pa.ChunkedArray | pa.Array,
    sex: pa.ChunkedArray | pa.Array,
    at: pa.ChunkedArray | pa.Array | None,
) -> pa.ChunkedArray:
    on = pa.nulls(len(born), pa.date32()) if at is None else at
    engine.register("people", pa.table({"born": born, "sex": sex, "reckoned_on": on}))
    group = cpr.age_group("born", "reckoned_on", "sex = 'unknown'")
    made = engine.sql(f"select case when born is not null then {group} end as age_group from people").to_arrow_table()  # noqa: S608
    engine.unregister("people")
    return made["age_group"]


def _with_class(column: SourceColumn, fault: str) -> str:
    """Return the fault of a cell after the class of what came, ``came:rule``, NULL where the cell is right."""
    empty = "'empty:missing'" if column.required else "null"
    return (
        f"case when cell is null then {empty} when ({fault}) is not null"
        f" then ({kind_of('cell')}) || ':' || ({fault}) end"
    )


def _decimal_sign(engine: duckdb.DuckDBPyConnection, texts: _Texts, column: SourceColumn, delimiter: str) -> str:
    """Return the decimal sign of a number column, found from all its cells. Raises where two are in use."""
    if column.kind != "decimal":
        return "."
    grouped_form = f"regexp_full_match(trim(cell), '{GROUPED}')"
    found = _run(
        engine,
        texts.distinct,
        "select count(*) filter (regexp_full_match(trim(cell), '[+-]?[0-9.]+,[0-9]+')) as with_comma,"  # noqa: S608
        f" count(*) filter (regexp_full_match(trim(cell), '[+-]?[0-9]+[.][0-9]+') and not {grouped_form})"
        f" as with_point, count(*) filter ({grouped_form}) as grouped from texts",
    ).to_pylist()[0]
    if found["with_comma"] and found["with_point"]:
        raise ImportRefusedError("two_number_styles", column=column.header)
    is_grouped = found["grouped"] and not found["with_point"] and delimiter in (";", "\t")
    return "," if found["with_comma"] or is_grouped else "."
