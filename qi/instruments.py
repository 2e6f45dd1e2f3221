"""What is measured at start, end and follow-up: units, categories, and the range that counts as good or watched."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qi.indicators.outcomes import (
    ACTIVE_FIRST_CODE,
    FIT_FIRST_CODE,
    GOOD_HEALTH_LAST_CODE,
    HBA1C_LIMIT_TENTHS,
    LONELY_MIN,
    WHO5_RISK_MAX,
)
from qi.verdict import Direction

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Band:
    """One category of a distribution: values from ``low`` up to ``high``; which ends belong to it is in the label."""

    label_da: str
    label_en: str
    low: float
    high: float
    holds_high: bool = True
    holds_low: bool = True

    def label(self, lang: str) -> str:
        """Return the name of the band in ``lang``."""
        return self.label_da if lang == "da" else self.label_en

    def holds(self, values: NDArray[np.float64]) -> Mask:
        """Return which values lie in the band; NaN lies in none."""
        above = values >= self.low if self.holds_low else values > self.low
        below = values <= self.high if self.holds_high else values < self.high
        return np.asarray(above & below, dtype=bool)


def _codes(*labels: tuple[str, str]) -> tuple[Band, ...]:
    return tuple(Band(da, en, code, code) for code, (da, en) in enumerate(labels, start=1))


_INF = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMeasure:
    """Something measured in three waves. ``hits``: the wanted or watched range, where a share is followed."""

    key: str
    scores: str
    title_da: str
    title_en: str
    unit: str
    direction: Direction
    decimals: int = 0
    hits: Band | None = None
    relevant_change: float | None = None
    bands: tuple[Band, ...] = ()

    def title(self, lang: str) -> str:
        """Return what is measured in ``lang``."""
        return self.title_da if lang == "da" else self.title_en


_HEALTH = _codes(
    ("Fremragende", "Excellent"),
    ("Vældig godt", "Very good"),
    ("Godt", "Good"),
    ("Mindre godt", "Fair"),
    ("Dårligt", "Poor"),
)
_ACTIVITY = _codes(
    ("0 min", "0 min"),
    ("Under 30 min", "Under 30 min"),
    ("30-60 min", "30-60 min"),
    ("60-90 min", "60-90 min"),
    ("90-120 min", "90-120 min"),
    ("Over 120 min", "Over 120 min"),
)
_FITNESS = _codes(
    ("Dårlig", "Poor"),
    ("Mindre god", "Fair"),
    ("Hverken god eller dårlig", "Neither good nor poor"),
    ("God", "Good"),
    ("Virkelig god", "Really good"),
)
_HBA1C = (
    Band("Under 48", "Below 48", -_INF, 48, holds_high=False),
    Band("48 til under 53", "48 to below 53", 48, 53, holds_high=False),
    Band("53 til under 58", "53 to below 58", 53, 58, holds_high=False),
    Band("58 til 75", "58 to 75", 58, 75),
    Band("Over 75", "Above 75", 75, _INF, holds_low=False),
)
"""Source: S4, the HbA1c table of Center for Diabetes: half-open, but 58-75 holds both its ends."""

_WHO5 = (
    Band("0 til 35", "0 to 35", 0, 35),
    Band("36 til 50", "36 to 50", 36, WHO5_RISK_MAX),
    Band("Over 50", "Above 50", WHO5_RISK_MAX, 100, holds_low=False),
)
"""Source: WHO-5 manual (dossier 2.4): great risk, risk, not at immediate risk."""

HBA1C_RELEVANT = 5.5
"""Half a percentage point, 0.5 / 0.0915 mmol/mol. Source: the cut-off for change in HbA1c in a Dutch guideline, after
NICE (Pharmacol Res Perspect 2021, PMC8244004, table 1)."""

CHANGE_MEASURES = {
    measure.key: measure
    for measure in (
        ChangeMeasure(
            key="srh",
            scores="srh",
            title_da="Godt selvvurderet helbred",
            title_en="Good self-rated health",
            unit="percent",
            direction=Direction.UP,
            hits=Band("Godt", "Good", 1, GOOD_HEALTH_LAST_CODE),
            bands=_HEALTH,
        ),
        ChangeMeasure(
            key="who5",
            scores="who5",
            title_da="Trivsel (WHO-5)",
            title_en="Wellbeing (WHO-5)",
            unit="points",
            direction=Direction.UP,
            decimals=1,
            relevant_change=10,  # WHO-5 manual: 10 points (dossier 2.4)
            bands=_WHO5,
        ),
        ChangeMeasure(
            key="who5_low",
            scores="who5",
            title_da="Lav trivsel (WHO-5 højst 50)",
            title_en="Low wellbeing (WHO-5 at most 50)",
            unit="percent",
            direction=Direction.DOWN,
            hits=Band("Lav", "Low", 0, WHO5_RISK_MAX),
        ),
        ChangeMeasure(
            key="tils",
            scores="tils",
            title_da="Ensomhed",
            title_en="Loneliness",
            unit="percent",
            direction=Direction.DOWN,
            hits=Band("Ensom", "Lonely", LONELY_MIN, 9),
        ),
        ChangeMeasure(
            key="hba1c",
            scores="hba1c",
            title_da="HbA1c",
            title_en="HbA1c",
            unit="mmol_mol",
            direction=Direction.DOWN,
            decimals=1,
            relevant_change=HBA1C_RELEVANT,
            bands=_HBA1C,
        ),
        ChangeMeasure(
            key="hba1c_below_53",
            scores="hba1c",
            title_da="HbA1c under 53",
            title_en="HbA1c below 53",
            unit="percent",
            direction=Direction.UP,
            hits=Band("Under 53", "Below 53", -_INF, HBA1C_LIMIT_TENTHS / 10, holds_high=False),
        ),
        ChangeMeasure(
            key="activity",
            scores="activity",
            title_da="Aktiv mindst 60 minutter",
            title_en="Active at least 60 minutes",
            unit="percent",
            direction=Direction.UP,
            hits=Band("Mindst 60 min", "At least 60 min", ACTIVE_FIRST_CODE, 6),
            bands=_ACTIVITY,
        ),
        ChangeMeasure(
            key="fitness",
            scores="fitness",
            title_da="God fysisk form",
            title_en="Good physical form",
            unit="percent",
            direction=Direction.UP,
            hits=Band("God", "Good", FIT_FIRST_CODE, 5),
            bands=_FITNESS,
        ),
    )
}
"""What may be compared within a citizen, by key."""
