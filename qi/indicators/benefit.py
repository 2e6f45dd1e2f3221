"""What citizens say the course gave them: E01-E03, the share answering i høj grad or i nogen grad."""

from __future__ import annotations

from qi.dataset import ANSWER_DAYS
from qi.indicator import Condition, Indicator, Kind, Maturity, Measure, Page, Spec
from qi.indicators.responses import OWNER, OWNER_EN, SURVEY, SURVEY_EN
from qi.verdict import Direction

TOP_TWO_LAST_CODE = 2
"""1 i høj grad, 2 i nogen grad. Source: S0, borgernes oplevelse."""


def _benefit(key: str, title_da: str, title_en: str, *, published: str) -> Indicator:
    item = key.lower()
    return Indicator(
        key=key,
        title_da=title_da,
        title_en=title_en,
        kind=Kind.OUTCOME,
        page=Page.OUTCOME,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Svar i høj grad eller i nogen grad",
        numerator_en="Answers to a high or to some degree",
        denominator_da="Borgere, der har svaret på det ved slut",
        denominator_en="Citizens who answered it at end",
        dated_by_da="Den måned, slutskemaet er sendt",
        dated_by_en="The month the end questionnaire is sent",
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference=f"S0, borgernes oplevelse 2024: {published}",
        reference_en=f"S0, the citizens' experience 2024: {published}",
        caveat_da="Kun borgere, der har svaret ved slut.",
        caveat_en="Only citizens who answered at the end.",
        spec=Spec(
            facts="waves",
            month="sent_month",
            among=(Condition("wave", "==", "end"), Condition(item, "known")),
            hit=(Condition(item, "<=", TOP_TWO_LAST_CODE),),
            maturity=Maturity(lag_days=ANSWER_DAYS),
        ),
    )


FAMILY = (
    _benefit("E01", "Bedre til at håndtere hverdagen", "Better at managing everyday life", published="78 %"),
    _benefit("E02", "Fokus fra sygdom til trivsel", "Focus from illness to wellbeing", published="63 %"),
    _benefit("E03", "Tro på selv at mindske symptomer", "Confident to reduce symptoms", published="84 %"),
)
