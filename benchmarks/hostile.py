"""Let a driver of somebody else's feed hostile files to the import: ``python -m benchmarks.hostile --driver FILE``.

The driver has a folder ``hostile`` beside it, with ``manifest.json`` (a list ``files`` of ``file`` and ``table``), and
a function ``run("module:function")`` that calls ``function(path, table)`` for each file in a process of its own and
returns what came of it. With ``--keep FOLDER`` every file is then published, and all that is written lies in that
folder afterwards (store, key, reports in both languages, lists of faulty lines), for a scanner of personal numbers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import qi.imports
from benchmarks.disclosure import program_in
from benchmarks.imports import WRITTEN
from qi.imports.mapping import Mapping, read_mapping
from qi.imports.refused import ImportRefusedError
from qi.imports.report import as_csv, as_text
from qi.imports.run import ImportReport, import_file

EXAMPLES = Path(qi.imports.__file__).parent / "examples"
MAPPINGS = {
    table: read_mapping(EXAMPLES / name) for table, name in (("course", "courses.toml"), ("survey", "survey.toml"))
}
CONTROL = "000_control_course.csv"
"""Its courses are published first: answers refer to them."""


def bring_in(path: Path, mapping: Mapping, *, place: Path, is_dry_run: bool) -> ImportReport:
    return import_file(
        path, mapping, to=place / "data", key_file=place / "key", extracted_at=WRITTEN, is_dry_run=is_dry_run
    )


@cache
def store() -> tempfile.TemporaryDirectory[str]:
    """Return the place of the store that the driver's processes share: it lasts as long as this program."""
    return tempfile.TemporaryDirectory(prefix="hostile-")


def dry_run(path: str, table: str) -> dict[str, Any]:
    """Answer the driver: how many lines would come in, and what is wrong with the others."""
    mapping = MAPPINGS[table]
    report = bring_in(Path(path), mapping, place=Path(store().name), is_dry_run=True)
    return {"rows": report.rows_in, "problems": as_csv(report, mapping).splitlines()[1:]}


def score(driver: ModuleType, files: Path) -> bool:
    """Print each file that is not judged as its manifest says, and one line of counts."""
    bring_in(files / CONTROL, MAPPINGS["course"], place=Path(store().name), is_dry_run=False)
    found = driver.run(f"{dry_run.__module__}:{dry_run.__name__}")
    for one in found:
        if not one["right"]:
            print(f"{one['file']}: expected {one['expect']} {one['want']}, got {one['got']} {one['rows']}")
    counts = {name: sum(map(bool, (one[name] for one in found))) for name in ("right", "silent", "leak")}
    counts |= {"crash": sum(one["got"] not in ("ok", "reject") for one in found)}
    slowest, largest = max(one["sec"] for one in found), max(one["mb"] for one in found)
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"{len(found)} files: {said}; at most {slowest:.1f} s and {largest} MB a file")
    return len(found) == counts["right"]


def publish_all(files: Path, place: Path) -> None:
    """Publish one file after the other into one store, and write down every word that is said about them."""
    reports = place / "reports"
    reports.mkdir(parents=True)
    for entry in json.loads((files / "manifest.json").read_text(encoding="utf-8"))["files"]:
        mapping, said = MAPPINGS[entry["table"]], reports / entry["file"]
        try:
            report = bring_in(files / entry["file"], mapping, place=place, is_dry_run=False)
        except ImportRefusedError as refused:
            told = {f"{lang}.txt": refused.said(lang) for lang in ("da", "en")}
        else:
            told = {f"{lang}.txt": as_text(report, mapping, lang) for lang in ("da", "en")}
            told |= {f"{lang}.csv": as_csv(report, mapping, lang) for lang in ("da", "en")}
        for ending, text in told.items():
            said.with_name(f"{said.name}.{ending}").write_text(text, encoding="utf-8")
    written = [path for path in place.rglob("*") if path.is_file()]
    print(f"{len(written)} files written, {sum(path.stat().st_size for path in written):,} bytes")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--driver", type=Path, required=True, help="file with the function run")
    parser.add_argument("--keep", type=Path, help="an empty folder, to publish every file into")
    options = parser.parse_args()
    files = options.driver.parent / "hostile"
    is_right = score(program_in(options.driver), files)
    if options.keep:
        publish_all(files, options.keep)
    return 0 if is_right else 1


if __name__ == "__main__":
    from benchmarks import hostile  # the driver finds the store in the module of this name

    sys.exit(hostile.main())
