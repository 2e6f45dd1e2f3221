"""Wall screens and their keys: what a wall shows, and the secret in its address that gives that wall and no other."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from qi.formats import sort_key
from qi.store.errors import EditedMeanwhileError, NameTakenError, told
from qi.store.tables import WALL, WALL_KEY

KEY_BYTES = 16
"""Random bytes of a key: 128 bits cannot be guessed."""


class Theme(StrEnum):
    """Whether a wall hangs in a light or in a dark room."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What one wall screen shows; no municipality or programme means all.

    ``slides`` holds the indicator keys of each slide, ``seconds`` how long it stands. ``distance_m`` and ``inches``
    (the diagonal) decide the size of type. ``promised_days`` is how old the data may be before the screen says so.
    """

    name: str
    municipality: str | None = None
    programme: str | None = None
    slides: tuple[tuple[str, ...], ...] = ()
    seconds: float = 20.0
    theme: Theme = Theme.LIGHT
    distance_m: float = 4.0
    inches: float = 55.0
    promised_days: int = 35
    version: int = 1


@dataclass(frozen=True, slots=True)
class WallKey:
    """A key of a wall; the key itself is told once, when it is made, and only its digest is kept."""

    id: int
    made_at: datetime
    withdrawn_at: datetime | None


def add_wall(store: Engine, wall: Wall, *, at: datetime) -> Wall:
    """Keep a new wall and return it. Raises NameTakenError."""
    kept = replace(wall, version=1)
    try:
        with told(), store.begin() as connection:
            connection.execute(insert(WALL).values(**_row(kept), changed_at=at))
    except IntegrityError:
        raise NameTakenError(wall.name) from None
    return kept


def change_wall(store: Engine, wall: Wall, *, at: datetime) -> Wall:
    """Keep a changed wall and return it with its new version. Raises EditedMeanwhileError."""
    kept = replace(wall, version=wall.version + 1)
    is_same = and_(WALL.c.name == wall.name, WALL.c.version == wall.version)
    with told(), store.begin() as connection:
        if connection.execute(update(WALL).where(is_same).values(**_row(kept), changed_at=at)).rowcount == 0:
            raise EditedMeanwhileError(wall.name)
    return kept


def remove_wall(store: Engine, name: str) -> None:
    """Forget a wall and all its keys."""
    with told(), store.begin() as connection:
        connection.execute(delete(WALL_KEY).where(WALL_KEY.c.wall == name))
        connection.execute(delete(WALL).where(WALL.c.name == name))


def all_walls(store: Engine) -> tuple[Wall, ...]:
    """Return every wall, by name."""
    with told(), store.connect() as connection:
        walls = [_wall(row) for row in connection.execute(select(WALL)).mappings()]
    # Sorted here: a database sorts letters by its own rules, or by their codes.
    return tuple(sorted(walls, key=lambda wall: sort_key(wall.name)))


def wall_behind(store: Engine, name: str, key: str) -> Wall | None:
    """Return the wall that a name and a key give; None where either is unknown or the key is withdrawn."""
    is_valid = and_(WALL.c.name == name, WALL_KEY.c.digest == _digest(key), WALL_KEY.c.withdrawn_at.is_(None))
    with told(), store.connect() as connection:
        row = connection.execute(select(WALL).join(WALL_KEY).where(is_valid)).mappings().first()
    return _wall(row) if row else None


def make_key(store: Engine, name: str, *, at: datetime) -> str:
    """Make a new key for a wall and return it; it cannot be read again."""
    key = secrets.token_urlsafe(KEY_BYTES)
    with told(), store.begin() as connection:
        connection.execute(insert(WALL_KEY).values(wall=name, digest=_digest(key), made_at=at))
    return key


def withdraw_key(store: Engine, key_id: int, *, at: datetime) -> None:
    """Withdraw a key: from the next request its screen shows no numbers."""
    with told(), store.begin() as connection:
        connection.execute(update(WALL_KEY).where(WALL_KEY.c.id == key_id).values(withdrawn_at=at))


def keys_of(store: Engine, name: str) -> tuple[WallKey, ...]:
    """Return the keys of a wall, newest first."""
    columns = (WALL_KEY.c.id, WALL_KEY.c.made_at, WALL_KEY.c.withdrawn_at)
    query = select(*columns).where(WALL_KEY.c.wall == name).order_by(WALL_KEY.c.id.desc())
    with told(), store.connect() as connection:
        return tuple(WallKey(*row) for row in connection.execute(query))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _row(wall: Wall) -> dict[str, Any]:
    return asdict(wall) | {"slides": [list(slide) for slide in wall.slides]}


def _wall(row: Mapping[Any, Any]) -> Wall:
    values = {name: value for name, value in row.items() if name != "changed_at"}
    values["slides"] = tuple(tuple(slide) for slide in values["slides"])
    return Wall(**values | {"theme": Theme(values["theme"])})
