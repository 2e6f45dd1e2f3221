"""The indicators, one file per family; the key is stable, everything about an indicator follows from its record."""

from __future__ import annotations

from qi.indicator import Indicator
from qi.indicators import benefit, deadlines, needs, outcomes, participation, quality, referrals, responses, safety

INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for family in (referrals, deadlines, participation, responses, outcomes, benefit, needs, safety, quality)
    for indicator in family.FAMILY
}
"""Every indicator by key, in the order of the catalogue (domain dossier 1.5)."""
