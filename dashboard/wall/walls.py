"""The walls that are kept, and when each was last seen by this server."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from dashboard.wall.words import day_and_time
from qi import store
from qi.store import Wall, WallKey

STATE_FOLDER = Path(__file__).parents[2] / "var"
SEEN_LATELY = timedelta(minutes=10)

_SEEN: dict[str, datetime] = {}
_OPENING = Lock()


def kept() -> Engine:
    """Return the state store: the folder ``var``, or what ``KVALITETSTAVLE_STATE`` names (a folder or an address)."""
    with _OPENING:  # after a restart all screens ask at once, and the tables must be brought up to date only once
        return opened()


@cache
def opened() -> Engine:
    """Open the state store; call ``kept`` instead."""
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


def every() -> tuple[Wall, ...]:
    """Return all walls."""
    return store.all_walls(kept())


def keep(wall: Wall, *, is_new: bool) -> Wall:
    """Keep a new or a changed wall and return it with its version."""
    save = store.add_wall if is_new else store.change_wall
    return save(kept(), wall, at=utc_now())


def remove(name: str) -> None:
    """Forget a wall and its keys."""
    store.remove_wall(kept(), name)


def new_key(name: str) -> str:
    """Make a key for a wall; it is told once."""
    return store.make_key(kept(), name, at=utc_now())


def keys(name: str) -> tuple[WallKey, ...]:
    """Return the keys of a wall, newest first."""
    return store.keys_of(kept(), name)


def withdraw(key_id: int) -> None:
    """Withdraw a key."""
    store.withdraw_key(kept(), key_id, at=utc_now())


def in_words(moment: datetime, lang: str) -> str:
    """Write a kept moment in Danish time."""
    return day_and_time(moment.replace(tzinfo=UTC), lang)


def address_name(typed: str) -> str:
    """Return a name as it stands in an address: lower case, Danish letters spelled out, hyphens between words."""
    spelled = typed.strip().lower().translate(_SPELLED)
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")


_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
