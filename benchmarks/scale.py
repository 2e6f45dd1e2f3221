"""What a whole country costs: ``python -m benchmarks.scale [--courses 10000 1000000 10000000] [--all-dimensions]``.

Prints a Markdown table, and how the costs grow. Processor time of all threads, beside DuckDB's bare scan of the same
columns in the same run: ratios travel between machines, seconds do not. The engine has 1 GB of memory, and is asked
whether it kept to it.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.national import DESCRIBED, write_country
from qi import cells
from qi.analysis import analyse_all
from qi.dataset import Dataset
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.sources import reading
from qi.sources.description import Description, describe
from qi.sources.embedded import MEMORY, Embedded, embedded
from qi.sources.reduce import batch_sums, make_facts
from qi.sources.validation import check_tables

ONE = "P01"
TWENTY = (
    *("R01", "R03", "R04", "R06", "R07", "P01", "P02", "P03", "P09", "P11", "P12", "P13"),
    *("D01", "D02", "O01S", "O01", "O02", "O09", "D03", "D04"),
)
PAGE = ("R01", "R03", "R04", "R06", "R07", "P01", "P02", "P03", "P09", "P11", "P12", "P13")
TABLES = ("courses", "events", "questionnaires", "responses", "background")
THREADS, SECONDS, TURNS = 20, 5.0, 3
LEAST_SECONDS = 0.05
FLOOR = "scan of its columns"


@dataclass(slots=True)
class Measured:
    """One size: what was measured, as it is printed."""

    courses: int
    told: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def tell(self, name: str, text: str) -> None:
        """Keep what was measured, and say it at once: the largest size takes long."""
        self.told[name] = text
        print(f"{self.courses:,} courses: {name}: {text}", file=sys.stderr, flush=True)

    def cost(self, name: str, seconds: float, floor: float | None = None) -> None:
        """Keep the processor seconds of a work, and tell them in a fitting unit, with the ratio to a floor."""
        self.seconds[name] = seconds
        said = f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"
        self.tell(f"{name}, CPU", said if floor is None else f"{said} ({seconds / floor:.1f} x)")


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds of all threads."""
    started = time.process_time()
    work()
    return time.process_time() - started


def scan(engine: Embedded, table: str, columns: str) -> None:
    """Read every value of some columns: nothing can be counted for less."""
    hashes = ", ".join(f"bit_xor(hash({column}))" for column in columns.split(", "))
    engine.connection.execute(f"select {hashes} from {table}").fetchall()  # noqa: S608


def count(engine: Embedded, batch: cells.Batch) -> None:
    """Count the rows of each month and profile, and nothing else: what any sum by month and profile costs at least."""
    engine.fetch(f"select {batch.month}, profile, count(*) as n from fact_{batch.facts} group by 1, 2")  # noqa: S608


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
    """Fetch all sums of a batch."""
    for _ in batch_sums(engine, batch, n_profiles=n_profiles):
        pass


@dataclass(slots=True)
class Costs:
    """Processor seconds over all parts: of the facts, and by work of one indicator and of the cube of twenty."""

    facts: float = 0.0
    sums: dict[str, dict[str, float]] = field(default_factory=dict)

    def add(self, engine: Embedded) -> None:
        """Measure the part in view. Sums in turns, and the least of some: what else the machine does can only add."""
        self.facts += cpu(lambda: make_facts(engine))
        n_profiles = int(engine.fetch("select max(profile) + 1 as n from fact_profiles")["n"][0])
        for keys, name in (((ONE,), "one indicator"), (TWENTY, f"cube of {len(TWENTY)}")):
            works = works_of(
                engine, cells.batches({key: spec for key in keys if (spec := INDICATORS[key].spec)}), n_profiles
            )
            turns = [{label: cpu(work) for label, work in works.items()} for _ in range(TURNS)]
            total = self.sums.setdefault(name, dict.fromkeys(works, 0.0))
            for label in works:
                total[label] += min(turn[label] for turn in turns)


def works_of(engine: Embedded, batches: tuple[cells.Batch, ...], n_profiles: int) -> dict[str, Callable[[], object]]:
    """Return what is measured of some batches: their sums, with the citizens behind them, beside a scan and a count."""
    return {
        FLOOR: lambda: [scan(engine, *one) for one in scans_of(batches)],
        "a bare count by month and profile": lambda: [count(engine, batch) for batch in batches],
        "sums": lambda: [engine.fetch(cells.cells_query(batch)) for batch in batches],
        "sums and citizens": lambda: [sums_of(engine, batch, n_profiles) for batch in batches],
    }


def measure_engine(engine: Embedded, described: Description, size: Measured) -> Dataset:
    """Measure checks, facts, one indicator, the cube of twenty and the whole dataset, which is returned."""
    checked = cpu(lambda: check_tables(engine))
    bare = cpu(lambda: [scan(engine, table, "columns(*)") for table in TABLES])
    size.cost("scan of the tables", bare)
    size.cost("checks", checked, bare)
    reading.get_ready(engine, described)
    costs = Costs()
    for _ in engine.parts():
        costs.add(engine)
    size.cost("facts", costs.facts, bare)
    for name, found in costs.sums.items():
        floor = found.pop(FLOOR)
        size.cost(f"{name}: {FLOOR}", floor)
        for label, seconds in found.items():
            size.cost(f"{name}: {label}", seconds, floor)
    started = time.process_time()
    dataset = reading.read_dataset(engine, described)
    size.cost("opened, all in all", time.process_time() - started)
    size.tell("profiles", f"{dataset.cube.profiles.size:,}")
    size.tell("sums in the cube", f"{dataset.cube.stored.nnz:,}")
    return dataset


def measure_dataset(dataset: Dataset, size: Measured) -> None:
    """Measure selections that nobody has asked for: for a page, and by 20 threads at once."""
    places, ages = dataset.codes["municipality"], dataset.codes["age_group"]
    chosen = [Selection(municipality=(place,), age_group=(age,)) for age, place in itertools.product(ages, places)]
    pages = (Selection(sex=("female",)), *chosen[:10])
    times = [cpu(lambda one=one: analyse_all(dataset, one, keys=PAGE)) for one in pages]  # type: ignore[misc]
    size.tell(f"page of {len(PAGE)} charts, CPU", f"{1000 * median(times):.0f} ms, at most {1000 * max(times):.0f}")
    wanted = [dataset.cube.select(one, [ONE])[ONE] for one in chosen]
    until = time.monotonic() + SECONDS

    def ask(first: int) -> tuple[int, int]:
        wrong = 0
        for done in itertools.count():
            place = (first + done) * 7 % len(chosen)
            wrong += not np.array_equal(dataset.cube.select(chosen[place], [ONE])[ONE], wanted[place])
            if time.monotonic() > until:
                break
        return done + 1, wrong

    with ThreadPoolExecutor(THREADS) as pool:
        counted = list(pool.map(ask, range(THREADS)))  # an error in a thread ends the run
    done, wrong = (sum(each) for each in zip(*counted, strict=True))
    size.tell(f"{THREADS} threads, selections/s", f"{done / SECONDS:.0f}, {wrong} of {done:,} wrong")


def measure(folder: Path, n_courses: int) -> Measured:
    """Measure one size; the dataset stays open while it is asked, the engine does not."""
    size = Measured(n_courses)
    with embedded(folder) as engine:
        dataset = measure_engine(engine, describe(DESCRIBED, "benchmark"), size)
        limit, on_disk = engine.connection.execute(
            "select current_setting('memory_limit'), sum(temporary_storage_bytes) / 1e9 from duckdb_memory()"
        ).fetchall()[0]
    size.tell("engine: memory allowed, GB on disk at the end", f"{limit}, {on_disk:.1f}")
    measure_dataset(dataset, size)
    size.tell("peak memory of the process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return size


def country(data: Path, n_courses: int, *, has_all_dimensions: bool) -> Path:
    """Return the folder of a made-up country, which is made where it is not there yet."""
    folder = data / f"{n_courses}{'-all' if has_all_dimensions else ''}"
    is_made = (folder / "dataset.json").exists()  # written last
    return folder if is_made else write_country(folder, n_courses, has_all_dimensions=has_all_dimensions)


def growth(smaller: Measured, larger: Measured) -> str:
    """Say how often the cost of each work of at least 50 ms multiplies while the courses do."""
    times = {
        name: larger.seconds[name] / seconds
        for name, seconds in smaller.seconds.items()
        if seconds >= LEAST_SECONDS and "scan" not in name
    }
    said = ", ".join(f"{name} {found:.1f}" for name, found in times.items())
    return f"{smaller.courses:,} to {larger.courses:,} courses ({larger.courses / smaller.courses:.0f} x): {said}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--courses", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--all-dimensions", action="store_true", help="units, education, sources and laws vary as well")
    parser.add_argument("--data", type=Path, help="keep the made-up data in this folder, or use what is there")
    options = parser.parse_args()
    print(f"Engine memory {MEMORY}; processor time of all threads; ratio to a scan of the same columns in brackets.\n")
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or Path(temporary)
        sizes = [
            measure(country(data, n, has_all_dimensions=options.all_dimensions), n) for n in sorted(options.courses)
        ]
    print(f"| courses | {' | '.join(f'{size.courses:,}' for size in sizes)} |")
    print("|---" * (len(sizes) + 1) + "|")
    for name in sizes[0].told:
        print(f"| {name} | {' | '.join(size.told[name] for size in sizes)} |", flush=True)
    for smaller, larger in itertools.pairwise(sizes):
        print(f"\nGrowth, {growth(smaller, larger)}")


if __name__ == "__main__":
    main()
