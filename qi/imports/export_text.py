"""An export as text: the columns a mapping asks for, line by line, and the lines that could not be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from qi.imports.refused import ImportRefusedError
from qi.reading import CPR, ReadingError, parse_date, parse_numbers

MAX_BYTES = 2_000_000_000
MAX_COLUMNS = 500
MAX_FIELD = 10_000
"""A longer cell is no code, date or number of anybody's; its line is set aside."""

MAX_TITLE_LINES = 20
"""So many lines are searched for the column names when they do not stand in the first one."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line set aside before its values were read: its number, and why (fields, too_long)."""

    line: int
    fault: str
    n_found: int
    n_expected: int


@dataclass(frozen=True, slots=True, eq=False)
class ExportText:
    """The text of one export.

    ``table`` has ``line`` (whole numbers, 1 is the first line of the file) and one text column for each wanted header,
    named as the mapping writes it. ``columns`` are all the headers of the file and stand on line ``header_line``,
    ``encoding`` and ``delimiter`` are empty where the format has none. ``sha256`` is the hash of the file.
    """

    columns: tuple[str, ...]
    table: pa.Table
    broken: tuple[BrokenLine, ...]
    file_format: str
    encoding: str
    delimiter: str
    sha256: str
    header_line: int = 1


@dataclass(frozen=True, slots=True)
class ExportHead:
    """The column names of an export, its first rows as text, and the names of its sheets where it has any.

    ``line`` is the one the names were taken from, ``lines`` are those they may be taken from.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    file_format: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    line: int = 1
    lines: tuple[int, ...] = (1,)


def plain_name(name: str) -> str:
    """Return a header as it is compared: composed letters, no outer blanks, case folded."""
    return unicodedata.normalize("NFC", name).strip().strip("\ufeff").casefold()


def positions_of(wanted: Sequence[str], header: Sequence[str], *, line: int = 1) -> list[int]:
    """Return where in ``header`` each wanted name stands.

    Raises ImportRefusedError for too many columns, a line that holds data, a missing name and a name that stands twice.
    """
    if len(header) > MAX_COLUMNS:
        raise ImportRefusedError("too_many_columns", found=len(header), most=MAX_COLUMNS)
    names = [plain_name(name) for name in header]
    missing = [name for name in wanted if plain_name(name) not in names]
    if missing and any(_is_value(name) for name in header):
        raise ImportRefusedError("no_header", line=line, column=missing[0])
    if missing:
        raise ImportRefusedError("column", column=missing[0], found=_listed(header))
    doubled = [name for name in wanted if names.count(plain_name(name)) > 1]
    if doubled:
        raise ImportRefusedError("column_twice", column=doubled[0])
    return [names.index(plain_name(name)) for name in wanted]


Numbered = Sequence[tuple[int, Sequence[str]]]
"""The first rows of a file, each with the number of the line it begins on."""


def header_position(wanted: Sequence[str], first: Numbered, *, is_title_allowed: bool) -> int:
    """Return which of the ``first`` rows holds all wanted names; 0 where none does.

    Raises ImportRefusedError for rows above the names where they are not expected: nothing is left out unasked.
    """
    expected = {plain_name(name) for name in wanted}
    for position, (line, cells) in enumerate(first[:MAX_TITLE_LINES]):
        if expected <= {plain_name(cell) for cell in cells}:
            if position and not is_title_allowed:
                raise ImportRefusedError("header_below", line=line)
            return position
    return 0


def likely_header(first: Numbered, line: int | None = None) -> int:
    """Return which of the ``first`` rows most likely holds the column names, or the one on ``line``.

    It is the first row without a number or a date that fills at least half as many cells as the fullest one.
    """
    searched = first[:MAX_TITLE_LINES]
    if line is not None:
        return next((position for position, (found, _) in enumerate(searched) if found == line), 0)
    filled = [[cell for cell in cells if cell.strip()] for _, cells in searched]
    fullest = max(map(len, filled), default=0)
    likely = (
        position
        for position, cells in enumerate(filled)
        if 2 * len(cells) >= fullest and not any(map(_is_value, cells))
    )
    return next(likely, 0)


def text_table(wanted: Sequence[str], lines: Iterable[int], cells: Sequence[Iterable[str | None]]) -> pa.Table:
    """Return the Arrow table of line numbers and the text of each wanted column."""
    columns = {name: pa.array(column, pa.string()) for name, column in zip(wanted, cells, strict=True)}
    return pa.table({"line": pa.array(lines, pa.int64()), **columns})


def _listed(header: Sequence[str]) -> str:
    return ", ".join(name.strip() for name in header[:30] if name.strip())


def _is_value(cell: str) -> bool:
    """Whether a cell of the first line is data: a number, a date or something that looks like a personal number."""
    if CPR.search(cell) or parse_date(cell) is not None:
        return True
    try:
        return parse_numbers([cell])[0] is not None
    except ReadingError:
        return False
