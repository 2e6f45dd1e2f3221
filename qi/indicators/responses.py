"""Response rates and complete pairs: D01-D04. An answer may come up to 28 days after the questionnaire was sent."""

from __future__ import annotations

from qi.dataset import ANSWER_DAYS
from qi.indicator import Condition, Goal, Indicator, Kind, Measure, Page, Spec
from qi.verdict import Direction

END_CAVEAT_DA = "Ikke sammenlign antal med start, da flere stadig er i forløb."
END_CAVEAT_EN = "Do not compare numbers with start, as several are still in their course."

SURVEY = "Spørgeskemasystem"
OWNER = "Kommunens ansvarlige for spørgeskemaer"

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
        goal=Goal(80, "Lokalt mål: mindst 80 % (81 % offentliggjort, S0)"),
        numerator_da="Besvarede startskemaer",
        denominator_da="Sendte startskemaer, når der er gået 28 dage",
        dated_by_da="Den måned, skemaet er sendt",
        source_system=SURVEY,
        owner=OWNER,
        reference="S0: 81 % (n=901) i 2023-2024",
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
        denominator_da="Afsluttede forløb med sendt slutskema, når der er gået 28 dage",
        dated_by_da="Den måned, skemaet er sendt",
        source_system=SURVEY,
        owner=OWNER,
        reference="S0: 76 % (n=235)",
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
        denominator_da="Gennemførte forløb, hvor opfølgningen er nået, når der er gået 28 dage",
        dated_by_da="Den måned, opfølgningen er nået; hvert forløb har sin frist",
        source_system=SURVEY,
        owner=OWNER,
        reference="S0: 3 måneder efter besvaret slutskema; S4: 6 måneder efter forløbets slutning",
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
        denominator_da="Gennemførte forløb, når der er gået 28 dage fra slutskemaet",
        dated_by_da="Den måned, forløbet sluttede",
        source_system=SURVEY,
        owner=OWNER,
        reference="Grundlaget for hver ændring fra start til slut",
        spec=Spec(
            facts="followups",
            month="end_month",
            settled=(Condition("end_observed_days", ">=", ANSWER_DAYS),),
            hit=(Condition("is_pair", "==", 1),),
        ),
    ),
)
