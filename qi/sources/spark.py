"""Spark over a folder of Parquet tables: builds the cube of a whole country in a batch. Never asked by a page.

PySpark is the optional extra ``spark``. The session is the one that runs already (a notebook, ``spark-submit``), or a
new one with the settings of the machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from qi.dataset import TABLES, Column, DatasetError
from qi.sources import versions
from qi.sources.description import Description
from qi.sources.engine import Found, Values
from qi.sources.folder import DESCRIPTION, read_description

_TYPES = {
    "string": "text",
    "void": "empty",
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), "int"),
    **dict.fromkeys(("float", "double"), "float"),
}
_CAST = {"text": "string", "date": "date", "int": "bigint", "int32": "int", "float": "double"}
_ARROW = {"text": pa.string(), "date": pa.date32(), "int": pa.int64(), "int32": pa.int32(), "float": pa.float64()}


@dataclass(frozen=True, slots=True)
class Spark:
    """A Spark session and the folder whose Parquet tables it reads."""

    session: Any
    folder: Path

    def named(self, table: str) -> str:
        """Return the path of the table's file."""
        return str(self.folder / f"{table}.parquet")

    def types(self, table: str) -> Mapping[str, str] | None:
        """Return the type of each column; a table may be one file, or a folder of parts as Spark writes them."""
        if not Path(self.named(table)).exists():
            return None
        return {column: _TYPES.get(kind, kind) for column, kind in self._read(table).dtypes}

    def adopt(self, table: str) -> None:
        """Make a view of the canonical columns."""
        columns = [f"cast({column.name} as {_CAST[column.type]}) as {column.name}" for column in TABLES[table]]
        self._read(table).selectExpr(*columns).createOrReplaceTempView(table)

    def row_key(self, columns: Sequence[str]) -> str:
        """Return the columns themselves."""
        return ", ".join(columns)

    def put(self, name: str, columns: Sequence[Column], values: Values) -> None:
        """Make the table ``name`` from values."""
        schema = pa.schema([(column.name, _ARROW[column.type]) for column in columns])
        table = pa.table({column.name: list(values[column.name]) for column in columns}, schema=schema)
        self.session.createDataFrame(table).createOrReplaceTempView(name)

    def keep(self, name: str, query: str) -> None:
        """Make the table ``name`` from a query, once: what it was made from is forgotten."""
        with _refusals_in_one_sentence():
            self.session.sql(query).localCheckpoint().createOrReplaceTempView(name)

    def parts(self) -> Iterator[None]:
        """Show all citizens at once: Spark parts them itself."""
        yield

    def fetch(self, query: str) -> Found:
        """Return the columns of an answer by name."""
        with _refusals_in_one_sentence():
            answer: pa.Table = self.session.sql(query).toArrow()
        return {name: _array(answer.column(name)) for name in answer.column_names}

    def _read(self, table: str) -> Any:
        with _refusals_in_one_sentence(f"{self.named(table)} cannot be read: expected a Parquet file"):
            return self.session.read.parquet(self.named(table))


@contextmanager
def spark_engine(location: str = "") -> Iterator[Spark]:
    """Use the session that runs, or start one; Raises DatasetError where PySpark or Java is missing."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise DatasetError("PySpark is not installed: install kvalitetstavle with the extra spark") from None
    running = SparkSession.getActiveSession()
    try:
        session = running or SparkSession.builder.appName("kvalitetstavle").getOrCreate()
    except (PySparkException, OSError):
        raise DatasetError("Spark does not start: expected Java 17 or later") from None
    try:
        yield Spark(session, versions.resolve(Path(location)))
    finally:
        if running is None:
            session.stop()


@contextmanager
def spark_session(location: str) -> Iterator[tuple[Spark, Description]]:
    """Open a session over a folder and read what the data say of themselves."""
    with spark_engine(location) as engine:
        yield engine, read_description(engine.folder / DESCRIPTION)


@contextmanager
def _refusals_in_one_sentence(
    said: str = "Spark cannot read the data to their end: its log says why",
) -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError):
        raise DatasetError(said) from None  # the exception repeats values


def _array(column: pa.ChunkedArray) -> NDArray[Any]:
    """Return one column of an answer; masked where values are missing."""
    is_text = pa.types.is_string(column.type)
    mask = column.is_null().to_numpy()
    if is_text:
        values = np.array(column.to_pylist(), dtype=object)
    else:
        values = (column.fill_null(0) if column.null_count and not pa.types.is_date(column.type) else column).to_numpy()
    return np.ma.MaskedArray(values, mask=mask) if column.null_count else values
