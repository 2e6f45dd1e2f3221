"""``qi state``: everything that people have written as files in one archive, and an empty store filled from them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from qi.store.engine import open_store
from qi.store.errors import StoreTroubleError
from qi.store.files import RestoreError, export, restore
from qi.store.records import state_version

FAILED = 2

WHY = {
    "restore.not_empty": "the store holds something already: restore into an empty one",
    "restore.unreadable": "the archive is not whole: take another copy",
}


def add_state_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``state export`` and ``state restore`` to the subcommands of ``qi``."""
    group = commands.add_parser(
        "state", help="what people have written as files to read or take along; for safety use `qi backup`"
    )
    kinds = group.add_subparsers(required=True, metavar="export|restore")
    for name, help_text, run in (
        ("export", "write everything to an archive of JSON and CSV, for people and other programs", run_export),
        ("restore", "fill an empty store from such an archive", run_restore),
    ):
        command = kinds.add_parser(name, help=help_text)
        command.add_argument("archive", help="the zip file")
        command.add_argument(
            "--state", required=True, metavar="PLACE", help="folder of the state, or address of PostgreSQL"
        )
        command.set_defaults(run=run)


def run_export(options: argparse.Namespace) -> int:
    """Write the archive; return 0, or 2 after one sentence on standard error."""
    try:
        store = open_store(options.state)
        Path(options.archive).write_bytes(export(store))
    except (StoreTroubleError, OSError) as error:
        return _failed(f"nothing was written ({type(error).__name__}: {error})")
    sys.stdout.write(f"{state_version(store)} changes written to {options.archive}\n")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Fill the store; return 0, or 2 after one sentence on standard error."""
    try:
        content = Path(options.archive).read_bytes()
        n = restore(open_store(options.state), content)
    except RestoreError as error:
        return _failed(WHY[str(error)])
    except (StoreTroubleError, OSError) as error:
        return _failed(f"nothing was restored ({type(error).__name__}: {error})")
    sys.stdout.write(f"{n} changes restored\n")
    return 0


def _failed(sentence: str) -> int:
    sys.stderr.write(f"qi: {sentence}\n")
    return FAILED
