"""CSV and TSV: any of the usual encodings, delimiters and line ends; quoted line breaks; broken lines by number."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from qi.imports.export_text import (
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
from qi.reading import DELIMITERS, ReadingError, decode

NAME = "csv"
ENDINGS = (".csv", ".tsv", ".txt")

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_CHUNK = 50_000


def read(content: bytes, wanted: Sequence[str], *, sha256: str, is_title_allowed: bool = False) -> ExportText:
    """Read the bytes of a delimited file. Raises ImportRefusedError for what is no text and for a cut-off file."""
    content, encoding = _utf8(content)
    delimiter = _delimiter(content)
    first = list(islice(_records(content, delimiter), MAX_TITLE_LINES))
    skipped = header_position(wanted, first, is_title_allowed=is_title_allowed)
    line, header = first[skipped]
    positions = positions_of(wanted, header, line=line)
    table = _quick(content, delimiter, header, wanted, positions, line=line)
    broken: tuple[BrokenLine, ...] = ()
    if table is None:
        records = islice(_records(content, delimiter), skipped + 1, None)
        table, broken = _careful(records, len(header), wanted, positions)
    if not table.num_rows and not broken:
        raise ImportRefusedError("no_rows")
    return ExportText(tuple(header), table, broken, NAME, encoding, delimiter, sha256, header_line=line)


def peek(content: bytes, *, most: int, line: int | None = None) -> ExportHead:
    """Read the first rows. Raises ImportRefusedError as ``read`` does."""
    content, encoding = _utf8(content)
    delimiter = _delimiter(content)
    first = list(islice(_records(content, delimiter), MAX_TITLE_LINES + most))
    position = likely_header(first, line)
    found, header = first[position]
    rows = tuple(tuple(cells) for _, cells in first[position + 1 : position + most + 1])
    lines = tuple(number for number, _ in first[:MAX_TITLE_LINES])
    return ExportHead(tuple(header), rows, NAME, encoding, delimiter, line=found, lines=lines)


def rows(content: bytes) -> list[list[str]]:
    """Read a small file whole, blank rows left out. Raises ImportRefusedError as ``read`` does."""
    content, _ = _utf8(content)
    return [cells for _, cells in _records(content, _delimiter(content))]


def _utf8(content: bytes) -> tuple[bytes, str]:
    """Return the bytes as UTF-8 without a byte order mark, and the name of the encoding they had."""
    if not content[:1000].strip() and not content.strip():
        raise ImportRefusedError("empty")
    try:
        text, encoding = decode(content)
    except ReadingError:
        raise ImportRefusedError("not_text") from None
    encoded = content.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8" else text.encode()
    if b"\0" in encoded or _CONTROL.search(encoded[:100_000]):
        raise ImportRefusedError("not_text")
    return encoded, encoding


def _delimiter(content: bytes) -> str:
    """Return the sign that parts the first lines into most fields; the header has no decimal commas.

    Where no other line has as many of it as the first one, that is a title, and the lines below decide.
    """
    text = content[:200_000].decode(errors="ignore")
    first = [line for line in re.split(r"\r\n|\r|\n", text)[:MAX_TITLE_LINES] if line.strip()]
    best = max(DELIMITERS, key=lambda sign: (first[0].count(sign), _total(first, sign)))
    if len(first) == 1 or any(line.count(best) == first[0].count(best) for line in first[1:]):
        return best
    return max(DELIMITERS, key=lambda sign: _most_often(line.count(sign) for line in first))


def _most_often(counts: Iterable[int]) -> tuple[int, int]:
    """Return how many lines agree on a number of signs, and the number; lines without a sign do not count."""
    agreeing = Counter(count for count in counts if count)
    return max(((n_lines, count) for count, n_lines in agreeing.items()), default=(0, 0))


def _total(lines: Sequence[str], sign: str) -> int:
    return sum(line.count(sign) for line in lines)


def _records(content: bytes, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give the records that are not blank, each with the number of the line it begins on."""
    # The bytes are shared, not copied, and decoded piece by piece.
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")
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
    content: bytes, delimiter: str, header: Sequence[str], wanted: Sequence[str], positions: Sequence[int], *, line: int
) -> pa.Table | None:
    """Read a file whose every line is one whole record on all cores; None where any line is otherwise."""
    if b'"' in content or (b"\r" in content and content.count(b"\r") != content.count(b"\r\n")):
        return None
    below = _after(content, line)
    names = [f"c{position}" for position in range(len(header))]
    kept = [names[position] for position in positions]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(content).slice(below)),
            arrow_csv.ReadOptions(column_names=names, block_size=1 << 20),
            arrow_csv.ParseOptions(delimiter=delimiter, quote_char=False),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(kept, pa.string()), include_columns=kept, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    n_lines = content.count(b"\n", below) + (not content.endswith(b"\n"))
    if table.num_rows != n_lines or any(_longest(table[name]) > MAX_FIELD for name in kept):
        return None
    lines = pa.array(np.arange(line + 1, table.num_rows + line + 1))
    return pa.table([lines, *(table[name] for name in kept)], names=["line", *wanted])


def _after(content: bytes, line: int) -> int:
    """Return where the lines below a line begin; the end of the file where there are none."""
    begins = 0
    for _ in range(line):
        begins = content.find(b"\n", begins) + 1 or len(content)
    return begins


def _longest(column: pa.ChunkedArray) -> int:
    longest: int | None = pc.max(pc.binary_length(column)).as_py()
    return longest or 0


def _careful(
    records: Iterator[tuple[int, list[str]]], width: int, wanted: Sequence[str], positions: Sequence[int]
) -> tuple[pa.Table, tuple[BrokenLine, ...]]:
    broken: list[BrokenLine] = []
    chunks = [text_table(wanted, (), [()] * len(wanted))]
    last_is_short = False
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
