"""What can go wrong when something is kept; each is told to the person as one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, NotSupportedError, ProgrammingError


class NameTakenError(Exception):
    """Another one has this name: choose another, since the name is its address."""


class EditedMeanwhileError(Exception):
    """Somebody else has changed it since it was read: look at both, then save again."""


class Trouble(StrEnum):
    """Why a store does not do what it is asked; the values are keys of the wording catalogue."""

    LOCKED = "store.locked"
    FULL = "store.full"
    DAMAGED = "store.damaged"
    AWAY = "store.away"
    NEWER = "store.newer"


class StoreTroubleError(Exception):
    """The store cannot keep or give anything just now. Nothing was half kept."""

    def __init__(self, trouble: Trouble) -> None:
        """Say what kind of trouble it is."""
        super().__init__(trouble.value)
        self.trouble = trouble


_BY_CODE = {
    "SQLITE_BUSY": Trouble.LOCKED,
    "SQLITE_LOCKED": Trouble.LOCKED,
    "SQLITE_FULL": Trouble.FULL,
    "SQLITE_IOERR": Trouble.FULL,
    "SQLITE_CORRUPT": Trouble.DAMAGED,
    "SQLITE_NOTADB": Trouble.DAMAGED,
}

_BY_STATE = {"53100": Trouble.FULL, "55P03": Trouble.LOCKED, "40P01": Trouble.LOCKED, "XX001": Trouble.DAMAGED}
"""PostgreSQL: disk full, lock not available, deadlock, data corrupted."""


@contextmanager
def told() -> Iterator[None]:
    """Turn what a database says into a ``StoreTroubleError``."""
    try:
        yield
    except (DataError, IntegrityError, NotSupportedError, ProgrammingError):
        raise  # ours to mend, not the database's
    except DatabaseError as error:
        raise StoreTroubleError(trouble_of(error.orig)) from error
    except ValueError as error:  # what was read is no date, number or text any more
        raise StoreTroubleError(Trouble.DAMAGED) from error


def trouble_of(error: BaseException | None) -> Trouble:
    """Return what kind of trouble a driver reports."""
    if isinstance(error, sqlite3.Error):
        # Without a code the driver itself could not read what the file holds: bytes that are no text.
        name = getattr(error, "sqlite_errorname", "SQLITE_CORRUPT")
        return _BY_CODE.get("_".join(name.split("_")[:2]), Trouble.AWAY)
    return _BY_STATE.get(getattr(error, "sqlstate", None) or "", Trouble.AWAY)
