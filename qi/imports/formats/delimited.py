"""CSV and TSV: any of the usual encodings, delimiters and line ends; quoted line breaks; broken lines by number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from qi.imports.export_text import (
    MAX_FIELD,
    MAX_TITLE_LINES,
    BrokenLine,
    ExportHead,
    ExportText,
    check_header_line,
    positions_of,
    text_table,
)
from qi.imports.refused import ImportRefusedError
from qi.reading import DELIMITERS, ReadingError, decode

NAME = "csv"
ENDINGS = (".csv", ".tsv", ".txt")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CHUNK = 50_000


def read(content: bytes, wanted: Sequence[str], *, sha256: str) -> ExportText:
    """Read the bytes of a delimited file. Raises ImportRefusedError for what is no text and for a cut-off file."""
    if not content.strip():
        raise ImportRefusedError("empty")
    text, encoding = _text(content)
    delimiter = _delimiter(text)
    first = list(islice(_records(text, delimiter), MAX_TITLE_LINES))
    check_header_line(wanted, first)
    line, header = first[0]
    positions = positions_of(wanted, header, line=line)
    encoded = text.encode()
    table = _quick(encoded, delimiter, header, wanted, positions)
    broken: tuple[BrokenLine, ...] = ()
    if table is None:
        table, broken = _careful(text, delimiter, len(header), wanted, positions)
    if not table.num_rows and not broken:
        raise ImportRefusedError("no_rows")
    return ExportText(tuple(header), table, broken, NAME, encoding, delimiter, sha256)


def peek(content: bytes, *, most: int) -> ExportHead:
    """Read the first rows. Raises ImportRefusedError as ``read`` does."""
    if not content.strip():
        raise ImportRefusedError("empty")
    text, encoding = _text(content)
    delimiter = _delimiter(text)
    header, *rows = (tuple(cells) for _, cells in islice(_records(text, delimiter), most + 1))
    return ExportHead(header, tuple(rows), NAME, encoding, delimiter)


def _text(content: bytes) -> tuple[str, str]:
    try:
        text, encoding = decode(content)
    except ReadingError:
        raise ImportRefusedError("not_text") from None
    if "\0" in text or _CONTROL.search(text[:100_000]):
        raise ImportRefusedError("not_text")
    return text, encoding


def _delimiter(text: str) -> str:
    """Return the sign that parts the first lines into most fields; the header has no decimal commas."""
    first = [line for line in re.split(r"\r\n|\r|\n", text[:200_000])[:MAX_TITLE_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda sign: (max(line.count(sign) for line in first[:1]), _total(first, sign)))


def _total(lines: Sequence[str], sign: str) -> int:
    return sum(line.count(sign) for line in lines)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give the records that are not blank, each with the number of the line it begins on."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(_shortened(lines), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise ImportRefusedError("quote", line=begins) from None


TOO_LONG = "\x1a"
"""Stands for a line longer than the csv module reads; it can stand in no text, control signs are refused before."""


def _shortened(lines: Iterable[str]) -> Iterator[str]:
    limit = csv.field_size_limit()
    for line in lines:
        yield line if len(line) < limit else f"{TOO_LONG}\n"


def _quick(
    encoded: bytes, delimiter: str, header: Sequence[str], wanted: Sequence[str], positions: Sequence[int]
) -> pa.Table | None:
    """Read a file whose every line is one whole record on all cores; None where any line is otherwise."""
    if b'"' in encoded or encoded.count(b"\r") != encoded.count(b"\r\n"):
        return None
    names = [f"c{position}" for position in range(len(header))]
    kept = [names[position] for position in positions]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(encoded),
            arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=1 << 24),
            arrow_csv.ParseOptions(delimiter=delimiter, quote_char=False),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(kept, pa.string()), include_columns=kept, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    n_lines = encoded.count(b"\n") + (not encoded.endswith(b"\n"))
    if table.num_rows != n_lines - 1 or any(_longest(table[name]) > MAX_FIELD for name in kept):
        return None
    lines = pa.array(range(2, table.num_rows + 2), pa.int64())
    return pa.table([lines, *(table[name] for name in kept)], names=["line", *wanted])


def _longest(column: pa.ChunkedArray) -> int:
    longest: int | None = pc.max(pc.binary_length(column)).as_py()
    return longest or 0


def _careful(
    text: str, delimiter: str, width: int, wanted: Sequence[str], positions: Sequence[int]
) -> tuple[pa.Table, tuple[BrokenLine, ...]]:
    broken: list[BrokenLine] = []
    chunks = [text_table(wanted, (), [()] * len(wanted))]
    last_is_short = False
    records = islice(_records(text, delimiter), 1, None)
    while chunk := list(islice(records, _CHUNK)):
        whole: list[tuple[int, list[str]]] = []
        for line, cells in chunk:
            fault = _fault(line, cells, width)
            last_is_short = fault is not None and fault.fault == "fields" and fault.n_found < width
            if fault is None:
                whole.append((line, cells))
            else:
                broken.append(fault)
        columns = [[cells[position] for _, cells in whole] for position in positions]
        chunks.append(text_table(wanted, [line for line, _ in whole], columns))
    if last_is_short:
        raise ImportRefusedError("cut_off", line=broken[-1].line, found=broken[-1].n_found, expected=width)
    return pa.concat_tables(chunks), tuple(broken)


def _fault(line: int, cells: Sequence[str], width: int) -> BrokenLine | None:
    if any(len(cell) > MAX_FIELD or TOO_LONG in cell for cell in cells):
        return BrokenLine(line, "too_long", len(cells), width)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return BrokenLine(line, "fields", len(cells), width)
    return None
