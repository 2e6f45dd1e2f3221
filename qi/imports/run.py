"""Import exports: read, check, pseudonymise, merge and publish one version, or say what a dry run would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from qi.imports import tables
from qi.imports.cell_values import named
from qi.imports.checked import check_lines, findings, forget_lines
from qi.imports.export_text import ExportText, plain_name
from qi.imports.formats import read_export, read_survey
from qi.imports.history import receipts
from qi.imports.mapping import Mapping
from qi.imports.outcome import Export, ImportReport, Outcome
from qi.imports.pseudonym import new_key, read_key
from qi.imports.publishing import Brought, Target, check_key, latest_as_of, published, says_the_same
from qi.imports.refused import ImportRefusedError
from qi.imports.typed import Reading
from qi.reading import CPR
from qi.sources import versions
from qi.sources.embedded import QUIET
from qi.sources.folder import DESCRIPTION

Progress = Callable[[str, float], None]
"""Is told the step that begins (read, check, merge, write or done) and the share of the work that lies behind, 0-1."""

BatchProgress = Callable[[int, str, float], None]
"""Is told as ``Progress`` is, with the place of the export among those given before it."""

AFTER_READING, AFTER_CHECKING = 0.25, 0.6
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
    target = Target(to, number, folder, receipts(to), key, None if is_dry_run else key_file, as_of)
    order = sorted(range(len(exports)), key=lambda place: _refers(exports[place].mapping))
    with duckdb.connect(config=ENGINE) as engine:
        engine.execute(QUIET)
        tables.open_store(engine, folder)
        brought: dict[int, Brought] = {}
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
        outcomes = published(engine, target, list(brought.values()), heard)
    progress(order[-1], "done", 1.0)
    return tuple(outcomes[order.index(place)] for place in range(len(exports)))


def _refers(mapping: Mapping) -> bool:
    """Whether the lines name courses that another export may bring."""
    return any(column.refers_to or column.kind == "course" for column in mapping.columns.values())


def _bring_in(
    engine: duckdb.DuckDBPyConnection,
    export: Export,
    target: Target,
    before: Sequence[Brought],
    extracted_at: datetime | None,
    heard: Progress,
    *,
    is_only: bool,
) -> Brought:
    """Read, check and merge one export on top of those before it."""
    written = extracted_at or datetime.min
    try:
        heard("read", 0.0)
        text = _read(export)
        written = extracted_at or datetime.fromtimestamp(max(one.stat().st_mtime for one in export.paths))
        check_key(target, export.mapping)
        reading = Reading(target.key, written.date(), text.delimiter)
        rows_in = check_lines(engine, text, export.mapping, reading, heard=_checking(heard))
    except ImportRefusedError as refused:
        forget_lines(engine)
        return Brought(Outcome(export=export, refused=refused), written)
    report = _checked(engine, export.mapping, text, rows_in, is_dry_run=target.key_file is None)
    known = Brought(Outcome(export=export, report=report), written, text)
    if not rows_in:
        return known
    is_last = is_only and target.kept and says_the_same(known, target.kept[-1], target.key)
    if is_last and target.as_of in (None, target.stored_as_of):
        return replace(known, outcome=Outcome(export=export, report=replace(report, as_of=target.stored_as_of)))
    heard("merge", AFTER_CHECKING)
    tables.merge(engine, export.mapping, is_first=target.folder is None and not any(one.text for one in before))
    known = replace(known, last=_latest(engine, export.mapping))
    as_of = latest_as_of(target, [*before, known])
    is_changed = as_of != target.stored_as_of or tables.is_changed(engine, tables.touched(export.mapping))
    return replace(known, outcome=Outcome(export=export, report=replace(report, as_of=as_of, is_changed=is_changed)))


def _checking(heard: Progress) -> Callable[[float], None]:
    return lambda share: heard("check", AFTER_READING + share * (AFTER_CHECKING - AFTER_READING))


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


def _latest(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> date | None:
    """Return the latest date among the accepted lines that may not lie in the future."""
    dates = [named(one.name) for one in mapping.columns.values() if one.kind == "date" and not one.may_be_future]
    return tables.value(engine, f"select max(greatest({', '.join(dates)})) from accepted") if dates else None  # noqa: S608
