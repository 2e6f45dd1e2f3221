"""Which positions belong to which phase, for many series; common to all or by series label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from qi.control_charts.chart_type import Mask, Numbers
from qi.many.long_table import Matrices

Integers = NDArray[np.int64]
Rows = slice
T = TypeVar("T")
NEVER = np.iinfo(np.int64).max // 2


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """``edges`` (series, phases + 1): first position of each phase, then the end; phases a series lacks are empty.

    ``freeze`` (series,): baseline positions of each phase, ``NEVER`` for all. ``left_out`` (series, positions).
    ``centre`` (series, 1): known centre line, NaN for none.
    """

    edges: Integers
    freeze: Integers
    left_out: Mask
    centre: Numbers

    def rows(self, chosen: slice) -> PhasePlan:
        """Return the plan of some of the series."""
        return PhasePlan(self.edges[chosen], self.freeze[chosen], self.left_out[chosen], self.centre[chosen])


def plan_phases(
    data: Matrices,
    *,
    split: Sequence[int] | Mapping[object, Sequence[int]],
    freeze: int | Mapping[object, int] | None,
    exclude: Sequence[int] | Mapping[object, Sequence[int]],
    centre: float | Mapping[object, float] | None,
) -> PhasePlan:
    """Return the plan; raises ValueError for positions outside a series, like ``qi.phases.lay_phases``."""
    width = max((len(starts) for _, starts in _each(split, data)), default=0) + 2
    edges = np.repeat(data.n_positions[:, None], width, axis=1)
    edges[:, 0] = 0
    for rows, starts in _each(split, data):
        last = int(data.n_positions[rows].min()) - 1
        _require(list(starts) == sorted(set(starts)), "split", "increasing positions", starts)
        _require(all(0 < start <= last for start in starts), "split", f"positions from 1 to {last}", starts)
        edges[rows, 1 : len(starts) + 1] = list(starts)
    left_out = np.zeros(data.value.shape, dtype=bool)
    for rows, positions in _each(exclude, data):
        last = int(data.n_positions[rows].min()) - 1
        _require(all(0 <= i <= last for i in positions), "exclude", f"positions from 0 to {last}", positions)
        left_out[rows, list(positions)] = True
    frozen = np.full(len(data.labels), NEVER)
    for rows, count in _each(freeze, data):
        _require(count >= 1, "freeze", "at least 1 point", count)
        frozen[rows] = count
    known = np.full((len(data.labels), 1), np.nan)
    for rows, value in _each(centre, data):
        known[rows] = value
    return PhasePlan(edges, frozen, left_out, known)


def _each(setting: T | Mapping[object, T] | None, data: Matrices) -> list[tuple[Rows, T]]:
    """The rows a setting holds for: all of them, or those of each label that is named."""
    if setting is None:
        return []
    if not isinstance(setting, Mapping):
        return [(slice(None), setting)] if setting != () else []
    row_of = {label: row for row, label in enumerate(data.labels.tolist())}
    unknown = [label for label in setting if label not in row_of]
    _require(not unknown, "settings by series", "labels of series in the table", unknown)
    return [(slice(row_of[label], row_of[label] + 1), value) for label, value in setting.items()]


def _require(is_right: bool, what: str, demand: str, came: object) -> None:
    if not is_right:
        raise ValueError(f"{what} needs {demand}, got {came}: correct it")
