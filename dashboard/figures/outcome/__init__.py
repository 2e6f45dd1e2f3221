"""Figures of outcomes and needs: means, paired change, distributions, attrition and ranked shares.

Each is drawn for several widths with text of one size; ``fit`` sends them all and the stylesheet shows the widest
that fits. The numbers come from ``qi.change`` and are never computed here.
"""

from dashboard.figures.outcome.attrition import attrition_figure
from dashboard.figures.outcome.change import Effect, Scale, change_figure, effects_figure
from dashboard.figures.outcome.distribution import distribution_figure
from dashboard.figures.outcome.flows import flows_figure
from dashboard.figures.outcome.groups import GroupRow, groups_figure
from dashboard.figures.outcome.means import means_figure
from dashboard.figures.outcome.needs import RankedShare, needs_figure
from dashboard.figures.outcome.steps import steps_figure
from dashboard.figures.outcome.waiting import waiting_figure

__all__ = [
    "Effect",
    "GroupRow",
    "RankedShare",
    "Scale",
    "attrition_figure",
    "change_figure",
    "distribution_figure",
    "effects_figure",
    "flows_figure",
    "groups_figure",
    "means_figure",
    "needs_figure",
    "steps_figure",
    "waiting_figure",
]
