"""Who the courses belong to, and their background: plausible by programme, the same over time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample.make.courses import CANCER, pick

AGES = ("18-39", "40-49", "50-59", "60-69", "70-79", "80+", "unknown")
AGE_SHARES = (
    (0.07, 0.12, 0.22, 0.28, 0.23, 0.07, 0.01),
    (0.05, 0.11, 0.24, 0.31, 0.22, 0.06, 0.01),
    (0.03, 0.08, 0.20, 0.30, 0.28, 0.10, 0.01),
    (0.01, 0.04, 0.14, 0.30, 0.36, 0.14, 0.01),
)
FEMALE = (0.63, 0.43, 0.31, 0.53)
EDUCATION = (
    {"basic": 0.22, "vocational": 0.36, "short": 0.08, "medium": 0.20, "long": 0.10, "unknown": 0.04},
    {"basic": 0.33, "vocational": 0.38, "short": 0.06, "medium": 0.13, "long": 0.06, "unknown": 0.04},
    {"basic": 0.28, "vocational": 0.40, "short": 0.07, "medium": 0.14, "long": 0.07, "unknown": 0.04},
    {"basic": 0.45, "vocational": 0.34, "short": 0.04, "medium": 0.09, "long": 0.03, "unknown": 0.05},
)
YOUNGER = {"employed": 0.46, "sick_leave": 0.30, "unemployed": 0.08, "other": 0.12, "retired": 0.02, "unknown": 0.02}
OLDER = {"employed": 0.06, "sick_leave": 0.01, "unemployed": 0.00, "other": 0.02, "retired": 0.89, "unknown": 0.02}
DIAGNOSES_FEMALE = {"breast": 0.46, "lung": 0.13, "head_neck": 0.04, "brain": 0.03, "mixed": 0.34}
DIAGNOSES_MALE = {"prostate": 0.34, "lung": 0.18, "head_neck": 0.10, "brain": 0.04, "mixed": 0.34}
OTHER_DIAGNOSES = ("", "t2d", "heart", "copd")
SECOND_COURSE = 0.05


def make_people(rng: np.random.Generator, courses: pd.DataFrame) -> pd.DataFrame:
    """Return the background, one row per person, and write person and diagnosis into ``courses``."""
    person = _persons(rng, courses)
    first = courses.iloc[np.unique(person)]
    people = _background(rng, first)
    courses["person"] = [f"P{number + 1:05d}" for number in person]
    people["person_id"] = [f"P{number + 1:05d}" for number in np.unique(person)]
    is_female = courses["person"].map(people.set_index("person_id")["sex"]).eq("female").to_numpy()
    n = len(courses)
    cancer = np.where(is_female, pick(rng, DIAGNOSES_FEMALE, n), pick(rng, DIAGNOSES_MALE, n))
    courses["diagnosis"] = np.where(courses["p"] == CANCER, cancer, np.array(OTHER_DIAGNOSES)[courses["p"]])
    return people


def _persons(rng: np.random.Generator, courses: pd.DataFrame) -> np.ndarray:
    """Let one course in twenty belong to somebody who had another programme before in the same municipality."""
    person = np.arange(len(courses))
    m, p = courses["m"].to_numpy(), courses["p"].to_numpy()
    for i in np.flatnonzero(rng.random(len(courses)) < SECOND_COURSE):
        earlier = np.flatnonzero((m[:i] == m[i]) & (p[:i] != p[i]) & (person[:i] == np.arange(i)))
        if len(earlier):
            person[i] = earlier[int(rng.random() * len(earlier))]
    return person


def _background(rng: np.random.Generator, first: pd.DataFrame) -> pd.DataFrame:
    n, p = len(first), first["p"].to_numpy()
    edges = np.cumsum(np.array(AGE_SHARES), axis=1)[p]
    age = np.minimum((rng.random((n, 1)) > edges).sum(axis=1), len(AGES) - 1)
    education = np.choose(p, [pick(rng, shares, n) for shares in EDUCATION])
    u = rng.random(n)
    sex = np.where(u < 0.004, "unknown", np.where(rng.random(n) < np.array(FEMALE)[p], "female", "male"))
    return pd.DataFrame(
        {
            "sex": sex,
            "age_group": np.array(AGES)[age],
            "education": education,
            "employment": np.where(age <= 3, pick(rng, YOUNGER, n), pick(rng, OLDER, n)),
            "origin": pick(rng, {"danish": 0.88, "western": 0.03, "non_western": 0.07, "unknown": 0.02}, n),
            "housing": pick(rng, {"alone": 0.36, "with_others": 0.61, "unknown": 0.03}, n),
            "valid_on": first["received"].to_numpy(),
        }
    )
