"""The quality of the data themselves: D05 completeness of fields, D06 registration lag, D07 dates, D08 sums."""

from __future__ import annotations

from qi.indicator import Condition, Goal, Indicator, Kind, Maturity, Measure, Page, Spec
from qi.indicators.referrals import OWNER, RECORD
from qi.indicators.responses import OWNER as SURVEY_OWNER
from qi.indicators.responses import SURVEY
from qi.verdict import Direction

REFERENCE = "Katalog over indikatorer, D05 og D06 (fagligt grundlag 1.5)"
COMPLETE = Goal(95, "Forslag: mindst 95 % af felterne udfyldt")
PLAUSIBLE = Goal(100, "En dato eller en sum, der ikke passer, er en fejl i registreringen")
ENTERED_DAYS = 30
"""A referral may be entered this long after it came; younger months would show only the quick ones (our proposal)."""

_LAG_DA = "Kun henvendelser, der har en dato for registreringen, tæller med."
_LAG_EN = "Only referrals with a date of registration are counted."
_EVERY_DA = "Henvendelser i måneden"
_RECEIVED = "Den måned, henvendelsen er modtaget"
_SENT = "Den måned, skemaet er sendt"


def _filled(
    key: str, title_da: str, title_en: str, numerator: str, hit: str, among: tuple[Condition, ...] = (), of: str = ""
) -> Indicator:
    return Indicator(
        key=key,
        title_da=title_da,
        title_en=title_en,
        kind=Kind.DATA_QUALITY,
        page=Page.DATA,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=COMPLETE,
        numerator_da=numerator,
        denominator_da=of or _EVERY_DA,
        dated_by_da=_RECEIVED,
        source_system=RECORD,
        owner=OWNER,
        reference=REFERENCE,
        spec=Spec(facts="registrations", month="received_month", among=among, hit=(Condition(hit, "==", 1),)),
    )


def _agreeing(
    key: str, title_da: str, title_en: str, numerator: str, of: str, among: str, hit: str, goal: Goal
) -> Indicator:
    return Indicator(
        key=key,
        title_da=title_da,
        title_en=title_en,
        kind=Kind.DATA_QUALITY,
        page=Page.DATA,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        goal=goal,
        numerator_da=numerator,
        denominator_da=of,
        dated_by_da=_SENT,
        source_system=SURVEY,
        owner=SURVEY_OWNER,
        reference=REFERENCE,
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
        "Alle felter udfyldt",
        "All fields filled in",
        "Henvendelser med kilde, køn, alder og uddannelse, og med udskrivning og årsag til frafald, når det hører til",
        "is_complete",
    ),
    _filled("D05a", "Udfyldt: henvist fra", "Filled in: referred by", "Henvendelser med en kendt kilde", "has_source"),
    _filled(
        "D05b",
        "Udfyldt: køn og alder",
        "Filled in: sex and age",
        "Henvendelser, hvor borgerens køn og alder er kendt",
        "has_sex_and_age",
    ),
    _filled(
        "D05c",
        "Udfyldt: uddannelse",
        "Filled in: education",
        "Henvendelser, hvor borgerens uddannelse er kendt",
        "has_education",
    ),
    _filled(
        "D05d",
        "Udfyldt: udskrivningsdato (§ 140)",
        "Filled in: discharge date (§ 140)",
        "Genoptræningsplaner med en udskrivningsdato",
        "has_discharge",
        (Condition("law", "==", "140"),),
        "Genoptræningsplaner modtaget i måneden",
    ),
    _filled(
        "D05e",
        "Udfyldt: årsag til frafald",
        "Filled in: reason for dropout",
        "Frafaldne forløb med en årsag",
        "has_reason",
        (Condition("is_dropped", "==", 1),),
        "Frafaldne forløb, modtaget i måneden",
    ),
    _agreeing(
        "D05f",
        "Udfyldt: alle fem svar i WHO-5",
        "Filled in: all five WHO-5 answers",
        "Skemaer, hvor alle fem spørgsmål i WHO-5 er besvaret",
        "Skemaer med mindst ét svar i WHO-5",
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
        denominator_da="Henvendelser med en registreringsdato",
        dated_by_da=_RECEIVED,
        source_system=RECORD,
        owner=OWNER,
        reference=REFERENCE,
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
        denominator_da=_EVERY_DA,
        dated_by_da=_RECEIVED,
        source_system=RECORD,
        owner=OWNER,
        reference=REFERENCE,
        caveat_da="Rækker, som indlæsningen lægger til side, er ikke med.",
        caveat_en="Rows that the import sets aside are not included.",
        spec=Spec(facts="registrations", month="received_month", hit=(Condition("is_plausible", "==", 1),)),
    ),
    _agreeing(
        "D08",
        "Svardato og svar stemmer",
        "Date of answer and answers agree",
        "Skemaer med både en svardato og mindst ét svar",
        "Skemaer med en svardato eller mindst ét svar",
        "is_returned",
        "is_agreed",
        PLAUSIBLE,
    ),
)
