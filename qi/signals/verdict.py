"""Which signal leads when several rules fire, and the verdict it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from qi.signals.rule import Mask, Rule
from qi.verdict import Verdict

ORDER = (Verdict.RUN, Verdict.BEYOND, Verdict.TREND, Verdict.NEAR_LIMIT, Verdict.CROSSINGS, Verdict.OTHER)
"""Who leads when two signals end at the same point (wording rules 1.2)."""


def leading_verdict(rules: Sequence[Rule], signals: Mapping[str, Mask]) -> Verdict:
    """Return the verdict of the signal that ends latest, RANDOM when no rule fires; masks have shape (periods,).

    A long run together with few crossings is BOTH; more than one point beyond the limits is BEYOND_SEVERAL.
    """
    leader = leading_rule(rules, signals)
    if leader is None:
        return Verdict.RANDOM
    kinds = {rule.verdict for rule in rules if signals[rule.key].any()}
    if leader.verdict in (Verdict.RUN, Verdict.CROSSINGS) and {Verdict.RUN, Verdict.CROSSINGS} <= kinds:
        return Verdict.BOTH
    if leader.verdict is Verdict.BEYOND and signals[leader.key].sum() > 1:
        return Verdict.BEYOND_SEVERAL
    return leader.verdict


def leading_rule(rules: Sequence[Rule], signals: Mapping[str, Mask]) -> Rule | None:
    """Return the rule whose signal ends latest, None when no rule fires; masks have shape (periods,)."""
    fired = [rule for rule in rules if signals[rule.key].any()]
    return min(
        fired,
        key=lambda rule: (-int(np.flatnonzero(signals[rule.key])[-1]), ORDER.index(rule.verdict)),
        default=None,
    )
