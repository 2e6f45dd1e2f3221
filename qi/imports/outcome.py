"""What came of one export: a report, or one sentence that says why it was not taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qi.imports.checked import Finding
from qi.imports.mapping import Mapping
from qi.imports.refused import ImportRefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export to bring in: its file, by which mapping, and the further files of a SurveyXact export."""

    path: Path
    mapping: Mapping
    beside: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files of the export."""
        return (self.path, *self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What came of one export. ``version`` is None when nothing was published: a dry run, no right line, no change.

    ``n_sent`` and ``n_answered`` count the questionnaires among the lines, both None where the export has none.
    """

    rows_read: int
    rows_in: int
    findings: tuple[Finding, ...]
    dropped: tuple[str, ...]
    header_line: int
    file_format: str
    encoding: str
    delimiter: str
    n_sent: int | None
    n_answered: int | None
    as_of: date | None
    is_dry_run: bool
    is_changed: bool
    version: int | None

    @property
    def rows_set_aside(self) -> int:
        """How many lines of the file did not come in."""
        return self.rows_read - self.rows_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The report of an export, or why it was refused: one of the two."""

    export: Export
    report: ImportReport | None = None
    refused: ImportRefusedError | None = None
