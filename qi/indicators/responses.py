"""Response rates and complete pairs: D01-D04. An answer may come up to 28 days after the questionnaire was sent."""

from __future__ import annotations

from qi.dataset import ANSWER_DAYS
from qi.indicator import Condition, Goal, Indicator, Kind, Measure, Page, Spec
from qi.verdict import Direction

END_CAVEAT_DA = "Ikke sammenlign antal med start, da flere stadig er i forløb."
END_CAVEAT_EN = "Do not compare numbers with start, as several are still in their course."

SURVEY = "Spørgeskemasystem"
SURVEY_EN = "Questionnaire system"
OWNER = "Kommunens ansvarlige for spørgeskemaer"
OWNER_EN = "The municipality's person responsible for questionnaires"

_ANSWERED = (Condition("is_answered", "==", 1),)
_WINDOW_OVER = (Condition("observed_days", ">=", ANSWER_DAYS),)

FAMILY = (
    Indicator(
        key="D01",
        title_da="Svarprocent, startskema",
        title_en="Response rate, start questionnaire",
        kind=Kind.DATA_QUALITY,
        page=Page.RESPONSE,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=Goal(
            80, "Lokalt mål: mindst 80 % (81 % offentliggjort, S0)", "Local goal: at least 80% (81% published, S0)"
        ),
        numerator_da="Besvarede startskemaer",
        numerator_en="Start questionnaires answered",
        denominator_da="Sendte startskemaer, når der er gået 28 dage",
        denominator_en="Start questionnaires sent, once 28 days have passed",
        dated_by_da="Den måned, skemaet er sendt",
        dated_by_en="The month the questionnaire is sent",
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S0: 81 % (n=901) i 2023-2024",
        reference_en="S0: 81% (n=901) in 2023-2024",
        spec=Spec(
            facts="waves",
            month="sent_month",
            among=(Condition("wave", "==", "start"),),
            settled=_WINDOW_OVER,
            hit=_ANSWERED,
        ),
    ),
    Indicator(
        key="D02",
        title_da="Svarprocent, slutskema",
        title_en="Response rate, end questionnaire",
        kind=Kind.DATA_QUALITY,
        page=Page.RESPONSE,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Besvarede slutskemaer",
        numerator_en="End questionnaires answered",
        denominator_da="Afsluttede forløb med sendt slutskema, når der er gået 28 dage",
        denominator_en="Ended courses with an end questionnaire sent, once 28 days have passed",
        dated_by_da="Den måned, skemaet er sendt",
        dated_by_en="The month the questionnaire is sent",
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S0: 76 % (n=235)",
        reference_en="S0: 76% (n=235)",
        caveat_da=END_CAVEAT_DA,
        caveat_en=END_CAVEAT_EN,
        spec=Spec(
            facts="waves",
            month="sent_month",
            among=(Condition("wave", "==", "end"), Condition("is_closed", "==", 1)),
            settled=_WINDOW_OVER,
            hit=_ANSWERED,
        ),
    ),
    Indicator(
        key="D03",
        title_da="Svarprocent, opfølgning",
        title_en="Response rate, follow-up",
        kind=Kind.DATA_QUALITY,
        page=Page.RESPONSE,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Besvarede opfølgende skemaer",
        numerator_en="Follow-up questionnaires answered",
        denominator_da="Gennemførte forløb, hvor opfølgningen er nået, når der er gået 28 dage",
        denominator_en="Completed courses whose follow-up is due, once 28 days have passed",
        dated_by_da="Den måned, opfølgningen er nået; hvert forløb har sin frist",
        dated_by_en="The month the follow-up is due; each course has its own deadline",
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S0: 3 måneder efter besvaret slutskema; S4: 6 måneder efter forløbets slutning",
        reference_en="S0: 3 months after the end questionnaire is answered; S4: 6 months after the end of the course",
        caveat_da=END_CAVEAT_DA,
        caveat_en=END_CAVEAT_EN,
        spec=Spec(
            facts="followups",
            month="due_month",
            settled=(Condition("due_observed_days", ">=", ANSWER_DAYS),),
            hit=(Condition("followup_answered", "==", 1),),
        ),
    ),
    Indicator(
        key="D04",
        title_da="Målt både ved start og slut",
        title_en="Measured at both start and end",
        kind=Kind.DATA_QUALITY,
        page=Page.RESPONSE,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Gennemførte forløb med besvaret start- og slutskema",
        numerator_en="Completed courses with start and end questionnaire answered",
        denominator_da="Gennemførte forløb, når der er gået 28 dage fra slutskemaet",
        denominator_en="Completed courses, once 28 days have passed since the end questionnaire",
        dated_by_da="Den måned, forløbet sluttede",
        dated_by_en="The month the course ended",
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="Grundlaget for hver ændring fra start til slut",
        reference_en="The basis of every change from start to end",
        spec=Spec(
            facts="followups",
            month="end_month",
            settled=(Condition("end_observed_days", ">=", ANSWER_DAYS),),
            hit=(Condition("is_pair", "==", 1),),
        ),
    ),
)
