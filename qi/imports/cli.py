"""``qi import FILE… --mapping M --to FOLDER``: a dry run unless --publish is given, and a report in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from qi.dataset import DatasetError
from qi.imports import own_folder
from qi.imports.mapping import read_mapping
from qi.imports.outcome import Export, Outcome
from qi.imports.refused import ImportRefusedError
from qi.imports.report import as_csv, as_text
from qi.imports.run import Progress, import_files, unheard
from qi.imports.sorting import exports_among, recognised
from qi.sources import versions
from qi.wording import sentence

OWN_DATA = Path("data") / "own"
KEY_FILE = Path.home() / ".config" / "kvalitetstavle" / "pseudonym.key"
MAPPING_HELP = (
    "which columns are what; of several, or of those saved in the folder where none is given, each file takes the one"
    " that fits it"
)
REFUSED = 2
SET_ASIDE = 1
BAR = 30


def add_import_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``import`` and ``rollback`` to the subcommands of ``qi``; ``options.run(options)`` returns the exit code."""
    command = commands.add_parser("import", help="import exports into a versioned data folder (dry run first)")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV, TSV, Excel (.xlsx) or Parquet")
    command.add_argument("--mapping", action="append", type=Path, metavar="TOML", help=MAPPING_HELP)
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
    """Import all files as one version and write the reports; return 0, 1 for rows set aside, 2 for a refused file."""
    try:
        exports = _exports(options)
        outcomes = _bring_in(exports, options)
    except (ImportRefusedError, DatasetError) as error:
        # The lines may be right one by one, but the tables they make do not fit together; nothing is published.
        sys.stderr.write(f"{error.said(options.lang) if isinstance(error, ImportRefusedError) else error}\n")
        return REFUSED
    for number, one in enumerate(outcomes, start=1):
        sys.stdout.write(f"[{number}/{len(outcomes)}] {one.export.mapping.title}\n")
        if one.report:
            sys.stdout.write(f"{as_text(one.report, one.export.mapping, options.lang)}\n")
        elif one.refused:
            sys.stderr.write(f"{one.refused.said(options.lang)}\n")
    _write_faults(outcomes, options)
    if any(one.refused for one in outcomes):
        return REFUSED
    return SET_ASIDE if any(one.report and one.report.findings for one in outcomes) else 0


def _exports(options: argparse.Namespace) -> list[Export]:
    """Return the exports among the files with their mappings. Raises ImportRefusedError where none fits one of them."""
    given = options.mapping or own_folder.saved_mappings(options.to)
    mappings = [read_mapping(path) for path in given]
    if len(options.mapping or ()) == 1:
        (mapping,) = mappings
        groups = [options.files] if mapping.format else [[file] for file in options.files]
        return [Export(path=group[0], mapping=mapping, beside=tuple(group[1:])) for group in groups]
    found = []
    for one in exports_among(options.files):
        fitting = recognised(one, mappings)
        if fitting is None:
            raise ImportRefusedError("not_recognised", file=one.paths[0].name, n=len(mappings))
        found.append(Export(path=one.paths[0], mapping=fitting, beside=one.paths[1:]))
    return found


def _bring_in(exports: Sequence[Export], options: argparse.Namespace) -> tuple[Outcome, ...]:
    bar = progress_on(sys.stderr, options.lang)
    return import_files(
        exports,
        to=options.to,
        key_file=options.key,
        as_of=options.as_of,
        is_dry_run=not options.publish,
        progress=lambda _, step, share: bar(step, share),
    )


def _write_faults(outcomes: Sequence[Outcome], options: argparse.Namespace) -> None:
    listed = [as_csv(one.report, one.export.mapping, options.lang) for one in outcomes if one.report]
    if options.faults and listed:
        heading = listed[0].split("\n", 1)[0]
        rows = "".join(table.split("\n", 1)[1] for table in listed)
        options.faults.write_text(f"{heading}\n{rows}", encoding="utf-8-sig")


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
