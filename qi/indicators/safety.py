"""Adverse events: B01 days between them, B03 days since the last."""

from __future__ import annotations

from qi.indicator import Goal, Indicator, Kind, Measure, Page
from qi.verdict import Direction

_SYSTEM = "Dansk Patientsikkerhedsdatabase (DPSD)"
_SYSTEM_EN = "Danish Patient Safety Database (DPSD)"
_OWNER = "Kommunens risikomanager"
_OWNER_EN = "The municipality's risk manager"
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
        numerator_en="Days since the event before, at most the latest 60; the last stretch still runs, uncounted",
        denominator_da="Ingen: et punkt for hver hændelse",
        denominator_en="None: one point for each event",
        dated_by_da="Hændelsens dato",
        dated_by_en="The date of the event",
        source_system=_SYSTEM,
        source_system_en=_SYSTEM_EN,
        owner=_OWNER,
        owner_en=_OWNER_EN,
        reference="I sikre hænder: dage mellem hændelser (S2)",
        reference_en="In Safe Hands: days between events (S2)",
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
        goal=Goal(300, "I sikre hænder: mindst 300 dage (S2)", "In Safe Hands: at least 300 days (S2)"),
        numerator_da="Dage fra seneste hændelse til den dag, data går til",
        numerator_en="Days from the latest event to the day the data end",
        denominator_da="Ingen: et tal",
        denominator_en="None: one number",
        dated_by_da="Den dag, data går til",
        dated_by_en="The day the data end",
        source_system=_SYSTEM,
        source_system_en=_SYSTEM_EN,
        owner=_OWNER,
        owner_en=_OWNER_EN,
        reference="S2 og S3: dage siden seneste",
        reference_en="S2 and S3: days since the latest",
        caveat_da=_LATE_DA,
        caveat_en=_LATE_EN,
    ),
)
