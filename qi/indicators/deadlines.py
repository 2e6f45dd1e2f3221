"""Deadlines and waiting: P01, P02, P03, P09, P10. A case counts when its deadline is due; open, it is then a breach."""

from __future__ import annotations

from qi.indicator import Condition, Goal, Indicator, Kind, Maturity, Measure, Page, Spec
from qi.indicators.referrals import OWNER, OWNER_EN, RECORD, RECORD_EN
from qi.verdict import Direction

CONTACT_WORKING_DAYS = 5
"""S1 table 5 and section 8.9; its appendix H says 10."""

ASSESSMENT_WORKING_DAYS = 10
"""S1 section 8.9."""

START_DAYS = 7
"""Paragraph 140: calendar days from discharge, or from the later date in the plan, to the first date offered."""

ASSESSMENT_OBSERVED_DAYS = 60
"""A referral is asked about after 60 days, so that old and new months have had equally long (our proposal)."""

_RECEIVED = "Den måned, henvendelsen er modtaget"
_RECEIVED_EN = "The month the referral is received"

FAMILY = (
    Indicator(
        key="P01",
        title_da="Kontakt inden 5 hverdage",
        title_en="Contact within 5 working days",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Borgere kontaktet senest 5 hverdage efter modtagelsen",
        numerator_en="Citizens contacted within 5 working days of receipt",
        denominator_da="Henvendelser, hvor fristen er nået; åbne sager over fristen tæller som ikke holdt",
        denominator_en="Referrals whose deadline has come; open cases past it count as not met",
        dated_by_da=_RECEIVED,
        dated_by_en=_RECEIVED_EN,
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S1 tabel 5 og afsnit 8.9 (bilag H siger 10 hverdage)",
        reference_en="S1 table 5 and section 8.9 (its appendix H says 10 working days)",
        spec=Spec(
            rests_on=("contact",),
            facts="courses",
            month="received_month",
            settled=(Condition("observed_workdays", ">=", CONTACT_WORKING_DAYS),),
            hit=(Condition("contact_workdays", "<=", CONTACT_WORKING_DAYS),),
        ),
    ),
    Indicator(
        key="P02",
        title_da="Behovsvurdering inden 10 hverdage",
        title_en="Needs assessment within 10 working days",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=Goal(
            90,
            "S1 tabel 7: 90 % inden for sagsbehandlingsfristerne",
            "S1 table 7: 90% within the deadlines for casework",
        ),
        numerator_da="Behovsvurderinger holdt senest 10 hverdage efter modtagelsen",
        numerator_en="Needs assessments held within 10 working days of receipt",
        denominator_da="Henvendelser, hvor fristen er nået; åbne sager over fristen tæller som ikke holdt",
        denominator_en="Referrals whose deadline has come; open cases past it count as not met",
        dated_by_da=_RECEIVED,
        dated_by_en=_RECEIVED_EN,
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S1 tabel 7 og afsnit 8.9",
        reference_en="S1 table 7 and section 8.9",
        spec=Spec(
            rests_on=("needs_assessment",),
            facts="courses",
            month="received_month",
            settled=(Condition("observed_workdays", ">=", ASSESSMENT_WORKING_DAYS),),
            hit=(Condition("assessed_workdays", "<=", ASSESSMENT_WORKING_DAYS),),
        ),
    ),
    Indicator(
        key="P03",
        title_da="Behovsvurdering gennemført",
        title_en="Needs assessment done",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=Goal(
            100, "S1 tabel 7: alle henviste skal behovsvurderes", "S1 table 7: all who are referred shall be assessed"
        ),
        numerator_da="Henvendelser med en behovsvurdering",
        numerator_en="Referrals with a needs assessment",
        denominator_da="Henvendelser, der er mindst 60 dage gamle",
        denominator_en="Referrals at least 60 days old",
        dated_by_da=_RECEIVED,
        dated_by_en=_RECEIVED_EN,
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S1 tabel 7; 60 dage er vores forslag",
        reference_en="S1 table 7; 60 days is our proposal",
        spec=Spec(
            rests_on=("needs_assessment",),
            facts="courses",
            month="received_month",
            settled=(Condition("observed_days", ">=", ASSESSMENT_OBSERVED_DAYS),),
            hit=(Condition("is_assessed", "==", 1),),
        ),
    ),
    Indicator(
        key="P09",
        title_da="Ventetid til første samtale",
        title_en="Wait for the first talk",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.DOWN,
        unit="working_days",
        measure=Measure.MEDIAN,
        goal=Goal(
            ASSESSMENT_WORKING_DAYS,
            "S1 afsnit 8.9: 10 hverdage tilstræbes",
            "S1 section 8.9: 10 working days are aimed at",
        ),
        numerator_da="Median af hverdage fra modtagelse til behovsvurdering; åbne sager tæller som længst",
        numerator_en="Median of working days from receipt to needs assessment; open cases count as longest",
        denominator_da="Henvendelser, undtagen dem, der er lukket uden behovsvurdering",
        denominator_en="Referrals, except those closed without a needs assessment",
        dated_by_da=_RECEIVED,
        dated_by_en=_RECEIVED_EN,
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S1 afsnit 8.9",
        reference_en="S1 section 8.9",
        spec=Spec(
            rests_on=("needs_assessment",),
            facts="courses",
            month="received_month",
            among=(Condition("is_closed_unassessed", "==", 0),),
            value="assessed_workdays",
            maturity=Maturity(lag_days=30),
        ),
    ),
    Indicator(
        key="P10",
        title_da="§ 140: tilbudt start inden 7 dage",
        title_en="§ 140: start offered within 7 days",
        kind=Kind.PROCESS,
        page=Page.REFERRALS,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=Goal(100, "Sundhedsloven § 140 stk. 4", "Health Act, section 140(4)"),
        numerator_da="Genoptræningsplaner med tilbudt start senest 7 dage efter udskrivning",
        numerator_en="Rehabilitation plans with a start offered within 7 days of discharge",
        denominator_da="Genoptræningsplaner, hvor fristen er nået; uden anden kommune, frit valg og fejlsendte",
        denominator_en="Plans whose deadline has come; without other municipalities, free choice and misdirected plans",
        dated_by_da="Den måned, fristen begynder: udskrivning, eller senere dato i planen",
        dated_by_en="The month the deadline begins: discharge, or a later date in the plan",
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="Sundhedsloven § 140 stk. 4; KL-gateway 2.2.0",
        reference_en="Health Act, section 140(4); KL gateway 2.2.0",
        spec=Spec(
            rests_on=("start_offered",),
            facts="courses",
            month="clock_month",
            among=(Condition("law", "==", "140"), Condition("is_outside_limit", "==", 0)),
            settled=(Condition("clock_observed_days", ">=", START_DAYS),),
            hit=(Condition("start_offered_days", "<=", START_DAYS),),
        ),
    ),
)
