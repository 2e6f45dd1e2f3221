"""What a whole country costs: ``python -m benchmarks.scale [--courses 10000 1000000 10000000] [--all-dimensions]``.

Prints a Markdown table. Processor time of all threads, beside DuckDB's bare scan of the same columns in the same run:
ratios travel between machines, seconds do not. The engine has 1 GB of memory.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.national import DESCRIBED, write_country
from qi import cells
from qi.analysis import analyse_all
from qi.calendar import WorkingDays
from qi.dataset import Dataset
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.sources import reading
from qi.sources.description import describe
from qi.sources.embedded import MEMORY, Embedded, embedded
from qi.sources.reduce import batch_sums, build_facts
from qi.sources.validation import check_tables

ONE = "P01"
TWENTY = (
    *("R01", "R03", "R04", "R06", "R07", "P01", "P02", "P03", "P09", "P11", "P12", "P13"),
    *("D01", "D02", "O01S", "O01", "O02", "O09", "D03", "D04"),
)
PAGE = ("R01", "R03", "R04", "R06", "R07", "P01", "P02", "P03", "P09", "P11", "P12", "P13")
TABLES = ("courses", "events", "questionnaires", "responses", "background")
THREADS, SECONDS = 20, 5.0


@dataclass(slots=True)
class Measured:
    """One size: what was measured, as it is printed."""

    courses: int
    told: dict[str, str] = field(default_factory=dict)

    def tell(self, name: str, text: str) -> None:
        """Keep what was measured, and say it at once: the largest size takes long."""
        self.told[name] = text
        print(f"{self.courses:,} courses: {name}: {text}", file=sys.stderr, flush=True)


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds of all threads."""
    started = time.process_time()
    work()
    return time.process_time() - started


def scan(engine: Embedded, table: str, columns: str) -> None:
    """Read every value of some columns: nothing can be counted for less."""
    hashes = ", ".join(f"bit_xor(hash({column}))" for column in columns.split(", "))
    engine.connection.execute(f"select {hashes} from {table}").fetchall()  # noqa: S608


def columns_of(batch: cells.Batch) -> str:
    """Return the columns that the queries of a batch read."""
    used = {batch.month, "profile", "person_id", "is_alone"}
    for spec in batch.specs.values():
        used |= {claim.column for claim in (*spec.among, *spec.settled, *spec.hit)}
        used |= {spec.value} if spec.value else set()
    return ", ".join(sorted(used))


def scans_of(batches: tuple[cells.Batch, ...]) -> Iterator[tuple[str, str]]:
    """Yield each fact table of some batches with all columns that they read of it."""
    for facts, group in itertools.groupby(sorted(batches, key=lambda batch: batch.facts), key=lambda b: b.facts):
        used = sorted({column for batch in group for column in columns_of(batch).split(", ")})
        yield f"fact_{facts}", ", ".join(used)


def sums_of(engine: Embedded, batch: cells.Batch, n_profiles: int) -> None:
    """Fetch all sums of a batch, and forget the tables kept on the way."""
    for _ in batch_sums(engine, batch, n_profiles=n_profiles):
        pass
    for kept in (f"firsts_{batch.name}", f"quarter_firsts_{batch.name}"):
        engine.connection.execute(f"drop table if exists {kept}")


def measure_engine(engine: Embedded, size: Measured) -> None:
    """Measure checks, facts, one indicator and the cube of twenty."""
    described = describe(DESCRIBED, "benchmark")
    working = WorkingDays(described.first_month.replace(year=2017), described.as_of.replace(year=2028))
    checked = cpu(lambda: check_tables(engine))
    bare = cpu(lambda: [scan(engine, table, "columns(*)") for table in TABLES])
    built = cpu(lambda: build_facts(engine, working, as_of=described.as_of))
    size.tell("scan of the tables, CPU s", f"{bare:.2f}")
    size.tell("checks, CPU s", f"{checked:.2f} ({checked / bare:.1f} x)")
    size.tell("facts, CPU s", f"{built:.2f} ({built / bare:.1f} x)")
    n_profiles = int(engine.fetch("select max(profile) + 1 as n from fact_profiles")["n"][0])
    size.tell("profiles", f"{n_profiles:,}")
    for keys, name in (((ONE,), "one indicator"), (TWENTY, f"cube of {len(TWENTY)}")):
        batches = cells.batches({key: spec for key in keys if (spec := INDICATORS[key].spec)})
        measure_batches(engine, batches, size, name=name, n_profiles=n_profiles)


def measure_batches(
    engine: Embedded, batches: tuple[cells.Batch, ...], size: Measured, *, name: str, n_profiles: int
) -> None:
    """Measure the sums of some batches, without and with the citizens behind them, beside a scan of their columns."""
    works: dict[str, Callable[[], object]] = {
        "scan": lambda: [scan(engine, *one) for one in scans_of(batches)],
        "sums": lambda: [engine.fetch(cells.cells_query(batch)) for batch in batches],
        "with citizens": lambda: [sums_of(engine, batch, n_profiles) for batch in batches],
    }
    times = {label: median(cpu(work) for _ in range(3)) for label, work in works.items()}
    floor = times.pop("scan")
    size.tell(f"{name}: scan of its columns, CPU ms", f"{1000 * floor:.0f}")
    for label, found in times.items():
        size.tell(f"{name}: {label}, CPU ms", f"{1000 * found:.0f} ({found / floor:.1f} x)")


def measure_dataset(dataset: Dataset, size: Measured) -> None:
    """Measure selections that nobody has asked for: for a page, and by 20 threads at once."""
    places, ages = dataset.codes["municipality"], dataset.codes["age_group"]
    chosen = [Selection(municipality=(place,), age_group=(age,)) for age, place in itertools.product(ages, places)]
    times = [cpu(lambda: analyse_all(dataset, one, keys=PAGE)) for one in (Selection(sex=("female",)), *chosen[:10])]  # noqa: B023
    size.tell(f"page of {len(PAGE)} charts, CPU ms", f"{1000 * median(times):.0f}, at most {1000 * max(times):.0f}")
    wanted = [dataset.cube.select(one, [ONE])[ONE] for one in chosen]
    done, wrong = [0] * THREADS, [0] * THREADS
    until = time.monotonic() + SECONDS

    def ask(number: int) -> None:
        for turn in itertools.count(number):
            if time.monotonic() > until:
                return
            place = turn * 7 % len(chosen)
            found = dataset.cube.select(chosen[place], [ONE])[ONE]
            wrong[number] += not np.array_equal(found, wanted[place])
            done[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    size.tell(f"{THREADS} threads, selections/s", f"{sum(done) / SECONDS:.0f}, {sum(wrong)} wrong")


def measure(n_courses: int, *, has_all_dimensions: bool) -> Measured:
    size = Measured(n_courses)
    with tempfile.TemporaryDirectory() as work:
        folder = write_country(Path(work), n_courses, has_all_dimensions=has_all_dimensions)
        with embedded(folder) as engine:
            measure_engine(engine, size)
        started = time.perf_counter()
        with embedded(folder) as engine:
            check_tables(engine)
            dataset = reading.read_dataset(engine, describe(DESCRIBED, "benchmark"))
        size.tell("opened in, wall s", f"{time.perf_counter() - started:.0f}")
        size.tell("sums in the cube", f"{dataset.cube.stored.nnz:,}")
        measure_dataset(dataset, size)
    size.tell("peak memory of the process, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--courses", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--all-dimensions", action="store_true", help="units, education, sources and laws vary as well")
    options = parser.parse_args()
    print(f"Engine memory {MEMORY}; processor time of all threads; ratio to a scan of the same columns in brackets.\n")
    sizes = [measure(n, has_all_dimensions=options.all_dimensions) for n in sorted(options.courses)]
    print(f"| courses | {' | '.join(f'{size.courses:,}' for size in sizes)} |")
    print("|---" * (len(sizes) + 1) + "|")
    for name in sizes[0].told:
        print(f"| {name} | {' | '.join(size.told[name] for size in sizes)} |", flush=True)


if __name__ == "__main__":
    main()
