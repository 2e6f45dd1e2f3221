"""PostgreSQL over the canonical tables of a municipality's warehouse, all in one snapshot of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from qi.dataset import TABLES, Column, DatasetError
from qi.sources.description import Description, describe
from qi.sources.engine import Fingerprint, Found, Values

DESCRIPTION = "dataset"
CONNECT_SECONDS = 10

_TYPES = {
    **dict.fromkeys(("text", "character varying"), "text"),
    **dict.fromkeys(("smallint", "integer", "bigint"), "int"),
    **dict.fromkeys(("real", "double precision", "numeric"), "float"),
}
_SQL = {"text": "text", "date": "date", "int": "bigint", "int32": "integer", "float": "double precision"}

_SETTINGS = (
    "enable_nestloop = off",  # every join is an equality over whole tables: a loop is a wrong guess of few rows
    "jit = off",  # hundreds of short sums take longer to compile than to run
    "work_mem = '128MB'",
)

_MEANINGS = {
    "42501": "the database user lacks a right; it needs SELECT on the tables and TEMPORARY on the database",
    "42P01": "a table is missing",
    "57014": "the server ended a statement that took too long",
    "53100": "the disk of the server is full",
}

_FIND = text(
    "select n.nspname, c.relname, a.attname, format_type(a.atttypid, null)"
    " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
    " where c.oid = to_regclass(:name)"
)


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A connection in one transaction that sees one snapshot, and makes temporary tables only."""

    connection: Connection

    def named(self, table: str) -> str:
        """Return the name of the table."""
        return f"table {table}"

    def types(self, table: str) -> Mapping[str, str] | None:
        """Return the type of each column of the table or view that the search path leads to."""
        found = self._found(table)
        return {column: _TYPES.get(kind, kind) for _, _, column, kind in found} or None

    def adopt(self, table: str) -> None:
        """Shadow the table by a temporary view of its canonical columns."""
        schema, relation, *_ = self._found(table)[0]
        quote = self.connection.dialect.identifier_preparer.quote
        columns = ", ".join(_cast(column) for column in TABLES[table])
        self.run(f"create temporary view {table} as select {columns} from {quote(schema)}.{quote(relation)}")  # noqa: S608

    def row_key(self, columns: Sequence[str]) -> str:
        """Return the columns themselves."""
        return ", ".join(columns)

    def put(self, name: str, columns: Sequence[Column], values: Values) -> None:
        """Make the table ``name`` from values."""
        unnested = ", ".join(f"%s::{_SQL[column.type]}[]" for column in columns)
        listed = ", ".join(column.name for column in columns)
        typed = ", ".join(_cast(column) for column in columns)
        self.run(
            f"create temporary table {name} on commit drop as select {typed} from unnest({unnested}) as v({listed})",  # noqa: S608
            tuple(list(values[column.name]) for column in columns),
        )
        self.run(f"analyze {name}")

    def keep(self, name: str, query: str) -> None:
        """Make the table ``name`` from a query, and let the planner know what is in it."""
        self.run(f"create temporary table {name} on commit drop as {query}")
        self.run(f"analyze {name}")

    def parts(self) -> Iterator[None]:
        """Show all citizens at once: the server has its disk."""
        yield

    def fetch(self, query: str) -> Found:
        """Return the columns of an answer by name."""
        answer = self.run(query)
        names = list(answer.keys())
        columns = zip(*answer.fetchall(), strict=True)
        return {**{name: _array([]) for name in names}, **dict(zip(names, map(_array, columns), strict=False))}

    def run(self, statement: str, values: tuple[Any, ...] | None = None) -> Any:
        """Run one statement; raise DatasetError, which repeats no value, where the warehouse refuses it."""
        try:
            return self.connection.exec_driver_sql(statement, values)
        except DBAPIError as refused:
            state = getattr(refused.orig, "sqlstate", None) or "none"
            meaning = _MEANINGS.get(state, "a statement was refused")
            raise DatasetError(f"the warehouse cannot be read: {meaning} (SQLSTATE {state})") from None

    def _found(self, table: str) -> list[tuple[str, ...]]:
        return [tuple(row) for row in self.connection.execute(_FIND, {"name": table})]


@contextmanager
def warehouse(address: str) -> Iterator[Warehouse]:
    """Open a session on one snapshot of the warehouse; nothing of it is left there afterwards.

    Raises DatasetError where the server cannot be reached or the address is not understood.
    """
    try:
        engine = create_engine(
            address, isolation_level="REPEATABLE READ", connect_args={"connect_timeout": CONNECT_SECONDS}
        )
    except (SQLAlchemyError, ValueError):
        raise DatasetError("the address is not understood: expected postgresql://user@host/database") from None
    try:
        with engine.connect() as connection:
            opened = Warehouse(connection)
            for setting in _SETTINGS:
                opened.run(f"set local {setting}")
            yield opened
            connection.rollback()
    except OperationalError:
        raise DatasetError(f"{where(address)} cannot be reached: expected a PostgreSQL server") from None
    finally:
        engine.dispose()


@contextmanager
def warehouse_session(address: str) -> Iterator[tuple[Warehouse, Description]]:
    """Open a session and read what the data say of themselves."""
    with warehouse(address) as engine:
        yield engine, description(engine)


def description(engine: Warehouse) -> Description:
    """Return what the one row of the table ``dataset`` says. Raises DatasetError where it is not there."""
    if engine.types(DESCRIPTION) is None:
        raise DatasetError(f"table {DESCRIPTION} is missing: expected one row that says as_of and first_month")
    rows = engine.run(f"select * from {DESCRIPTION}").mappings().fetchall()  # noqa: S608
    if len(rows) != 1:
        raise DatasetError(f"table {DESCRIPTION} has {len(rows)} rows: expected one")
    said = {name: value if isinstance(value, bool) else str(value) for name, value in rows[0].items()}
    return describe(said, f"table {DESCRIPTION}")


def warehouse_fingerprint(address: str) -> Fingerprint:
    """Return what tells one publication from the next: the row of the table ``dataset``; empty when out of reach."""
    try:
        with warehouse(address) as engine:
            row = engine.run(f"select * from {DESCRIPTION}").fetchall()  # noqa: S608
    except DatasetError:
        return ()
    return tuple(str(value) for value in row)


def where(address: str) -> str:
    """Return the address without user, password and settings."""
    url = make_url(address)
    return f"{url.host or 'localhost'}/{url.database or ''}"


def _cast(column: Column) -> str:
    """Return the column in its canonical type; text by its bytes, whatever language the warehouse sorts in."""
    collated = ' collate "C"' if column.type == "text" else ""
    return f"cast({column.name} as {_SQL[column.type]}){collated} as {column.name}"


def _array(values: Sequence[Any]) -> NDArray[Any]:
    """Return one column of an answer; masked where values are missing."""
    present = next((value for value in values if value is not None), 0)
    kind = None if isinstance(present, int | float) else object
    is_missing = [value is None for value in values]
    if not any(is_missing):
        return np.array(values, dtype=kind)
    filled = [present if value is None else value for value in values]
    return np.ma.MaskedArray(np.array(filled, dtype=kind), mask=is_missing)
