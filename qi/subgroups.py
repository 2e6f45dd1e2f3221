"""The subgroup table: per period the cases, the numerator and the value, and what may not be counted or shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Status(StrEnum):
    """What one subgroup may be used for. Only COUNTED points enter centre line and rules."""

    COUNTED = "counted"
    IMMATURE = "immature"  # some of its cases are not decided yet; drawn open
    PARTIAL = "partial"  # the period is not over; drawn open
    SUPPRESSED = "suppressed"  # 1 to k-1 citizens: no value leaves this table
    EMPTY = "empty"  # denominator 0: the period stays on the axis without a point


@dataclass(frozen=True, slots=True)
class SubgroupTable:
    """One indicator over consecutive periods; all arrays have one entry per period on the axis.

    ``value`` is in the unit of the indicator (percent 0-100) and NaN where there is no point.
    A suppressed subgroup carries 0 in ``n`` and ``numerator`` and NaN in ``value``: no later step can leak it.
    """

    starts: tuple[date, ...]
    n: NDArray[np.int64]
    numerator: NDArray[np.int64]
    value: NDArray[np.float64]
    pending: NDArray[np.int64]
    status: tuple[Status, ...]

    @property
    def counted(self) -> NDArray[np.float64]:
        """The values that rules may read: NaN wherever the subgroup is not counted."""
        is_counted = np.array([s is Status.COUNTED for s in self.status], dtype=bool)
        return np.where(is_counted, self.value, np.nan)
