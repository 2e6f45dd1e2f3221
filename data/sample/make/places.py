"""The invented municipalities, their units and programmes, and how many referrals each receives a month."""

from __future__ import annotations

from datetime import date

import numpy as np

FIRST_MONTH = np.datetime64("2019-01", "M")
AS_OF = np.datetime64("2026-10-28")
MONTHS = 94
SEED = 20190101

PROGRAMMES = ("cancer", "diabetes", "heart", "copd")
MUNICIPALITIES = ("901", "902", "903", "904", "905", "906", "907", "908")
NAMES = ("Egesund", "Fjordbæk", "Hvidkilde", "Lyngsø", "Møllevang", "Skovbjerg", "Havnsted", "Lillø")
COOPERATION = "K6"

# Source: S1 table 3 (F-B01), in its order; the other two have no published figure.
EXPECTED_NEED = (128, 157, 71, 97, 105, 99, None, None)
# The six sum to the 256,000 citizens of F-B02, shared by expected cases of cancer; the last two are invented.
POPULATION = (49_900, 61_055, 27_740, 37_810, 40_910, 38_585, 310_000, 3_400)

UNITS = {
    "901": ("Team Nord", "Team Syd"),
    "902": ("Team Øst", "Team Vest"),
    "903": ("Team Kilden",),
    "904": ("Team Søbred",),
    "905": ("Team Mølle", "Team Vang"),
    "906": ("Team Skov",),
    "907": ("Gruppe 1", "Gruppe 2", "Gruppe 3"),
    "908": ("Team Lillø",),
}

PROGRAMME_NAMES = (
    ("cancer", "Kræft", "Cancer", "end_answered", 3),
    ("diabetes", "Type 2-diabetes", "Type 2 diabetes", "course_end", 6),
    ("heart", "Hjertesygdom", "Heart disease", "course_end", 6),
    ("copd", "KOL", "COPD", "course_end", 6),
)

# Received a month: cancer in the cooperation is a twelfth of the expected need, in 907 it follows F-A01 (901 in 24
# months), diabetes in 907 follows F-C01 (461 started in 24 months); the rest is ours.
REFERRALS = np.array(
    [
        [128 / 12, 14.0, 11.0, 9.0],
        [157 / 12, 16.0, 12.0, 10.0],
        [71 / 12, 7.0, 5.0, 4.0],
        [97 / 12, 11.0, 7.0, 6.0],
        [105 / 12, 10.0, 11.0, 7.0],
        [99 / 12, 9.0, 7.0, 6.0],
        [901 / 24, 27.5, 20.0, 16.0],
        [0.7, 0.9, 0.5, 0.4],
    ]
)

DATASET = {
    "title_da": "Syntetiske eksempeldata fra otte opdigtede kommuner",
    "title_en": "Synthetic sample data from eight invented municipalities",
    "synthetic": True,
    "first_month": date(2019, 1, 1).isoformat(),
    "as_of": date(2026, 10, 28).isoformat(),
    "extracted_at": "2026-10-29T06:10:00",
}


def stream(part: str) -> np.random.Generator:
    """Return the random numbers of one part of the sample: a change in one part leaves the others as they are."""
    return np.random.default_rng([SEED, *part.encode()])


def month_index(text: str) -> int:
    """Return the position of a month written 2022-03 on the axis of the sample."""
    return int((np.datetime64(text, "M") - FIRST_MONTH).astype(int))


def unit_code(municipality: str, position: int) -> str:
    """Return the code of a unit: the municipality and its place in the list of units."""
    return f"{municipality}-{position + 1}"
