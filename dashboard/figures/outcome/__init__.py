"""Figures of outcomes and needs: means, paired change, distributions, attrition and ranked shares.

Each is drawn for several widths with text of one size; ``fit`` sends them all and the stylesheet shows the widest
that fits. The numbers come from ``qi.change`` and are never computed here.
"""

from dashboard.figures.outcome.attrition import attrition_figure
from dashboard.figures.outcome.change import change_figure
from dashboard.figures.outcome.distribution import distribution_figure
from dashboard.figures.outcome.means import means_figure
from dashboard.figures.outcome.needs import RankedShare, needs_figure

__all__ = [
    "RankedShare",
    "attrition_figure",
    "change_figure",
    "distribution_figure",
    "means_figure",
    "needs_figure",
]
