"""``qi import FILE… --mapping M --to FOLDER``: a dry run unless --publish is given, and a report in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from qi.dataset import DatasetError
from qi.imports.mapping import Mapping, read_mapping
from qi.imports.refused import ImportRefusedError
from qi.imports.report import as_csv, as_text
from qi.imports.run import ImportReport, Progress, import_file, unheard
from qi.sources import versions
from qi.wording import sentence

OWN_DATA = Path("data") / "own"
KEY_FILE = Path.home() / ".config" / "kvalitetstavle" / "pseudonym.key"
REFUSED = 2
SET_ASIDE = 1
BAR = 30


def add_import_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``import`` and ``rollback`` to the subcommands of ``qi``; ``options.run(options)`` returns the exit code."""
    command = commands.add_parser("import", help="import exports into a versioned data folder (dry run first)")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, TSV, Excel (.xlsx) or Parquet")
    command.add_argument("--mapping", required=True, type=Path, help="TOML file: which columns are what")
    command.add_argument("--to", type=Path, default=OWN_DATA, metavar="FOLDER", help="the versioned data folder")
    command.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="data are complete up to this day")
    command.add_argument("--publish", action="store_true", help="write a version; without it nothing is written")
    command.add_argument("--key", type=Path, default=KEY_FILE, help="key of the pseudonyms, outside the data folder")
    command.add_argument("--faults", type=Path, metavar="CSV", help="write the rows set aside to this file")
    command.add_argument("--lang", choices=("da", "en"), default="da")
    command.set_defaults(run=run_import)
    back = commands.add_parser("rollback", help="make the version before the current one current again")
    back.add_argument("folder", type=Path, help="the versioned data folder")
    back.set_defaults(run=run_rollback)


def run_import(options: argparse.Namespace) -> int:
    """Import each file in turn and write the reports; return 0, 1 for rows set aside, 2 for a refused file."""
    code = 0
    listed: list[str] = []
    try:
        mapping = read_mapping(options.mapping)
    except ImportRefusedError as refused:
        sys.stderr.write(f"{refused.said(options.lang)}\n")
        return REFUSED
    exports = [options.files] if mapping.format == "surveyxact" else [[file] for file in options.files]
    for number, files in enumerate(exports, start=1):
        sys.stdout.write(f"[{number}/{len(exports)}] {mapping.title}\n")
        try:
            report = _bring_in(files, mapping, options)
        except ImportRefusedError as refused:
            sys.stderr.write(f"{refused.said(options.lang)}\n")
            code = REFUSED
            continue
        except DatasetError as error:
            # The lines are right one by one, but the tables they make do not fit together; nothing is published.
            sys.stderr.write(f"{error}\n")
            code = REFUSED
            continue
        sys.stdout.write(f"{as_text(report, mapping, options.lang)}\n")
        listed.append(as_csv(report, mapping, options.lang))
        code = max(code, SET_ASIDE if report.findings else 0)
    if options.faults and listed:
        heading = listed[0].split("\n", 1)[0]
        rows = "".join(table.split("\n", 1)[1] for table in listed)
        options.faults.write_text(f"{heading}\n{rows}", encoding="utf-8-sig")
    return code


def _bring_in(files: Sequence[Path], mapping: Mapping, options: argparse.Namespace) -> ImportReport:
    return import_file(
        files[0],
        mapping,
        to=options.to,
        key_file=options.key,
        beside=files[1:],
        as_of=options.as_of,
        is_dry_run=not options.publish,
        progress=progress_on(sys.stderr, options.lang),
    )


def progress_on(stream: TextIO, lang: str) -> Progress:
    """Return what draws a bar of the progress on a terminal, in one line that is cleared at the end; else nothing."""

    def draw(step: str, share: float) -> None:
        done = round(share * BAR)
        bar = "" if step == "done" else f"{'█' * done}{'·' * (BAR - done)} {sentence(f'import.step_{step}', lang)}"
        stream.write(f"\r\x1b[K{bar}")
        stream.flush()

    return draw if stream.isatty() else unheard


def run_rollback(options: argparse.Namespace) -> int:
    """Go back one version and say which one is current; return 2 where there is none."""
    try:
        sys.stdout.write(f"{versions.rollback(options.folder)}\n")
    except DatasetError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return 0
