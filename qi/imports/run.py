"""Import one file: read, check, pseudonymise, merge and publish a version, or say what a dry run would do."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import duckdb

from qi.imports import tables
from qi.imports.cell_values import named
from qi.imports.checked import RULES_VERSION, Finding, check_lines, findings
from qi.imports.export_text import ExportText, plain_name
from qi.imports.formats import read_export, read_survey
from qi.imports.formats.surveyxact import Variable
from qi.imports.history import Receipt, receipts, write_receipts
from qi.imports.mapping import Mapping
from qi.imports.pseudonym import PseudonymKey, new_key, read_key, save_key
from qi.imports.refused import ImportRefusedError
from qi.imports.typed import Reading
from qi.reading import CPR
from qi.sources import versions
from qi.sources.embedded import Embedded
from qi.sources.folder import DESCRIPTION, read_description
from qi.sources.validation import check_tables

Progress = Callable[[str, float], None]
"""Is told the step that begins (read, check, merge, write or done) and the share of the work that lies behind, 0-1."""


AFTER_READING, AFTER_CHECKING, AFTER_MERGING = 0.25, 0.6, 0.7
"""About what share of the time has passed then, measured on a million lines."""

# Nothing may spill to the disk: until they are pseudonymised, lines hold personal numbers.
ENGINE: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False,
    "temp_directory": "",
    "threads": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What came of one file. ``version`` is None when nothing was published: a dry run, no right line, no change."""

    rows_read: int
    rows_in: int
    findings: tuple[Finding, ...]
    dropped: tuple[str, ...]
    header_line: int
    file_format: str
    encoding: str
    delimiter: str
    as_of: date | None
    is_dry_run: bool
    is_changed: bool
    version: int | None

    @property
    def rows_set_aside(self) -> int:
        """How many lines of the file did not come in."""
        return self.rows_read - self.rows_in


def unheard(step: str, share: float) -> None:
    """Hear of the progress and say nothing."""


def import_file(
    path: Path,
    mapping: Mapping,
    *,
    to: Path,
    key_file: Path,
    beside: Sequence[Path] = (),
    as_of: date | None = None,
    extracted_at: datetime | None = None,
    is_dry_run: bool = True,
    progress: Progress = unheard,
) -> ImportReport:
    """Import the export at ``path`` into the versioned data folder ``to``; return what came in and what did not.

    ``beside`` are the further files of a SurveyXact export: structure and labels.
    ``extracted_at``, by default when the file was last written, is the time after which dates are future. Data are
    complete up to and including ``as_of``, by default the latest date in the file or the one the folder already has.
    Nothing is written in a dry run.
    Raises ImportRefusedError with one sentence; then nothing has changed.
    """
    _check_target(to)
    progress("read", 0.0)
    export = _read((path, *beside), mapping)
    written = datetime.fromtimestamp(max(one.stat().st_mtime for one in (path, *beside)))
    work = _Work(export, mapping, to, extracted_at or written, as_of, progress)
    # A new key is saved with the first version it is used in, so that a refused file leaves no trace.
    key = read_key(key_file, outside=to) if key_file.exists() else new_key()
    report = _import(work, key, key_file=None if is_dry_run else key_file)
    progress("done", 1.0)
    return report


def _read(paths: Sequence[Path], mapping: Mapping) -> ExportText:
    if mapping.format == "surveyxact":
        wanted = [Variable(one.source, one.header, one.choice, one.has_labels) for one in mapping.sources]
        return read_survey(paths, wanted)
    if len(paths) > 1:
        raise ImportRefusedError("one_file", found=len(paths))
    return read_export(paths[0], mapping.headers, sheet=mapping.sheet, is_title_allowed=mapping.is_title_allowed)


@dataclass(frozen=True, slots=True)
class _Work:
    export: ExportText
    mapping: Mapping
    to: Path
    extracted_at: datetime
    as_of: date | None
    progress: Progress

    def heard(self, share: float) -> None:
        """Tell how much of the checking is done."""
        self.progress("check", AFTER_READING + share * (AFTER_CHECKING - AFTER_READING))


def _import(work: _Work, key: PseudonymKey, *, key_file: Path | None) -> ImportReport:
    """Import, or only report where there is no key file to keep the key in."""
    number = versions.current(work.to)
    folder = versions.resolve(work.to) if number is not None else None
    kept = _receipts(work, key)
    with duckdb.connect(config=ENGINE) as engine:
        tables.open_store(engine, folder)
        reading = Reading(key, work.extracted_at.date(), work.export.delimiter)
        rows_in = check_lines(engine, work.export, work.mapping, reading, heard=work.heard)
        report = _checked(engine, work, rows_in, is_dry_run=key_file is None)
        if not rows_in:
            return report
        if kept and _says_the_same(work, kept[-1], key) and work.as_of in (None, _stored_as_of(folder)):
            return replace(report, as_of=_stored_as_of(folder))
        work.progress("merge", AFTER_CHECKING)
        tables.merge(engine, work.mapping, is_first=folder is None)
        described = _description(engine, work, folder)
        is_changed = date.fromisoformat(described["as_of"]) != _stored_as_of(folder) or tables.is_changed(
            engine, work.mapping
        )
        report = replace(report, as_of=date.fromisoformat(described["as_of"]), is_changed=is_changed)
        if key_file is None or not is_changed:
            return report
        work.progress("write", AFTER_MERGING)
        with versions.locked(work.to):
            if versions.current(work.to) != number:
                raise ImportRefusedError("overtaken")
            if _needs_key(work.mapping):
                save_key(key, key_file, outside=work.to)
            kept = (*kept, _receipt(work, report, key))
            published = versions.publish(work.to, lambda path: _write(engine, work, path, folder, described, kept))
        return replace(report, version=published)


def _checked(engine: duckdb.DuckDBPyConnection, work: _Work, rows_in: int, *, is_dry_run: bool) -> ImportReport:
    return ImportReport(
        rows_read=work.export.table.num_rows + len(work.export.broken),
        rows_in=rows_in,
        findings=findings(engine, work.export, work.mapping),
        dropped=_dropped(work.export, work.mapping),
        header_line=work.export.header_line,
        file_format=work.export.file_format,
        encoding=work.export.encoding,
        delimiter=work.export.delimiter,
        as_of=None,
        is_dry_run=is_dry_run,
        is_changed=False,
        version=None,
    )


def _write(
    engine: duckdb.DuckDBPyConnection,
    work: _Work,
    folder: Path,
    before: Path | None,
    described: dict[str, Any],
    kept: Sequence[Receipt],
) -> None:
    """Write a version and read it back as whoever opens it will, before anybody can."""
    tables.write_tables(engine, work.mapping, folder, before=before)
    (folder / DESCRIPTION).write_text(json.dumps(described, ensure_ascii=False, indent=1), encoding="utf-8")
    write_receipts(folder, kept)
    check_tables(Embedded(engine, folder))


def _check_target(to: Path) -> None:
    if (to / DESCRIPTION).exists() or (to.exists() and not to.is_dir()):
        raise ImportRefusedError("plain_folder")


def _needs_key(mapping: Mapping) -> bool:
    return any(column.kind == "cpr" for column in mapping.columns.values())


def _receipts(work: _Work, key: PseudonymKey) -> tuple[Receipt, ...]:
    """Return the receipts of the current version; raise ImportRefusedError where it was made with another key."""
    kept = receipts(work.to)
    made_with = {one.key for one in kept if one.key}
    if made_with and _fingerprint(work.mapping, key) not in ("", *made_with):
        raise ImportRefusedError("key_changed")
    return kept


def _receipt(work: _Work, report: ImportReport, key: PseudonymKey) -> Receipt:
    return Receipt(
        version=versions.upcoming(work.to),
        file_sha256=work.export.sha256,
        mapping=work.mapping.title,
        mapping_version=work.mapping.version,
        mapping_sha256=work.mapping.sha256,
        rules_version=RULES_VERSION,
        calendar_version=f"holidays {installed_version('holidays')}",
        key=_fingerprint(work.mapping, key),
        extracted_at=work.extracted_at,
        rows_in=report.rows_in,
        rows_set_aside=report.rows_set_aside,
    )


def _says_the_same(work: _Work, last: Receipt, key: PseudonymKey) -> bool:
    """Whether the latest import was of the same file by the same rules, so that another can change nothing."""
    before = (last.file_sha256, last.mapping_sha256, last.rules_version, last.key, last.extracted_at.date())
    now = (work.export.sha256, work.mapping.sha256, RULES_VERSION, _fingerprint(work.mapping, key))
    return before == (*now, work.extracted_at.date())


def _fingerprint(mapping: Mapping, key: PseudonymKey) -> str:
    return key.fingerprint if _needs_key(mapping) else ""


def _dropped(export: ExportText, mapping: Mapping) -> tuple[str, ...]:
    """Return the columns that the mapping does not name; a name that looks like a personal number is not repeated."""
    used = {plain_name(header) for header in mapping.headers}
    left = [name.strip() for name in export.columns if name.strip() and plain_name(name) not in used]
    return tuple("·" if CPR.search(name) else name for name in left)


def _description(engine: duckdb.DuckDBPyConnection, work: _Work, folder: Path | None) -> dict[str, Any]:
    dates = [named(one.name) for one in work.mapping.columns.values() if one.kind == "date" and not one.may_be_future]
    latest = f"select max(greatest({', '.join(dates)})) from accepted" if dates else "select null::date"  # noqa: S608
    last = _value(engine, latest)
    first = _value(engine, "select min(received_on) from merged.courses")
    known = [one for one in (last, _stored_as_of(folder)) if one]
    as_of = work.as_of or max(known, default=work.extracted_at.date())
    return {
        "title_da": "Egne data",
        "title_en": "Own data",
        "synthetic": False,
        "as_of": as_of.isoformat(),
        "extracted_at": work.extracted_at.isoformat(timespec="seconds"),
        "first_month": (first or as_of).replace(day=1).isoformat(),
    }


def _stored_as_of(folder: Path | None) -> date | None:
    return None if folder is None else read_description(folder / DESCRIPTION).as_of


def _value(engine: duckdb.DuckDBPyConnection, query: str) -> date | None:
    row = engine.execute(query).fetchone()
    return row[0] if row else None
