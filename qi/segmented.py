"""Segmented regression of an interrupted time series: how level and slope changed, with autocorrelation allowed for.

y = b0 + b1 t + b2 D + b3 (t - T) D, where D is 1 from the change on and T is its first point. Ordinary least squares;
the errors may follow each other, so the intervals are those of Newey and West with t quantiles.

References: Wagner et al. (2002), J Clin Pharm Ther 27:299; Bernal, Cummins & Gasparrini (2017), Int J Epidemiol 46:348;
Newey & West (1987), Econometrica 55:703.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qi.intervals import CONFIDENCE, Interval

FEWEST_EACH = 8
"""Points on either side. Source: the EPOC criteria for interrupted time series, as told in the domain dossier 3.8."""

AHEAD = 6
"""Points after the change at which the distance to the line from before is told (domain dossier 3.8)."""


@dataclass(frozen=True, slots=True)
class TooFewPoints:
    """How many points are missing on either side before a regression can be made."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its 95 % interval."""

    value: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return not self.interval.low <= 0 <= self.interval.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """Slope before, change of level and of slope per point, and the distance ``AHEAD`` points after the change.

    ``lag``: how many neighbours the intervals allow to follow each other. ``autocorrelation``: of the residuals at lag
    1; NaN where there are no residuals.
    """

    slope_before: Estimate
    level_change: Estimate
    slope_change: Estimate
    ahead: Estimate
    lag: int
    autocorrelation: float
    fitted: NDArray[np.float64]


def segmented_regression(before: ArrayLike, after: ArrayLike) -> Segmented | TooFewPoints:
    """Fit two lines to the points before and since a change; shapes (n,) and (m,), equally spaced, no missing values.

    The lag is floor(4 (N/100)^(2/9)), N the number of points, as Newey and West (1994, Rev Econ Stud 61:631) advise.
    """
    import statsmodels.api as sm  # takes a second to import, and only this panel needs it

    first, second = (np.asarray(side, dtype=np.float64) for side in (before, after))
    missing = TooFewPoints(max(0, FEWEST_EACH - len(first)), max(0, FEWEST_EACH - len(second)))
    if missing.before or missing.after:
        return missing
    y, n = np.concatenate([first, second]), len(first)
    lag = floor(4 * (len(y) / 100) ** (2 / 9))
    fit = sm.OLS(y, _design(n, len(second))).fit(
        cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": True}, use_t=True
    )
    rows = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 1, AHEAD]], dtype=np.float64)
    told = fit.t_test(rows)
    ends = np.atleast_2d(told.conf_int(alpha=1 - CONFIDENCE))
    slope, level, bend, ahead = (
        Estimate(float(value), Interval(float(low), float(high)))
        for value, (low, high) in zip(np.atleast_1d(told.effect), ends, strict=True)
    )
    return Segmented(
        slope_before=slope,
        level_change=level,
        slope_change=bend,
        ahead=ahead,
        lag=lag,
        autocorrelation=_autocorrelation(fit.resid),
        fitted=np.asarray(fit.fittedvalues, dtype=np.float64),
    )


def _design(n: int, m: int) -> NDArray[np.float64]:
    """Return the columns 1, t, D and (t - T) D; shape (n + m, 4)."""
    t = np.arange(n + m, dtype=np.float64)
    since = (t >= n).astype(np.float64)
    return np.column_stack([np.ones_like(t), t, since, (t - n) * since])


def _autocorrelation(residuals: NDArray[np.float64]) -> float:
    total = float(residuals @ residuals)
    return float(residuals[1:] @ residuals[:-1]) / total if total > 1e-12 else float("nan")
