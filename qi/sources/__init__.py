"""The ways to obtain a dataset; only here are files and engines touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from qi.dataset import Dataset, DatasetError
from qi.sources import conformance, reduced, versions
from qi.sources.conformance import Agreement
from qi.sources.description import Description
from qi.sources.engine import Engine, Fingerprint
from qi.sources.folder import folder_session
from qi.sources.postgresql import warehouse, warehouse_fingerprint, warehouse_session
from qi.sources.reading import read_dataset
from qi.sources.spark import spark_engine, spark_session
from qi.sources.unfilled import empty_dataset
from qi.sources.validation import check_tables

__all__ = [
    "BATCH_ENGINES",
    "SOURCES",
    "Source",
    "agreements_of",
    "empty_dataset",
    "open_dataset",
    "open_or_begin",
    "source_of",
]

Session = Callable[[str], AbstractContextManager[tuple[Engine, Description]]]


@dataclass(frozen=True, slots=True)
class Source:
    """One way: a session on the engine that holds the tables, and how a new publication is noticed.

    ``bare`` opens a session without the tables on an engine that must show first that it counts as DuckDB does.
    """

    name: str
    session: Session
    bare: Callable[[str], AbstractContextManager[Engine]] | None = None
    fingerprint: Callable[[str], Fingerprint] | None = None  # None: the files of the folder
    look_seconds: float = 2.0


SOURCES = {
    "": Source("DuckDB", folder_session),
    "postgresql": Source("PostgreSQL", warehouse_session, warehouse, warehouse_fingerprint, look_seconds=10.0),
}
"""The ways by the scheme of the address; a path has none."""

BATCH_ENGINES = {
    "spark": Source("Spark", spark_session, spark_engine),
}
"""Engines that read a folder in a batch, by name; no page waits for them."""


def open_dataset(
    location: str | Path,
    *,
    engine: str | None = None,
    closed_yearly: Sequence[tuple[int, int]] = (),
    closed_days: Sequence[date] = (),
) -> Dataset:
    """Open a folder, the current version of a versioned one, or a warehouse by its address; return its reduced data.

    ``engine`` names a batch engine to read a folder with. ``closed_yearly`` (month, day) and ``closed_days`` are no
    working days beside weekends and public holidays. Raises DatasetError with one sentence naming table, column and
    what was expected.
    """
    source = BATCH_ENGINES[engine] if engine else source_of(location)
    if source is SOURCES[""] and (folder := reduced.folder_of(Path(location))):
        return reduced.read(folder)
    if source.bare is not None:
        conformance.require(agreements_of("" if engine else str(location), source), source.name)
    with source.session(str(location)) as (opened, described):
        check_tables(opened)
        return read_dataset(opened, described, closed_yearly=closed_yearly, closed_days=closed_days)


def open_or_begin(folder: Path, now: datetime) -> Dataset:
    """Return the data of a folder; of one that is new, and waits for its first import, data without a row."""
    return empty_dataset(now) if versions.is_unfilled(folder) else open_dataset(folder)


@cache  # an engine that agrees with DuckDB once does so until the process ends
def agreements_of(location: str, source: Source) -> tuple[Agreement, ...]:
    """Return how the engine behind an address compares with DuckDB; a batch engine has none.

    Raises DatasetError where it is out of reach, or is DuckDB itself.
    """
    if source.bare is None:
        raise DatasetError(f"nothing to compare: expected {', '.join(BATCH_ENGINES)} or postgresql://…")
    with source.bare(location) as engine:
        return conformance.agreements(engine)


def source_of(location: str | Path) -> Source:
    """Return the way that an address asks for; whatever is no known address is a path."""
    scheme, parted, _ = str(location).partition("://")
    return SOURCES.get(scheme, SOURCES[""]) if parted else SOURCES[""]
