"""Danish working days, and months and quarters as whole numbers: which period is over, and when something is due."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import holidays

USUALLY_CLOSED = ((5, 1), (6, 5), (12, 24), (12, 31))
"""Days (month, day) that are no public holidays but on which many municipalities close; a local setting."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Return the days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Return the date with this day number."""
    return _EPOCH + timedelta(days=number)


def month_number(day: date) -> int:
    """Return year times 12 plus month, from 0 in January: consecutive months are consecutive numbers."""
    return day.year * 12 + day.month - 1


def month_start(number: int) -> date:
    """Return the first day of the month with this number."""
    return date(number // 12, number % 12 + 1, 1)


def period_end(start: date, *, months: int) -> date:
    """Return the last day of the period of ``months`` months that begins on ``start``."""
    return month_start(month_number(start) + months) - timedelta(days=1)


def is_over(start: date, *, months: int, as_of: date) -> bool:
    """Whether data complete up to and including ``as_of`` cover the whole period."""
    return period_end(start, months=months) <= as_of


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month where it has no such day."""
    first = month_start(month_number(day) + months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


@dataclass(frozen=True)
class WorkingDays:
    """The Danish working days from ``first`` to ``last``: Monday to Friday, no public holiday, not locally closed.

    Great Prayer Day was a public holiday up to and including 2023 (source: the holidays package, domain dossier 2.3).
    ``closed_yearly`` are (month, day) that are closed every year; ``closed_days`` are single dates.
    """

    first: date
    last: date
    closed_yearly: tuple[tuple[int, int], ...] = ()
    closed_days: frozenset[date] = frozenset()

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The working days, in order."""
        public = holidays.country_holidays("DK", years=range(self.first.year, self.last.year + 1))
        every = (self.first + timedelta(days=i) for i in range((self.last - self.first).days + 1))
        return tuple(day for day in every if day.weekday() < 5 and day not in public and not self._is_closed(day))

    def _is_closed(self, day: date) -> bool:
        return (day.month, day.day) in self.closed_yearly or day in self.closed_days

    def passed(self, day: date) -> int:
        """Return how many working days lie up to and including ``day``: where a clock stands that starts that day."""
        return bisect_right(self.days, day)

    def reached(self, day: date) -> int:
        """Return the working day an event on ``day`` belongs to: a Saturday belongs to the working day after it."""
        number = self.passed(day)
        return number if number and self.days[number - 1] == day else number + 1

    def between(self, received: date, happened: date) -> int:
        """Return the working days from ``received`` (day 0) to ``happened``.

        At most k exactly when the event lies on or before the k-th working day after the receipt.
        """
        return 0 if received == happened else self.reached(happened) - self.passed(received)


def calendar_rows(working: WorkingDays) -> dict[str, list[date] | list[int]]:
    """Return the calendar table, one row a day: d, day_no, month_no, workday_passed, workday_reached."""
    every = [working.first + timedelta(days=i) for i in range((working.last - working.first).days + 1)]
    is_working = set(working.days)
    passed: list[int] = []
    for day in every:
        passed.append((passed[-1] if passed else 0) + (day in is_working))
    return {
        "d": every,
        "day_no": [day_number(day) for day in every],
        "month_no": [month_number(day) for day in every],
        "workday_passed": passed,
        "workday_reached": [n + (day not in is_working) for day, n in zip(every, passed, strict=True)],
    }


def due_rows(days: Iterable[date], *, months: Iterable[int]) -> dict[str, list[int]]:
    """Return for every day and number of months the day it is due: day_no, months, due_day_no, due_month_no."""
    pairs = [(day, count, add_months(day, count)) for count in sorted(set(months)) for day in days]
    return {
        "day_no": [day_number(day) for day, _, _ in pairs],
        "months": [count for _, count, _ in pairs],
        "due_day_no": [day_number(due) for _, _, due in pairs],
        "due_month_no": [month_number(due) for _, _, due in pairs],
    }
