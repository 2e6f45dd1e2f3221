"""From the series of units to a comparison, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi.analysis import Analysis
from qi.comparison.pooling import Window, pool, window
from qi.comparison.standardised import expected_of_units
from qi.comparison.units import COMPARED, FEWEST_UNITS, Comparison, compare
from qi.dataset import Dataset
from qi.indicator import Indicator, Measure


class WhyNot(StrEnum):
    """Why units cannot be compared; a state users meet, not an error."""

    NO_QUARTER = "no_quarter"
    FEW_UNITS = "few_units"
    MEASURE = "measure"
    INHABITANTS = "inhabitants"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The series of units by code, and what comparing them gives; ``why_not`` where it gives nothing.

    A comparison of too few units still says who takes no part, and why.
    """

    indicator: Indicator
    analyses: Mapping[str, Analysis]
    within: Window
    comparison: Comparison | None = None
    why_not: WhyNot | None = None


def side_by_side(
    dataset: Dataset,
    indicator: Indicator,
    analyses: Mapping[str, Analysis],
    *,
    first: date | None,
    last: date | None,
    inhabitants: Mapping[str, float] | None = None,
    is_standardised: bool = False,
    by: str = "municipality",
) -> SideBySide:
    """Compare units, divided ``by`` a dimension, over the latest whole quarters; ``inhabitants`` of places, by code."""
    within = window(analyses.values(), first=first, last=last)
    why_not = _why_not(indicator, analyses, within, inhabitants)
    comparison = None
    if why_not is None:
        is_share = indicator.measure is Measure.SHARE
        is_adjusted = is_standardised and is_share
        comparison = compare(
            indicator,
            {code: pool(one, within) for code, one in analyses.items()},
            inhabitants=None if is_share else inhabitants,
            expected=expected_of_units(dataset, indicator.key, analyses, within, by=by) if is_adjusted else None,
        )
        why_not = WhyNot.FEW_UNITS if len(comparison.units) < FEWEST_UNITS else None
    return SideBySide(indicator=indicator, analyses=analyses, within=within, comparison=comparison, why_not=why_not)


def _why_not(
    indicator: Indicator, analyses: Mapping[str, Analysis], within: Window, inhabitants: Mapping[str, float] | None
) -> WhyNot | None:
    if len(analyses) < FEWEST_UNITS:
        return WhyNot.FEW_UNITS
    if indicator.measure not in COMPARED:
        return WhyNot.MEASURE
    if indicator.measure is Measure.COUNT and inhabitants is None:
        return WhyNot.INHABITANTS
    return WhyNot.NO_QUARTER if within.is_empty else None
