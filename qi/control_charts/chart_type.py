"""What a chart type is: its traits, the data its formula reads and the lines the formula returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Measure(StrEnum):
    """What the plotted number is made of; it decides how rows with the same period become one subgroup."""

    VALUE = "value"
    SUBGROUP = "subgroup"
    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """Subgroups as a formula reads them: one row per series (or one row), one column per period, NaN = no number.

    ``value`` is plotted, ``size`` the denominator or number of values, ``sd`` their standard deviation. ``base`` marks
    the points that set the centre line; ``sequence`` the positions whose neighbours form moving ranges (a missing
    period breaks the row, an excluded one does not). ``known_centre`` has shape (rows, 1), NaN where it is not known.
    """

    value: Numbers
    size: Numbers
    sd: Numbers
    base: Mask
    sequence: Mask
    known_centre: Numbers
    screen: bool

    def centre_or(self, computed: Numbers) -> Numbers:
        """Return the known centre line, or the computed one where none is known; shape (rows, 1)."""
        return np.where(np.isnan(self.known_centre), computed, self.known_centre)


@dataclass(frozen=True, slots=True)
class Lines:
    """The centre line, shape (rows, 1), and ``at(k)``: the line k standard deviations above it, unclipped."""

    centre: Numbers
    at: Callable[[float], Numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartType:
    """One chart type: ``plot`` gives the plotted numbers from (value, size, sd), ``lines`` its centre and limits."""

    key: str
    title_da: str
    title_en: str
    measure: Measure
    lines: Callable[[ChartData], Lines]
    needs_denominators: bool = False
    takes_denominators: bool = False
    lowest: float = -np.inf
    highest: float = np.inf
    reads_runs: bool = True
    has_limits: bool = True
    min_baseline: int = 2

    def title(self, lang: str) -> str:
        """Return the name of the type in ``lang``."""
        return self.title_da if lang == "da" else self.title_en


def check_centre(chart: ChartType, centre: float | None) -> None:
    """Raise ValueError when a known centre line lies where the numbers of the chart cannot be."""
    if centre is not None and not chart.lowest <= centre <= chart.highest:
        allowed = "of at least 0" if np.isinf(chart.highest) else "between 0 and 1"
        raise ValueError(
            f"{chart.key} chart needs a centre {allowed}, got {centre:g}: give it in the unit of the values"
        )


def mean_over(values: Numbers, where: Mask) -> Numbers:
    """Return the mean of the marked values of each row, shape (rows, 1); NaN where nothing is marked."""
    return ratio_over(values, np.ones_like(values), where)


def ratio_over(numerators: Numbers, denominators: Numbers, where: Mask) -> Numbers:
    """Return sum over sum of the marked values of each row, shape (rows, 1); NaN where nothing is marked."""
    top: Numbers
    bottom: Numbers
    if where.all():  # a sum without a mask is several times as fast
        top, bottom = numerators.sum(axis=-1, keepdims=True), denominators.sum(axis=-1, keepdims=True)
    else:
        top = np.sum(numerators, axis=-1, keepdims=True, where=where)
        bottom = np.sum(denominators, axis=-1, keepdims=True, where=where)
    ratio = np.full_like(top, np.nan)
    np.divide(top, bottom, out=ratio, where=bottom > 0)
    return ratio


def median_over(values: Numbers, where: Mask) -> Numbers:
    """Return the median of the marked values of each row, shape (rows, 1); NaN where nothing is marked."""
    ordered = np.sort(np.where(where, values, np.inf), axis=-1)
    count = where.sum(axis=-1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[-1] - 1), axis=-1)
    return np.where(count > 0, np.where(low == high, low, (low + high) / 2), np.nan)
