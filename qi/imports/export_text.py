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
    named as the mapping writes it. ``columns`` are all the headers of the file, ``encoding`` and ``delimiter`` are
    empty where the format has none. ``sha256`` is the hash of the file.
    """

    columns: tuple[str, ...]
    table: pa.Table
    broken: tuple[BrokenLine, ...]
    file_format: str
    encoding: str
    delimiter: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportHead:
    """The column names of an export, its first rows as text, and the names of its sheets where it has any."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    file_format: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()


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


def check_header_line(wanted: Sequence[str], first: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Raise ImportRefusedError when the column names stand on another of the ``first`` lines than the very first."""
    expected = {plain_name(name) for name in wanted}
    for position, (line, cells) in enumerate(first[:MAX_TITLE_LINES]):
        if expected <= {plain_name(cell) for cell in cells}:
            if position:
                raise ImportRefusedError("header_below", line=line)
            return


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
