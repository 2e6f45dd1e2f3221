"""Rules for non-random variation, one per file, and the rule sets that people know by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qi.signals.alternating import ALTERNATING
from qi.signals.beyond_limits import BEYOND_LIMITS
from qi.signals.box import BEST_BOX, CUT_BOX
from qi.signals.close_to_centre import CLOSE_TO_CENTRE
from qi.signals.crossings import CROSSINGS
from qi.signals.far_from_centre import FAR_FROM_CENTRE
from qi.signals.four_of_five import FOUR_OF_FIVE
from qi.signals.longest_run import LONGEST_RUN
from qi.signals.mdc_two_of_three import MDC_TWO_OF_THREE
from qi.signals.number_of_runs import NUMBER_OF_RUNS
from qi.signals.rule import Rule, RuleSeries
from qi.signals.shift import SHIFT_6, SHIFT_7, SHIFT_8, SHIFT_9
from qi.signals.trend import TREND_5, TREND_6, TREND_7
from qi.signals.two_of_three import TWO_OF_THREE

__all__ = ["RULE_SETS", "Rule", "RuleSeries", "rule_set"]

RULE_SETS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "anhoej": (BEYOND_LIMITS, LONGEST_RUN, CROSSINGS),
        "ihi": (SHIFT_6, TREND_5, NUMBER_OF_RUNS),
        "western_electric": (BEYOND_LIMITS, TWO_OF_THREE, FOUR_OF_FIVE, SHIFT_8),
        "nelson": (
            BEYOND_LIMITS,
            SHIFT_9,
            TREND_6,
            ALTERNATING,
            TWO_OF_THREE,
            FOUR_OF_FIVE,
            CLOSE_TO_CENTRE,
            FAR_FROM_CENTRE,
        ),
        "nhs_mdc": (BEYOND_LIMITS, TREND_7, MDC_TWO_OF_THREE, SHIFT_7),
        "limits": (BEYOND_LIMITS,),
        "bestbox": (BEYOND_LIMITS, BEST_BOX),
        "cutbox": (BEYOND_LIMITS, CUT_BOX),
    }
)
"""Rule sets by name. On a chart without limits the rules that need them never fire; IHI leaves astronomical points to
people, so it has no rule for them."""


def rule_set(name: str) -> tuple[Rule, ...]:
    """Return the rules of a set; raises ValueError with the known names."""
    if name not in RULE_SETS:
        raise ValueError(f"rules needs one of {', '.join(RULE_SETS)}, got {name!r}: choose one of them")
    return RULE_SETS[name]
