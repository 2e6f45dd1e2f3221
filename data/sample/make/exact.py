"""Choosing exact numbers: the same random order as everywhere else, cut at the published count."""

from __future__ import annotations

import itertools
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.sample.make.places import PROGRAMMES

Flags = NDArray[np.bool_]


def percent(part: int, whole: int) -> int:
    """Return the whole percent, half up, as Danish statistics print it."""
    return int((Decimal(100) * int(part) / Decimal(int(whole))).quantize(Decimal(1), ROUND_HALF_UP))


def choose(score: NDArray[np.float64], scope: Flags, wanted: float, *, among: Flags, chosen: Flags) -> Flags:
    """Return ``chosen`` with exactly ``wanted`` cases inside ``scope``: the lowest scores of those in ``among``.

    ``wanted`` below 1 is a share of the scope. Outside the scope nothing changes.
    """
    count = round(wanted * int(scope.sum())) if wanted < 1 else int(wanted)
    candidates = np.flatnonzero(scope & among)
    if len(candidates) < count:
        raise ValueError(f"need {count} cases, got {len(candidates)}: raise the rate or the volume")
    out = chosen.copy()
    out[scope] = False
    out[candidates[np.argsort(score[candidates], kind="stable")[:count]]] = True
    return out


def printing(percents: tuple[int, ...], whole: int) -> tuple[int, ...]:
    """Return counts that sum to ``whole`` and print as these percents; the closest to equal rounding comes first."""
    options = [[k for k in range(whole + 1) if percent(k, whole) == wanted] for wanted in percents]
    fitting = [counts for counts in itertools.product(*options) if sum(counts) == whole]
    if not fitting:
        raise ValueError(f"no counts of {whole} print as {percents}: choose another n")
    exact = np.array(percents) * whole / sum(percents)
    return min(fitting, key=lambda counts: float(((np.array(counts) - exact) ** 2).sum()))


def in_diabetes_cohort(courses: pd.DataFrame) -> Flags:
    """The calibrated cohort of F-C01 to F-C05: diabetes, Gruppe 1 of municipality 907 (starts of 2019 and 2020)."""
    return (courses["unit"].eq("907-1") & courses["p"].eq(PROGRAMMES.index("diabetes"))).to_numpy()
