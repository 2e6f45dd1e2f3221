"""The bootstrap interval of a mean, against scipy's own."""

import numpy as np
import pytest
from scipy import stats

from qi.bootstrap import bootstrap_mean

SKEWED = np.random.default_rng(7).exponential(5.0, 131)


def test_the_interval_is_that_of_scipy_within_the_noise_of_resampling():
    ours = bootstrap_mean(SKEWED, np.random.default_rng(1), resamples=20_000)
    theirs = stats.bootstrap((SKEWED,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2))
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=0.02)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=0.02)


def test_a_skewed_sample_has_a_longer_upper_arm():
    interval = bootstrap_mean(SKEWED, np.random.default_rng(1))
    assert interval.high - SKEWED.mean() > SKEWED.mean() - interval.low


def test_the_same_seed_gives_the_same_interval():
    assert bootstrap_mean(SKEWED, np.random.default_rng(1)) == bootstrap_mean(SKEWED, np.random.default_rng(1))


def test_drawing_in_parts_gives_every_resample():
    many = np.tile(SKEWED, 800)  # 104,800 values: 19 resamples at a time
    interval = bootstrap_mean(many, np.random.default_rng(1), resamples=100)
    assert interval.low < many.mean() < interval.high


@pytest.mark.parametrize("values", [np.arange(9.0), np.full(40, 3.0), np.array([])])
def test_nine_values_or_all_the_same_have_no_bootstrap_interval(values):
    assert bootstrap_mean(values, np.random.default_rng(1)) is None
