"""Coverage of the expected need (R05): courses started in a year against the need expected, with a Poisson interval."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qi import calendar
from qi.cube import SUMS
from qi.dataset import Dataset
from qi.disclosure import is_small
from qi.intervals import Interval, poisson_exact
from qi.selection import Selection

NEED_PROGRAMME = "cancer"
"""The expected need is about cancer. Source: S1 table 3, 40 % of new cases a year; very uncertain."""

MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageYear:
    """One year; ``percent`` (0-100) and ``interval`` are of the expected need of the months the data hold.

    Only municipalities with an expected need are counted.
    """

    year: int
    months: int
    expected: float
    started: int = 0
    percent: float | None = None
    interval: Interval | None = None
    is_suppressed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all twelve months are over and counted."""
        return self.months == MONTHS_OF_YEAR


def coverage(dataset: Dataset, selection: Selection) -> tuple[CoverageYear, ...]:
    """Return the coverage of each year; months that are not over are left out, and so is their share of the need.

    Only municipality, programme and period of the selection are used: the need is not known for other groups. Empty
    where no selected municipality has an expected need, or the programme is not chosen.
    """
    chosen = selection.municipality or tuple(dataset.municipalities)
    known = tuple(code for code in chosen if code in dataset.expected_need)
    if not known or NEED_PROGRAMME not in (selection.programme or (NEED_PROGRAMME,)):
        return ()
    need = sum(dataset.expected_need[code] for code in known)
    who = Selection(municipality=known, programme=(NEED_PROGRAMME,))
    sums = dataset.cube.select(who, ["R04"])["R04"]
    by_year: dict[int, list[tuple[int, int]]] = {}
    for month in _months(dataset, selection):
        row = sums[month - dataset.cube.first_month]
        by_year.setdefault(month // MONTHS_OF_YEAR, []).append(
            (int(row[SUMS.index("n")]), int(row[SUMS.index("citizens")]))
        )
    return tuple(_year(year, counts, need=need) for year, counts in by_year.items())


def _months(dataset: Dataset, selection: Selection) -> list[int]:
    every = range(dataset.cube.first_month, dataset.cube.first_month + dataset.cube.n_months)
    first = calendar.month_number(selection.first) if selection.first else every[0]
    last = calendar.month_number(selection.last) if selection.last else every[-1]
    return [
        month
        for month in every
        if first <= month <= last and calendar.is_over(calendar.month_start(month), months=1, as_of=dataset.as_of)
    ]


def _year(year: int, counts: list[tuple[int, int]], *, need: int) -> CoverageYear:
    expected = need * len(counts) / MONTHS_OF_YEAR
    started, citizens = sum(n for n, _ in counts), sum(citizens for _, citizens in counts)
    empty = CoverageYear(year=year, months=len(counts), expected=expected)
    if is_small(citizens, started):
        return replace(empty, is_suppressed=True)
    if expected == 0:
        return empty
    return replace(
        empty,
        started=started,
        percent=started * 100 / expected,
        interval=poisson_exact(started).scaled(100 / expected),
    )
