"""Taking part and staying: P11-P16."""

from __future__ import annotations

from qi.indicator import Condition, Goal, Indicator, Kind, Maturity, Measure, Page, Spec
from qi.indicators.referrals import OWNER, RECORD
from qi.verdict import Direction

COHORT = Maturity(closed_share=0.95, closed_months=12)
"""A start cohort may be judged when 95 % are closed or 12 months have passed (domain dossier 1.5, P13)."""

PHONE_OBSERVED_DAYS = 28
REHABILITATION_OBSERVED_DAYS = 183
"""Six months (our proposal; the publication does not say)."""

_ABOUT_PHONE = "Askjær m.fl., Disabil Rehabil 2023, doi 10.1080/09638288.2023.2238599"

FAMILY = (
    Indicator(
        key="P11",
        title_da="Fremmøde",
        title_en="Attendance",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Fremmødte gange",
        denominator_da="Planlagte gange, hvor dagen er nået",
        dated_by_da="Den måned, gangen var planlagt",
        source_system=RECORD,
        owner=OWNER,
        reference="S0: antal planlagte og fremmødte gange",
        spec=Spec(facts="sessions", month="planned_month", hit=(Condition("is_attended", "==", 1),)),
    ),
    Indicator(
        key="P12",
        title_da="Udeblivelser",
        title_en="No-shows",
        kind=Kind.BALANCING,
        page=Page.REFERRALS,
        direction=Direction.DOWN,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Gange, hvor borgeren udeblev uden afbud",
        denominator_da="Planlagte gange, hvor dagen er nået",
        dated_by_da="Den måned, gangen var planlagt",
        source_system=RECORD,
        owner=OWNER,
        reference="S0: afbud og udeblivelser er hver sit",
        spec=Spec(facts="sessions", month="planned_month", hit=(Condition("is_noshow", "==", 1),)),
    ),
    Indicator(
        key="P13",
        title_da="Gennemførelse",
        title_en="Completion",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=Goal(75, "Eksempel: S2, Sønderborg (Sund Mand), mindst 75 %"),
        numerator_da="Gennemførte forløb",
        denominator_da="Forløb, der begyndte i måneden",
        dated_by_da="Startmåned; tæller med, når 95 % er afsluttet eller efter 12 måneder",
        source_system=RECORD,
        owner=OWNER,
        reference="S2, Sønderborg",
        spec=Spec(
            rests_on=("end",),
            facts="courses",
            month="start_month",
            hit=(Condition("is_completed", "==", 1),),
            maturity=COHORT,
        ),
    ),
    Indicator(
        key="P14",
        title_da="Frafald",
        title_en="Dropout",
        kind=Kind.BALANCING,
        page=Page.REFERRALS,
        direction=Direction.DOWN,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Forløb, som borgeren forlod før tid",
        denominator_da="Forløb, der begyndte i måneden",
        dated_by_da="Startmåned; tæller med, når 95 % er afsluttet eller efter 12 måneder",
        source_system=RECORD,
        owner=OWNER,
        reference="S2; årsagskoder efter KL-gateway",
        spec=Spec(
            rests_on=("dropout",),
            facts="courses",
            month="start_month",
            hit=(Condition("is_dropped", "==", 1),),
            maturity=COHORT,
        ),
    ),
    Indicator(
        key="P15",
        title_da="Telefonmetoden: kontakt",
        title_en="Telephone method: contact",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=Goal(96, "Offentliggjort resultat: kontakt med 96 % af henviste"),
        numerator_da="Borgere, som er nået på telefonen",
        denominator_da="Henviste til telefonmetoden, når der er gået 28 dage",
        dated_by_da="Den måned, henvendelsen er modtaget",
        source_system=RECORD,
        owner=OWNER,
        reference=_ABOUT_PHONE,
        spec=Spec(
            facts="courses",
            month="received_month",
            among=(Condition("is_phone_method", "==", 1),),
            settled=(Condition("observed_days", ">=", PHONE_OBSERVED_DAYS),),
            hit=(Condition("is_phoned", "==", 1),),
        ),
    ),
    Indicator(
        key="P16",
        title_da="Telefonmetoden: rehabilitering efter",
        title_en="Telephone method: rehabilitation after",
        kind=Kind.OUTCOME,
        page=Page.REFERRALS,
        direction=Direction.NEUTRAL,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Borgere, som begyndte på rehabilitering",
        denominator_da="Henviste til telefonmetoden, når der er gået seks måneder",
        dated_by_da="Den måned, henvendelsen er modtaget",
        source_system=RECORD,
        owner=OWNER,
        reference=_ABOUT_PHONE + "; kilden siger ikke, om nævneren er henviste eller kontaktede",
        spec=Spec(
            facts="courses",
            month="received_month",
            among=(Condition("is_phone_method", "==", 1),),
            settled=(Condition("observed_days", ">=", REHABILITATION_OBSERVED_DAYS),),
            hit=(Condition("is_started", "==", 1),),
        ),
    ),
)
