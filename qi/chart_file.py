"""Reads a file of observations for the command line: columns by name, comma or semicolon, decimal point or comma."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qi.reading import ReadingError, parse_date, parse_numbers

DELIMITERS = (";", "\t", ",")


class ChartFileError(ValueError):
    """A file or a column that cannot be read; the sentence names file, column and line, never a cell."""


@dataclass(frozen=True, slots=True)
class SeriesColumns:
    """The rows of one series: ``x`` to sort by (rank, number or day); ``shown`` and ``starts``: what it stands for."""

    x: NDArray[np.float64]
    shown: Mapping[float, str | float]
    starts: Mapping[float, date]
    y: NDArray[np.float64]
    n: NDArray[np.float64] | None


def read_series(path: Path, *, x: str, y: str, n: str | None, by: str | None) -> dict[str | None, SeriesColumns]:
    """Return the series of a file by name (None without ``by``), in the order of their first row.

    ``by`` may name several columns, parted by commas; then a series is named by all of them.

    x: dates, numbers, or texts in the order they come. Empty cells, NA and - are missing. Raises ChartFileError.
    """
    columns, is_danish = _read(path)
    parts = [] if by is None else [by] if by in columns else [name.strip() for name in by.split(",")]
    wanted = [name for name in (x, y, n) if name is not None] + parts
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise ChartFileError(f"{path.name} needs a column {missing[0]!r}, it has {', '.join(columns)}: check the name")
    order, shown, starts = _positions(columns[x])
    values = _numbers(columns[y], y, path, is_danish)
    sizes = None if n is None else _numbers(columns[n], n, path, is_danish)
    labels = zip(*(columns[part] for part in parts), strict=True)
    names: list[str | None] = [" · ".join(label) for label in labels] if parts else [None] * len(values)
    rows: dict[str | None, list[int]] = {}
    for row, name in enumerate(names):
        rows.setdefault(name, []).append(row)
    return {
        name: SeriesColumns(order[own], shown, starts, values[own], None if sizes is None else sizes[own])
        for name, own in rows.items()
    }


def _read(path: Path) -> tuple[dict[str, list[str]], bool]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ChartFileError(f"{path.name} cannot be opened ({error.strerror}): check the path") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(map(str.strip, row))]
    if len(rows) < 2:
        raise ChartFileError(f"{path.name} needs a header line and at least one row: fill the file")
    header = [name.strip() for name in rows[0]]
    uneven = next((line for line, row in enumerate(rows, start=1) if len(row) != len(header)), None)
    if uneven:
        raise ChartFileError(f"{path.name} needs {len(header)} cells in every row, row {uneven} has another number")
    columns = zip(*rows[1:], strict=True)
    return {name: [cell.strip() for cell in column] for name, column in zip(header, columns, strict=True)}, (
        delimiter != ","
    )


def _numbers(cells: list[str], name: str, path: Path, is_danish: bool) -> NDArray[np.float64]:
    try:
        numbers = parse_numbers(cells, has_danish_style=is_danish)
    except ReadingError:
        line = next(i for i, cell in enumerate(cells, start=2) if not _is_number(cell, is_danish))
        raise ChartFileError(
            f"{path.name} needs numbers in column {name!r}, line {line} has text: correct it or leave it empty"
        ) from None
    return np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)


def _is_number(cell: str, is_danish: bool) -> bool:
    try:
        parse_numbers([cell], has_danish_style=is_danish)
    except ReadingError:
        return False
    return True


def _positions(cells: list[str]) -> tuple[NDArray[np.float64], Mapping[float, str | float], Mapping[float, date]]:
    """The x of each row as a number to sort by, how it is shown, and its date where it is one."""
    dates = [parse_date(cell) for cell in cells]
    if all(dates):
        starts = {float(day.toordinal()): day for day in dates if day}
        numbers = [float(day.toordinal()) for day in dates if day]
        return np.array(numbers), {number: day.isoformat() for number, day in starts.items()}, starts
    try:
        found = parse_numbers(cells)
        if all(number is not None for number in found):
            numbers = [float(number) for number in found if number is not None]
            return np.array(numbers), {x: int(x) if x.is_integer() else x for x in numbers}, {}
    except ReadingError:
        pass
    rank = {cell: float(i) for i, cell in enumerate(dict.fromkeys(cells))}
    return np.array([rank[cell] for cell in cells]), {number: cell for cell, number in rank.items()}, {}


def missing_months(starts: Sequence[date]) -> tuple[str, ...]:
    """Return the months or quarters without a row, where most neighbours are one month or one quarter apart.

    starts: in time order. Other spacings are taken as they are.
    """
    months = [12 * day.year + day.month - 1 for day in starts]
    steps = sorted(later - earlier for earlier, later in pairwise(months))
    step = steps[len(steps) // 2] if steps and all(day.day == 1 for day in starts) else 0
    if step not in (1, 3):
        return ()
    missing = sorted(set(range(months[0], months[-1], step)) - set(months))
    return tuple(f"{month // 12}-{month % 12 + 1:02d}" for month in missing)
