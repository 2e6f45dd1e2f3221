"""Choosing exact numbers: the same random order as everywhere else, cut at the published count."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

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
