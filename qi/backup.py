"""Everything a place has, in one file, and the place made again from it: the data folder and the state store.

The archive is a zip of the data folder as it lies, and of every table of the state as lines of JSON, which a database
of either kind can take. ``manifest.json`` holds the SHA-256 of each file: nothing is restored from an archive that is
not whole, and nothing is written where something is already.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Column, Date, DateTime, Engine, LargeBinary, Table, func, insert, select, text, update

from qi.sources import versions
from qi.store import StoreTroubleError, check_store, open_store
from qi.store.errors import told
from qi.store.moment import one_moment
from qi.store.tables import METADATA, STATE

MANIFEST, DATA, TABLES = "manifest.json", "data", "state"
FAILED = 2


class BackupError(Exception):
    """An archive that cannot be made or restored from; says in one sentence what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: number of files of data, of rows of state, and the digest of it all."""

    n_files: int
    n_rows: int
    digest: str


def back_up(data: Path | None, store: Engine, archive: Path) -> Contents:
    """Write the archive beside its place, then put it there in one step. Raises BackupError and StoreTroubleError.

    ``data``: the data folder, None where the tables lie in a database that has backups of its own.
    """
    beside = archive.with_name(f".{archive.name}-{os.getpid()}")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as out:
            digests = {} if data is None else _add_data(out, data)
            n_files = len(digests)
            tables, n_rows, revision = _dumped(store)
            for name, lines in tables.items():
                digests[f"{TABLES}/{name}.jsonl"] = _add(out, f"{TABLES}/{name}.jsonl", lines)
            manifest = {"revision": revision, "files": digests}
            out.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        beside.replace(archive)
    finally:
        beside.unlink(missing_ok=True)
    return Contents(n_files, n_rows, _digest(digests))


def restore(archive: Path, data: Path | None, store: Engine) -> Contents:
    """Fill an empty data folder and an empty store. Raises BackupError, before anything is written, and
    StoreTroubleError.
    """
    if data is not None and data.exists() and any(data.iterdir()):
        raise BackupError(f"{data} is not empty: restore into a new folder")
    try:
        with zipfile.ZipFile(archive) as source:
            manifest = json.loads(source.read(MANIFEST))
            _check_whole(source, manifest["files"])
            n_rows = _load(store, source, manifest)
            n_files = 0 if data is None else _extract(source, manifest["files"], data)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupError(f"{archive.name} is no whole archive ({type(error).__name__}): take another copy") from None
    check_store(store)
    return Contents(n_files, n_rows, _digest(manifest["files"]))


def _add_data(out: zipfile.ZipFile, data: Path) -> dict[str, str]:
    if not data.is_dir():
        raise BackupError(f"{data} is no folder: name the data folder")
    with versions.locked(data):  # no version is published or removed meanwhile
        files = sorted(path for path in data.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {
            (name := f"{DATA}/{path.relative_to(data).as_posix()}"): _add(out, name, path.read_bytes())
            for path in files
        }


def _add(out: zipfile.ZipFile, name: str, content: bytes) -> str:
    out.writestr(name, content)
    return hashlib.sha256(content).hexdigest()


def _digest(digests: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()


def _check_whole(source: zipfile.ZipFile, digests: Mapping[str, str]) -> None:
    if set(source.namelist()) != {MANIFEST, *digests}:
        raise BackupError("the archive holds other files than its manifest names: take another copy")
    for name, digest in digests.items():
        if ".." in PurePosixPath(name).parts or hashlib.sha256(source.read(name)).hexdigest() != digest:
            raise BackupError(f"{name} in the archive is damaged: take another copy")


def _dumped(store: Engine) -> tuple[dict[str, bytes], int, str]:
    """Return the rows of each table as lines of JSON, all as of one moment."""
    with one_moment(store) as connection:
        revision = connection.execute(text("select version_num from alembic_version")).scalar_one()
        rows = {
            table.name: [
                _plain(table, row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in METADATA.sorted_tables
        }
    lines = {
        name: "\n".join(json.dumps(row, ensure_ascii=False) for row in some).encode() for name, some in rows.items()
    }
    return lines, sum(map(len, rows.values())), str(revision)


def _plain(table: Table, row: Mapping[Any, Any]) -> dict[str, Any]:
    return {column.name: _to_json(row[column.name]) for column in table.columns}


def _to_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _from_json(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(column.type, LargeBinary) else value


def _load(store: Engine, source: zipfile.ZipFile, manifest: Mapping[str, Any]) -> int:
    n_rows = 0
    with told(), store.begin() as connection:
        if connection.execute(text("select version_num from alembic_version")).scalar_one() != manifest["revision"]:
            raise BackupError("the archive is of another version of the program: restore with that one, then upgrade")
        for table in METADATA.sorted_tables:
            if table is not STATE and connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise BackupError("the state is not empty: restore into a new folder or database")
        for table in METADATA.sorted_tables:
            lines = source.read(f"{TABLES}/{table.name}.jsonl").decode().split("\n")
            rows = [json.loads(line) for line in lines if line]
            typed = [{c.name: _from_json(c, row[c.name]) for c in table.columns} for row in rows]
            if table is STATE:
                connection.execute(update(STATE).values(version=typed[0]["version"]))
            elif typed:
                connection.execute(insert(table), typed)
            n_rows += len(typed)
            _continue_numbers(connection, table)
    return n_rows


def _continue_numbers(connection: Any, table: Table) -> None:
    """Let PostgreSQL number new rows after the restored ones; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    named = {"table": table.name, "column": column.name}
    if sequence := connection.execute(text("select pg_get_serial_sequence(:table, :column)"), named).scalar():
        highest = connection.execute(select(func.max(column))).scalar()
        if highest is not None:
            connection.execute(text("select setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def _extract(source: zipfile.ZipFile, digests: Mapping[str, str], data: Path) -> int:
    names = [name for name in digests if name.startswith(f"{DATA}/")]
    # The pointer comes last: until then nobody reads half a folder.
    for name in sorted(names, key=lambda one: one == f"{DATA}/{versions.POINTER}"):
        path = data / PurePosixPath(name).relative_to(DATA)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.read(name))
    return len(names)


def add_backup_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``backup`` and ``restore`` to the subcommands of ``qi``; ``options.run(options)`` returns the exit code."""
    for name, help_, run in (
        (
            "backup",
            "write data and state into one file to restore from; to read them use `qi state export`",
            run_backup,
        ),
        ("restore", "make data and state again from a backup, into empty places", run_restore),
    ):
        command = commands.add_parser(name, help=help_)
        command.add_argument("archive", type=Path, help="the file, ending in .zip")
        command.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder; without it only the state")
        command.add_argument("--state", required=True, metavar="PLACE", help="folder, or address of PostgreSQL")
        command.set_defaults(run=run)


def run_backup(options: argparse.Namespace) -> int:
    """Write the archive and say what it holds; return 2 after one sentence on standard error."""
    return _run(options, lambda store: back_up(options.data, store, options.archive))


def run_restore(options: argparse.Namespace) -> int:
    """Restore and say what came back; return 2 after one sentence on standard error."""
    return _run(options, lambda store: restore(options.archive, options.data, store))


def _run(options: argparse.Namespace, work: Any) -> int:
    try:
        store = open_store(options.state)
        try:
            done = work(store)
        finally:
            store.dispose()
    except (BackupError, StoreTroubleError, OSError) as error:
        sys.stderr.write(f"qi: {error}\n")
        return FAILED
    sys.stdout.write(f"{done.n_files} files of data, {done.n_rows} rows of state, digest {done.digest}\n")
    return 0
