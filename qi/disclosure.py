"""The policy of small numbers: what may be told about few citizens, on a team's own screen and outside its house.

On a team's own screen a number about 1 to k-1 citizens is blanked before anyone sees it (``is_small``). What crosses a
border (a wall, a comparison, an export, a report) is read farther away and may be added and subtracted, so more is
hidden there (``sensitive``), and only the cells of one fixed lattice are told (``qi.lattice``). No number is ever
changed by noise: a number is shown as it is, or not at all.
Source of the limits: domain dossier 2.3; see docs/explanation/small-numbers.md.
"""

from __future__ import annotations

import os

import numpy as np
from numpy.typing import NDArray

from qi.indicator import Measure
from qi.threshold import threshold

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Read once: every number and every sentence of one process obeys, and says, the same threshold.
K_MIN = threshold(os.environ.get("KVALITETSTAVLE_K_MIN"))
"""Fewest citizens behind a number that may be shown."""

K_MEAN = 10
"""Fewest citizens behind a mean or a median that crosses a border: with few, one citizen moves it."""

N_PERCENT = 10
"""Fewest cases behind a percentage that crosses a border: with few, it has only one numerator and denominator."""


def is_small(citizens: Counts | int, cases: Counts | int, *, k_min: int = K_MIN) -> Flags:
    """Return where some cases rest on fewer than ``k_min`` citizens; no cases at all reveal nobody."""
    return np.asarray((np.asarray(cases) > 0) & (np.asarray(citizens) < k_min), dtype=bool)


def parts_of(measure: Measure, n: Counts, numerator: Counts) -> Counts:
    """Return the counts that a shown cell tells, one along the first axis for each that can be added and subtracted.

    Whoever knows a percentage and its ``n`` knows how many did and how many did not: both are counts of citizens.
    """
    return np.stack([numerator, n - numerator] if measure is Measure.SHARE else [n])


def least_citizens(measure: Measure, *, k_min: int = K_MIN) -> int:
    """Return how many citizens a number needs behind it to cross a border."""
    return max(k_min, K_MEAN) if measure in (Measure.MEAN, Measure.MEDIAN) else k_min


def sensitive(measure: Measure, parts: Counts, citizens: Counts, *, k_min: int = K_MIN) -> Flags:
    """Return which counts, shaped like ``parts``, nobody outside may learn.

    A count is small with too few citizens behind it. A percentage also hides its numerator, and what the numerator
    leaves, where either is 1 to k - 1; and with fewer than ``N_PERCENT`` cases it is not told at all. 0 % and 100 % are
    told: nobody is singled out, and a team must be able to say that all were reached.
    """
    n = parts.sum(axis=0)
    few = is_small(citizens, n, k_min=least_citizens(measure, k_min=k_min))
    if measure is not Measure.SHARE:
        return few[None]
    few |= (n > 0) & (n < N_PERCENT)
    # Hiding the larger count of a small cell is enough: who cannot tell it cannot tell the sum either.
    is_larger = np.stack([parts[0] >= parts[1], parts[0] < parts[1]])
    return np.asarray(((parts > 0) & (parts < k_min)) | (few & is_larger), dtype=bool)
