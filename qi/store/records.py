"""Keep any record of ``qi.improvement``: add, change, remove, load, and tell who changed what when.

Every change is one transaction that writes the record and its line of history. A person who saves on top of a change
they have not seen is told so, and both versions remain: theirs in the form, the other one in the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Engine, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from qi import improvement
from qi.improvement.rules import check
from qi.store.errors import EditedMeanwhileError, NameTakenError, StoreTroubleError, Trouble, told
from qi.store.plain import from_text, to_text
from qi.store.tables import HISTORY, RECORD, STATE

R = TypeVar("R")

_KIND_OF = {kind: name for name, kind in improvement.KINDS.items()}


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """A record as it is kept: its name in the store, its version, and who made it so when (UTC)."""

    id: str
    record: R
    version: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of history; ``before`` is None for a record that is new, ``after`` for one that was removed."""

    number: int
    id: str
    kind: str
    version: int
    at: datetime
    by: str
    before: Any | None
    after: Any | None


def add(store: Engine, record: R, *, by: str, at: datetime, id: str | None = None) -> Kept[R]:  # noqa: A002
    """Keep a new record. Raises RecordError, NameTakenError for an ``id`` that is there, and StoreTroubleError."""
    return add_all(store, [record], by=by, at=at, ids=None if id is None else [id])[0]


def add_all(
    store: Engine, records: Iterable[R], *, by: str, at: datetime, ids: Iterable[str] | None = None
) -> tuple[Kept[R], ...]:
    """Keep new records, all or none. Errors as in ``add``."""
    listed = list(records)
    for record in listed:
        check(record)
    names = list(ids) if ids is not None else [uuid4().hex for _ in listed]
    with told(), store.begin() as connection:
        try:
            kept = [_add(connection, name, one, by, at) for name, one in zip(names, listed, strict=True)]
        except IntegrityError:
            raise NameTakenError(f"{len(names)} records") from None
    return tuple(kept)


def change(store: Engine, kept: Kept[R], record: R, *, by: str, at: datetime) -> Kept[R]:
    """Keep a changed record. Raises RecordError, EditedMeanwhileError and StoreTroubleError."""
    check(record)
    if record == kept.record:
        return kept
    with told(), store.begin() as connection:
        line = _line(connection, kept.id, record, kept.version + 1, by, at)
        _replace(connection, kept, line)
        connection.execute(insert(HISTORY).values(line))
    return Kept(kept.id, record, kept.version + 1, at, by)


def remove(store: Engine, kept: Kept[Any], *, by: str, at: datetime) -> None:
    """Take a record away; its history stays and ``bring_back`` undoes it. Raises as ``change``."""
    with told(), store.begin() as connection:
        line = _line(connection, kept.id, kept.record, kept.version + 1, by, at, is_removed=True)
        gone = connection.execute(delete(RECORD).where(_is(kept.id, kept.version))).rowcount
        if gone == 0:
            raise EditedMeanwhileError(kept.id)
        connection.execute(insert(HISTORY).values(line))


def bring_back(store: Engine, id: str, *, by: str, at: datetime) -> Kept[Any]:  # noqa: A002
    """Keep a removed record again as it was. Raises NameTakenError where it is not removed, KeyError where unknown."""
    with told(), store.begin() as connection:
        lines = connection.execute(_history_of(id)).mappings().all()
        if not lines:
            raise KeyError(id)
        if lines[-1]["body"] is not None:
            raise NameTakenError(id)
        record = record_of(lines[-2])
        return _add(connection, id, record, by, at, version=lines[-1]["version"] + 1)


def every(store: Engine, kind: type[R], *, owner: str | None = None) -> tuple[Kept[R], ...]:
    """Return all records of a kind in the order they came, or those of one team (for values: of one own indicator)."""
    query = select(RECORD).where(RECORD.c.kind == _KIND_OF[kind]).order_by(RECORD.c.made)
    if owner is not None:
        query = query.where(RECORD.c.owner == owner)
    with told(), store.connect() as connection:
        return tuple(_kept(row) for row in connection.execute(query).mappings())


def find(store: Engine, kind: type[R], id: str) -> Kept[R] | None:  # noqa: A002
    """Return one record, None where there is none of this kind and name."""
    query = select(RECORD).where(and_(RECORD.c.id == id, RECORD.c.kind == _KIND_OF[kind]))
    with told(), store.connect() as connection:
        row = connection.execute(query).mappings().first()
    return _kept(row) if row else None


def history(store: Engine, id: str) -> tuple[Edit, ...]:  # noqa: A002
    """Return every change of a record, oldest first."""
    with told(), store.connect() as connection:
        lines = connection.execute(_history_of(id)).mappings().all()
    records = [None, *(None if line["body"] is None else record_of(line) for line in lines)]
    return tuple(
        Edit(
            number=line["number"],
            id=line["id"],
            kind=line["kind"],
            version=line["version"],
            at=line["at"],
            by=line["who"],
            before=records[i],
            after=records[i + 1],
        )
        for i, line in enumerate(lines)
    )


def state_version(store: Engine) -> int:
    """Return a number that is another one as soon as any record has changed."""
    with told(), store.connect() as connection:
        return int(connection.execute(select(STATE.c.version)).scalar_one())


def digest_of(line: Mapping[Any, Any]) -> str:
    """Return the checksum of a line of history: a flipped byte anywhere in it gives another one."""
    said = [line[name] for name in ("number", "id", "kind", "version", "who", "body")]
    return hashlib.sha256(json.dumps([*said, line["at"].isoformat()]).encode()).hexdigest()


def _add(connection: Connection, name: str, record: R, by: str, at: datetime, *, version: int = 1) -> Kept[R]:
    line = _line(connection, name, record, version, by, at)
    place = {"owner": improvement.owner_of(record), "made": line["number"]}
    connection.execute(insert(RECORD).values(line | place))
    connection.execute(insert(HISTORY).values(line))
    return Kept(name, record, version, at, by)


def _replace(connection: Connection, kept: Kept[Any], line: dict[str, Any]) -> None:
    changed = connection.execute(update(RECORD).where(_is(kept.id, kept.version)).values(line))
    if changed.rowcount == 0:
        raise EditedMeanwhileError(kept.id)


def _line(
    connection: Connection, name: str, record: Any, version: int, by: str, at: datetime, *, is_removed: bool = False
) -> dict[str, Any]:
    """Number a new line of history. Raising the number first takes the write lock, so numbers have no gaps."""
    raised = update(STATE).values(version=STATE.c.version + 1).returning(STATE.c.version)
    line = {
        "number": connection.execute(raised).scalar_one(),
        "id": name,
        "kind": _KIND_OF[type(record)],
        "version": version,
        "at": at,
        "who": by,
        "body": None if is_removed else _readable(record),
    }
    return line | {"digest": digest_of(line)}


def _readable(record: Any) -> str:
    """Return a record as text. Raises TypeError for one that would not read back: nobody could open the store."""
    text = to_text(record)
    try:
        is_same = from_text(type(record), text) == record
    except ValueError:
        is_same = False
    if not is_same:
        raise TypeError(f"a {type(record).__name__} holds a value of another type than its field")
    return text


def _is(name: str, version: int) -> Any:
    return and_(RECORD.c.id == name, RECORD.c.version == version)


def _history_of(name: str) -> Any:
    return select(HISTORY).where(HISTORY.c.id == name).order_by(HISTORY.c.version)


def _kept(row: Mapping[Any, Any]) -> Kept[Any]:
    return Kept(row["id"], record_of(row), row["version"], row["at"], row["who"])


def record_of(line: Mapping[Any, Any]) -> Any:
    """Return the record in a line of history or a row. Raises StoreTroubleError where its checksum does not fit."""
    if digest_of(line) != line["digest"]:
        raise StoreTroubleError(Trouble.DAMAGED)
    return from_text(improvement.KINDS[line["kind"]], line["body"])
