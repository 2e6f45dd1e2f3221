"""The ways to obtain a dataset; only here are files and engines touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from qi.dataset import Dataset
from qi.sources import conformance
from qi.sources.description import Description
from qi.sources.engine import Engine, Fingerprint
from qi.sources.folder import folder_session
from qi.sources.postgresql import warehouse, warehouse_fingerprint, warehouse_session
from qi.sources.reading import read_dataset
from qi.sources.validation import check_tables

__all__ = ["Source", "open_dataset", "source_of"]


@dataclass(frozen=True, slots=True)
class Source:
    """One way: a session on the engine that holds the tables, how a new publication is noticed, how often to look.

    ``other_engine`` opens a session without the tables on an engine that must show first that it counts as DuckDB does.
    """

    session: Callable[[str], AbstractContextManager[tuple[Engine, Description]]]
    fingerprint: Callable[[str], Fingerprint]
    look_seconds: float
    other_engine: Callable[[str], AbstractContextManager[Engine]] | None = None


SOURCES = {
    "": Source(folder_session, folder_fingerprint, look_seconds=2.0),
    "postgresql": Source(warehouse_session, warehouse_fingerprint, look_seconds=10.0, other_engine=warehouse),
}
"""The ways by the scheme of the address; a path has none."""


def open_dataset(
    location: str | Path, *, closed_yearly: Sequence[tuple[int, int]] = (), closed_days: Sequence[date] = ()
) -> Dataset:
    """Open a folder, the current version of a versioned one, or a warehouse by its address; return its reduced data.

    ``closed_yearly`` (month, day) and ``closed_days`` are no working days beside weekends and public holidays.
    Raises DatasetError with one sentence naming table, column and what was expected.
    """
    _require_agreement(str(location))
    with source_of(location).session(str(location)) as (engine, described):
        check_tables(engine)
        return read_dataset(engine, described, closed_yearly=closed_yearly, closed_days=closed_days)


@cache  # an engine that agrees with DuckDB once does so until the server starts anew
def _require_agreement(location: str) -> None:
    opens = source_of(location).other_engine
    if opens is not None:
        with opens(location) as engine:
            conformance.require(engine, location.partition(":")[0])


def source_of(location: str | Path) -> Source:
    """Return the way that an address asks for; whatever is no known address is a path."""
    scheme, parted, _ = str(location).partition("://")
    return SOURCES.get(scheme, SOURCES[""]) if parted else SOURCES[""]
