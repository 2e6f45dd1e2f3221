"""``qi reduce`` makes the cube once and publishes it; ``qi engines`` shows which engines count as DuckDB does."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from qi import sources
from qi.dataset import DatasetError
from qi.sources import conformance, reduced
from qi.sources.folder import DESCRIPTION

FAILED = 2
DIFFERS = 1


def add_source_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``reduce`` and ``engines`` to the subcommands of ``qi``; ``options.run(options)`` returns the exit code."""
    reduce = commands.add_parser("reduce", help="reduce data to the cube and publish it as a folder of its own")
    reduce.add_argument("data", help="folder of data, or address of a warehouse")
    reduce.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="the versioned folder to publish in")
    reduce.add_argument("--engine", choices=list(sources.BATCH_ENGINES), help="read a folder by this engine instead")
    reduce.set_defaults(run=run_reduce)
    engines = commands.add_parser("engines", help="compare engines with DuckDB, indicator by indicator")
    engines.add_argument("engines", nargs="*", metavar="ENGINE", help="address of a warehouse, or spark")
    engines.set_defaults(run=run_engines)


def run_reduce(options: argparse.Namespace) -> int:
    """Read, reduce and publish; return 0, or 2 after one sentence on standard error."""
    if (options.to / DESCRIPTION).exists():
        sys.stderr.write(f"{options.to} is a plain data folder: choose another one for the reduced data\n")
        return FAILED
    try:
        dataset = sources.open_dataset(options.data, engine=options.engine)
        number = reduced.publish(dataset, options.to)
    except DatasetError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    sys.stdout.write(f"version {number} of {options.to}: {dataset.cube.stored.nnz} sums\n")
    return 0


def run_engines(options: argparse.Namespace) -> int:
    """Print how each engine compares; return 0, 1 where one differs, or 2 after one sentence on standard error."""
    compared: dict[str, tuple[conformance.Agreement, ...]] = {}
    try:
        for location in options.engines:
            batch = sources.BATCH_ENGINES.get(location)
            source = batch or sources.source_of(location)
            compared[source.name] = sources.agreements_of("" if batch else location, source)
    except DatasetError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    sys.stdout.write(conformance.table(compared))
    return 0 if all(one.is_equal for found in compared.values() for one in found) else DIFFERS
