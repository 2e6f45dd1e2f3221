"""Find damage when the store is opened: a flipped byte, a line of history that is gone, a record that fits none."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select

from qi.improvement import owner_of
from qi.store.errors import StoreTroubleError, Trouble
from qi.store.moment import one_moment
from qi.store.records import digest_of, record_of
from qi.store.tables import HISTORY, RECORD, STATE


def check_store(store: Engine) -> None:
    """Raise StoreTroubleError where what is kept is not what was written.

    SQLite looks through its own pages (``quick_check``); it keeps no checksums of rows, so every line of history and
    every record is set against its own, the numbers of the lines must have no gap, and each record must be the latest
    line about it.
    """
    with one_moment(store) as connection:
        if store.dialect.name == "sqlite" and connection.exec_driver_sql("pragma quick_check(1)").scalar() != "ok":
            raise StoreTroubleError(Trouble.DAMAGED)
        if not _is_whole(connection):
            raise StoreTroubleError(Trouble.DAMAGED)


def _is_whole(connection: Connection) -> bool:
    lines = connection.execute(select(HISTORY).order_by(HISTORY.c.number)).mappings().all()
    records = connection.execute(select(RECORD)).mappings().all()
    if not all(digest_of(line) == line["digest"] for line in (*lines, *records)):
        return False
    first = {line["id"]: line["number"] for line in reversed(lines)}
    latest = {line["id"]: line for line in lines}
    expected = {
        name: (line["digest"], first[name], owner_of(record_of(line)))
        for name, line in latest.items()
        if line["body"] is not None
    }
    return {row["id"]: (row["digest"], row["made"], row["owner"]) for row in records} == expected and [
        line["number"] for line in lines
    ] == list(range(1, _state(connection) + 1))


def _state(connection: Connection) -> int:
    return connection.execute(select(STATE.c.version)).scalar() or 0
