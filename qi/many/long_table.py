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
    labels, codes = _coded(np.asarray(series))
    x = np.asarray(periods)
    if not len(codes) == len(x) == len(y):
        raise ValueError(f"columns need equal lengths, got {len(codes)} series, {len(x)} periods and {len(y)} values")
    if not _is_ordered(codes, x):
        order = np.lexsort((np.unique(x, return_inverse=True)[1], codes))
        codes, x, y = codes[order], x[order], y[order]
        n = None if n is None else n[order]
    is_new = np.ones(len(codes), dtype=bool)
    is_new[1:] = (x[1:] != x[:-1]) | (codes[1:] != codes[:-1])
    groups = join_rows(chart, y, n, np.cumsum(is_new) - 1, int(is_new.sum()))
    return _matrices(labels, codes[is_new], x[is_new], groups, notes)


def _coded(series: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Distinct labels in order of appearance, and the number of each row's label."""
    starts = np.flatnonzero(np.concatenate([[True], series[1:] != series[:-1]]))
    numbers: dict[object, int] = {}
    block = [numbers.setdefault(label, len(numbers)) for label in series[starts].tolist()]
    codes = np.repeat(np.array(block, dtype=np.int64), np.diff(starts, append=len(series)))
    first = np.unique(block, return_index=True)[1]
    return series[starts][first], codes


def _is_ordered(codes: NDArray[np.int64], x: NDArray[Any]) -> bool:
    is_same = codes[1:] == codes[:-1]
    return bool((codes[1:] >= codes[:-1]).all() and (~is_same | (x[1:] >= x[:-1])).all())


def _matrices(
    labels: NDArray[Any],
    codes: NDArray[np.int64],
    x: NDArray[Any],
    groups: tuple[Numbers, Numbers, Numbers],
    notes: tuple[str, ...],
) -> Matrices:
    lengths = np.bincount(codes, minlength=len(labels))
    width = int(lengths.max())
    if (lengths == width).all():
        value, size, sd = (column.reshape(len(labels), width) for column in groups)
        return Matrices(labels, lengths, x.reshape(len(labels), width), value, size, sd, notes)
    starts = np.cumsum(lengths) - lengths
    positions = np.arange(len(codes)) - np.repeat(starts, lengths)
    value, size, sd = (np.full((len(labels), width), np.nan) for _ in groups)
    for matrix, column in zip((value, size, sd), groups, strict=True):
        matrix[codes, positions] = column
    inside = np.minimum(np.arange(width), lengths[:, None] - 1) + starts[:, None]
    return Matrices(labels, lengths, x[inside], value, size, sd, notes)
