"""Import exports: read, check, pseudonymise, merge and publish one version, or say what a dry run would do."""

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
from qi.imports.checked import RULES_VERSION, check_lines, findings, forget_lines
from qi.imports.export_text import ExportText, plain_name
from qi.imports.formats import read_export, read_survey
from qi.imports.history import Receipt, receipts, write_receipts
from qi.imports.mapping import Mapping
from qi.imports.outcome import Export, ImportReport, Outcome
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

BatchProgress = Callable[[int, str, float], None]
"""Is told as ``Progress`` is, with the place of the export among those given before it."""

AFTER_READING, AFTER_CHECKING, AFTER_MERGING = 0.25, 0.6, 0.7
"""About what share of the time has passed then, measured on a million lines."""

# Nothing may spill to the disk: until they are pseudonymised, lines hold personal numbers.
ENGINE: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False,
    "temp_directory": "",
    "threads": 2,
}


def unheard(step: str, share: float) -> None:
    """Hear of the progress and say nothing."""


def unheard_of_any(place: int, step: str, share: float) -> None:
    """Hear of the progress of several exports and say nothing."""


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
    """Import one export as ``import_files`` does. Raises ImportRefusedError with one sentence where it is refused."""
    (outcome,) = import_files(
        [Export(path=path, mapping=mapping, beside=tuple(beside))],
        to=to,
        key_file=key_file,
        as_of=as_of,
        extracted_at=extracted_at,
        is_dry_run=is_dry_run,
        progress=lambda _, step, share: progress(step, share),
    )
    if outcome.report is None:
        raise outcome.refused or AssertionError
    return outcome.report


def import_files(
    exports: Sequence[Export],
    *,
    to: Path,
    key_file: Path,
    as_of: date | None = None,
    extracted_at: datetime | None = None,
    is_dry_run: bool = True,
    progress: BatchProgress = unheard_of_any,
) -> tuple[Outcome, ...]:
    """Import exports into the versioned data folder ``to`` as one version; return what came of each, as given.

    Those that refer to courses see the courses that the others bring. One that is refused keeps all from being
    published. ``extracted_at``, by default when a file was last written, is the time after which dates are future.
    Data are complete up to and including ``as_of``, by default the latest date in the files or the one the folder
    already has. Nothing is written in a dry run.
    Raises ImportRefusedError where the folder or the key cannot be used; then nothing has changed.
    """
    _check_target(to)
    number = versions.current(to)
    # A new key is saved with the first version it is used in, so that a refused file leaves no trace.
    key = read_key(key_file, outside=to) if key_file.exists() else new_key()
    folder = None if number is None else versions.resolve(to)
    target = _Target(to, number, folder, receipts(to), key, None if is_dry_run else key_file, as_of)
    order = sorted(range(len(exports)), key=lambda place: _refers(exports[place].mapping))
    with duckdb.connect(config=ENGINE) as engine:
        tables.open_store(engine, folder)
        brought: dict[int, _Brought] = {}
        for nth, place in enumerate(order):

            def heard(step: str, share: float, nth: int = nth, place: int = place) -> None:
                progress(place, step, (nth + share) / len(exports))

            if nth:
                tables.advance(engine)
                forget_lines(engine)
            brought[place] = _bring_in(
                engine, exports[place], target, list(brought.values()), extracted_at, heard, is_only=len(exports) == 1
            )
        tables.settle(engine)
        outcomes = _published(engine, target, list(brought.values()), heard)
    progress(order[-1], "done", 1.0)
    return tuple(outcomes[order.index(place)] for place in range(len(exports)))


def _refers(mapping: Mapping) -> bool:
    """Whether the lines name courses that another export may bring."""
    return any(column.refers_to or column.kind == "course" for column in mapping.columns.values())


@dataclass(frozen=True, slots=True)
class _Target:
    """Where exports go: the folder, its current version and what that was made of; no key file in a dry run."""

    to: Path
    number: int | None
    folder: Path | None
    kept: tuple[Receipt, ...]
    key: PseudonymKey
    key_file: Path | None
    as_of: date | None

    @property
    def stored_as_of(self) -> date | None:
        return None if self.folder is None else read_description(self.folder / DESCRIPTION).as_of


@dataclass(frozen=True, slots=True)
class _Brought:
    """One export as far as it has come; ``last`` is its latest date, ``text`` None where it was refused."""

    outcome: Outcome
    extracted_at: datetime
    text: ExportText | None = None
    last: date | None = None

    @property
    def is_changed(self) -> bool:
        return self.outcome.report is not None and self.outcome.report.is_changed


def _bring_in(
    engine: duckdb.DuckDBPyConnection,
    export: Export,
    target: _Target,
    before: Sequence[_Brought],
    extracted_at: datetime | None,
    heard: Progress,
    *,
    is_only: bool,
) -> _Brought:
    """Read, check and merge one export on top of those before it."""
    written = extracted_at or datetime.min
    try:
        heard("read", 0.0)
        text = _read(export)
        written = extracted_at or datetime.fromtimestamp(max(one.stat().st_mtime for one in export.paths))
        _check_key(target, export.mapping)
        reading = Reading(target.key, written.date(), text.delimiter)
        rows_in = check_lines(engine, text, export.mapping, reading, heard=_checking(heard))
    except ImportRefusedError as refused:
        forget_lines(engine)
        return _Brought(Outcome(export=export, refused=refused), written)
    report = _checked(engine, export.mapping, text, rows_in, is_dry_run=target.key_file is None)
    known = _Brought(Outcome(export=export, report=report), written, text)
    if not rows_in:
        return known
    is_last = is_only and target.kept and _says_the_same(known, target.kept[-1], target.key)
    if is_last and target.as_of in (None, target.stored_as_of):
        return replace(known, outcome=Outcome(export=export, report=replace(report, as_of=target.stored_as_of)))
    heard("merge", AFTER_CHECKING)
    tables.merge(engine, export.mapping, is_first=target.folder is None and not any(one.text for one in before))
    known = replace(known, last=_latest(engine, export.mapping))
    as_of = _as_of(target, [*before, known])
    is_changed = as_of != target.stored_as_of or tables.is_changed(engine, tables.touched(export.mapping))
    return replace(known, outcome=Outcome(export=export, report=replace(report, as_of=as_of, is_changed=is_changed)))


def _checking(heard: Progress) -> Callable[[float], None]:
    return lambda share: heard("check", AFTER_READING + share * (AFTER_CHECKING - AFTER_READING))


def _published(
    engine: duckdb.DuckDBPyConnection, target: _Target, brought: Sequence[_Brought], heard: Progress
) -> tuple[Outcome, ...]:
    """Publish what was merged, unless this is a dry run, something was refused, or nothing has changed in the end."""
    outcomes = tuple(one.outcome for one in brought)
    touched = {
        name for one in outcomes if one.report and one.report.rows_in for name in tables.touched(one.export.mapping)
    }
    is_wanted = target.key_file is not None and not any(one.refused for one in outcomes)
    if not is_wanted or not any(one.is_changed for one in brought) or not _is_other(engine, target, brought, touched):
        return outcomes
    heard("write", AFTER_MERGING)
    described = _description(engine, target, brought)
    with versions.locked(target.to):
        if versions.current(target.to) != target.number:
            raise ImportRefusedError("overtaken")
        if target.key_file and any(_needs_key(one.export.mapping) for one in outcomes):
            save_key(target.key, target.key_file, outside=target.to)
        kept = (*target.kept, *(_receipt(one, target) for one in brought if one.is_changed))
        number = versions.publish(target.to, lambda path: _write(engine, path, target.folder, touched, described, kept))
    return tuple(
        replace(one, report=replace(one.report, version=number)) if one.report and one.report.is_changed else one
        for one in outcomes
    )


def _is_other(
    engine: duckdb.DuckDBPyConnection, target: _Target, brought: Sequence[_Brought], touched: set[str]
) -> bool:
    """Whether the end differs from what is published: a later export may take back what an earlier one has changed."""
    if len(brought) == 1 or _as_of(target, brought) != target.stored_as_of:
        return True
    return tables.is_changed(engine, touched, since=tables.BASE)


def _write(
    engine: duckdb.DuckDBPyConnection,
    folder: Path,
    before: Path | None,
    touched: set[str],
    described: dict[str, Any],
    kept: Sequence[Receipt],
) -> None:
    """Write a version and read it back as whoever opens it will, before anybody can."""
    tables.write_tables(engine, touched, folder, before=before)
    (folder / DESCRIPTION).write_text(json.dumps(described, ensure_ascii=False, indent=1), encoding="utf-8")
    write_receipts(folder, kept)
    check_tables(Embedded(engine, folder))


def _read(export: Export) -> ExportText:
    mapping = export.mapping
    if mapping.format == "surveyxact":
        return read_survey(export.paths, mapping.variables)
    if export.beside:
        raise ImportRefusedError("one_file", found=len(export.paths))
    return read_export(export.path, mapping.headers, sheet=mapping.sheet, is_title_allowed=mapping.is_title_allowed)


def _checked(
    engine: duckdb.DuckDBPyConnection, mapping: Mapping, text: ExportText, rows_in: int, *, is_dry_run: bool
) -> ImportReport:
    n_sent, n_answered = tables.questionnaires(engine, mapping)
    return ImportReport(
        rows_read=text.table.num_rows + len(text.broken),
        rows_in=rows_in,
        findings=findings(engine, text, mapping),
        dropped=_dropped(text, mapping),
        header_line=text.header_line,
        file_format=text.file_format,
        encoding=text.encoding,
        delimiter=text.delimiter,
        n_sent=n_sent,
        n_answered=n_answered,
        as_of=None,
        is_dry_run=is_dry_run,
        is_changed=False,
        version=None,
    )


def _dropped(text: ExportText, mapping: Mapping) -> tuple[str, ...]:
    """Return the columns that the mapping does not name; a name that looks like a personal number is not repeated."""
    used = {plain_name(header) for header in mapping.headers}
    left = [name.strip() for name in text.columns if name.strip() and plain_name(name) not in used]
    return tuple("·" if CPR.search(name) else name for name in left)


def _check_target(to: Path) -> None:
    if (to / DESCRIPTION).exists() or (to.exists() and not to.is_dir()):
        raise ImportRefusedError("plain_folder")


def _check_key(target: _Target, mapping: Mapping) -> None:
    """Raise ImportRefusedError where the folder was made with another key."""
    made_with = {one.key for one in target.kept if one.key}
    if made_with and _fingerprint(mapping, target.key) not in ("", *made_with):
        raise ImportRefusedError("key_changed")


def _needs_key(mapping: Mapping) -> bool:
    return any(column.kind == "cpr" for column in mapping.columns.values())


def _fingerprint(mapping: Mapping, key: PseudonymKey) -> str:
    return key.fingerprint if _needs_key(mapping) else ""


def _receipt(brought: _Brought, target: _Target) -> Receipt:
    assert brought.text is not None  # noqa: S101 - only what was read has changed anything
    assert brought.outcome.report is not None  # noqa: S101
    mapping, report = brought.outcome.export.mapping, brought.outcome.report
    return Receipt(
        version=versions.upcoming(target.to),
        file_sha256=brought.text.sha256,
        mapping=mapping.title,
        mapping_version=mapping.version,
        mapping_sha256=mapping.sha256,
        rules_version=RULES_VERSION,
        calendar_version=f"holidays {installed_version('holidays')}",
        key=_fingerprint(mapping, target.key),
        extracted_at=brought.extracted_at,
        rows_in=report.rows_in,
        rows_set_aside=report.rows_set_aside,
    )


def _says_the_same(brought: _Brought, last: Receipt, key: PseudonymKey) -> bool:
    """Whether the latest import was of the same file by the same rules, so that another can change nothing."""
    mapping, sha256 = brought.outcome.export.mapping, brought.text.sha256 if brought.text else ""
    before = (last.file_sha256, last.mapping_sha256, last.rules_version, last.key, last.extracted_at.date())
    return before == (sha256, mapping.sha256, RULES_VERSION, _fingerprint(mapping, key), brought.extracted_at.date())


def _latest(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> date | None:
    """Return the latest date among the accepted lines that may not lie in the future."""
    dates = [named(one.name) for one in mapping.columns.values() if one.kind == "date" and not one.may_be_future]
    return _value(engine, f"select max(greatest({', '.join(dates)})) from accepted") if dates else None  # noqa: S608


def _as_of(target: _Target, brought: Sequence[_Brought]) -> date:
    known = [one for one in (target.stored_as_of, *(one.last for one in brought)) if one]
    return target.as_of or max(known, default=max(one.extracted_at for one in brought).date())


def _description(engine: duckdb.DuckDBPyConnection, target: _Target, brought: Sequence[_Brought]) -> dict[str, Any]:
    first, as_of = _value(engine, "select min(received_on) from merged.courses"), _as_of(target, brought)
    return {
        "title_da": "Egne data",
        "title_en": "Own data",
        "synthetic": False,
        "as_of": as_of.isoformat(),
        "extracted_at": max(one.extracted_at for one in brought).isoformat(timespec="seconds"),
        "first_month": (first or as_of).replace(day=1).isoformat(),
    }


def _value(engine: duckdb.DuckDBPyConnection, query: str) -> date | None:
    row = engine.execute(query).fetchone()
    return row[0] if row else None
