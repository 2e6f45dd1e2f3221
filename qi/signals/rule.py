"""What a rule is: one signature, series in and marked points out; and the window that most rules read through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qi.run_charts import sides_of, tie_tolerance
from qi.signals.runs import Runs, runs_of
from qi.verdict import Verdict

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class RuleSeries:
    """One phase of one or many series as a rule reads it; arrays are (..., periods), ``centre`` (..., 1).

    ``points`` marks the points that count. ``at(k)`` is the line k standard deviations above the centre line and
    ``lower`` and ``upper`` are the drawn limits; all three are NaN on a run chart, and then nothing is beyond them.
    """

    values: Numbers
    centre: Numbers
    points: Mask
    at: Callable[[float], Numbers]
    lower: Numbers
    upper: Numbers

    @cached_property
    def counted(self) -> Numbers:
        """The values of the points that count, NaN elsewhere."""
        return self.values if self.points.all() else np.where(self.points, self.values, np.nan)

    @cached_property
    def tolerance(self) -> Numbers:
        """How far apart two numbers may lie and still be equal; shape (..., 1)."""
        return tie_tolerance(self.counted, self.centre)

    @cached_property
    def sides(self) -> NDArray[np.int8]:
        """1 above, -1 below, 0 on the centre line or where no point counts."""
        return sides_of(self.counted, self.centre, self.tolerance)

    @cached_property
    def n_useful(self) -> NDArray[np.int64]:
        """Number of points off the centre line; shape (...,)."""
        return np.asarray(np.count_nonzero(self.sides, axis=-1))

    @cached_property
    def runs(self) -> Runs:
        """Length of each point's run, and crossings."""
        return runs_of(self.sides)

    def above(self, line: Numbers) -> Mask:
        """Points above a line by more than rounding."""
        return np.asarray(self.counted - line > self.tolerance)

    def below(self, line: Numbers) -> Mask:
        """Points below a line by more than rounding."""
        return np.asarray(line - self.counted > self.tolerance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: ``flag`` marks the points that form its signal. ``verdict`` says what kind of sentence it leads to.

    ``length`` is the number of points a shift or trend needs. ``reads_neighbours`` is False for rules that may be read
    where neighbours share data (moving ranges). ``judges_phase``: the rule judges a whole phase, so it is only read
    where there are points enough for a verdict; the others mark their pattern wherever it occurs.
    """

    key: str
    title_da: str
    title_en: str
    verdict: Verdict
    flag: Callable[[RuleSeries], Mask]
    needs_limits: bool = False
    length: int = 0
    reads_neighbours: bool = True
    judges_phase: bool = False


def mark_windows(
    hits: Mask, among: Mask, *, length: int, at_least: int | None = None, within: Mask | None = None
) -> Mask:
    """Mark the hits in every window of ``length`` neighbours in ``among`` that holds ``at_least`` hits (default all).

    Positions outside ``among`` are stepped over, so they neither break nor extend a pattern. ``within``: a window only
    counts when all its points are marked there too. Shapes (..., periods).
    """
    if hits.shape[-1] < length:
        return np.zeros_like(hits)
    order = None if among.all() else np.argsort(~among, axis=-1, kind="stable")
    hits, allowed = _packed(hits & among, order), _packed(among if within is None else among & within, order)
    needed = length if at_least is None else at_least
    is_end = (_latest(hits, length) >= needed) & (_latest(allowed, length) == length)
    return _unpacked(hits & _reaching_back(is_end, length), order)


def _packed(mask: Mask, order: NDArray[np.int64] | None) -> Mask:
    return mask if order is None else np.take_along_axis(mask, order, axis=-1)


def _unpacked(mask: Mask, order: NDArray[np.int64] | None) -> Mask:
    if order is None:
        return mask
    spread = np.zeros_like(mask)
    np.put_along_axis(spread, order, mask, axis=-1)
    return spread


def _latest(mask: Mask, length: int) -> NDArray[np.int32]:
    """How many of the ``length`` positions ending here are marked."""
    counts = np.cumsum(mask, axis=-1, dtype=np.int32)
    counts[..., length:] -= counts[..., :-length].copy()
    return counts


def _reaching_back(ends: Mask, length: int) -> Mask:
    """Positions that lie in a window of ``length`` with a marked end."""
    return _latest(ends[..., ::-1], length)[..., ::-1] > 0


def mark_rows_of_steps(steps: Mask, among: Mask, length: int) -> Mask:
    """Mark the points joined by ``length`` or more steps in a row, the one the first step starts from included.

    A step belongs to the position it ends at. Positions outside ``among`` are stepped over.
    """
    ends = mark_windows(steps, among, length=length)
    order = np.argsort(~among, axis=-1, kind="stable")
    packed = _packed(ends, order)
    starts = np.zeros_like(packed)
    starts[..., :-1] = packed[..., 1:] & ~packed[..., :-1]
    return ends | _unpacked(starts, order)


def previous_point(values: Numbers, points: Mask) -> Numbers:
    """Return the value of the counted point before each position; NaN where there is none."""
    positions = np.where(points, np.arange(values.shape[-1]), -1)
    latest = np.maximum.accumulate(positions, axis=-1)
    before = np.concatenate([np.full_like(latest[..., :1], -1), latest[..., :-1]], axis=-1)
    return np.where(before >= 0, np.take_along_axis(values, np.maximum(before, 0), axis=-1), np.nan)
