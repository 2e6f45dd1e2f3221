"""``qi log``: read the log of use, and see whether it holds together."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from qi.store.engine import open_store
from qi.store.errors import StoreTroubleError
from qi.store.log import check_log, every_entry

FAILED, BROKEN = 2, 1


def add_log_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``log`` to the subcommands of ``qi``; ``options.run(options)`` returns the exit code."""
    command = commands.add_parser("log", help="read the log of use, or see whether it holds together")
    command.add_argument(
        "--state", required=True, metavar="PLACE", help="folder of the state, or address of PostgreSQL"
    )
    command.add_argument("--verify", action="store_true", help="say whether it holds; 1 where it does not")
    command.add_argument("--holds", metavar="DIGEST", help="the digest kept elsewhere that must still be in it")
    command.set_defaults(run=run_log)


def run_log(options: argparse.Namespace) -> int:
    """Print the log, one line of JSON an entry, or whether it holds; return 0, 1 for a broken log, 2 for no log."""
    try:
        store = open_store(options.state)
    except StoreTroubleError as error:
        sys.stderr.write(f"qi: the state cannot be opened: {error}\n")
        return FAILED
    if not options.verify and options.holds is None:
        for entry in every_entry(store):
            said = {"at": entry.at.isoformat(), "who": entry.who, "what": entry.what, "about": entry.about}
            sys.stdout.write(json.dumps(said | {"digest": entry.digest}, ensure_ascii=False) + "\n")
        return 0
    found = check_log(store)
    if found.broken_at is not None:
        sys.stdout.write(f"changed at entry {found.broken_at}\n")
        return BROKEN
    if options.holds is not None and not any(digest.startswith(options.holds) for digest in found.digests):
        sys.stdout.write(f"the entry {options.holds} is gone: the end was cut off\n")
        return BROKEN
    sys.stdout.write(f"holds: {found.n} entries, last {found.last}\n")
    return 0
