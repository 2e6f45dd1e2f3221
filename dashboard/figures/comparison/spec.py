"""From a comparison to what its figure draws: names, words and numbers, in alphabetical order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil, floor

import numpy as np
from markupsafe import Markup

from dashboard.figures.comparison.caterpillar import Caterpillar, Row, caterpillar_drawing, caterpillar_figure
from dashboard.figures.comparison.funnel import Funnel, FunnelPoint, funnel_drawing, funnel_figure
from dashboard.figures.spec import ChartSpec, chart_spec
from qi import formats
from qi.analysis import Analysis
from qi.comparison.limits import INNER, OUTER
from qi.comparison.units import Comparison, Unit, funnel
from qi.indicator import Measure
from qi.wording import sentence
from qi.wording.nouns import PERCENT

STEP_OF_SCALE = 10.0
"""A common scale of percentages begins and ends at a round number that can be said in words."""

STEPS = 120
"""Sizes at which the limits of a funnel are drawn."""


FINE = 20.0
"""Below this overall percentage a whole per cent is too coarse to tell units apart."""


def decimals_of(comparison: Comparison) -> int:
    """Return the decimals that the numbers of a comparison need: rates and small percentages have one."""
    is_fine = comparison.indicator.measure is Measure.COUNT or (comparison.centre or 0.0) < FINE
    return 1 if is_fine else 0


def value_text(comparison: Comparison, value: float, lang: str) -> str:
    """Write a compared value: a percentage, or a rate."""
    write = formats.number if comparison.indicator.measure is Measure.COUNT else formats.percent
    return write(value, decimals_of(comparison), lang=lang)


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
        centre_text=sentence("compare.overall", lang, value=value_text(comparison, centre, lang)),
        inner_text=formats.percent(100 * INNER, lang=lang),
        outer_text=formats.percent(100 * OUTER, 1, lang=lang),
        size_text=sentence("compare.size_count" if is_count else "compare.size_share", lang),
    )


def row_of(unit: Unit, name: str, comparison: Comparison, lang: str) -> Row:
    """Return the row of one unit in a caterpillar."""
    text = value_text(comparison, unit.value, lang)
    return Row(name, unit.value, text, unit.interval, unit.inner, unit.outer, unit.tone)


def caterpillar_of(comparison: Comparison, names: Mapping[str, str], lang: str) -> Caterpillar:
    """Return the rows of a comparison of few units."""
    centre = comparison.centre or 0.0
    return Caterpillar(
        rows=[row_of(unit, names[unit.code], comparison, lang) for unit in comparison.units],
        centre=centre,
        centre_text=sentence("compare.overall", lang, value=value_text(comparison, centre, lang)),
        is_percent=comparison.indicator.measure is Measure.SHARE,
    )


def comparison_figure(comparison: Comparison, names: Mapping[str, str], *, label: str, lang: str) -> Markup:
    """Return a comparison as a funnel, or as a caterpillar where there are too few units for one."""
    if comparison.has_funnel:
        return funnel_figure(funnel_of(comparison, names, lang), label=label, lang=lang)
    return caterpillar_figure(caterpillar_of(comparison, names, lang), label=label, lang=lang)


def comparison_drawing(comparison: Comparison, names: Mapping[str, str], width: float, *, label: str, lang: str) -> str:
    """Return the same figure for one width, in px."""
    if comparison.has_funnel:
        return funnel_drawing(funnel_of(comparison, names, lang), width, label=label, lang=lang)
    return caterpillar_drawing(caterpillar_of(comparison, names, lang), width, label=label, lang=lang)


def lines_on_one_scale(analyses: Sequence[Analysis], lang: str) -> list[ChartSpec]:
    """Return the run charts of one indicator with one value axis that holds them all."""
    specs = [chart_spec(one, lang) for one in analyses]
    drawn = [spec for spec in specs if any(value is not None for value in spec.y)]
    if not drawn:
        return specs
    step = STEP_OF_SCALE if drawn[0].unit == PERCENT else 1.0
    bottom = step * floor(min(spec.bottom for spec in drawn) / step)
    top = step * ceil(max(spec.top for spec in drawn) / step)
    # Gridlines without numbers beside them would only be noise.
    return [replace(spec, bottom=bottom, top=top, y_ticks=()) for spec in specs]
