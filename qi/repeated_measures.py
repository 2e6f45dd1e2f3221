"""Start, end and follow-up in one model, so that citizens who were not measured every time still count.

Each wave has its own mean, and the three values of a citizen vary together in any way (unstructured covariance).
A citizen with one or two values says something about the missing ones through how the waves go together. That is fair
where who is missing depends only on what was measured; ``shifted`` asks what happens if it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from qi.intervals import CONFIDENCE, Interval

MIN_PAIRS = 30
"""Fewest citizens measured in each two of the waves; nine numbers are estimated (our choice)."""

MAX_STEPS = 200
CLOSE_ENOUGH = 1e-10

Array = NDArray[np.float64]

_ENTRIES = ((0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2))
_UNITS = np.array([[[float((i, j) in ((r, c), (c, r))) for j in range(3)] for i in range(3)] for r, c in _ENTRIES])
"""The six numbers of a 3 x 3 covariance: each is 1 in its places and 0 elsewhere, shape (6, 3, 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The mean of wave ``after`` minus that of ``before``, with its standard error and degrees of freedom."""

    before: int
    after: int
    difference: float
    error: float
    freedom: float

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the difference."""
        half = float(stdtrit(self.freedom, (1 + CONFIDENCE) / 2)) * self.error
        return Interval(self.difference - half, self.difference + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedMeasures:
    """The fitted model. ``n``: citizens with any value; ``contrasts``: start-end, start-follow-up, end-follow-up."""

    n: int
    means: tuple[float, ...]
    covariance: Array
    contrasts: tuple[Contrast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """A change if those not measured afterwards ended ``delta`` away from what the model expects of them."""

    delta: float
    difference: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The citizens measured in the same waves: which, how many, their means and their sums of squares."""

    waves: NDArray[np.int64]
    n: int
    mean: Array
    scatter: Array


def repeated_measures(scores: Array) -> RepeatedMeasures | None:
    """Fit the model to values of shape (citizens, 3), NaN where not measured.

    None where fewer than 30 citizens are measured in some two of the waves, or the values of a wave do not differ.
    Restricted maximum likelihood by Fisher scoring; intervals with Satterthwaite's degrees of freedom, so that with
    nobody missing they are the paired t intervals. References: Mallinckrodt et al. (2008), Drug Inf J 42:303;
    Verbeke & Molenberghs (2000), Linear Mixed Models for Longitudinal Data, chapters 5 and 6.
    """
    is_known = np.isfinite(scores)
    pairs = [int((is_known[:, i] & is_known[:, j]).sum()) for i, j in combinations(range(3), 2)]
    if min(pairs) < MIN_PAIRS:
        return None
    centre, scale = np.nanmean(scores, axis=0), np.nanstd(scores, axis=0)
    if scale.min() == 0:
        return None
    patterns = _patterns((scores - centre) / scale)
    covariance = np.eye(3) * 0.5 + 0.5
    for _ in range(MAX_STEPS):
        score, information = _derivatives(patterns, covariance)
        step = np.tensordot(np.linalg.solve(information, score), _UNITS, axes=1)
        covariance = _stepped(covariance, step)
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    else:
        return None  # two waves that say the same leave no unique answer
    return _fitted(patterns, covariance, centre, scale, n=int(is_known.any(axis=1).sum()))


def shifted(contrast: Contrast, delta: float, *, n: int, n_missing: int) -> Shifted:
    """Return the change if the ``n_missing`` of ``n`` citizens without a later value ended ``delta`` away.

    The model's mean is that of those measured and those expected, so it moves by ``delta`` times the share missing.
    Reference: Cro et al. (2020), Stat Med 39:2815 (delta-adjusted controlled imputation).
    """
    share = n_missing / n
    error = sqrt(contrast.error**2 + delta**2 * share * (1 - share) / n)
    half = float(stdtrit(contrast.freedom, (1 + CONFIDENCE) / 2)) * error
    difference = contrast.difference + delta * share
    return Shifted(delta=delta, difference=difference, interval=Interval(difference - half, difference + half))


def tipping_point(contrast: Contrast, *, n: int, n_missing: int, step: float, most: float) -> float | None:
    """Return the smallest shift against the change, in steps of ``step``, at which the interval includes 0.

    None where the interval includes 0 already, or no shift up to ``most`` reaches it.
    """
    interval = contrast.interval
    if interval.low <= 0 <= interval.high:
        return None
    against = -1.0 if contrast.difference > 0 else 1.0
    for i in range(1, round(most / step) + 1):
        reached = shifted(contrast, against * step * i, n=n, n_missing=n_missing).interval
        if reached.low <= 0 <= reached.high:
            return against * step * i
    return None


def _patterns(values: Array) -> list[_Pattern]:
    is_known = np.isfinite(values)
    code = is_known @ np.array([1, 2, 4])
    patterns = []
    for one in np.unique(code[code > 0]):
        waves = np.flatnonzero([one & 1, one & 2, one & 4])
        rows = values[code == one][:, waves]
        mean = rows.mean(axis=0)
        patterns.append(_Pattern(waves=waves, n=len(rows), mean=mean, scatter=(rows - mean).T @ (rows - mean)))
    return patterns


def _precisions(patterns: list[_Pattern], covariance: Array) -> list[Array]:
    """Return the inverse covariance of each pattern, put back in three waves with zeros where nothing is measured."""
    spread = []
    for one in patterns:
        whole = np.zeros((3, 3))
        whole[np.ix_(one.waves, one.waves)] = np.linalg.inv(covariance[np.ix_(one.waves, one.waves)])
        spread.append(whole)
    return spread


def _means(patterns: list[_Pattern], precisions: list[Array]) -> tuple[Array, Array]:
    """Return the means of the waves by generalised least squares, and their covariance."""
    weight = sum((one.n * p for one, p in zip(patterns, precisions, strict=True)), np.zeros((3, 3)))
    total = sum((one.n * p @ _whole(one) for one, p in zip(patterns, precisions, strict=True)), np.zeros(3))
    uncertainty: Array = np.asarray(np.linalg.inv(weight), dtype=np.float64)
    return uncertainty @ total, uncertainty


def _whole(one: _Pattern) -> Array:
    mean = np.zeros(3)
    mean[one.waves] = one.mean
    return mean


def _derivatives(patterns: list[_Pattern], covariance: Array) -> tuple[Array, Array]:
    """Return the score and the expected information of the restricted likelihood, shapes (6,) and (6, 6)."""
    precisions = _precisions(patterns, covariance)
    means, uncertainty = _means(patterns, precisions)
    score, information, lost = np.zeros(6), np.zeros((6, 6)), np.zeros((6, 3, 3))
    for one, p in zip(patterns, precisions, strict=True):
        away = (_whole(one) - means) * (np.diag(p) > 0)
        squares = np.outer(away, away) * one.n
        squares[np.ix_(one.waves, one.waves)] += one.scatter
        by_unit = p @ _UNITS @ p
        score += (np.einsum("kij,ji->k", by_unit, squares) - one.n * np.einsum("ij,kji->k", p, _UNITS)) / 2
        information += one.n * np.einsum("kij,lji->kl", p @ _UNITS, p @ _UNITS) / 2
        information -= one.n * np.einsum("ij,kjm,lmi->kl", uncertainty, by_unit, _UNITS @ p)
        lost += one.n * by_unit
    score += np.einsum("ij,kji->k", uncertainty, lost) / 2
    information += np.einsum("kij,lji->kl", uncertainty @ lost, uncertainty @ lost) / 2
    return score, information


def _stepped(covariance: Array, step: Array) -> Array:
    """Return the covariance after as much of the step as leaves it a covariance."""
    for halvings in range(30):
        candidate: Array = covariance + step / 2**halvings
        if np.linalg.eigvalsh(candidate)[0] > 1e-9:
            return candidate
    return covariance


def _fitted(patterns: list[_Pattern], covariance: Array, centre: Array, scale: Array, *, n: int) -> RepeatedMeasures:
    precisions = _precisions(patterns, covariance)
    means, uncertainty = _means(patterns, precisions)
    _, information = _derivatives(patterns, covariance)
    lost = sum((one.n * p @ _UNITS @ p for one, p in zip(patterns, precisions, strict=True)), np.zeros((6, 3, 3)))
    by_unit = uncertainty @ lost @ uncertainty
    contrasts = []
    for before, after in combinations(range(3), 2):
        signs = np.zeros(3)
        signs[[before, after]] = -scale[before], scale[after]
        variance = float(signs @ uncertainty @ signs)
        slope = np.einsum("i,kij,j->k", signs, by_unit, signs)
        contrasts.append(
            Contrast(
                before=before,
                after=after,
                difference=float(signs @ means + centre[after] - centre[before]),
                error=sqrt(variance),
                freedom=2 * variance**2 / float(slope @ np.linalg.solve(information, slope)),
            )
        )
    return RepeatedMeasures(
        n=n,
        means=tuple(float(value) for value in centre + scale * means),
        covariance=covariance * np.outer(scale, scale),
        contrasts=tuple(contrasts),
    )
