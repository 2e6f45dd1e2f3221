"""One stretch of time for all units: the latest whole quarters that are settled everywhere, and the sums over them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from qi import calendar
from qi.analysis import Analysis
from qi.subgroups import MONTHS, Status

QUARTERS = 4
"""Quarters compared: a year, so that no season weighs more in one unit than in another."""

_UNSETTLED = (Status.IMMATURE, Status.PARTIAL, Status.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The sums of the periods of one unit that may be shown; counts of periods, and the months that were summed."""

    numerator: int
    n: int
    n_months: int
    n_shown: int
    n_hidden: int


@dataclass(frozen=True, slots=True)
class Window:
    """Whole quarters, by number (year * 4 + 0 to 3), both ends included; empty where ``last`` is before ``first``."""

    first: int
    last: int

    @property
    def is_empty(self) -> bool:
        """Whether no quarter is in it."""
        return self.last < self.first

    @property
    def starts_on(self) -> date:
        """First day of the first quarter."""
        return calendar.month_start(self.first * 3)

    @property
    def last_month(self) -> date:
        """First day of the last month."""
        return calendar.month_start(self.last * 3 + 2)

    def holds(self, start: date) -> bool:
        """Whether a period that starts on this day lies in the window."""
        return self.first <= calendar.month_number(start) // 3 <= self.last


def window(
    analyses: Collection[Analysis], *, first: date | None, last: date | None, quarters: int = QUARTERS
) -> Window:
    """Return the latest whole quarters within the months ``first`` to ``last`` that are settled in every analysis.

    Empty where no whole quarter is left.
    """
    latest = min((_last_settled(one) for one in analyses), default=-1)
    end = min(latest, (calendar.month_number(last) + 1) // 3 - 1) if last else latest
    earliest = -(-calendar.month_number(first) // 3) if first else 0
    return Window(max(earliest, end - quarters + 1), end)


def _last_settled(analysis: Analysis) -> int:
    """Return the last quarter that is over and in which no case is open; -1 where there is none."""
    table, months = analysis.table, MONTHS[analysis.selection.period]
    if not table.starts:
        return -1
    numbers = [calendar.month_number(start) for start in table.starts]
    open_quarters = {number // 3 for number, status in zip(numbers, table.status, strict=True) if status in _UNSETTLED}
    quarter = (numbers[-1] + months) // 3 - 1
    while quarter in open_quarters:
        quarter -= 1
    return quarter if quarter * 3 >= numbers[0] else -1


def pool(analysis: Analysis, within: Window) -> Pooled:
    """Return the sums of the counted periods of a series that lie in the window."""
    table = analysis.table
    inside = np.array([within.holds(start) for start in table.starts], dtype=bool)
    is_shown = inside & np.array([status is Status.COUNTED for status in table.status], dtype=bool)
    is_hidden = inside & np.array([status is Status.SUPPRESSED for status in table.status], dtype=bool)
    n_shown = int(is_shown.sum())
    return Pooled(
        numerator=int(table.numerator[is_shown].sum()),
        n=int(table.n[is_shown].sum()),
        n_months=n_shown * MONTHS[analysis.selection.period],
        n_shown=n_shown,
        n_hidden=int(is_hidden.sum()),
    )
