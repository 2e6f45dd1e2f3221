"""How long it takes until something happens, when some are still waiting: the Kaplan-Meier curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from qi.intervals import CONFIDENCE

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Survival:
    """The share still waiting just after each day on which something happened, with 95 % limits and how many waited.

    All arrays have shape (days,); ``at_risk`` are those still waiting on the morning of that day.
    """

    days: Array
    waiting: Array
    low: Array
    high: Array
    at_risk: NDArray[np.int64]
    n: int
    n_happened: int

    def median(self) -> float | None:
        """Return the first day on which no more than half still wait; None while more than half do."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> float | None:
        """Return the first day on which ``share`` have got there; None while fewer have."""
        reached = np.flatnonzero(self.waiting <= 1 - share + 1e-12)
        return float(self.days[reached[0]]) if len(reached) else None

    def median_limits(self) -> tuple[float | None, float | None]:
        """Return the days on which the limits pass one half.

        Reference: Brookmeyer & Crowley (1982), Biometrics 38:29.
        """
        crossed = [np.flatnonzero(limit <= 0.5 + 1e-12) for limit in (self.low, self.high)]
        first, last = (float(self.days[at[0]]) if len(at) else None for at in crossed)
        return first, last


def survival(days: Array, happened: NDArray[np.bool_]) -> Survival:
    """Return the curve for ``days`` waited, shape (n,); where it has not ``happened`` the wait is at least that long.

    A wait that is cut short on a day counts as waiting through that day. Limits by Greenwood's variance on the log-log
    scale, so that they stay between 0 and 1. References: Kaplan & Meier (1958), J Am Stat Assoc 53:457;
    Kalbfleisch & Prentice (1980), The Statistical Analysis of Failure Time Data, section 1.4.
    """
    times, events = np.unique(days[happened], return_counts=True)
    at_risk = len(days) - np.searchsorted(np.sort(days), times, side="left")
    waiting = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = ndtri((1 + CONFIDENCE) / 2) * np.sqrt(variance) / np.log(waiting)
    limits = [np.power(waiting, np.exp(sign * spread)) for sign in (-1, 1)]
    # When the last one has got there the formula has no answer, and nobody waits.
    low, high = (np.where(waiting > 0, limit, 0.0) for limit in limits)
    return Survival(
        days=times.astype(np.float64),
        waiting=waiting.astype(np.float64),
        low=low,
        high=high,
        at_risk=at_risk.astype(np.int64),
        n=len(days),
        n_happened=int(happened.sum()),
    )
