"""``qi audit`` tries what would be told of a data folder; ``qi releases`` reads the log of what has been told."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qi.dataset import DatasetError
from qi.disclosure import K_MIN
from qi.indicators import INDICATORS
from qi.release import Release, release
from qi.sources import open_dataset
from qi.store import LoggedRelease, first_broken, latest_told, open_store, releases

FAILED = 2
GIVEN_AWAY = 1


def add_release_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Add both commands to the ``qi`` command."""
    audit = commands.add_parser("audit", help="try to work out the small numbers hidden in what would be told outside")
    audit.add_argument("folder", type=Path, help="data folder")
    audit.add_argument("--indicator", action="append", choices=list(_audited()), help="only this one; may be repeated")
    audit.add_argument("--state", help="state store (folder or address): audit together with what has been told")
    audit.set_defaults(run=audit_command)
    log = commands.add_parser("releases", help="show what has been told outside, when, and what its audit found")
    log.add_argument("state", help="state store (folder or address)")
    log.add_argument("--indicator", choices=list(_audited()), help="only this one")
    log.set_defaults(run=releases_command)


def _audited() -> Iterator[str]:
    return (key for key, indicator in INDICATORS.items() if indicator.spec is not None)


def audit_command(options: argparse.Namespace) -> int:
    """Print one line for each indicator; return 1 when any gives something away, 2 for a bad folder."""
    try:
        dataset = open_dataset(options.folder)
    except DatasetError as error:
        print(f"qi: {error}", file=sys.stderr)
        return FAILED
    store = open_store(options.state) if options.state else None
    print(f"{dataset.as_of}  version {dataset.version}  threshold {K_MIN}")
    n_failed = 0
    for key in options.indicator or _audited():
        began = time.perf_counter()
        before = latest_told(store, key) if store else None
        found = release(dataset, INDICATORS[key], told=before.told if before else None)
        n_failed += not found.audit.is_passed
        print(f"{_line(found)}, {time.perf_counter() - began:.1f} s", flush=True)
    print("nothing is given away" if not n_failed else f"{n_failed} indicators give small numbers away: not told")
    return GIVEN_AWAY if n_failed else 0


def _line(found: Release) -> str:
    audit = found.audit
    values = "none to find" if audit.narrowest is None else f"at least {audit.narrowest} values left for each"
    result = "passed" if audit.is_passed else f"FAILED: {audit.given_away} given away"
    return (
        f"{found.key:5} {result}: {audit.n_cells} cells, {audit.n_hidden} hidden, {audit.n_tried} attacked, "
        f"{values}, {found.digest[:12]}"
    )


def releases_command(options: argparse.Namespace) -> int:
    """Print the log, oldest first; return 1 when a line was changed or taken out, 2 where there is no store."""
    if "://" not in options.state and not Path(options.state).is_dir():
        print(f"qi: {options.state} is not a folder: name the folder or address of the state store", file=sys.stderr)
        return FAILED
    log = releases(open_store(options.state))
    for line in log:
        if options.indicator in (None, line.key):
            print(_logged(line))
    broken = first_broken(log)
    print(f"{len(log)} releases; " + ("no line has been changed" if broken is None else f"line {broken} was changed"))
    return GIVEN_AWAY if broken is not None else 0


def _logged(line: LoggedRelease) -> str:
    result = "passed" if line.is_passed else f"FAILED, {line.given_away} given away, not shown"
    return (
        f"{line.number}  {line.at:%Y-%m-%d %H:%M} UTC  {line.key:5} data {line.as_of} version {line.data_version}  "
        f"threshold {line.k_min}  {line.n_hidden} of {line.n_cells} hidden  {line.digest[:12]}  audit {result}"
    )
