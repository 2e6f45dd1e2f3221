"""Do units differ more than chance alone makes them, and how much wider must the limits then be?

References: Spiegelhalter (2005), Qual Saf Health Care 14:347-351 (both remedies; the additive one is preferred);
Spiegelhalter et al. (2012), J R Stat Soc A 175:1-47 (winsorised z-scores); DerSimonian & Laird (1986) for the variance
between units.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from qi.comparison.scales import Scale

Numbers = NDArray[np.float64]

TRIM = 0.1
"""The share of units at either end whose distance is not taken at face value. Source: Spiegelhalter et al. (2012)."""


class Trim(StrEnum):
    """What happens to the most extreme units, which must not widen the limits they are judged by."""

    WINSORISE = "winsorise"  # pulled in to the quantile
    TRUNCATE = "truncate"  # left out


class Remedy(StrEnum):
    """How limits are widened: by a factor for all, or by a variance that large units feel most."""

    MULTIPLICATIVE = "multiplicative"
    ADDITIVE = "additive"


@dataclass(frozen=True, slots=True)
class Dispersion:
    """``phi``: mean squared z-score, 1 by chance alone. ``tau2``: variance between units, on the scale they share."""

    phi: float
    tau2: float
    n_units: int

    @property
    def is_over(self) -> bool:
        """Whether the units differ by more than chance plausibly gives: phi above 1 + 2 sqrt(2 / units).

        Source: domain dossier 3.5 (phi has about that standard error under chance alone).
        """
        return self.n_units > 1 and self.phi > 1 + 2 * sqrt(2 / self.n_units)


def z_scores(ratio: Numbers, size: Numbers, target: Numbers | float, scale: Scale) -> Numbers:
    """Return how many standard errors each unit lies from the target; shape (units,)."""
    centre = scale.to_scale(np.asarray(target, dtype=np.float64))
    return np.asarray((scale.to_scale(ratio) - centre) / scale.standard_error(size))


def dispersion(z: Numbers, standard_error: Numbers, *, trim: float = TRIM, how: Trim = Trim.WINSORISE) -> Dispersion:
    """Return how much the z-scores of units vary, and the variance between units; both arrays have shape (units,)."""
    kept = np.ones(len(z), dtype=bool) if how is Trim.WINSORISE else is_kept(z, trim=trim)
    used = winsorised(z, trim=trim) if how is Trim.WINSORISE else z[kept]
    n = len(used)
    phi = float(np.mean(used**2)) if n else 0.0
    weight = standard_error[kept] ** -2.0
    room = weight.sum() - (weight**2).sum() / weight.sum() if n > 1 else 0.0
    tau2 = max(0.0, (n * phi - (n - 1)) / room) if room > 0 else 0.0
    return Dispersion(phi=phi, tau2=float(tau2), n_units=n)


def winsorised(z: Numbers, *, trim: float = TRIM) -> Numbers:
    """Return the scores with both tails pulled in to their quantile (linear between order statistics, as R type 7)."""
    if len(z) == 0:
        return z
    low, high = np.quantile(z, (trim, 1 - trim))
    return np.asarray(np.clip(z, low, high))


def is_kept(z: Numbers, *, trim: float = TRIM) -> NDArray[np.bool_]:
    """Return which scores remain when the first and the last of ``1 / trim`` equal groups are left out."""
    groups = 1 / trim
    rank = (z[:, None] > z).sum(axis=1) + ((z[:, None] == z).sum(axis=1) + 1) / 2
    group = np.floor(rank * groups / (len(z) + 1))
    return np.asarray((group > 0) & (group < groups - 1), dtype=bool)


def widened_limits(
    size: Numbers,
    target: Numbers | float,
    spread: Dispersion,
    *,
    scale: Scale,
    z: float,
    remedy: Remedy = Remedy.ADDITIVE,
) -> tuple[Numbers, Numbers]:
    """Return lower and upper limit for units of ``size``, ``z`` standard errors from the target; shape (sizes,).

    Never narrower than chance alone: a phi below 1 counts as 1.
    """
    own = scale.standard_error(np.asarray(size, dtype=np.float64))
    additive = remedy is Remedy.ADDITIVE
    error = np.sqrt(own**2 + spread.tau2) if additive else own * sqrt(max(spread.phi, 1.0))
    centre = scale.to_scale(np.asarray(target, dtype=np.float64))
    return np.asarray(scale.from_scale(centre - z * error)), np.asarray(scale.from_scale(centre + z * error))
