"""Small numbers: what is said about 1 to k-1 citizens is blanked before anyone sees it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

K_MIN = 5
"""Fewest citizens behind a number that may be shown. Source: cells under 5 are blanked (domain dossier 2.3)."""


def is_small(
    citizens: NDArray[np.int64] | int, cases: NDArray[np.int64] | int, *, k_min: int = K_MIN
) -> NDArray[np.bool_]:
    """Return where some cases rest on fewer than ``k_min`` citizens; no cases at all reveal nobody."""
    return np.asarray((np.asarray(cases) > 0) & (np.asarray(citizens) < k_min), dtype=bool)
