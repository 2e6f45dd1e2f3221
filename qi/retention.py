"""Delete what must not be kept: old courses, or everything about one citizen, from every version of a data folder.

The rest is published as a new version and the older versions are removed, since they would still hold what was
deleted. There is no way back, and none is wanted.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from qi.dataset import TABLES, DatasetError
from qi.sources import versions

FAILED = 2

_Rule = Callable[[pa.Table], pa.ChunkedArray]

OF_A_COURSE = tuple(
    name for name, columns in TABLES.items() if name != "courses" and any(c.name == "course_id" for c in columns)
)
"""The tables whose rows go with their course."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted: rows by table, and the version that is left."""

    rows: Mapping[str, int]
    version: int


def delete_older(folder: Path, before: date) -> Deletion:
    """Delete every course received before a day, and the background of citizens who have no other course.

    Raises DatasetError where the folder has no versions.
    """
    return _delete(folder, lambda courses: pc.less(courses["received_on"], pa.scalar(before)))


def delete_citizens(folder: Path, person_ids: Collection[str]) -> Deletion:
    """Delete every course and the background of citizens by their pseudonyms. Raises as ``delete_older``."""
    wanted = pa.array(sorted(person_ids), pa.string())
    return _delete(folder, lambda courses: pc.is_in(courses["person_id"].cast(pa.string()), wanted))


def _delete(folder: Path, is_doomed: _Rule) -> Deletion:
    if versions.current(folder) is None:
        raise DatasetError(f"{folder} has no versions: delete in the system that its tables come from")
    with versions.locked(folder):
        kept, rows = _without(versions.resolve(folder), is_doomed)
        if not any(rows.values()):
            return Deletion({}, int(versions.resolve(folder).name))
        source = versions.resolve(folder)
        number = versions.publish(folder, lambda new: _write(new, kept, source))
        for old in versions.versions(folder):
            if old != number:
                shutil.rmtree(folder / versions.VERSIONS / str(old))
    return Deletion({name: n for name, n in rows.items() if n}, number)


def _without(source: Path, is_doomed: _Rule) -> tuple[dict[str, pa.Table], dict[str, int]]:
    tables = {name: pq.read_table(source / f"{name}.parquet") for name in ("courses", "background", *OF_A_COURSE)}
    courses = tables["courses"]
    doomed = is_doomed(courses)
    gone, left = courses.filter(doomed), courses.filter(pc.invert(doomed))
    kept = {"courses": left}
    for name in OF_A_COURSE:
        kept[name] = _not_among(tables[name], "course_id", gone["course_id"])
    nobody_left = _not_among(gone, "person_id", left["person_id"])["person_id"]
    kept["background"] = _not_among(tables["background"], "person_id", nobody_left)
    return kept, {name: tables[name].num_rows - table.num_rows for name, table in kept.items()}


def _not_among(table: pa.Table, column: str, values: pa.ChunkedArray) -> pa.Table:
    among = pc.is_in(table[column].cast(pa.string()), values.cast(pa.string()).combine_chunks())
    return table.filter(pc.invert(among))


def _write(new: Path, kept: Mapping[str, pa.Table], source: Path) -> None:
    for name, table in kept.items():
        pq.write_table(table, new / f"{name}.parquet", compression="zstd")
    for file in source.iterdir():
        if file.stem not in kept and file.is_file():
            shutil.copy(file, new / file.name)


def add_forget_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``forget`` to the subcommands of ``qi``; ``options.run(options)`` returns the exit code."""
    command = commands.add_parser("forget", help="delete old courses, or citizens, from every version of a data folder")
    command.add_argument("folder", type=Path, help="the versioned data folder")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--before", type=date.fromisoformat, metavar="DATE", help="courses received before this day")
    what.add_argument("--pseudonyms", type=Path, metavar="FILE", help="citizens, one pseudonym a line")
    command.set_defaults(run=run_forget)


def run_forget(options: argparse.Namespace) -> int:
    """Delete and say how many rows of which table; return 2 where the folder has no versions."""
    try:
        if options.before is not None:
            done = delete_older(options.folder, options.before)
        else:
            done = delete_citizens(options.folder, options.pseudonyms.read_text(encoding="utf-8").split())
    except (DatasetError, OSError) as error:
        sys.stderr.write(f"qi: {error}\n")
        return FAILED
    deleted = ", ".join(f"{name} {n}" for name, n in sorted(done.rows.items()))
    said = f"deleted: {deleted}; version {done.version} is the only one left" if deleted else "nothing to delete"
    sys.stdout.write(f"{said}\n")
    return 0
