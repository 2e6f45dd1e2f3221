"""DuckDB in this process over a folder of Parquet tables: the engine of a single municipality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from qi.dataset import TABLES, Column, DatasetError
from qi.sources.engine import Found, Values

MEMORY = "1GB"
"""What the engine may take; beyond that it works on disk. A million courses are read within it (benchmarks.scale)."""
THREADS = 2
QUIET = "set enable_progress_bar = false"
"""Of a query that takes two seconds DuckDB draws a bar on standard output, where a command prints its answer."""

_TYPES = {
    "VARCHAR": "text",
    "DATE": "date",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"), "int"),
    **dict.fromkeys(("FLOAT", "DOUBLE"), "float"),
    **dict.fromkeys(("NULL", '"NULL"'), "empty"),
}
_CAST = {"text": "varchar", "date": "date", "int": "bigint", "float": "double"}
_ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "int": pa.int64(),
    "int32": pa.int32(),
    "float": pa.float64(),
}


@dataclass(frozen=True, slots=True)
class Embedded:
    """A DuckDB connection and the folder whose Parquet tables it reads."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def named(self, table: str) -> str:
        """Return the path of the table's file."""
        return str(self._file(table))

    def types(self, table: str) -> Mapping[str, str] | None:
        """Return the type of each column, ``empty`` for one that has no value at all."""
        if not self._file(table).is_file():
            return None
        try:
            described = self.connection.execute("describe select * from read_parquet(?)", [str(self._file(table))])
            return {column: _TYPES.get(kind, kind) for column, kind, *_ in described.fetchall()}
        except duckdb.Error:
            raise DatasetError(f"{self.named(table)} cannot be read: expected a Parquet file") from None

    def adopt(self, table: str) -> None:
        """Make a view of the file, and read every value once: a file broken in the middle is found here."""
        columns = ", ".join(f"cast({column.name} as {_CAST[column.type]}) as {column.name}" for column in TABLES[table])
        path = str(self._file(table)).replace("'", "''")
        try:
            self.connection.execute(f"create view {table} as select {columns} from read_parquet('{path}')")  # noqa: S608
            self.connection.execute(f"select bit_xor(hash(columns(*))) from {table}").fetchall()  # noqa: S608
        except duckdb.Error:
            raise DatasetError(
                f"{self.named(table)} cannot be read to its end: expected a whole Parquet file"
            ) from None

    def row_key(self, columns: Sequence[str]) -> str:
        """Return a hash: far cheaper than tuples of text; two of 10 million rows collide once in 300,000 folders."""
        return f"hash({', '.join(columns)})"

    def put(self, name: str, columns: Sequence[Column], values: Values) -> None:
        """Make the table ``name`` from values."""
        # Given as Arrow: to bind thousands of Python values one by one takes four times as long.
        given = {column.name: pa.array(values[column.name], _ARROW[column.type]) for column in columns}
        self.connection.register("given", pa.table(given))
        self.connection.execute(f"create table {name} as from given")
        self.connection.unregister("given")

    def keep(self, name: str, query: str) -> None:
        """Make the table ``name`` from a query."""
        self.connection.execute(f"create table {name} as {query}")

    def fetch(self, query: str) -> Found:
        """Return the columns of an answer by name."""
        return dict(self.connection.execute(query).fetchnumpy())  # type: ignore[arg-type]

    def _file(self, table: str) -> Path:
        return self.folder / f"{table}.parquet"


@contextmanager
def embedded(folder: Path, *, memory: str = MEMORY) -> Iterator[Embedded]:
    """Open a session over a folder; what does not fit in memory lies in a temporary folder until it ends."""
    with TemporaryDirectory(prefix="qi-") as scratch:
        config = {
            "python_enable_replacements": False,
            "threads": THREADS,
            "memory_limit": memory,
            "temp_directory": scratch,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=config) as connection:  # type: ignore[arg-type]
            connection.execute(QUIET)
            yield Embedded(connection, folder)
