"""Exact funnel limits against a count-by-count search with scipy's distributions."""

import numpy as np
import pytest
from scipy import stats

from qi.comparison.limits import INNER, OUTER, binomial_limits, poisson_limits


def interpolated(distribution, tail):
    """The definition: the first count that reaches the tail, less the part of its jump that lies beyond."""
    count = next(count for count in range(100_000) if distribution.cdf(count) >= tail)
    return count - (distribution.cdf(count) - tail) / distribution.pmf(count)


@pytest.mark.parametrize("level", [INNER, OUTER])
@pytest.mark.parametrize(("n", "share"), [(1, 0.5), (8, 0.9), (12, 0.02), (205, 0.83), (302, 0.83), (3000, 0.061)])
def test_limits_of_a_share_are_those_found_count_by_count(n, share, level):
    low, high = binomial_limits(n, share, level)
    chance = stats.binom(n, share)
    assert low == pytest.approx(max(0.0, interpolated(chance, (1 - level) / 2) / n), abs=1e-12)
    assert high == pytest.approx(min(1.0, interpolated(chance, (1 + level) / 2) / n), abs=1e-12)


@pytest.mark.parametrize("level", [INNER, OUTER])
@pytest.mark.parametrize("expected", [0.3, 4.0, 17.5, 250.0])
def test_limits_of_a_count_are_those_found_count_by_count(expected, level):
    low, high = poisson_limits(expected, level)
    chance = stats.poisson(expected)
    assert low == pytest.approx(max(0.0, interpolated(chance, (1 - level) / 2) / expected), abs=1e-12)
    assert high == pytest.approx(interpolated(chance, (1 + level) / 2) / expected, abs=1e-12)


def test_at_205_cases_of_83_percent_chance_gives_74_to_90_percent_in_998_of_1000():
    low, high = binomial_limits(205, 0.83, OUTER)
    assert (round(float(low), 3), round(float(high), 3)) == (0.742, 0.904)


def test_the_funnel_narrows_and_the_outer_limits_lie_outside_the_inner():
    sizes = np.arange(20, 700, 20)
    inner_low, inner_high = binomial_limits(sizes, 0.83, INNER)
    outer_low, outer_high = binomial_limits(sizes, 0.83, OUTER)
    assert np.all(outer_low < inner_low)
    assert np.all(inner_high < outer_high)
    assert np.all(np.diff(outer_high - outer_low) < 0)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_that_cannot_vary_is_its_own_limit(share):
    assert binomial_limits(50, share, OUTER) == (share, share)


def test_without_cases_there_are_no_limits():
    assert np.isnan(binomial_limits(0, 0.5, INNER)).all()
    assert np.isnan(poisson_limits(0.0, INNER)).all()
