"""Units side by side for the pages: computed once, told only to those who may compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache as once

from dashboard import cache, preparing, viewer
from qi.access import Right
from qi.comparison import matrix as qi_matrix
from qi.comparison import need as qi_need
from qi.comparison import side_by_side as qi_side_by_side
from qi.comparison.matrix import Matrix
from qi.comparison.need import NeedCovered
from qi.comparison.published import Series, published_series
from qi.comparison.side_by_side import SideBySide
from qi.comparison.units_of import PUBLISHED, units_of
from qi.coverage import NEED_PROGRAMME
from qi.indicator import Page
from qi.indicators import INDICATORS
from qi.selection import Selection


@once
def matrix_keys() -> tuple[str, ...]:
    """Return the indicators of the matrix: all that have a lattice and can be better or worse, or count citizens.

    Needs are neither good nor bad, and their many charts would only bring more false signals.
    """
    return tuple(key for key in comparable_keys() if INDICATORS[key].page is not Page.NEEDS)


@once
def comparable_keys() -> tuple[str, ...]:
    """Return the indicators that can be told of several municipalities: those that count cases of citizens."""
    return tuple(key for key in cache.chart_keys() if INDICATORS[key].spec)


def n_unprepared() -> int:
    """Return how many lattices of the matrix are not ready yet; they are begun when somebody first asks."""
    preparing.begin(matrix_keys())
    return preparing.n_left(matrix_keys())


@viewer.allowed(Right.COMPARE)
@cache.per_state(64)
def municipality_matrix(
    keys: tuple[str, ...], programme: tuple[str, ...], first: date | None, last: date | None
) -> Matrix:
    """Return the verdict of every indicator in ``keys`` in every municipality, as published."""
    asked = Selection(programme=programme, first=first, last=last)
    codes = cache.dataset().codes["municipality"]
    series: list[Series] = []
    for key in keys:
        series += published_series(
            cache.dataset(),
            INDICATORS[key],
            asked,
            lattice=cache.lattice_of(key),
            codes=codes,
            annotations=cache.chart_annotations(),
        )
    return qi_matrix.matrix(series)


@viewer.allowed(Right.COMPARE)
def side_by_side(key: str, selection: Selection, by: str, *, is_standardised: bool = False) -> SideBySide:
    """Return the units of one dimension side by side: municipalities and programmes as published, others as one's own.

    Raises ValueError for a selection that may not be divided like that (see ``qi.comparison.units_of.refused``).
    """
    if by not in PUBLISHED:
        viewer.current().check(selection)
    return _side_by_side(key, selection, by, is_standardised=is_standardised)


@cache.per_state(64)
def _side_by_side(key: str, selection: Selection, by: str, *, is_standardised: bool) -> SideBySide:
    data = cache.dataset()
    asked = units_of(data, selection, by)
    series = {
        code: cache.published(key, one) if by in PUBLISHED else cache.analysis(key, one) for code, one in asked.items()
    }
    return qi_side_by_side.side_by_side(
        data,
        INDICATORS[key],
        series,
        first=selection.first,
        last=selection.last,
        inhabitants=data.population if by == "municipality" else None,
        is_standardised=is_standardised,
        by=by,
    )


@viewer.allowed(Right.COMPARE)
def need_covered(selection: Selection) -> NeedCovered | None:
    """Return how much of the expected need each municipality covers, as published."""
    if NEED_PROGRAMME not in (selection.programme or (NEED_PROGRAMME,)):
        return None
    found = side_by_side("R04", replace(selection, programme=(NEED_PROGRAMME,)), "municipality")
    return qi_need.need_covered(found.analyses, cache.dataset().expected_need, found.within)
