"""Units side by side over one stretch of time: pooled numbers, expected variation, and where each unit lies.

Only periods that may be shown and are settled are pooled, so a comparison tells nothing that the charts do not tell.
Never a ranking: a unit lies inside or outside what chance (and known differences between units) would give.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from qi.comparison.limits import INNER, OUTER, binomial_limits, poisson_limits
from qi.comparison.overdispersion import Dispersion, dispersion, widened_limits, z_scores
from qi.comparison.pooling import Pooled
from qi.comparison.scales import ARCSINE, SQUARE_ROOT
from qi.indicator import Indicator, Measure
from qi.intervals import Interval, poisson_exact, wilson
from qi.verdict import Direction, Side, Tone

Numbers = NDArray[np.float64]

FUNNEL_UNITS = 8
"""Fewest units for which a funnel is drawn; fewer are shown with intervals. Source: domain dossier 3.5."""

FEWEST_UNITS = 2
FEWEST_CASES = 10
"""Fewest cases behind a share that is compared. Source: wording ``small_den``."""

PER_INHABITANTS = 1000
COMPARED = (Measure.SHARE, Measure.COUNT)
"""Measures with a known distribution under chance; counts only where the inhabitants are known."""


class Band(StrEnum):
    """Where a unit lies among the limits of its size."""

    WITHIN = "within"
    EDGE = "edge"  # between the 95 % and the 99.8 % limit
    OUTSIDE = "outside"


class Missing(StrEnum):
    """Why a unit takes no part."""

    EMPTY = "empty"
    FEW = "few"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit; value, interval and limits are in percent, or of a count per 1,000 inhabitants a year.

    ``size``: cases, or inhabitants of a count. ``interval``: 95 % confidence. ``settled``: the best guess at the level
    to come, drawn in to the overall level as far as chance made it stand out (regression to the mean).
    """

    code: str
    pooled: Pooled
    size: float
    value: float
    interval: Interval
    inner: Interval
    outer: Interval
    settled: float
    band: Band
    side: Side
    tone: Tone

    @property
    def is_outside(self) -> bool:
        """Whether the unit lies beyond the 99.8 % limit."""
        return self.band is Band.OUTSIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Units in the order they were given; ``missing`` says why others take no part.

    ``centre``: the overall level of the units that take part, None when fewer than two do.
    """

    indicator: Indicator
    units: tuple[Unit, ...]
    missing: Mapping[str, Missing]
    centre: float | None
    spread: Dispersion
    is_standardised: bool = False

    @property
    def is_widened(self) -> bool:
        """Whether the limits hold the variation between units as well as chance."""
        return self.spread.is_over

    @property
    def has_funnel(self) -> bool:
        """Whether there are units enough for a funnel."""
        return len(self.units) >= FUNNEL_UNITS

    @property
    def expected_outside_inner(self) -> float:
        """How many units chance alone puts beyond the 95 % limits."""
        return (1 - INNER) * len(self.units)


def compare(
    indicator: Indicator,
    pooled: Mapping[str, Pooled],
    *,
    inhabitants: Mapping[str, float] | None = None,
    expected: Mapping[str, float] | None = None,
) -> Comparison:
    """Compare the pooled numbers of units.

    ``inhabitants``: of each unit, needed for counts. ``expected``: the hits of each unit by indirect standardisation,
    for shares. Raises ValueError for a measure that cannot be compared, or a count without inhabitants.
    """
    if indicator.measure not in COMPARED or (indicator.measure is Measure.COUNT and inhabitants is None):
        raise ValueError(f"{indicator.key} is a {indicator.measure}: compare shares, or counts per inhabitant")
    missing = {code: why for code, one in pooled.items() if (why := _missing(one, inhabitants, code)) is not None}
    present = {code: one for code, one in pooled.items() if code not in missing}
    n = np.array([one.n for one in present.values()], dtype=np.float64)
    hits = np.array([one.numerator for one in present.values()], dtype=np.float64)
    if len(present) < FEWEST_UNITS:
        return Comparison(
            indicator=indicator, units=(), missing=missing, centre=None, spread=Dispersion(phi=0.0, tau2=0.0, n_units=0)
        )
    if indicator.measure is Measure.COUNT:
        years = np.array([one.n_months / 12 for one in present.values()])
        people = np.array([(inhabitants or {})[code] for code in present])
        judged = _judge_counts(n, people * years)
        sizes = people
    else:
        due = hits.sum() / n.sum() * n if expected is None else np.array([expected[code] for code in present])
        judged = _judge_shares(hits, n, due)
        sizes = n
    units = [
        _unit(indicator, code, one, size=float(size), judged=judged, i=i)
        for i, ((code, one), size) in enumerate(zip(present.items(), sizes, strict=True))
    ]
    return Comparison(
        indicator=indicator,
        units=tuple(units),
        missing=missing,
        centre=judged.centre,
        spread=judged.spread,
        is_standardised=expected is not None,
    )


def _missing(one: Pooled, inhabitants: Mapping[str, float] | None, code: str) -> Missing | None:
    if one.n_hidden > one.n_shown:
        return Missing.HIDDEN
    if one.n_shown == 0 or one.n == 0 or (inhabitants is not None and not inhabitants.get(code)):
        return Missing.EMPTY
    return Missing.FEW if one.n < FEWEST_CASES else None


@dataclass(frozen=True, slots=True)
class _Judged:
    """Arrays of shape (units,), all as they are shown."""

    centre: float
    spread: Dispersion
    value: Numbers
    intervals: tuple[Interval, ...]
    inner: tuple[Numbers, Numbers]
    outer: tuple[Numbers, Numbers]
    settled: Numbers


def _judge_shares(hits: Numbers, n: Numbers, due: Numbers) -> _Judged:
    """Judge shares against the share due to each unit; what is shown is the overall share times observed by due."""
    centre, target = hits.sum() / n.sum(), due / n
    # An overall share of 0 or 1 leaves nothing to scale by.
    shown = 100 * np.divide(centre, target, out=np.ones_like(target), where=target > 0)
    error = ARCSINE.standard_error(n)
    spread = dispersion(z_scores(hits / n, n, target, ARCSINE), error)

    def limits(level: float) -> tuple[Numbers, Numbers]:
        if not spread.is_over:
            return binomial_limits(n, target, level)
        return widened_limits(n, target, spread, scale=ARCSINE, z=_z(level))

    drawn_in = _drawn_in(ARCSINE.to_scale(hits / n), ARCSINE.to_scale(target), error, spread)
    return _Judged(
        centre=100 * float(centre),
        spread=spread,
        value=shown * hits / n,
        intervals=tuple(
            wilson(int(a), int(b)).scaled(float(factor)) for a, b, factor in zip(hits, n, shown, strict=True)
        ),
        inner=_times(limits(INNER), shown),
        outer=_times(limits(OUTER), shown),
        settled=shown * ARCSINE.from_scale(drawn_in),
    )


def _judge_counts(n: Numbers, person_years: Numbers) -> _Judged:
    rate = n.sum() / person_years.sum()
    due = rate * person_years
    error = SQUARE_ROOT.standard_error(due)
    spread = dispersion(z_scores(n / due, due, 1.0, SQUARE_ROOT), error)

    def limits(level: float) -> tuple[Numbers, Numbers]:
        if not spread.is_over:
            return poisson_limits(due, level)
        return widened_limits(due, 1.0, spread, scale=SQUARE_ROOT, z=_z(level))

    shown = np.full(len(n), PER_INHABITANTS * rate)
    drawn_in = _drawn_in(SQUARE_ROOT.to_scale(n / due), np.ones(len(n)), error, spread)
    return _Judged(
        centre=float(PER_INHABITANTS * rate),
        spread=spread,
        value=shown * n / due,
        intervals=tuple(
            poisson_exact(int(a)).scaled(PER_INHABITANTS / float(years))
            for a, years in zip(n, person_years, strict=True)
        ),
        inner=_times(limits(INNER), shown),
        outer=_times(limits(OUTER), shown),
        settled=shown * SQUARE_ROOT.from_scale(drawn_in),
    )


def _z(level: float) -> float:
    return float(ndtri((1 + level) / 2))


def _times(limits: tuple[Numbers, Numbers], factor: Numbers) -> tuple[Numbers, Numbers]:
    return limits[0] * factor, limits[1] * factor


def _drawn_in(y: Numbers, target: Numbers, error: Numbers, spread: Dispersion) -> Numbers:
    """Draw each unit in to its target by the share of its distance that chance explains (empirical Bayes).

    Reference: He, Selck & Normand (2014), Stat Med 33:1081-1103 (PMC6400472), shrinkage under a random-effects model.
    """
    kept = spread.tau2 / (spread.tau2 + error**2)
    return np.asarray(target + kept * (y - target))


def _unit(indicator: Indicator, code: str, pooled: Pooled, *, size: float, judged: _Judged, i: int) -> Unit:
    value = float(judged.value[i])
    inner, outer = (Interval(float(low[i]), float(high[i])) for low, high in (judged.inner, judged.outer))
    side = Side.OVER if value >= judged.centre else Side.UNDER
    band = _band(value, inner, outer)
    return Unit(
        code=code,
        pooled=pooled,
        size=size,
        value=value,
        interval=judged.intervals[i],
        inner=inner,
        outer=outer,
        settled=float(judged.settled[i]),
        band=band,
        side=side,
        tone=_tone(indicator, side) if band is Band.OUTSIDE else Tone.QUIET,
    )


ROUNDING = 1e-9
"""How far beyond a limit, as a share of it, a value must lie: rounding is no signal."""


def _band(value: float, inner: Interval, outer: Interval) -> Band:
    slack = ROUNDING * max(abs(value), 1.0)
    for band, limits in ((Band.OUTSIDE, outer), (Band.EDGE, inner)):
        if value < limits.low - slack or value > limits.high + slack:
            return band
    return Band.WITHIN


def _tone(indicator: Indicator, side: Side) -> Tone:
    if indicator.direction is Direction.NEUTRAL:
        return Tone.NEUTRAL
    return Tone.GOOD if (side is Side.OVER) == (indicator.direction is Direction.UP) else Tone.BAD


def funnel(comparison: Comparison, sizes: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return outer low, inner low, inner high and outer high of the funnel at the given sizes; each of shape (sizes,).

    Of shares: cases; of counts: inhabitants followed for a year. Raises ValueError without a centre.
    """
    if comparison.centre is None:
        raise ValueError(f"need {FEWEST_UNITS} units for a funnel, got {len(comparison.units)}: compare more of them")
    is_count = comparison.indicator.measure is Measure.COUNT
    per = PER_INHABITANTS if is_count else 100
    level = comparison.centre / per
    size = sizes * level if is_count else sizes
    scale, target = (SQUARE_ROOT, 1.0) if is_count else (ARCSINE, level)

    def limits(probability: float) -> tuple[Numbers, Numbers]:
        if comparison.is_widened:
            return widened_limits(size, target, comparison.spread, scale=scale, z=_z(probability))
        return poisson_limits(size, probability) if is_count else binomial_limits(size, level, probability)

    factor = comparison.centre if is_count else 100.0
    (outer_low, outer_high), (inner_low, inner_high) = limits(OUTER), limits(INNER)
    return outer_low * factor, inner_low * factor, inner_high * factor, outer_high * factor
