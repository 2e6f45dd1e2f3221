"""Two groups side by side: against statsmodels, scipy and the printed example."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from qi.gaps import mean_difference, share_difference, share_ratio
from qi.intervals import Interval


def test_the_difference_of_56_of_70_and_48_of_80_is_as_newcombe_printed():
    # Newcombe (1998), table II, contrast a, method 10: 0.0524 to 0.3339.
    interval = share_difference(56, 70, 48, 80)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (9, 10, 3, 10), (0, 12, 5, 40), (10, 10, 0, 20)])
def test_the_difference_is_that_of_statsmodels(counts):
    ours = share_difference(*counts)
    assert (ours.low, ours.high) == pytest.approx(confint_proportions_2indep(*counts, method="newcomb"), abs=1e-12)


def test_the_ratio_is_that_of_statsmodels():
    ratio, interval = share_ratio(56, 70, 48, 80)
    theirs = confint_proportions_2indep(56, 70, 48, 80, method="log", compare="ratio")
    assert ratio == pytest.approx(4 / 3)
    assert (interval.low, interval.high) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("counts", [(0, 20, 5, 20), (5, 20, 0, 20)])
def test_a_group_without_hits_has_no_ratio(counts):
    assert share_ratio(*counts) is None


def test_the_difference_of_means_is_welchs():
    rng = np.random.default_rng(3)
    values, others = rng.normal(58, 16, 131), rng.normal(56, 12, 174)
    ours = mean_difference(values, others)
    theirs = stats.ttest_ind(values, others, equal_var=False).confidence_interval()
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_one_value_has_no_interval_and_equal_values_have_a_point():
    assert mean_difference(np.array([1.0]), np.array([1.0, 2.0])) is None
    assert mean_difference(np.array([3.0, 3.0]), np.array([1.0, 1.0])) == Interval(2.0, 2.0)
