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
"""What the engine may take. Ten million courses are read within it, part by part (benchmarks.scale)."""
THREADS = 2
COURSES_A_PART = 1_000_000
"""How many courses are taken at a time: their facts fit in the memory, or nearly."""
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


_OF_CITIZENS = {
    name: tuple(column.name for column in columns if column.name in ("course_id", "person_id"))
    for name, columns in TABLES.items()
    if {"course_id", "person_id"} & {column.name for column in columns}
}
"""The tables with a row or more a citizen, and their columns that name a course or a citizen."""

_NONE = "none.parquet"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A DuckDB connection and the folder whose Parquet tables it reads."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    courses_a_part: int = COURSES_A_PART

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
        try:
            self._show_all(table)
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
        self.connection.execute(f"create or replace table {name} as from given")
        self.connection.unregister("given")

    def keep(self, name: str, query: str) -> None:
        """Make the table ``name`` from a query."""
        with _refusals_in_one_sentence():
            self.connection.execute(f"create or replace table {name} as {query}")

    def parts(self) -> Iterator[None]:
        """Show all citizens, or where they have too many courses for the memory, one part of them at a time.

        In parts, whole numbers stand for the texts that name courses and citizens, as in ``row_key``.
        """
        n_courses = int(self.fetch("select count(*) as n from courses")["n"][0])
        n_parts = -(-n_courses // self.courses_a_part)
        if n_parts <= 1:
            yield
            return
        with TemporaryDirectory(prefix="qi-") as parted, _refusals_in_one_sentence():
            self._part(Path(parted), n_parts)
            for part in range(n_parts):
                for table in _OF_CITIZENS:
                    self._show_part(table, Path(parted) / table, part)
                yield
            for table in _OF_CITIZENS:
                self._show_all(table)

    def _part(self, to: Path, n_parts: int) -> None:
        """Write each table of citizens in parts, and a file without a row for the parts that have none."""
        self.keep("part_of", f"select hash(course_id) as course, hash(person_id) % {n_parts} as part from courses")  # noqa: S608
        for table, names in _OF_CITIZENS.items():
            (to / table).mkdir()
            numbered = ", ".join(f"hash({name}) as {name}" for name in names)
            rows = f"select * replace ({numbered}) from {table}"  # noqa: S608
            parted = (
                f"select *, person_id % {n_parts} as part from ({rows})"  # noqa: S608
                if "person_id" in names
                else f"select * exclude (course) from ({rows}) join part_of on course = course_id"  # noqa: S608
            )
            self.connection.execute(f"copy ({rows} limit 0) to '{to / table / _NONE}'")
            self.connection.execute(
                f"copy ({parted}) to '{to / table}' (format parquet, partition_by (part), overwrite_or_ignore)"
            )
        self.connection.execute("drop table part_of")

    def _show_part(self, table: str, parts: Path, part: int) -> None:
        self._show(table, "*", (parts / _NONE, *sorted(parts.glob(f"part={part}/*.parquet"))))

    def _show_all(self, table: str) -> None:
        typed = (f"cast({column.name} as {_CAST[column.type]}) as {column.name}" for column in TABLES[table])
        self._show(table, ", ".join(typed), (self._file(table),))

    def _show(self, table: str, columns: str, files: Sequence[Path]) -> None:
        listed = ", ".join("'{}'".format(str(file).replace("'", "''")) for file in files)
        found = f"read_parquet([{listed}], hive_partitioning = false)"
        self.connection.execute(f"create or replace view {table} as select {columns} from {found}")  # noqa: S608

    def fetch(self, query: str) -> Found:
        """Return the columns of an answer by name."""
        with _refusals_in_one_sentence():
            return dict(self.connection.execute(query).fetchnumpy())  # type: ignore[arg-type]

    def _file(self, table: str) -> Path:
        return self.folder / f"{table}.parquet"


@contextmanager
def _refusals_in_one_sentence() -> Iterator[None]:
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise DatasetError("the data need more memory than DuckDB may take: reduce them with Spark") from None
    except duckdb.IOException:
        raise DatasetError("a file cannot be read or written: expected the data, and room to work in") from None


@contextmanager
def embedded(folder: Path, *, memory: str = MEMORY, courses_a_part: int = COURSES_A_PART) -> Iterator[Embedded]:
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
            yield Embedded(connection, folder, courses_a_part)
