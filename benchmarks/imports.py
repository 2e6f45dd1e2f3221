"""Measure the import: ``python -m benchmarks.imports [--rows N] [--kills N]``, all on generated data.

Processor time of an import with all rules, beside DuckDB's bare read of the same file as text. All rules means a dry
run: the file is read, every cell typed and checked, every line held against the others and the store, personal numbers
become pseudonyms, and the report is made; to publish is a line of its own. And imports killed at random moments, after
each of which the folder must hold the old or the new version, whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

import qi.imports
from qi.imports.mapping import read_mapping
from qi.imports.pseudonym import new_key
from qi.imports.run import ImportReport, import_file
from qi.sources import versions
from qi.sources.embedded import Embedded
from qi.sources.validation import check_tables

HEADER = (
    "course_id,cpr,municipality,referral_source,referral_date,first_contact_date,assessment_date,start_date,end_date,"
    "status,diagnosis,sex,birth_year,education\n"
)
MAPPING = Path(qi.imports.__file__).parent / "examples" / "courses.toml"
WRITTEN = datetime(2026, 1, 1, 8)


def write_courses(path: Path, n_rows: int, *, shift: int = 0) -> None:
    """Write made-up courses; ``shift`` moves the days, so that every row is another than before."""
    births = [date(1930, 1, 1) + timedelta(days=17 * i) for i in range(1500)]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for i in range(n_rows):
            birth = births[i % 1500]
            serial = f"{i // 1500 % 1800 * 2 % 3600 + i % 2:04d}"
            days = [date(2019, 1, 1) + timedelta(days=shift + i * 7 % 1800 + after) for after in (0, 5, 12, 20, 104)]
            sex = "M" if int(serial) % 2 else "K"
            file.write(
                f"F{i},{birth:%d%m%y}-{serial},{('751', '461', '101')[i % 3]},{('sygehus', 'praksis', 'selv')[i % 3]},"
                f"{','.join(day.isoformat() for day in days)},afsluttet,{('C50', 'C18', 'E11')[i % 3]},{sex},"
                f"{birth.year},{('grundskole', 'erhvervsfaglig', 'videregående')[i % 3]}\n"
            )


def bring_in(file: Path, folder: Path, *, is_dry_run: bool = False) -> ImportReport:
    return import_file(
        file,
        read_mapping(MAPPING),
        to=folder,
        key_file=folder.parent / "key",
        extracted_at=WRITTEN,
        is_dry_run=is_dry_run,
    )


@dataclass(frozen=True)
class Cost:
    cpu_s: float
    wall_s: float
    peak_mb: float


def cost(work: Callable[[], object]) -> Cost:
    """Return what ``work`` costs in a process of its own, all threads counted; the peak is above the idle process."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        spent = [time.process_time() - cpu, time.perf_counter() - wall]
        peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024
        os.write(write, json.dumps([*spent, peak]).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as told:
        return Cost(*json.load(told))


def read_as_text(file: Path) -> None:
    with duckdb.connect(config={"threads": 2}) as engine:
        engine.execute("create table t as from read_csv(?, all_varchar = true)", [str(file)])


def speed(n_rows: int) -> None:
    with tempfile.TemporaryDirectory() as work:
        file, folder = Path(work) / "courses.csv", Path(work) / "data"
        write_courses(file, n_rows)
        numbers = pa.chunked_array([pa.array(f"{number:010d}" for number in range(n_rows))])
        bare = min((cost(lambda: read_as_text(file)) for _ in range(3)), key=lambda one: one.cpu_s)
        steps = {
            "bare read as text": bare,
            "all rules, dry run": min(
                (cost(lambda: bring_in(file, folder, is_dry_run=True)) for _ in range(3)), key=lambda one: one.cpu_s
            ),
            "of it the keyed pseudonyms": cost(lambda: new_key().pseudonyms(numbers)),
            "import and publish": cost(lambda: bring_in(file, folder)),
            "the same again": cost(lambda: bring_in(file, folder)),
        }
        report = bring_in(file, folder, is_dry_run=True)
        print(f"{n_rows:,} rows, {file.stat().st_size / 1e6:.0f} MB; in: {report.rows_in:,}")
        print("| step | s CPU | s wall | x bare CPU | peak MB |\n|---|---|---|---|---|")
        for name, one in steps.items():
            ratio = one.cpu_s / bare.cpu_s
            print(f"| {name} | {one.cpu_s:.2f} | {one.wall_s:.2f} | {ratio:.1f} | {one.peak_mb:.0f} |")


def kills(n_kills: int, n_rows: int = 200) -> int:
    """Kill that many imports at random moments; return how many left a folder that is not whole.

    Every other one is killed only after a new version stands, however slow the machine is.
    """
    damaged = published = 0
    chance = random.Random(20260101)  # noqa: S311
    with tempfile.TemporaryDirectory() as work:
        files = [Path(work) / f"{number}.csv" for number in range(2)]
        for number, file in enumerate(files):
            write_courses(file, n_rows, shift=number)
        folder = Path(work) / "data"
        began = time.perf_counter()
        bring_in(files[0], folder)
        longest = time.perf_counter() - began
        before = versions.current(folder)
        for round_number in range(n_kills):
            child = os.fork()
            if child == 0:
                while True:
                    for file in (files[round_number % 2], files[1 - round_number % 2]):
                        bring_in(file, folder)
            while round_number % 2 and versions.current(folder) == before:
                time.sleep(0.01)
            time.sleep(chance.uniform(0.05, longest))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            now = versions.current(folder)
            published += now != before
            before = now
            damaged += not is_whole(folder, n_rows)
    print(f"{n_kills} kills, {published} of them after a new version: {damaged} damaged")
    return damaged


def is_whole(folder: Path, n_rows: int) -> bool:
    """Check every table of the current version in a process of its own: courses and events all of one file."""
    child = os.fork()
    if child == 0:
        try:
            with duckdb.connect(config={"threads": 1}) as engine:
                place = versions.resolve(folder)
                check_tables(Embedded(engine, place))
                counted = engine.execute(
                    "select count(distinct course_id), count(distinct (occurred_on - received_on))"
                    " from courses join events using (course_id) where kind = 'start'"
                ).fetchone()
            os._exit(0 if counted == (n_rows, 1) else 1)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    if options.kills:
        return 1 if kills(options.kills) else 0
    speed(options.rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
