"""HbA1c in diabetes courses at start, end and follow-up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample.make.courses import DIABETES, dates, month_of, rate
from data.sample.make.places import AS_OF
from data.sample.make.questionnaires import add_months
from data.sample.make.rates import Rates

MEASURED_START, MEASURED_END, MEASURED_BOTH, MEASURED_FOLLOWUP = 0.66, 0.48, 0.76, 0.76


def skewed(rng: np.random.Generator, mean: float, sd: float, n: int) -> np.ndarray:
    """Return whole mmol/mol with a lower limit of 34 and a long right tail."""
    shape = ((mean - 34) / sd) ** 2
    return np.rint(34 + rng.gamma(shape, (mean - 34) / shape, n))


def make_hba1c(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> pd.DataFrame:
    """Return one row per measurement: c, wave, value, taken."""
    started = courses[(courses["p"] == DIABETES) & courses["start"].notna()]
    n = len(started)
    ended = started["end"].notna().to_numpy()
    at_end = ended & (rng.random(n) < MEASURED_END)
    at_start = np.where(at_end, rng.random(n) < MEASURED_BOTH, rng.random(n) < MEASURED_START)
    at_followup = at_start & at_end & (rng.random(n) < 0.97)
    shift = rate(table, "hba1c_shift", started, month_of(dates(started, "end")))
    first = skewed(rng, 57.0, 14.2, n)
    later = np.rint(0.45 * (first - 57) + skewed(rng, 52.0, 11, n) + shift)
    last = np.rint(0.6 * (later - 52) + skewed(rng, 52.7, 9, n))
    months_later = add_months(dates(started, "end"), np.full(n, 6))
    parts = []
    for wave, measured, value, taken in (
        ("start", at_start, first, dates(started, "start")),
        ("end", at_end, later, dates(started, "end")),
        ("followup", at_followup, last, months_later),
    ):
        keep = measured & (taken <= AS_OF)
        value_there, taken_there = np.maximum(value, 30)[keep], taken[keep]
        parts.append(pd.DataFrame({"c": started.index[keep], "wave": wave, "value": value_there, "taken": taken_there}))
    return pd.concat(parts).sort_values("c", kind="stable", ignore_index=True)
