"""Which citizens and which period a page, a link or an export is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Period(StrEnum):
    """The length of a subgroup on the time axis."""

    MONTH = "month"
    QUARTER = "quarter"
    WEEK = "week"
    DAY = "day"
    YEAR = "year"
    POINT = "point"  # a series without dates: the n-th point starts on day n of the calendar


DATASET_PERIODS = (Period.MONTH, Period.QUARTER)
"""The periods a dataset can be asked for; the others come with series of people's own."""


BACKGROUND = ("sex", "age_group", "education", "employment", "origin", "housing")
"""What is known of the citizen when the course began, by which numbers may be split."""

DIMENSIONS = ("municipality", "programme", "unit", *BACKGROUND, "source", "law")
"""The columns a selection may restrict; every case and every subgroup cell carries them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A choice of values per dimension (empty = all), a closed span of months, and a period length.

    ``first`` and ``last`` are first days of months; None means from the first, or up to the latest, month of the data.
    Values are codes of the dataset, in sorted order, so equal selections are equal values.
    """

    municipality: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    age_group: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    employment: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    housing: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    period: Period = Period.MONTH

    def restrictions(self) -> dict[str, tuple[str, ...]]:
        """Return the dimensions that are restricted, with their chosen values."""
        return {name: chosen for name in DIMENSIONS if (chosen := getattr(self, name))}
