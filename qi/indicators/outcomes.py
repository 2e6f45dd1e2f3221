"""How citizens are doing at the end of their course (O01-O05, O07-O10), and good health at its start (O01S)."""

from __future__ import annotations

from qi.dataset import ANSWER_DAYS
from qi.indicator import Condition, Indicator, Kind, Maturity, Measure, Page, Spec
from qi.indicators.responses import OWNER, OWNER_EN, SURVEY, SURVEY_EN
from qi.verdict import Direction

GOOD_HEALTH_LAST_CODE = 3
"""Fremragende, vældig godt, godt. Source: SF-12 item 1 as used in the national health profile (dossier 2.4)."""

WHO5_RISK_MAX = 50
"""Scores are multiples of 4, so at most 50 is at most 48. Source: WHO-5 manual (dossier 2.4)."""

LONELY_MIN = 7
"""T-ILS 7-9, as the Danish health profile uses it; to be checked locally (dossier 2.4)."""

HBA1C_LIMIT_TENTHS = 530
"""Under 53 mmol/mol, in tenths. Source: S4, the bands of the HbA1c table."""

ACTIVE_FIRST_CODE = 4
"""60-90 minutes a week and more; the cut is ours (dossier 1.5, O09)."""

FIT_FIRST_CODE = 4
"""God and virkelig god form."""

_STARTED = Condition("wave", "==", "start")
_ENDED = Condition("wave", "==", "end")
_SENT = "Den måned, slutskemaet er sendt"
_SENT_EN = "The month the end questionnaire is sent"
_LATE_ANSWERS = Maturity(lag_days=ANSWER_DAYS)
_NOT_ALL_DA = "Kun borgere, der har svaret ved slut."
_NOT_ALL_EN = "Only citizens who answered at the end."


def _answers(
    key: str,
    titles: tuple[str, str],
    column: str,
    hit: Condition | None,
    *,
    direction: Direction,
    says: tuple[str, str],
    reference: tuple[str, str],
    unit: str = "percent",
    measure: Measure = Measure.SHARE,
    scale: float = 1.0,
    decimals: int = 0,
) -> Indicator:
    """Return an indicator over the answered end questionnaires that have a value in ``column``."""
    return Indicator(
        key=key,
        title_da=titles[0],
        title_en=titles[1],
        kind=Kind.OUTCOME,
        page=Page.OUTCOME,
        direction=direction,
        unit=unit,
        measure=measure,
        decimals=decimals,
        numerator_da=says[0],
        numerator_en=says[1],
        denominator_da="Borgere, der har svaret på det ved slut",
        denominator_en="Citizens who answered it at end",
        dated_by_da=_SENT,
        dated_by_en=_SENT_EN,
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference=reference[0],
        reference_en=reference[1],
        caveat_da=_NOT_ALL_DA,
        caveat_en=_NOT_ALL_EN,
        spec=_of_answers(column, hit, scale),
    )


def _of_answers(column: str, hit: Condition | None, scale: float) -> Spec:
    return Spec(
        facts="waves",
        month="sent_month",
        among=(_ENDED, Condition(column, "known")),
        hit=(hit,) if hit else (),
        value=column if hit is None else None,
        scale=scale,
        maturity=_LATE_ANSWERS,
    )


def _hba1c(
    key: str, titles: tuple[str, str], *, is_share: bool, direction: Direction, says: tuple[str, str]
) -> Indicator:
    return Indicator(
        key=key,
        title_da=titles[0],
        title_en=titles[1],
        kind=Kind.OUTCOME,
        page=Page.OUTCOME,
        direction=direction,
        unit="percent" if is_share else "mmol_mol",
        measure=Measure.SHARE if is_share else Measure.MEAN,
        decimals=0 if is_share else 1,
        numerator_da=says[0],
        numerator_en=says[1],
        denominator_da="Borgere målt ved slut",
        denominator_en="Citizens measured at end",
        dated_by_da="Den måned, prøven er taget",
        dated_by_en="The month the sample is taken",
        source_system="Omsorgsjournal (målinger)",
        source_system_en="Care record (measurements)",
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="S4, Center for Diabetes",
        reference_en="S4, Centre for Diabetes",
        caveat_da="Kun borgere, der er målt ved slut.",
        caveat_en="Only citizens measured at the end.",
        spec=Spec(
            facts="measurements",
            month="taken_month",
            among=(_ENDED, Condition("kind", "==", "hba1c")),
            hit=(Condition("tenths", "<", HBA1C_LIMIT_TENTHS),) if is_share else (),
            value=None if is_share else "tenths",
            scale=0.1,
        ),
    )


FAMILY = (
    Indicator(
        key="O01S",
        title_da="Godt selvvurderet helbred ved start",
        title_en="Good self-rated health at start",
        kind=Kind.OUTCOME,
        page=Page.OUTCOME,
        direction=Direction.NEUTRAL,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Fremragende, vældig godt eller godt helbred",
        numerator_en="Excellent, very good or good health",
        denominator_da="Borgere, der har svaret på det ved start",
        denominator_en="Citizens who answered it at start",
        dated_by_da="Den måned, startskemaet er sendt",
        dated_by_en="The month the start questionnaire is sent",
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference="SF-12 spørgsmål 1; S0 sundhedsmål",
        reference_en="SF-12 question 1; S0 health measures",
        caveat_da="Siger, hvem der kommer i forløb, ikke hvad forløbet giver.",
        caveat_en="Says who comes into a course, not what the course gives.",
        spec=Spec(
            facts="waves",
            month="sent_month",
            among=(_STARTED, Condition("srh", "known")),
            hit=(Condition("srh", "<=", GOOD_HEALTH_LAST_CODE),),
            maturity=_LATE_ANSWERS,
        ),
    ),
    _answers(
        "O01",
        ("Godt selvvurderet helbred ved slut", "Good self-rated health at end"),
        "srh",
        Condition("srh", "<=", GOOD_HEALTH_LAST_CODE),
        direction=Direction.UP,
        says=("Fremragende, vældig godt eller godt helbred", "Excellent, very good or good health"),
        reference=("SF-12 spørgsmål 1; S0 sundhedsmål", "SF-12 question 1; S0 health measures"),
    ),
    _answers(
        "O02",
        ("Ændring i godt helbred, start til slut", "Change in good health, start to end"),
        "srh_good_change",
        None,
        direction=Direction.UP,
        unit="percentage_points",
        measure=Measure.MEAN,
        scale=100.0,
        says=(
            "Andel med godt helbred ved slut minus andelen ved start, samme borgere",
            "Share in good health at end minus the share at start, same citizens",
        ),
        reference=("S0 sundhedsmål; kun par", "S0 health measures; pairs only"),
    ),
    _answers(
        "O03",
        ("Trivsel (WHO-5) ved slut", "Wellbeing (WHO-5) at end"),
        "who5",
        None,
        direction=Direction.UP,
        unit="points",
        measure=Measure.MEAN,
        decimals=1,
        says=(
            "Gennemsnit af WHO-5, 0-100; alle fem svar kræves",
            "Mean of WHO-5, 0-100; all five answers are required",
        ),
        reference=(
            "WHO-5; Topp m.fl., Psychother Psychosom 2015;84:167",
            "WHO-5; Topp et al., Psychother Psychosom 2015;84:167",
        ),
    ),
    _answers(
        "O04",
        ("Lav trivsel (WHO-5 højst 50)", "Low wellbeing (WHO-5 at most 50)"),
        "who5",
        Condition("who5", "<=", WHO5_RISK_MAX),
        direction=Direction.DOWN,
        says=("WHO-5 på højst 50 (i praksis højst 48)", "WHO-5 of at most 50 (in practice at most 48)"),
        reference=("WHO-5-manual: 0-50 er risiko", "WHO-5 manual: 0-50 is risk"),
    ),
    _answers(
        "O05",
        ("Ensomhed ved slut", "Loneliness at end"),
        "tils",
        Condition("tils", ">=", LONELY_MIN),
        direction=Direction.DOWN,
        says=("T-ILS på 7-9; alle tre svar kræves", "T-ILS of 7-9; all three answers are required"),
        reference=("T-ILS som i Den Nationale Sundhedsprofil", "T-ILS as in the national health profile"),
    ),
    _hba1c(
        "O07",
        ("HbA1c ved slut", "HbA1c at end"),
        is_share=False,
        direction=Direction.DOWN,
        says=("Gennemsnit af HbA1c", "Mean of HbA1c"),
    ),
    _hba1c(
        "O08",
        ("HbA1c under 53 ved slut", "HbA1c below 53 at end"),
        is_share=True,
        direction=Direction.UP,
        says=("HbA1c under 53 mmol/mol", "HbA1c below 53 mmol/mol"),
    ),
    _answers(
        "O09",
        ("Aktiv mindst 60 minutter ved slut", "Active at least 60 minutes at end"),
        "activity",
        Condition("activity", ">=", ACTIVE_FIRST_CODE),
        direction=Direction.UP,
        says=("Forpustet mindst 60 minutter", "Out of breath at least 60 minutes"),
        reference=("S4, Center for Diabetes; grænsen er vores", "S4, Centre for Diabetes; the cut is ours"),
    ),
    _answers(
        "O10",
        ("God fysisk form ved slut", "Good physical form at end"),
        "fitness",
        Condition("fitness", ">=", FIT_FIRST_CODE),
        direction=Direction.UP,
        says=("God eller virkelig god form", "Good or really good form"),
        reference=("S4, Center for Diabetes", "S4, Centre for Diabetes"),
    ),
)
