"""The walls that are kept, and when each was last seen by this server."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from dashboard import state
from dashboard.wall.words import day_and_time
from qi import store
from qi.store import Wall, WallKey

SEEN_LATELY = timedelta(minutes=10)

_SEEN: dict[str, datetime] = {}


def behind(name: str, key: str) -> Wall | None:
    """Return the wall that a name and a key give."""
    return store.wall_behind(state.kept(), name, key)


def seen(name: str, now: datetime) -> None:
    """Note that a screen of this wall has just asked."""
    _SEEN[name] = now


def seen_lately(now: datetime) -> dict[str, str]:
    """Return the walls whose screens have asked in the last ten minutes, and when each last did."""
    return {name: when.isoformat("T", "seconds") for name, when in sorted(_SEEN.items()) if now - when < SEEN_LATELY}


def every() -> tuple[Wall, ...]:
    """Return all walls."""
    return store.all_walls(state.kept())


def keep(wall: Wall, *, is_new: bool) -> Wall:
    """Keep a new or a changed wall and return it with its version."""
    save = store.add_wall if is_new else store.change_wall
    return save(state.kept(), wall, at=state.utc_now())


def remove(name: str) -> None:
    """Forget a wall and its keys."""
    store.remove_wall(state.kept(), name)


def new_key(name: str) -> str:
    """Make a key for a wall; it is told once."""
    return store.make_key(state.kept(), name, at=state.utc_now())


def keys(name: str) -> tuple[WallKey, ...]:
    """Return the keys of a wall, newest first."""
    return store.keys_of(state.kept(), name)


def withdraw(key_id: int) -> None:
    """Withdraw a key."""
    store.withdraw_key(state.kept(), key_id, at=state.utc_now())


def in_words(moment: datetime, lang: str) -> str:
    """Write a kept moment in Danish time."""
    return day_and_time(moment.replace(tzinfo=UTC), lang)


def address_name(typed: str) -> str:
    """Return a name as it stands in an address: lower case, Danish letters spelled out, hyphens between words."""
    spelled = typed.strip().lower().translate(_SPELLED)
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-")


_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
