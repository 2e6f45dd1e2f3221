"""Everything that is kept as files in one archive, and a store made again from them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, select, update

from qi import improvement
from qi.improvement.rules import check
from qi.store.errors import told
from qi.store.integrity import check_store
from qi.store.plain import PlainError, from_plain, to_plain
from qi.store.records import Kept, digest_of, every, record_of, state_version
from qi.store.tables import HISTORY, RECORD, STATE
from qi.store.walls import Wall, add_wall, all_walls

HISTORY_FILE, WALLS_FILE, READ_ME = "history.jsonl", "walls.json", "README.txt"
LARGEST_FILE = 200_000_000

EXPLANATION = """Kvalitetstavle: alt, hvad der er skrevet ind.
Everything that people have written.

<kind>.json    the records as they are now, with who changed them last and when (UTC)
<kind>.csv     the same as a table
history.jsonl  every change, one line each: this file alone makes the store again
walls.json     the wall screens, without their keys: make new keys after a restore
"""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


_LONG_AGO = datetime(1970, 1, 1)
"""When a wall was changed that comes from an archive without any record."""


class RestoreError(ValueError):
    """An archive that cannot be restored, or a store that is not empty; the message is a key of the wording."""


def export(store: Engine) -> bytes:
    """Return the whole store as a zip archive. Raises StoreTroubleError."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(READ_ME, EXPLANATION)
        archive.writestr(HISTORY_FILE, "\n".join(json.dumps(line, ensure_ascii=False) for line in _lines(store)))
        archive.writestr(WALLS_FILE, _json([to_plain(wall) for wall in all_walls(store)]))
        for name, kind in improvement.KINDS.items():
            kept: tuple[Kept[Any], ...] = every(store, kind)
            rows = [{"id": one.id, "version": one.version, "at": one.at.isoformat(), "by": one.by} for one in kept]
            plain = [to_plain(one.record) for one in kept]
            archive.writestr(f"{name}.json", _json([row | {"record": p} for row, p in zip(rows, plain, strict=True)]))
            archive.writestr(f"{name}.csv", _csv(kind, [row | p for row, p in zip(rows, plain, strict=True)]))  # type: ignore[operator]
    return out.getvalue()


def restore(store: Engine, archive: bytes) -> int:
    """Fill an empty store from an archive and return the number of changes. Raises RestoreError."""
    if state_version(store) or all_walls(store):
        raise RestoreError("restore.not_empty")
    try:
        lines, walls = _read(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError):
        raise RestoreError("restore.unreadable") from None
    latest = {line["id"]: line for line in lines}
    made = {line["id"]: line["number"] for line in reversed(lines)}
    records = [
        line | {"made": made[name], "owner": improvement.owner_of(record_of(line))}
        for name, line in latest.items()
        if line["body"] is not None
    ]
    with told(), store.begin() as connection:
        connection.execute(update(STATE).values(version=len(lines)))
        for table, rows in ((HISTORY, lines), (RECORD, records)):
            if rows:
                connection.execute(insert(table), rows)
    for wall in walls:
        add_wall(store, wall, at=lines[-1]["at"] if lines else _LONG_AGO)
    check_store(store)
    return len(lines)


def _lines(store: Engine) -> list[dict[str, Any]]:
    with told(), store.connect() as connection:
        rows = connection.execute(select(HISTORY).order_by(HISTORY.c.number)).mappings().all()
    return [dict(row) | {"at": row["at"].isoformat()} for row in rows]


def _read(content: bytes) -> tuple[list[dict[str, Any]], list[Wall]]:
    """Return the lines of history and the walls; every line must be whole and hold a record that keeps the rules."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(one.file_size > LARGEST_FILE for one in archive.infolist()):
            raise ValueError
        lines = [json.loads(line) for line in archive.read(HISTORY_FILE).decode().split("\n") if line]
        walls = [from_plain(Wall, wall) for wall in json.loads(archive.read(WALLS_FILE))]
    lines = [line | {"at": datetime.fromisoformat(line["at"])} for line in lines]
    for number, line in enumerate(lines, start=1):
        if line["number"] != number or digest_of(line) != line["digest"]:
            raise PlainError("need whole lines without gaps")
        if line["body"] is not None:
            check(record_of(line))
    return lines, walls


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _csv(kind: type, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as a file that Danish Excel opens right; no cell can start a formula."""
    out = io.StringIO(newline="")
    names = ["id", "version", "at", "by", *(one.name for one in fields(kind))]
    writer = csv.DictWriter(out, names, delimiter=";", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row[name]) for name in names})
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value
