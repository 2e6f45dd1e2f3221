"""The log of use: who saw or exported which selection, and who changed what. Entries are added, never changed.

Each entry holds the digest of the one before it, so an entry that is altered, removed or put in between is noticed.
Only the end can be cut off unnoticed: keep the latest digest elsewhere and ask whether it is still there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, insert, select
from sqlalchemy.exc import IntegrityError

from qi.store.errors import told
from qi.store.tables import LOG_ENTRY

NOTHING = "0" * 64
"""What the first entry follows."""

TRIES = 50
"""How often an entry looks for the end again when others were quicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One use: when (UTC), who, what was done, and about what: keys, codes and counts, never a person's value."""

    at: datetime
    who: str
    what: str
    about: Mapping[str, Any]
    digest: str = ""


def add_entry(store: Engine, entry: LogEntry) -> str:
    """Add an entry at the end and return its digest.

    Two entries cannot follow the same one (the table forbids it): who comes second looks for the end again.
    Raises StoreTroubleError, and TimeoutError where others are always quicker.
    """
    for _ in range(TRIES):
        with told(), store.connect() as connection:
            last = connection.execute(_LAST).scalar() or NOTHING
        row = {"at": entry.at, "who": entry.who, "what": entry.what, "about": _canonical(entry.about)}
        digest = _digest(last, row)
        try:
            with told(), store.begin() as connection:
                connection.execute(insert(LOG_ENTRY).values(**row, previous=last, digest=digest))
        except IntegrityError:
            continue
        return digest
    raise TimeoutError(f"the log was busy for {TRIES} tries: nothing was added")


def latest_entries(store: Engine, n: int) -> tuple[LogEntry, ...]:
    """Return the latest ``n`` entries, newest first."""
    with told(), store.connect() as connection:
        return tuple(_entry(row) for row in connection.execute(_ALL.order_by(LOG_ENTRY.c.id.desc()).limit(n)))


def every_entry(store: Engine) -> Iterator[LogEntry]:
    """Yield all entries, oldest first."""
    with told(), store.connect() as connection:
        for row in connection.execute(_ALL.order_by(LOG_ENTRY.c.id)):
            yield _entry(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCheck:
    """How far a log holds. ``broken_at`` is the 1-based place of the first entry that does not fit, None for none."""

    n: int
    broken_at: int | None
    digests: frozenset[str]
    last: str


def check_log(store: Engine) -> LogCheck:
    """Work out every digest again."""
    last, n = NOTHING, 0
    digests: set[str] = set()
    with told(), store.connect() as connection:
        for n, row in enumerate(connection.execute(_ALL.order_by(LOG_ENTRY.c.id)), start=1):
            if row.previous != last or row.digest != _digest(last, row._mapping):
                return LogCheck(n=n, broken_at=n, digests=frozenset(digests), last=last)
            last = row.digest
            digests.add(last)
    return LogCheck(n=n, broken_at=None, digests=frozenset(digests), last=last)


_ALL = select(LOG_ENTRY)
_LAST = select(LOG_ENTRY.c.digest).order_by(LOG_ENTRY.c.id.desc()).limit(1)


def _digest(previous: str, row: Mapping[Any, Any]) -> str:
    said = [previous, row["at"].isoformat(), row["who"], row["what"], row["about"]]
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(row: Row[Any]) -> LogEntry:
    return LogEntry(at=row.at, who=row.who, what=row.what, about=json.loads(row.about), digest=row.digest)
