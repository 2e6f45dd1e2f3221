"""From a comparison to what its figure draws: names, words and numbers, in alphabetical order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from dashboard.figures import scales
from dashboard.figures.comparison.caterpillar import Row
from dashboard.figures.comparison.funnel import Funnel, FunnelPoint
from dashboard.figures.spec import ChartSpec, chart_spec
from qi import formats
from qi.analysis import Analysis
from qi.comparison.limits import INNER, OUTER
from qi.comparison.units import Comparison, Unit, funnel
from qi.indicator import Indicator, Measure
from qi.wording import sentence

STEPS = 120
"""Sizes at which the limits of a funnel are drawn."""


def value_text(indicator: Indicator, value: float, lang: str, *, decimals: int = 0) -> str:
    """Write a compared value: a whole percentage, or a rate with one decimal."""
    if indicator.measure is Measure.COUNT:
        return formats.number(value, max(1, decimals), lang=lang)
    return formats.percent(value, decimals, lang=lang)


def funnel_of(comparison: Comparison, names: Mapping[str, str], lang: str) -> Funnel:
    """Return the funnel of a comparison that has units enough for one."""
    is_count = comparison.indicator.measure is Measure.COUNT
    largest = max(unit.size for unit in comparison.units) * 1.04
    sizes = np.unique(np.ceil(np.linspace(largest / STEPS, largest, STEPS)))
    outer_low, inner_low, inner_high, outer_high = (line.tolist() for line in funnel(comparison, sizes))
    centre = comparison.centre or 0.0
    return Funnel(
        points=[FunnelPoint(names[u.code], u.size, u.value, u.tone) for u in comparison.units],
        sizes=sizes.tolist(),
        limits=(outer_low, inner_low, inner_high, outer_high),
        centre=centre,
        is_percent=not is_count,
        centre_text=sentence("compare.overall", lang, value=value_text(comparison.indicator, centre, lang)),
        inner_text=formats.percent(100 * INNER, lang=lang),
        outer_text=formats.percent(100 * OUTER, 1, lang=lang),
        size_text=sentence("compare.size_count" if is_count else "compare.size_share", lang),
    )


def row_of(unit: Unit, name: str, indicator: Indicator, lang: str) -> Row:
    """Return the row of one unit in a caterpillar."""
    text = value_text(indicator, unit.value, lang)
    return Row(name, unit.value, text, unit.interval, unit.inner, unit.outer, unit.tone)


def lines_on_one_scale(analyses: Sequence[Analysis], lang: str) -> list[ChartSpec]:
    """Return the run charts of one indicator with one value axis that holds them all."""
    specs = [chart_spec(one, lang) for one in analyses]
    drawn = [spec for spec in specs if any(value is not None for value in spec.y)]
    if not drawn:
        return specs
    bottom, top = min(spec.bottom for spec in drawn), max(spec.top for spec in drawn)
    is_percent = drawn[0].unit == "percent"
    ticks = scales.y_ticks(bottom, top, is_percent=is_percent, lang=lang)
    return [replace(spec, bottom=bottom, top=top, y_ticks=ticks) for spec in specs]
