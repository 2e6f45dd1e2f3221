"""The needs assessment: six needs in every programme and 21 physical symptoms in cancer, one row per assessed item."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample.make.courses import CANCER, dates, in_havnsted, month_of, rate
from data.sample.make.exact import choose
from data.sample.make.rates import Rates

# Source: F-A05, in its order. Danish label, percent.
NEEDS = {
    "physical": ("Fysiske", 95),
    "psychological": ("Psykiske", 65),
    "work_education": ("Arbejde/uddannelse", 43),
    "practical": ("Praktiske", 35),
    "close_relations": ("Nære relationer", 23),
    "spiritual": ("Åndelige/religiøse", 13),
}
# Source: F-A06, in its order.
SYMPTOMS = {
    "symptom_fatigue": ("Træthed", 74),
    "symptom_muscle_strength": ("Nedsat muskelkraft", 51),
    "symptom_sleep": ("Søvn", 39),
    "symptom_mobility": ("Nedsat bevægelighed", 38),
    "symptom_pain": ("Smerter", 37),
    "symptom_memory_concentration": ("Hukommelse/koncentration", 29),
    "symptom_hot_flushes": ("Hedeture", 22),
    "symptom_constipation_diarrhoea": ("Forstoppelse/diarré", 22),
    "symptom_dizziness_balance": ("Svimmelhed/balance", 21),
    "symptom_tingling": ("Stikken/prikken i fingre/tæer", 21),
    "symptom_dry_mucosa": ("Tørre slimhinder", 19),
    "symptom_weight_loss": ("Vægttab", 18),
    "symptom_breathing": ("Vejrtrækning", 17),
    "symptom_reduced_libido": ("Nedsat sexlyst", 17),
    "symptom_urination": ("Vandladning", 17),
    "symptom_nausea": ("Kvalme", 16),
    "symptom_eating_drinking": ("Spise/drikke", 13),
    "symptom_weight_gain": ("Vægtøgning", 13),
    "symptom_vision_hearing": ("Syn/hørelse", 10),
    "symptom_swollen_limbs": ("Hævede arme/ben", 10),
    "symptom_skin": ("Huden", 10),
}


def make_needs(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> pd.DataFrame:
    """Return one row per course and assessed item; in 907 the cancer assessments of 2024 match F-A05 and F-A06."""
    assessed = courses[courses["assessed"].notna()]
    on = dates(assessed, "assessed")
    is_cancer = (assessed["p"] == CANCER).to_numpy()
    published = in_havnsted(assessed, CANCER) & (on.astype("datetime64[Y]") == np.datetime64("2024"))
    everyone = np.ones(len(assessed), bool)
    parts = []
    for order, (need, (_, percent)) in enumerate({**NEEDS, **SYMPTOMS}.items()):
        asked = everyone if need in NEEDS else is_cancer
        share = (
            rate(table, f"need_{need}", assessed, month_of(on))
            if need in NEEDS
            else np.full(len(assessed), percent / 100)
        )
        score = rng.random(len(assessed))
        present = choose(score, published, percent / 100, among=everyone, chosen=score < share)
        at = np.flatnonzero(asked)
        parts.append(
            pd.DataFrame({"c": assessed.index[at], "on": on[at], "need": need, "present": present[at], "order": order})
        )
    return pd.concat(parts).sort_values(["c", "order"], kind="stable", ignore_index=True)
