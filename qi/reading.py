"""Read a small table somebody pasted or uploaded: any common delimiter, encoding, decimal sign and date form.

Everything is text until a column is asked for as numbers or dates. Errors never repeat a value: it may be personal.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

MAX_ROWS = 20_000
MAX_BYTES = 25_000_000
DELIMITERS = (";", "\t", ",")
CPR = re.compile(r"(?<!\d)(?<!\d[.,])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")
"""Looks like a Danish personal number. The modulus is not used: valid numbers without it exist since 2007 (cpr.dk)."""

_DECIMAL = re.compile(r"\s*[-+\u2212]?\d+(,\d+)?\s*%?\s*")
"""A line that is one Danish number: its comma is no delimiter."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "januar", "january"),
            ("feb", "februar", "february"),
            ("mar", "marts", "march"),
            ("apr", "april"),
            ("maj", "may"),
            ("jun", "juni", "june"),
            ("jul", "juli", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("okt", "oct", "oktober", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}


class ReadingError(ValueError):
    """A table that cannot be read; the message is a key of the wording catalogue, without any value."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as text, rows as long as ``columns``; ``has_danish_style`` when columns are not parted by commas."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_danish_style: bool = False

    def column(self, name: str) -> tuple[str, ...]:
        """Return one column. Raises ValueError for a name the table does not have."""
        position = self.columns.index(name)
        return tuple(row[position] for row in self.rows)

    def numbers(self, name: str) -> tuple[float | None, ...]:
        """Return a column as numbers, None for an empty cell. Raises ReadingError when a cell is no number."""
        return parse_numbers(self.column(name), has_danish_style=self.has_danish_style)

    def is_number(self, name: str) -> bool:
        """Whether a column holds numbers, and at least one."""
        try:
            return any(number is not None for number in self.numbers(name))
        except ReadingError:
            return False

    def dates(self, name: str) -> tuple[date, ...] | None:
        """Return a column as dates, or None when a cell is no date."""
        found = [parse_date(cell) for cell in self.column(name)]
        return tuple(day for day in found if day) if found and all(found) else None


def read_table(content: bytes) -> TextTable:
    """Read the bytes of a CSV, TSV or Excel file, or of pasted text, with or without a header line.

    Raises ReadingError for an empty, too large or unreadable file and for a cell that looks like a personal number.
    """
    if len(content) > MAX_BYTES:
        raise ReadingError("read.too_large")
    is_workbook = content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    cells, has_danish_style = _read_workbook(content) if is_workbook else _read_text(content)
    rows = [tuple(cell.strip() for cell in row) for row in cells if any(cell.strip() for cell in row)]
    if not rows:
        raise ReadingError("read.empty")
    if len(rows) > MAX_ROWS:
        raise ReadingError("read.too_large")
    if any(CPR.search(cell) for row in rows for cell in row):
        raise ReadingError("read.cpr")
    return _with_header(rows, has_danish_style=has_danish_style)


def parse_numbers(cells: Sequence[str], *, has_danish_style: bool = False) -> tuple[float | None, ...]:
    """Read cells as numbers: 58,5 · 58.5 · 1.652 · −6,5 · 81 %. Empty, NA and - are None.

    A comma anywhere in the column makes it decimal and the dot a thousands sign. Without any comma the dot is decimal,
    unless the table is of Danish style and every dot is followed by three digits. Raises ReadingError otherwise, also
    for a column with decimals of both kinds: 52.1 beside 48,5 must not become 521.
    """
    plain = [re.sub(r"[\s\u00a0%]", "", cell).replace("\u2212", "-") for cell in cells]
    has_comma = any("," in cell for cell in plain)
    is_grouped = has_danish_style and all(re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})*|0|", cell) for cell in plain)
    if has_comma and any("." in cell and not re.search(r"\d\.\d{3}(\D|$)", cell) for cell in plain):
        raise ReadingError("read.number")
    if has_comma or is_grouped:
        plain = [cell.replace(".", "").replace(",", ".") for cell in plain]
    return tuple(_number(cell) for cell in plain)


def _number(cell: str) -> float | None:
    if cell.lower() in {"", "na", "n/a", "-", "null", "nan"}:
        return None
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", cell.lower()):
        raise ReadingError("read.number")
    return float(cell)


def parse_date(cell: str) -> date | None:
    """Read one date: 2025-04-28 · 2025-04 · 28/4-25 · 28.04.2025 · apr 2025 · 2025K2. None when it is none of them."""
    text = cell.strip().lower()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[t ].*)?)?", text):
        return _date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})", text):
        year = int(match[3])
        return _date(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))
    if match := re.fullmatch(r"([a-z]+)\.?\s*-?\s*(\d{4})", text):
        return _date(int(match[2]), _MONTHS.get(match[1], 0), 1)
    if match := re.fullmatch(r"(\d{4})\s*[kq](\d)", text):
        return _date(int(match[1]), 3 * int(match[2]) - 2, 1)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_workbook(content: bytes) -> tuple[list[list[str]], bool]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, IndexError) as error:
        raise ReadingError("read.workbook") from error
    return [[cell_text(cell) for cell in row] for row in sheet], False


def cell_text(cell: object) -> str:
    """Return one cell of a workbook as text: a whole number without decimals, a date as ISO date."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat()[:10] if isinstance(cell, date | datetime) else str(cell)


def _read_text(content: bytes) -> tuple[list[list[str]], bool]:
    text, _ = decode(content)
    delimiter = max(DELIMITERS, key=lambda sign: _agreement(text, sign))
    if _agreement(text, delimiter) == 0:
        return [[line] for line in text.splitlines()], True
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), delimiter != ","


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of ``content`` and the name of its encoding.

    UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252. Raises ReadingError for what is none of them.
    """
    for encoding in _encodings(content[:1000]):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise ReadingError("read.encoding")


def _encodings(start: bytes) -> tuple[str, ...]:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    # Latin letters in UTF-16 have a zero in every other byte: the second one when the low byte comes first.
    if start.count(0) > len(start) // 4:
        return ("utf-16-le",) if start[1:2] == b"\0" else ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _agreement(text: str, delimiter: str) -> int:
    """Return how many columns a delimiter gives in all of the first lines; 0 when the lines disagree."""
    first = [line for line in text.splitlines()[:20] if line.strip()]
    if delimiter == "," and all(_DECIMAL.fullmatch(line) for line in first):
        return 0
    lines = list(csv.reader(io.StringIO("\n".join(first)), delimiter=delimiter))
    widths = {len(line) for line in lines if line}
    return widths.pop() if len(widths) == 1 and widths != {1} else 0


def _with_header(rows: list[tuple[str, ...]], *, has_danish_style: bool) -> TextTable:
    width = max(len(row) for row in rows)
    padded = [row + ("",) * (width - len(row)) for row in rows]
    is_header = not any(_is_value(cell) for cell in padded[0])
    names = padded[0] if is_header else ("",) * width
    columns = [name or f"{position}" for position, name in enumerate(names, start=1)]
    unique = tuple(name if name not in columns[:i] else f"{name} ({i + 1})" for i, name in enumerate(columns))
    return TextTable(unique, tuple(padded[1:] if is_header else padded), has_danish_style)


def _is_value(cell: str) -> bool:
    try:
        return parse_date(cell) is not None or parse_numbers([cell])[0] is not None
    except ReadingError:
        return False
