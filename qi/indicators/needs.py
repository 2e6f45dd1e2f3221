"""What citizens need: N01-N06, and the 21 physical symptoms N10-N30. Needs are neither good nor bad."""

from __future__ import annotations

from qi.indicator import Condition, Indicator, Kind, Measure, Page, Spec
from qi.verdict import Direction

CATEGORIES = (
    ("physical", "Fysiske behov", "Physical needs"),
    ("psychological", "Psykiske behov", "Psychological needs"),
    ("work_education", "Behov om arbejde og uddannelse", "Needs on work and education"),
    ("practical", "Praktiske behov", "Practical needs"),
    ("close_relations", "Behov om nære relationer", "Needs on close relations"),
    ("spiritual", "Åndelige og religiøse behov", "Spiritual and religious needs"),
)
"""The six categories, most frequent first. Source: S0, behovsvurdering 2024."""

SYMPTOMS = (
    ("symptom_fatigue", "Træthed", "Fatigue"),
    ("symptom_muscle_strength", "Nedsat muskelkraft", "Reduced muscle strength"),
    ("symptom_sleep", "Søvn", "Sleep"),
    ("symptom_mobility", "Nedsat bevægelighed", "Reduced mobility"),
    ("symptom_pain", "Smerter", "Pain"),
    ("symptom_memory_concentration", "Hukommelse og koncentration", "Memory and concentration"),
    ("symptom_hot_flushes", "Hedeture", "Hot flushes"),
    ("symptom_constipation_diarrhoea", "Forstoppelse eller diarré", "Constipation or diarrhoea"),
    ("symptom_dizziness_balance", "Svimmelhed og balance", "Dizziness and balance"),
    ("symptom_tingling", "Stikken og prikken i fingre og tæer", "Tingling in fingers and toes"),
    ("symptom_dry_mucosa", "Tørre slimhinder", "Dry mucous membranes"),
    ("symptom_weight_loss", "Vægttab", "Weight loss"),
    ("symptom_breathing", "Vejrtrækning", "Breathing"),
    ("symptom_reduced_libido", "Nedsat sexlyst", "Reduced sexual desire"),
    ("symptom_urination", "Vandladning", "Urination"),
    ("symptom_nausea", "Kvalme", "Nausea"),
    ("symptom_eating_drinking", "At spise og drikke", "Eating and drinking"),
    ("symptom_weight_gain", "Vægtøgning", "Weight gain"),
    ("symptom_vision_hearing", "Syn og hørelse", "Vision and hearing"),
    ("symptom_swollen_limbs", "Hævede arme eller ben", "Swollen arms or legs"),
    ("symptom_skin", "Huden", "Skin"),
)
"""The 21 physical symptoms in the order printed (source: S0, fysiske udfordringer 2024); the first is N10."""

FIRST_SYMPTOM_NUMBER = 10


def _need(key: str, need: str, title_da: str, title_en: str) -> Indicator:
    return Indicator(
        key=key,
        title_da=title_da,
        title_en=title_en,
        kind=Kind.NEED,
        page=Page.NEEDS,
        direction=Direction.NEUTRAL,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="Borgere, der har nævnt det",
        numerator_en="Citizens who have named it",
        denominator_da="Borgere, der er vurderet for det",
        denominator_en="Citizens assessed for it",
        dated_by_da="Den måned, behovet er vurderet",
        dated_by_en="The month the need is assessed",
        source_system="Spørgeskemasystem (behovsvurdering)",
        source_system_en="Questionnaire system (needs assessment)",
        owner="Kommunens leder af rehabilitering",
        owner_en="The municipality's head of rehabilitation",
        reference="S0, behovsvurdering 2024",
        reference_en="S0, needs assessment 2024",
        caveat_da="Flere svar er mulige, så tallene giver ikke 100 % i alt.",
        caveat_en="Several answers are possible, so the numbers do not add up to 100%.",
        spec=Spec(
            facts="needs",
            month="assessed_month",
            among=(Condition("need", "==", need),),
            hit=(Condition("present", "==", 1),),
        ),
    )


CATEGORY_KEYS = tuple(f"N{number:02d}" for number in range(1, len(CATEGORIES) + 1))
SYMPTOM_KEYS = tuple(f"N{number:02d}" for number in range(FIRST_SYMPTOM_NUMBER, FIRST_SYMPTOM_NUMBER + len(SYMPTOMS)))

FAMILY = tuple(
    _need(key, *texts) for key, texts in zip(CATEGORY_KEYS + SYMPTOM_KEYS, CATEGORIES + SYMPTOMS, strict=True)
)
