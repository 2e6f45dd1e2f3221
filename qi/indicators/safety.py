"""Adverse events: B01 days between them, B03 days since the last."""

from __future__ import annotations

from qi.indicator import Goal, Indicator, Kind, Measure, Page
from qi.verdict import Direction

_SYSTEM = "Dansk Patientsikkerhedsdatabase (DPSD)"
_OWNER = "Kommunens risikomanager"
_LATE_DA = "Hændelser kan blive meldt sent, så tallet kan blive mindre."
_LATE_EN = "Events may be reported late, so the number may become smaller."

FAMILY = (
    Indicator(
        key="B01",
        title_da="Dage mellem utilsigtede hændelser",
        title_en="Days between adverse events",
        kind=Kind.BALANCING,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="days",
        measure=Measure.GAP,
        numerator_da="Dage siden hændelsen før, højst de seneste 60; den sidste periode løber endnu og tæller ikke med",
        denominator_da="Ingen: et punkt for hver hændelse",
        dated_by_da="Hændelsens dato",
        source_system=_SYSTEM,
        owner=_OWNER,
        reference="I sikre hænder: dage mellem hændelser (S2)",
        caveat_da=_LATE_DA,
        caveat_en=_LATE_EN,
    ),
    Indicator(
        key="B03",
        title_da="Dage siden seneste utilsigtede hændelse",
        title_en="Days since the latest adverse event",
        kind=Kind.BALANCING,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="days",
        measure=Measure.SINCE,
        goal=Goal(300, "I sikre hænder: mindst 300 dage (S2)"),
        numerator_da="Dage fra seneste hændelse til den dag, data går til",
        denominator_da="Ingen: et tal",
        dated_by_da="Den dag, data går til",
        source_system=_SYSTEM,
        owner=_OWNER,
        reference="S2 og S3: dage siden seneste",
        caveat_da=_LATE_DA,
        caveat_en=_LATE_EN,
    ),
)
