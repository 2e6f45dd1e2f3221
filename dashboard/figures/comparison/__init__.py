"""Figures of units side by side: funnel, caterpillar, and lines on one scale. Nothing is computed here."""

from dashboard.figures.comparison.caterpillar import Caterpillar, Row, caterpillar_figure
from dashboard.figures.comparison.funnel import Funnel, FunnelPoint, funnel_figure
from dashboard.figures.comparison.spec import (
    comparison_drawing,
    comparison_figure,
    decimals_of,
    funnel_of,
    lines_on_one_scale,
    row_of,
    value_text,
)

__all__ = [
    "Caterpillar",
    "Funnel",
    "FunnelPoint",
    "Row",
    "caterpillar_figure",
    "comparison_drawing",
    "comparison_figure",
    "decimals_of",
    "funnel_figure",
    "funnel_of",
    "lines_on_one_scale",
    "row_of",
    "value_text",
]
