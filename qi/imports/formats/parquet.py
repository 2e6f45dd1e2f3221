"""Parquet: the wanted columns as text; metadata is not looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from qi.imports.export_text import MAX_FIELD, BrokenLine, ExportHead, ExportText, positions_of
from qi.imports.refused import ImportRefusedError

NAME = "parquet"
ENDINGS = (".parquet",)

MAX_UNPACKED = 4_000_000_000
MAX_ROWS = 50_000_000


def read(content: bytes, wanted: Sequence[str], *, sha256: str) -> ExportText:
    """Read the bytes of a Parquet file. Raises ImportRefusedError for damage, bombs and lists."""
    try:
        file = _opened(content)
        header = tuple(file.schema_arrow.names)
        positions = positions_of(wanted, header)
        table = file.read(columns=[header[position] for position in positions], use_threads=False)
    except (pa.ArrowException, OSError):
        raise ImportRefusedError("damaged") from None
    if not table.num_rows:
        raise ImportRefusedError("no_rows")
    columns = [_as_text(table[header[position]], name) for position, name in zip(positions, wanted, strict=True)]
    whole = pa.table([_numbered(table.num_rows), *columns], names=["line", *wanted])
    kept, broken = _without_long(whole, wanted)
    return ExportText(header, kept, broken, NAME, "", "", sha256)


def peek(content: bytes, *, most: int) -> ExportHead:
    """Read the first rows; a column of lists or bytes is left empty. Raises ImportRefusedError as ``read`` does."""
    try:
        file = _opened(content)
        first = next(file.iter_batches(batch_size=most), None)
    except (pa.ArrowException, OSError):
        raise ImportRefusedError("damaged") from None
    names = tuple(file.schema_arrow.names)
    columns = [_shown(pa.chunked_array([column]), name) for column, name in zip(first or (), names, strict=False)]
    return ExportHead(names, tuple(zip(*columns, strict=True)), NAME)


def _shown(column: pa.ChunkedArray, name: str) -> list[str]:
    try:
        return [text or "" for text in _as_text(column, name).to_pylist()]
    except ImportRefusedError:
        return [""] * len(column)


def _opened(content: bytes) -> pq.ParquetFile:
    file = pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True)
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    if file.metadata.num_rows > MAX_ROWS or sum(group.total_byte_size for group in groups) > MAX_UNPACKED:
        raise ImportRefusedError("bomb")
    return file


def _numbered(n_rows: int) -> pa.Array:
    return pa.array(np.arange(1, n_rows + 1))


def _as_text(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        raise ImportRefusedError("not_plain", column=name)
    try:
        if pa.types.is_timestamp(kind):
            local = (
                column if kind.tz is None else pc.local_timestamp(column.cast(pa.timestamp("us", "Europe/Copenhagen")))
            )
            return pc.strftime(local.cast(pa.timestamp("s"), safe=False), format="%Y-%m-%d %H:%M:%S").cast(pa.string())
        if pa.types.is_floating(kind) and pc.all(pc.equal(column, pc.round(column)), min_count=0).as_py():
            return column.cast(pa.int64()).cast(pa.string())
        return column.cast(pa.string())
    except pa.ArrowException:
        raise ImportRefusedError("not_plain", column=name) from None


def _without_long(table: pa.Table, wanted: Sequence[str]) -> tuple[pa.Table, tuple[BrokenLine, ...]]:
    is_long = pa.array([False] * table.num_rows)
    for name in wanted:
        is_long = pc.or_(is_long, pc.fill_null(pc.greater(pc.binary_length(table[name]), MAX_FIELD), False))
    if not pc.any(is_long).as_py():
        return table, ()
    lines = table.filter(is_long)["line"].to_pylist()
    return table.filter(pc.invert(is_long)), tuple(
        BrokenLine(line, "too_long", len(wanted), len(wanted)) for line in lines
    )
