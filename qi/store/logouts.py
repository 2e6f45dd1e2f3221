"""Logins that are over before their time: whoever logs out does so everywhere, also where a cookie was copied to."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, func, insert, select

from qi.store.errors import told
from qi.store.tables import LOGOUT


def end_logins(store: Engine, subject: str, *, at: float) -> None:
    """End every login of a person that was made up to ``at``, in seconds since 1970. Raises StoreTroubleError."""
    with told(), store.begin() as connection:
        connection.execute(insert(LOGOUT).values(subject=subject, ended_at=int(at)))


def ended_logins(store: Engine) -> Mapping[str, int]:
    """Return for each person who has logged out the second up to which no login holds. Raises StoreTroubleError."""
    latest = select(LOGOUT.c.subject, func.max(LOGOUT.c.ended_at)).group_by(LOGOUT.c.subject)
    with told(), store.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(latest)}
