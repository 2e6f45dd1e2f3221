"""The walls that are kept, and when each was last seen by this server."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from qi import store
from qi.store import Wall

STATE_FOLDER = Path(__file__).parents[2] / "var"
SEEN_LATELY = timedelta(minutes=10)

_SEEN: dict[str, datetime] = {}


@cache
def kept() -> Engine:
    """Return the state store: the folder ``var``, or what ``KVALITETSTAVLE_STATE`` names (a folder or an address)."""
    return store.open_store(os.environ.get("KVALITETSTAVLE_STATE") or STATE_FOLDER)


def behind(name: str, key: str) -> Wall | None:
    """Return the wall that a name and a key give."""
    return store.wall_behind(kept(), name, key)


def utc_now() -> datetime:
    """Return the time as it is kept: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def seen(name: str, now: datetime) -> None:
    """Note that a screen of this wall has just asked."""
    _SEEN[name] = now


def seen_lately(now: datetime) -> dict[str, str]:
    """Return the walls whose screens have asked in the last ten minutes, and when each last did."""
    return {name: when.isoformat("T", "seconds") for name, when in sorted(_SEEN.items()) if now - when < SEEN_LATELY}
