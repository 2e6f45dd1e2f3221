"""The log of releases, which only grows, and what has been told of each indicator so far.

Each row of the log carries a seal over itself and the row before, so that a row changed or taken out later shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from qi.dataset import Dataset
from qi.lattice import Lattice
from qi.release import Release, digest
from qi.store.errors import told
from qi.store.tables import RELEASE, TOLD
from qi.told import Told, told_from


class ToldMeanwhileError(Exception):
    """Somebody else has told something of this indicator since it was read: compute again after that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRelease:
    """One line of the log, as in ``qi.release`` and ``qi.audit``; ``previous`` is the seal of the line before."""

    number: int
    at: datetime
    key: str
    data_version: str
    as_of: date
    k_min: int
    n_cells: int
    n_hidden: int
    n_tried: int
    narrowest: int | None
    given_away: int
    digest: str
    previous: str
    seal: str

    @property
    def is_passed(self) -> bool:
        """Whether the audit found nothing, so that the table was shown."""
        return self.given_away == 0


@dataclass(frozen=True, slots=True)
class Latest:
    """What has been told of an indicator so far; ``version`` counts how often."""

    told: Told
    version: int


def latest_told(store: Engine, key: str) -> Latest | None:
    """Return what has been told of an indicator, None where nothing has."""
    with told(), store.connect() as connection:
        row = connection.execute(select(TOLD.c.numbers, TOLD.c.version).where(TOLD.c.key == key)).first()
    return Latest(told_from(row.numbers), row.version) if row else None


def keep_release(store: Engine, release: Release, *, after: Latest | None, at: datetime) -> None:
    """Write a release in the log and, where it passed, what is told from now on; a release logged before is not logged.

    Raises ToldMeanwhileError when something else has been told than ``after``: nothing is written then.
    """
    try:
        with told(), store.begin() as connection:
            _log(connection, release, at)
            if release.audit.is_passed:
                _tell(connection, release, after)
    except IntegrityError:
        raise ToldMeanwhileError(release.key) from None


def has_passed(store: Engine, dataset: Dataset, planned: Lattice, *, key: str, k_min: int) -> bool:
    """Whether just this lattice of just these data has been tried, logged and told before."""
    is_same = (
        (RELEASE.c.key == key)
        & (RELEASE.c.data_version == dataset.version)
        & (RELEASE.c.k_min == k_min)
        & (RELEASE.c.digest == digest(planned))
        & (RELEASE.c.given_away == 0)
    )
    with told(), store.connect() as connection:
        return connection.execute(select(RELEASE.c.number).where(is_same)).first() is not None


def releases(store: Engine, key: str | None = None) -> tuple[LoggedRelease, ...]:
    """Return the log, of one indicator or of all, oldest first."""
    query = select(RELEASE).order_by(RELEASE.c.number)
    query = query if key is None else query.where(RELEASE.c.key == key)
    with told(), store.connect() as connection:
        return tuple(LoggedRelease(**row) for row in connection.execute(query).mappings())


def first_broken(log: Sequence[LoggedRelease]) -> int | None:
    """Return the number of the first line of the whole log whose seal does not hold, None when all do."""
    previous = ""
    for line in log:
        if line.previous != previous or line.seal != _seal(asdict(line)):
            return line.number
        previous = line.seal
    return None


def _log(connection: Connection, release: Release, at: datetime) -> None:
    line = {
        "at": at,
        "key": release.key,
        "data_version": release.data_version,
        "as_of": release.as_of,
        "k_min": release.k_min,
        **asdict(release.audit),
        "digest": release.digest,
    }
    same = [RELEASE.c[name] == line[name] for name in ("key", "data_version", "k_min", "digest")]
    if connection.execute(select(RELEASE.c.number).where(*same)).first():
        return
    last = connection.execute(select(RELEASE.c.number, RELEASE.c.seal).order_by(RELEASE.c.number.desc())).first()
    line |= {"number": last.number + 1 if last else 1, "previous": last.seal if last else ""}
    connection.execute(insert(RELEASE).values(**line, seal=_seal(line)))


def _seal(line: dict[str, object]) -> str:
    said = sorted((name, str(value)) for name, value in line.items() if name != "seal")
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _tell(connection: Connection, release: Release, after: Latest | None) -> None:
    numbers = release.lattice.told.to_bytes()
    if after is None:
        connection.execute(insert(TOLD).values(key=release.key, version=1, numbers=numbers))
        return
    is_same = (TOLD.c.key == release.key) & (TOLD.c.version == after.version)
    changed = update(TOLD).where(is_same).values(version=after.version + 1, numbers=numbers)
    if connection.execute(changed).rowcount == 0:
        raise ToldMeanwhileError(release.key)
