"""What people have set up or written: where it is kept, opened once for the whole server."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from dashboard import settings
from qi import store

FOLDER = Path(__file__).parents[1] / "var"

_OPENING = Lock()


def kept() -> Engine:
    """Return the state store that the settings name."""
    with _OPENING:  # after a restart all screens ask at once, and the tables must be brought up to date only once
        return opened()


@cache
def opened() -> Engine:
    """Open the state store; call ``kept`` instead."""
    return store.open_store(settings.current().state or FOLDER)


def utc_now() -> datetime:
    """Return the time as it is kept: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
