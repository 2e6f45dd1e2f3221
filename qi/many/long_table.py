"""A long table (one row per series and period) to matrices with one row per series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.control_charts.chart_type import ChartType, Numbers
from qi.control_charts.observed import check_columns, join_rows


@dataclass(frozen=True, slots=True)
class Matrices:
    """Many series; arrays are (series, positions), padded with NaN behind the last period of a series.

    ``periods`` is padded with the last period of the series. ``labels`` has shape (series,).
    """

    labels: NDArray[Any]
    n_positions: NDArray[np.int64]
    periods: NDArray[Any]
    value: Numbers
    size: Numbers
    sd: Numbers
    warnings: tuple[str, ...]


def read_long_table(
    chart: ChartType, series: ArrayLike, periods: ArrayLike, values: ArrayLike, denominators: ArrayLike | None
) -> Matrices:
    """Return the matrices of a long table; series keep the order of their first row, periods are put in time order.

    All columns have shape (rows,). Rows of one series with the same period form one subgroup.
    Raises ValueError as ``qi.control_charts.observed.observe`` does.
    """
    y, n, notes = check_columns(chart, values, denominators)
    x, blocks = np.asarray(periods), _blocks(np.asarray(series))
    if not len(blocks.is_start) == len(x) == len(y):
        raise ValueError(f"columns need equal lengths, got {len(blocks.is_start)}, {len(x)} and {len(y)} rows")
    if blocks.are_whole and bool((blocks.is_start[1:] | (x[1:] > x[:-1])).all()):
        # One row per period, series after series: nothing to sort and nothing to join.
        groups = join_rows(chart, y, n, None, len(y))
        return _matrices(blocks.labels, blocks.lengths, x, groups, notes)
    codes = np.repeat(blocks.codes, blocks.lengths)
    order = np.lexsort((np.unique(x, return_inverse=True)[1], codes))
    codes, x, y, n = codes[order], x[order], y[order], None if n is None else n[order]
    is_new = np.ones(len(codes), dtype=bool)
    is_new[1:] = (codes[1:] != codes[:-1]) | (x[1:] != x[:-1])
    groups = join_rows(chart, y, n, np.cumsum(is_new) - 1, int(is_new.sum()))
    lengths = np.bincount(codes[is_new], minlength=len(blocks.labels))
    return _matrices(blocks.labels, lengths, x[is_new], groups, notes)


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Stretches of rows with the same label; ``are_whole`` when no label comes back later."""

    labels: NDArray[Any]
    codes: NDArray[np.int64]
    lengths: NDArray[np.int64]
    is_start: NDArray[np.bool_]
    are_whole: bool


def _blocks(series: NDArray[Any]) -> _Blocks:
    is_start = np.ones(len(series), dtype=bool)
    is_start[1:] = series[1:] != series[:-1]
    starts = np.flatnonzero(is_start)
    numbers: dict[object, int] = {}
    codes = np.array([numbers.setdefault(label, len(numbers)) for label in series[starts].tolist()], dtype=np.int64)
    lengths = np.diff(starts, append=len(series))
    labels = series[starts][np.unique(codes, return_index=True)[1]]
    return _Blocks(labels, codes, lengths, is_start, len(labels) == len(codes))


def _matrices(
    labels: NDArray[Any],
    lengths: NDArray[np.int64],
    x: NDArray[Any],
    groups: tuple[Numbers, Numbers, Numbers],
    notes: tuple[str, ...],
) -> Matrices:
    width = int(lengths.max())
    if (lengths == width).all():
        value, size, sd = (column.reshape(len(labels), width) for column in groups)
        return Matrices(labels, lengths, x.reshape(len(labels), width), value, size, sd, notes)
    starts = np.cumsum(lengths) - lengths
    rows = np.repeat(np.arange(len(labels)), lengths)
    positions = np.arange(len(rows)) - np.repeat(starts, lengths)
    value, size, sd = (np.full((len(labels), width), np.nan) for _ in groups)
    for matrix, column in zip((value, size, sd), groups, strict=True):
        matrix[rows, positions] = column
    inside = np.minimum(np.arange(width), lengths[:, None] - 1) + starts[:, None]
    return Matrices(labels, lengths, x[inside], value, size, sd, notes)
