"""The first lines of an export as text, to choose columns by: nothing is kept, and personal numbers are masked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qi.imports.formats import peek_export
from qi.reading import CPR

MASK = "••••••-••••"
"""Stands for whatever looks like a personal number."""

MOST_ROWS = 20
MOST_SIGNS = 80
"""A longer cell is cut; it is free text, which is not kept anyway."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file looks like: all its columns and its first rows, each as long as ``columns``.

    ``encoding`` and ``delimiter`` are empty where the format has none, ``sheets`` where it has no sheets.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    file_format: str
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]

    def column(self, name: str) -> tuple[str, ...]:
        """Return the first cells of one column. Raises ValueError for a name the file does not have."""
        position = self.columns.index(name)
        return tuple(row[position] for row in self.rows)


def preview(path: Path, *, sheet: str | None = None, most: int = MOST_ROWS) -> Preview:
    """Return the columns and the first ``most`` rows of the file at ``path``.

    Raises ImportRefusedError with one sentence where the file cannot be opened or has no column names.
    """
    head = peek_export(path, sheet=sheet, most=most)
    width = len(head.columns)
    return Preview(
        columns=tuple(_masked(name) for name in head.columns),
        rows=tuple(tuple(map(_masked, [*row, *[""] * width][:width])) for row in head.rows),
        file_format=head.file_format,
        encoding=head.encoding,
        delimiter=head.delimiter,
        sheets=head.sheets,
    )


def _masked(cell: str) -> str:
    text = CPR.sub(MASK, cell.strip())
    return text if len(text) <= MOST_SIGNS else f"{text[: MOST_SIGNS - 1]}…"
