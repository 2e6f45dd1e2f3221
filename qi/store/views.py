"""Saved views: a name for a page with its filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from qi.formats import sort_key
from qi.store.errors import NameTakenError, told
from qi.store.tables import SAVED_VIEW

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One view: ``page`` is an address, ``query`` the codes of its filters by their names in the address."""

    name: str
    page: str
    query: Mapping[str, tuple[str, ...]]
    saved_at: datetime


def add_view(store: Engine, view: SavedView) -> None:
    """Keep a new view. Raises NameTakenError."""
    query = {name: list(codes) for name, codes in view.query.items()}
    try:
        with told(), store.begin() as connection:
            connection.execute(
                insert(SAVED_VIEW).values(name=view.name, page=view.page, query=query, saved_at=view.saved_at)
            )
    except IntegrityError:
        raise NameTakenError(view.name) from None


def remove_view(store: Engine, name: str) -> None:
    """Forget a view."""
    with told(), store.begin() as connection:
        connection.execute(delete(SAVED_VIEW).where(SAVED_VIEW.c.name == name))


def all_views(store: Engine) -> tuple[SavedView, ...]:
    """Return every view, by name."""
    with told(), store.connect() as connection:
        rows = connection.execute(select(SAVED_VIEW)).mappings().all()
    # Sorted here: a database sorts letters by its own rules, or by their codes.
    rows = sorted(rows, key=lambda row: sort_key(row["name"]))
    return tuple(
        SavedView(**{**row, "query": {name: tuple(codes) for name, codes in row["query"].items()}}) for row in rows
    )
