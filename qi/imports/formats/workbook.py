"""Excel workbooks (.xlsx): one sheet as text, with formulas that have no stored result told apart from empty cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from python_calamine import CalamineError, CalamineWorkbook

from qi.imports.export_text import (
    MAX_COLUMNS,
    MAX_FIELD,
    MAX_TITLE_LINES,
    BrokenLine,
    ExportHead,
    ExportText,
    header_position,
    likely_header,
    positions_of,
    text_table,
)
from qi.imports.refused import ImportRefusedError
from qi.reading import cell_text

NAME = "excel"
ENDINGS = (".xlsx",)

MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 200
"""A workbook packs about 10 to 30 times; far above that it is a bomb."""

MAX_EMPTY_ROWS = 10_000
FORMULA = "=?"
"""Stands in a cell whose formula has no stored result: no date, number or code, so its line is set aside."""

_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_UNSOLVED = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_WIDE = re.compile(rb'<c\b[^>]*?\br="[A-Z]{3}\d')


def read(
    content: bytes, wanted: Sequence[str], *, sha256: str, sheet: str | None = None, is_title_allowed: bool = False
) -> ExportText:
    """Read one sheet, the first unless named, of a workbook. Raises ImportRefusedError for macros, bombs and damage."""
    rows, first_line, _ = _rows(content, sheet)
    numbered = list(enumerate(rows, start=first_line))
    return _export(numbered, wanted, sha256=sha256, is_title_allowed=is_title_allowed)


def peek(content: bytes, *, sheet: str | None = None, most: int, line: int | None = None) -> ExportHead:
    """Read the first rows of one sheet. Raises ImportRefusedError as ``read`` does."""
    rows, first_line, sheets = _rows(content, sheet)
    filled = _filled(enumerate(rows, start=first_line))
    if not filled:
        raise ImportRefusedError("empty")
    position = likely_header(filled, line)
    found, header = filled[position]
    first = tuple(tuple(row) for _, row in filled[position + 1 : position + most + 1])
    lines = tuple(number for number, _ in filled[:MAX_TITLE_LINES])
    return ExportHead(tuple(header), first, NAME, sheets=sheets, line=found, lines=lines)


def sheets(content: bytes) -> tuple[str, ...]:
    """Return the names of all sheets. Raises ImportRefusedError as ``read`` does."""
    return _rows(content, None)[2]


def rows(content: bytes, sheet: str) -> list[list[str]]:
    """Return the text of one sheet. Raises ImportRefusedError as ``read`` does."""
    return _rows(content, sheet)[0]


def _rows(content: bytes, sheet: str | None) -> tuple[list[list[str]], int, tuple[str, ...]]:
    """Return the text of one sheet, the line its first row stands on, and the names of all sheets."""
    try:
        unsolved = _check_parts(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        if sheet is not None and sheet not in names:
            raise ImportRefusedError("sheet", sheet=sheet)
        chosen = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        start = chosen.start or (0, 0)
        rows = [[cell_text(cell) for cell in row] for row in chosen.iter_rows()] if chosen.height else []
    except (CalamineError, zipfile.BadZipFile, EOFError, NotImplementedError, OSError, IndexError):
        raise ImportRefusedError("damaged") from None
    position = names.index(sheet) if sheet else 0
    for row, column in unsolved.get(position, ()):
        if 0 <= row - start[0] < len(rows) and 0 <= column - start[1] < len(rows[0]):
            rows[row - start[0]][column - start[1]] = FORMULA
    return rows, start[0] + 1, tuple(names)


def _filled(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    return [(line, row) for line, row in rows if any(map(str.strip, row))]


def _export(
    rows: list[tuple[int, list[str]]], wanted: Sequence[str], *, sha256: str, is_title_allowed: bool
) -> ExportText:
    rows = _filled(rows)
    if not rows:
        raise ImportRefusedError("empty")
    position = header_position(wanted, rows, is_title_allowed=is_title_allowed)
    header_line, header = rows[position]
    positions = positions_of(wanted, header, line=header_line)
    numbered = rows[position + 1 :]
    whole = [(line, row) for line, row in numbered if max(map(len, row)) <= MAX_FIELD]
    broken = tuple(
        BrokenLine(line, "too_long", len(row), len(row)) for line, row in numbered if max(map(len, row)) > MAX_FIELD
    )
    if not numbered:
        raise ImportRefusedError("no_rows")
    columns = [[row[position] for _, row in whole] for position in positions]
    table = text_table(wanted, [line for line, _ in whole], columns)
    return ExportText(tuple(header), table, broken, NAME, "", "", sha256, header_line=header_line)


def _check_parts(content: bytes) -> dict[int, list[tuple[int, int]]]:
    """Check the parts of a workbook before they are unpacked; return the unsolved formulas of each sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        members = parts.infolist()
        unpacked = sum(member.file_size for member in members)
        if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(content):
            raise ImportRefusedError("bomb")
        for member in members:
            name = member.filename
            if name.startswith("/") or ".." in name.split("/"):
                raise ImportRefusedError("unsafe_parts")
            if name.casefold().endswith("vbaproject.bin"):
                raise ImportRefusedError("macro")
        sheets = [part for part in parts.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part)]
        if not sheets:
            raise ImportRefusedError("not_workbook")
        sheets.sort(key=lambda part: int("".join(filter(str.isdigit, part))))
        return {position: _unsolved(parts.read(part)) for position, part in enumerate(sheets)}


def _unsolved(sheet: bytes) -> list[tuple[int, int]]:
    numbers = [int(number) for number in _ROW.findall(sheet)]
    if numbers and max(numbers) > len(numbers) + MAX_EMPTY_ROWS:
        raise ImportRefusedError("sparse", rows=len(numbers))
    if _WIDE.search(sheet):
        raise ImportRefusedError("too_many_columns", found=703, most=MAX_COLUMNS)
    return [(int(row) - 1, _column_number(letters)) for letters, row in _UNSOLVED.findall(sheet)]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
