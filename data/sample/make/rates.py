"""The rates behind the sample: one value per municipality, programme and month, changed only by the planted truths."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.sample.make.places import MONTHS, MUNICIPALITIES, PROGRAMMES, REFERRALS, month_index, stream
from data.sample.make.truths import TRUTHS, Truth

Rates = dict[str, NDArray[np.float64]]

# Shares of all referrals, of offers, of starts or of questionnaires; order cancer, diabetes, heart, copd.
BASE = {
    "contacted": (0.985, 0.985, 0.985, 0.985),
    "contact_on_time": (0.80, 0.79, 0.77, 0.75),
    "assessed_on_time": (0.74, 0.72, 0.73, 0.70),
    "assessed": (0.91, 0.92, 0.92, 0.91),
    "offered": (0.95, 0.96, 0.96, 0.95),
    "declined": (0.14, 0.12, 0.11, 0.15),
    "shows": (0.93, 0.94, 0.94, 0.92),
    "referred_on": (0.40, 0.0, 0.0, 0.0),
    "completed": (0.78, 0.76, 0.80, 0.72),
    "attended": (0.82, 0.80, 0.83, 0.77),
    "noshow": (0.06, 0.07, 0.05, 0.08),
    "offered_in_7_days": (0.80, 0.80, 0.82, 0.80),
    "answered_start": (0.78, 0.74, 0.77, 0.73),
    "answered_end": (0.75, 0.72, 0.76, 0.70),
    "answered_followup": (0.64, 0.62, 0.65, 0.58),
    "srh_good_start": (0.50, 0.52, 0.50, 0.40),
    "srh_good_end": (0.72, 0.66, 0.70, 0.56),
    "srh_good_followup": (0.70, 0.64, 0.69, 0.54),
    "who5_start": (50.0, 55.0, 53.0, 50.0),
    "who5_end": (60.0, 60.0, 61.0, 55.0),
    "who5_followup": (60.0, 59.0, 61.0, 54.0),
    "need_physical": (0.93, 0.90, 0.94, 0.95),
    "need_psychological": (0.62, 0.35, 0.48, 0.42),
    "need_work_education": (0.42, 0.20, 0.28, 0.12),
    "need_practical": (0.34, 0.18, 0.20, 0.36),
    "need_close_relations": (0.24, 0.15, 0.20, 0.18),
    "need_spiritual": (0.12, 0.05, 0.08, 0.07),
    "hba1c_shift": (0.0, 0.0, 0.0, 0.0),
    "adverse_gap": (55.0, 70.0, 65.0, 60.0),
}

# 907 is calibrated: these are the published levels (F-A01, F-A02, F-A05, F-A08), held over all months.
CALIBRATED = {
    ("907", "cancer"): {
        "answered_start": 0.81,
        "answered_end": 0.76,
        "shows": 0.725,
        "completed": 0.77,
        "need_physical": 0.95,
        "need_psychological": 0.65,
        "need_work_education": 0.43,
        "need_practical": 0.35,
        "need_close_relations": 0.23,
        "need_spiritual": 0.13,
    },
}
LOCAL_SPREAD = 0.035


def rates() -> Rates:
    """Return every rate as an array municipality x programme x month."""
    local = stream("local levels")
    table: Rates = {"referrals": np.repeat(REFERRALS[:, :, None], MONTHS, axis=2)}
    for name, by_programme in BASE.items():
        level = np.tile(np.array(by_programme), (len(MUNICIPALITIES), 1))
        if max(by_programme) <= 1 and name not in ("contacted", "referred_on", "hba1c_shift"):
            level = np.clip(level + local.uniform(-LOCAL_SPREAD, LOCAL_SPREAD, level.shape), 0.01, 0.97)
        table[name] = np.repeat(level[:, :, None], MONTHS, axis=2)
    for (municipality, programme), levels in CALIBRATED.items():
        for name, level_there in levels.items():
            table[name][MUNICIPALITIES.index(municipality), PROGRAMMES.index(programme)] = level_there
    for truth in TRUTHS:
        _plant(table, truth)
    _keep_possible(table)
    return table


def _plant(table: Rates, truth: Truth) -> None:
    if truth.programme is None or truth.kind == "immature":
        return
    series = table[truth.parameter][MUNICIPALITIES.index(truth.municipality), PROGRAMMES.index(truth.programme)]
    at = month_index(truth.month)
    if truth.kind == "drift":
        series[:] = np.linspace(truth.before, truth.after, MONTHS)
        return
    series[:] = truth.before
    series[at : at + 1 if truth.kind == "outlier" else MONTHS] = truth.after


def _keep_possible(table: Rates) -> None:
    """Raise the enclosing shares where a planted one would not fit inside them."""
    table["contacted"] = np.maximum(table["contacted"], np.minimum(table["contact_on_time"] + 0.01, 1.0))
    table["assessed"] = np.maximum(table["assessed"], np.minimum(table["assessed_on_time"] + 0.03, table["contacted"]))
    table["noshow"] = np.minimum(table["noshow"], 1 - table["attended"])
