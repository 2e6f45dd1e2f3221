"""The cells of an export as typed columns: each distinct text of a column is read once, however many lines hold it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from qi.imports import cell_values, cpr
from qi.imports.cell_values import BLANKS, EMPTY_WORDS, GROUPED, kind_of
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


Cells: TypeAlias = pa.ChunkedArray | pa.Array


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The texts of one column: ``distinct`` ones, and per line the place of its text; no places where most differ."""

    distinct: pa.ChunkedArray
    places: pa.Array | None

    def cleaned(self) -> _Texts:
        """Return the same texts without outer blanks, None where a cell is empty or says so."""
        trimmed = pc.utf8_trim(self.distinct, BLANKS)
        says_empty = pc.is_in(pc.utf8_lower(trimmed), pa.array(EMPTY_WORDS))
        return _Texts(pc.if_else(says_empty, None, trimmed), self.places)

    def spread(self, values: Cells) -> Cells:
        """Return per line what was made of its text."""
        if self.places is None:
            return values
        made = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        if isinstance(made, pa.DictionaryArray):
            return pa.DictionaryArray.from_arrays(made.indices.take(self.places), made.dictionary)
        return pa.DictionaryArray.from_arrays(self.places, made)


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
    texts = {one.source: _texts_of(export.table[one.source]).cleaned() for one in mapping.sources}
    made: dict[str, Cells] = {"line": export.table["line"]}
    births: dict[str, Cells] = {}
    for number, column in enumerate(mapping.columns.values()):
        heard(number / len(mapping.columns))
        if column.kind == "course":
            continue  # found from the others: see whose_course
        read = texts[column.source]
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
        on = made[at] if at else pa.nulls(len(born), pa.date32())
        made[f"{name}.age_group"] = _ages(engine, pa.table({"born": born, "sex": made[f"{name}.sex"], "reckoned": on}))
    return pa.table(made)


def _texts_of(column: pa.ChunkedArray) -> _Texts:
    sample = column.slice(0, SAMPLE)
    if len(sample.unique()) > len(sample) / 2:
        return _Texts(column, None)
    encoded = pa.chunked_array(column.dictionary_encode(), pa.dictionary(pa.int32(), pa.string())).combine_chunks()
    return _Texts(pa.chunked_array([encoded.dictionary]), encoded.indices)


def _run(engine: duckdb.DuckDBPyConnection, cells: pa.Table, query: str) -> pa.Table:
    """Run a query over the table ``cells`` that keeps its column ``place``; the rows come in the order of the table."""
    engine.register("cells", cells.append_column("place", pa.array(np.arange(len(cells)))))
    try:
        found = engine.sql(query).to_arrow_table()
    finally:
        engine.unregister("cells")
    # Several threads give their rows back in blocks, in any order.
    blocks = sorted(found.to_batches(), key=lambda block: block["place"][0].as_py())
    found = pa.Table.from_batches(blocks, found.schema)
    places = found["place"].to_numpy()
    return found if (places[1:] > places[:-1]).all() else found.take(np.argsort(places))


def _read_cells(
    engine: duckdb.DuckDBPyConnection, texts: _Texts, column: SourceColumn, reading: Reading
) -> dict[str, Cells]:
    """Return ``value`` and ``fault`` of each distinct text."""
    cells = pa.table({"cell": texts.distinct})
    sign = _decimal_sign(engine, cells, column, reading.delimiter)
    read = f"select place, cell, {cell_values.parsed(column, 'cell', decimal_sign=sign)} as value from cells"  # noqa: S608
    fault = cell_values.fault(column, "cell", "value", latest=reading.latest)
    found = _run(engine, cells, f"select place, value, {_with_class(column, fault)} as fault from ({read})")  # noqa: S608
    return {name: found[name] for name in ("value", "fault")}


def _read_cpr(
    engine: duckdb.DuckDBPyConnection, texts: _Texts, column: SourceColumn, reading: Reading
) -> dict[str, Cells]:
    """Return what each distinct personal number is turned into; ``born`` is used for the age and then forgotten.

    Birth and sex are read from the seven first digits and the last, of which a file has far fewer than of numbers.
    """
    numbers = _run(
        engine,
        pa.table({"cell": texts.distinct}),
        f"select *, left(ten, 7) || right(ten, 1) as marks from (select *, {cpr.digits('cell')} as ten from cells)",  # noqa: S608
    )
    marks = _texts_of(numbers["marks"])
    born = f"case when birth <= date '{reading.latest}' then birth end"
    births = f"select place, cell, {cpr.birth('cell')} as birth from cells"  # noqa: S608
    known = _run(
        engine,
        pa.table({"cell": marks.distinct}),
        f"select place, born, case when born is not null then {cpr.sex('cell')} end as sex,"  # noqa: S608
        f" case when not {cpr.is_replacement('cell')} then year(born) end as birth_year"
        f" from (select place, cell, {born} as born from ({births}))",
    )
    parts = {name: marks.spread(known[name]) for name in ("born", "sex", "birth_year")}
    fault = _with_class(column, "case when born is null then 'cpr' end")
    cells = pa.table({"cell": numbers["cell"], "born": parts["born"]})
    return {
        **parts,
        "person_id": reading.key.pseudonyms(numbers["ten"]),
        "fault": _run(engine, cells, f"select place, {fault} as fault from cells")["fault"],  # noqa: S608
    }


def _ages(engine: duckdb.DuckDBPyConnection, people: pa.Table) -> Cells:
    age = f"case when sex <> 'unknown' then {cpr.age('born', 'reckoned')} end"
    # Materialised, so that the age is reckoned once and not for every group it may be in.
    reckoned = f"with ages as materialized (select place, born, {age} as age from cells)"  # noqa: S608
    group = f"case when born is not null then {cpr.age_group('age')} end"
    found = _run(engine, people, f"{reckoned} select place, {group} as age_group from ages")  # noqa: S608
    return found["age_group"]


def _with_class(column: SourceColumn, fault: str) -> str:
    """Return the fault of a cell after the class of what came, ``came:rule``, NULL where the cell is right."""
    empty = "'empty:missing'" if column.required else "null"
    return (
        f"case when cell is null then {empty} when ({fault}) is not null"
        f" then ({kind_of('cell')}) || ':' || ({fault}) end"
    )


def _decimal_sign(engine: duckdb.DuckDBPyConnection, cells: pa.Table, column: SourceColumn, delimiter: str) -> str:
    """Return the decimal sign of a number column, found from all its cells. Raises where two are in use."""
    if column.kind != "decimal":
        return "."
    grouped_form = f"regexp_full_match(cell, '{GROUPED}')"
    engine.register("cells", cells)
    found = engine.sql(
        "select count(*) filter (regexp_full_match(cell, '[+-]?[0-9.]+,[0-9]+')) as with_comma,"  # noqa: S608
        f" count(*) filter (regexp_full_match(cell, '[+-]?[0-9]+[.][0-9]+') and not {grouped_form})"
        f" as with_point, count(*) filter ({grouped_form}) as grouped from cells"
    ).fetchall()
    engine.unregister("cells")
    ((with_comma, with_point, grouped),) = found
    if with_comma and with_point:
        raise ImportRefusedError("two_number_styles", column=column.header)
    is_grouped = grouped and not with_point and delimiter in (";", "\t")
    return "," if with_comma or is_grouped else "."
