"""The quality of the data themselves: D05 completeness of fields, D06 registration lag, D07 dates, D08 sums."""

from __future__ import annotations

from qi.indicator import Condition, Goal, Indicator, Kind, Maturity, Measure, Page, Spec
from qi.indicators.referrals import OWNER, OWNER_EN, RECORD, RECORD_EN
from qi.indicators.responses import OWNER as SURVEY_OWNER
from qi.indicators.responses import OWNER_EN as SURVEY_OWNER_EN
from qi.indicators.responses import SURVEY, SURVEY_EN
from qi.verdict import Direction

REFERENCE = "Katalog over indikatorer, D05 og D06 (fagligt grundlag 1.5)"
REFERENCE_EN = "Catalogue of indicators, D05 and D06 (domain dossier 1.5)"
COMPLETE = Goal(95, "Forslag: mindst 95 % af felterne udfyldt", "Proposal: at least 95% of the fields filled in")
PLAUSIBLE = Goal(
    100,
    "En dato eller en sum, der ikke passer, er en fejl i registreringen",
    "A date or a sum that does not fit is an error of registration",
)
ENTERED_DAYS = 30
"""A referral may be entered this long after it came; younger months would show only the quick ones (our proposal)."""

_LAG_DA = "Kun henvendelser, der har en dato for registreringen, tæller med."
_LAG_EN = "Only referrals with a date of registration are counted."
_EVERY_DA = "Henvendelser i måneden"
_EVERY_EN = "Referrals of the month"
_RECEIVED = "Den måned, henvendelsen er modtaget"
_RECEIVED_EN = "The month the referral is received"
_SENT = "Den måned, skemaet er sendt"
_SENT_EN = "The month the questionnaire is sent"

Both = tuple[str, str]
"""A text in Danish and in English."""


def _filled(
    key: str, titles: Both, numerator: Both, hit: str, among: tuple[Condition, ...] = (), of: Both | None = None
) -> Indicator:
    denominator = of or (_EVERY_DA, _EVERY_EN)
    return Indicator(
        key=key,
        title_da=titles[0],
        title_en=titles[1],
        kind=Kind.DATA_QUALITY,
        page=Page.DATA,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=COMPLETE,
        numerator_da=numerator[0],
        numerator_en=numerator[1],
        denominator_da=denominator[0],
        denominator_en=denominator[1],
        dated_by_da=_RECEIVED,
        dated_by_en=_RECEIVED_EN,
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference=REFERENCE,
        reference_en=REFERENCE_EN,
        spec=Spec(facts="registrations", month="received_month", among=among, hit=(Condition(hit, "==", 1),)),
    )


def _agreeing(key: str, titles: Both, numerator: Both, of: Both, among: str, hit: str, goal: Goal) -> Indicator:
    return Indicator(
        key=key,
        title_da=titles[0],
        title_en=titles[1],
        kind=Kind.DATA_QUALITY,
        page=Page.DATA,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=goal,
        numerator_da=numerator[0],
        numerator_en=numerator[1],
        denominator_da=of[0],
        denominator_en=of[1],
        dated_by_da=_SENT,
        dated_by_en=_SENT_EN,
        source_system=SURVEY,
        source_system_en=SURVEY_EN,
        owner=SURVEY_OWNER,
        owner_en=SURVEY_OWNER_EN,
        reference=REFERENCE,
        reference_en=REFERENCE_EN,
        spec=Spec(
            facts="answers",
            month="sent_month",
            among=(Condition(among, "==", 1),),
            hit=(Condition(hit, "==", 1),),
        ),
    )


FAMILY = (
    _filled(
        "D05",
        ("Alle felter udfyldt", "All fields filled in"),
        (
            (
                "Henvendelser med kilde, køn, alder og uddannelse, og med udskrivning og årsag til frafald, "
                "når det hører til"
            ),
            (
                "Referrals with source, sex, age and education, and with discharge and reason for dropout "
                "where these belong"
            ),
        ),
        "is_complete",
    ),
    _filled(
        "D05a",
        ("Udfyldt: henvist fra", "Filled in: referred by"),
        ("Henvendelser med en kendt kilde", "Referrals with a known source"),
        "has_source",
    ),
    _filled(
        "D05b",
        ("Udfyldt: køn og alder", "Filled in: sex and age"),
        ("Henvendelser, hvor borgerens køn og alder er kendt", "Referrals where the citizen's sex and age are known"),
        "has_sex_and_age",
    ),
    _filled(
        "D05c",
        ("Udfyldt: uddannelse", "Filled in: education"),
        ("Henvendelser, hvor borgerens uddannelse er kendt", "Referrals where the citizen's education is known"),
        "has_education",
    ),
    _filled(
        "D05d",
        ("Udfyldt: udskrivningsdato (§ 140)", "Filled in: discharge date (§ 140)"),
        ("Genoptræningsplaner med en udskrivningsdato", "Rehabilitation plans with a date of discharge"),
        "has_discharge",
        (Condition("law", "==", "140"),),
        ("Genoptræningsplaner modtaget i måneden", "Rehabilitation plans received in the month"),
    ),
    _filled(
        "D05e",
        ("Udfyldt: årsag til frafald", "Filled in: reason for dropout"),
        ("Frafaldne forløb med en årsag", "Courses dropped out of, with a reason"),
        "has_reason",
        (Condition("is_dropped", "==", 1),),
        ("Frafaldne forløb, modtaget i måneden", "Courses dropped out of, received in the month"),
    ),
    _agreeing(
        "D05f",
        ("Udfyldt: alle fem svar i WHO-5", "Filled in: all five WHO-5 answers"),
        (
            "Skemaer, hvor alle fem spørgsmål i WHO-5 er besvaret",
            "Questionnaires with all five questions of WHO-5 answered",
        ),
        ("Skemaer med mindst ét svar i WHO-5", "Questionnaires with at least one answer in WHO-5"),
        "is_who5_begun",
        "is_who5_whole",
        COMPLETE,
    ),
    Indicator(
        key="D06",
        title_da="Dage til henvendelsen er registreret",
        title_en="Days until the referral is registered",
        kind=Kind.DATA_QUALITY,
        page=Page.DATA,
        direction=Direction.DOWN,
        unit="days",
        measure=Measure.MEDIAN,
        numerator_da="Median af dage fra henvendelsen er modtaget, til den er registreret i systemet",
        numerator_en="Median of days from receipt of the referral to its registration in the system",
        denominator_da="Henvendelser med en registreringsdato",
        denominator_en="Referrals with a date of registration",
        dated_by_da=_RECEIVED,
        dated_by_en=_RECEIVED_EN,
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference=REFERENCE,
        reference_en=REFERENCE_EN,
        caveat_da=_LAG_DA,
        caveat_en=_LAG_EN,
        spec=Spec(
            facts="registrations",
            month="received_month",
            among=(Condition("lag_days", ">=", 0),),
            value="lag_days",
            maturity=Maturity(lag_days=ENTERED_DAYS),
        ),
    ),
    Indicator(
        key="D07",
        title_da="Datoer, der kan være rigtige",
        title_en="Dates that can be right",
        kind=Kind.DATA_QUALITY,
        page=Page.DATA,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=PLAUSIBLE,
        numerator_da="Forløb, hvor intet sker før henvendelsen, start er før slut, og ingen dato er i fremtiden",
        numerator_en="Courses where nothing comes before the referral, start is before end, no date is in the future",
        denominator_da=_EVERY_DA,
        denominator_en=_EVERY_EN,
        dated_by_da=_RECEIVED,
        dated_by_en=_RECEIVED_EN,
        source_system=RECORD,
        source_system_en=RECORD_EN,
        owner=OWNER,
        owner_en=OWNER_EN,
        reference=REFERENCE,
        reference_en=REFERENCE_EN,
        caveat_da="Rækker, som indlæsningen lægger til side, er ikke med.",
        caveat_en="Rows that the import sets aside are not included.",
        spec=Spec(facts="registrations", month="received_month", hit=(Condition("is_plausible", "==", 1),)),
    ),
    _agreeing(
        "D08",
        ("Svardato og svar stemmer", "Date of answer and answers agree"),
        (
            "Skemaer med både en svardato og mindst ét svar",
            "Questionnaires with both a date of answer and at least one answer",
        ),
        ("Skemaer med en svardato eller mindst ét svar", "Questionnaires with a date of answer or at least one answer"),
        "is_returned",
        "is_agreed",
        PLAUSIBLE,
    ),
)
