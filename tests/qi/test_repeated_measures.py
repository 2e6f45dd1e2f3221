"""The model of three waves: against the paired t interval, statsmodels, and the whole matrices written out."""

import warnings
from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm

from qi.intervals import t_interval
from qi.repeated_measures import RepeatedMeasures, repeated_measures, shifted, tipping_point

TRUE = np.array([[240.0, 100.0, 45.0], [100.0, 160.0, 100.0], [45.0, 100.0, 140.0]])
"""About the spread and correlations implied by the published HbA1c table (S4)."""


@pytest.fixture(scope="module")
def complete() -> np.ndarray:
    return np.random.default_rng(1).multivariate_normal([58, 52, 53], TRUE, 200)


@pytest.fixture(scope="module")
def with_gaps(complete: np.ndarray) -> np.ndarray:
    values, rng = complete.copy(), np.random.default_rng(2)
    values[rng.random(200) < 0.4, 1] = np.nan
    values[rng.random(200) < 0.5, 2] = np.nan
    values[rng.random(200) < 0.1, 0] = np.nan
    return values


@pytest.fixture(scope="module")
def fitted(with_gaps: np.ndarray) -> RepeatedMeasures:
    model = repeated_measures(with_gaps)
    assert model is not None
    return model


def test_with_nobody_missing_it_is_the_paired_t_interval(complete):
    for contrast in repeated_measures(complete).contrasts:
        interval = t_interval(complete[:, contrast.after] - complete[:, contrast.before])
        assert (contrast.interval.low, contrast.interval.high) == pytest.approx((interval.low, interval.high), abs=1e-9)
        assert contrast.freedom == pytest.approx(199)


def test_means_and_covariance_are_those_of_statsmodels(with_gaps, fitted):
    citizen, wave = np.nonzero(np.isfinite(with_gaps))
    design = np.eye(3)[wave]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its residual variance is not needed beside nine free numbers
        model = sm.MixedLM(with_gaps[citizen, wave], design, groups=citizen, exog_re=design)
        theirs = model.fit(reml=True, method=["bfgs", "lbfgs"], maxiter=500)
    assert fitted.means == pytest.approx(theirs.fe_params, abs=0.01)
    assert fitted.covariance == pytest.approx(np.asarray(theirs.cov_re) + theirs.scale * np.eye(3), rel=0.002)


def test_no_other_covariance_is_likelier(with_gaps, fitted):
    best = restricted_likelihood(with_gaps, fitted.covariance)[0]
    for i, j in [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]:
        for step in (-0.5, 0.5):
            other = fitted.covariance.copy()
            other[[i, j], [j, i]] += step
            assert restricted_likelihood(with_gaps, other)[0] < best


def test_the_standard_errors_are_those_of_the_whole_matrices(with_gaps, fitted):
    uncertainty = restricted_likelihood(with_gaps, fitted.covariance)[1]
    for contrast in fitted.contrasts:
        signs = np.zeros(3)
        signs[[contrast.before, contrast.after]] = -1, 1
        assert contrast.error == pytest.approx(np.sqrt(signs @ uncertainty @ signs), rel=1e-9)


def restricted_likelihood(values: np.ndarray, covariance: np.ndarray) -> tuple[float, np.ndarray]:
    """The restricted log likelihood with every citizen's matrices written out, and the covariance of the means."""
    information, weighted, total = np.zeros((3, 3)), np.zeros(3), 0.0
    rows = [(np.eye(3)[np.isfinite(row)], row[np.isfinite(row)]) for row in values if np.isfinite(row).any()]
    for design, row in rows:
        precision = np.linalg.inv(design @ covariance @ design.T)
        information += design.T @ precision @ design
        weighted += design.T @ precision @ row
    means = np.linalg.solve(information, weighted)
    for design, row in rows:
        spread = design @ covariance @ design.T
        total += np.linalg.slogdet(spread)[1] + (row - design @ means) @ np.linalg.inv(spread) @ (row - design @ means)
    return -(total + np.linalg.slogdet(information)[1]) / 2, np.linalg.inv(information)


def test_when_the_high_ones_stay_away_the_model_corrects_what_the_pairs_cannot(complete):
    many = np.random.default_rng(3).multivariate_normal([58, 52, 53], TRUE, 4000)
    seen = many.copy()
    seen[many[:, 0] > 62, 1] = np.nan  # who starts above 62 is not measured at the end
    contrast = repeated_measures(seen).contrasts[0]
    pairs = seen[np.isfinite(seen[:, 1])]
    assert abs(contrast.difference - -6) < 1.0
    assert (pairs[:, 1] - pairs[:, 0]).mean() > -3.5


def test_moving_the_unit_moves_the_answer_with_it(with_gaps, fitted):
    moved = repeated_measures(with_gaps * 10 + 3)
    assert [one.difference / 10 for one in moved.contrasts] == pytest.approx(
        [one.difference for one in fitted.contrasts]
    )


@pytest.mark.parametrize("n", [29, 30])
def test_thirty_measured_in_each_two_waves_are_needed(complete, n):
    assert (repeated_measures(complete[:n]) is None) == (n < 30)


def test_values_that_are_all_equal_have_no_model(complete):
    same = complete.copy()
    same[:, 1] = 50.0
    assert repeated_measures(same) is None


def test_two_waves_that_say_the_same_have_no_model(complete):
    same = complete.copy()
    same[:, 2] = same[:, 1]
    assert repeated_measures(same) is None


def test_only_one_wave_has_no_model(complete):
    only = np.full_like(complete, np.nan)
    only[:, 0] = complete[:, 0]
    assert repeated_measures(only) is None


def test_a_shift_of_nothing_changes_nothing(fitted):
    one = fitted.contrasts[0]
    moved = shifted(one, 0.0, n=200, n_missing=80)
    assert (moved.difference, moved.interval) == (one.difference, one.interval)


def test_a_shift_of_5_in_the_40_percent_missing_moves_the_change_by_2(fitted):
    one = fitted.contrasts[0]
    assert shifted(one, 5.0, n=200, n_missing=80).difference == pytest.approx(one.difference + 2.0)


def test_a_shift_is_what_filling_in_expected_values_and_adding_gives(with_gaps, fitted):
    # The mean of values measured and, where missing, expected from the others plus 5.
    delta, ends = 5.0, []
    means = np.array(fitted.means)
    for row in with_gaps:
        known = np.isfinite(row)
        gain = fitted.covariance[1, known] @ np.linalg.inv(fitted.covariance[np.ix_(known, known)])
        ends.append(row[1] if known[1] else means[1] + gain @ (row[known] - means[known]) + delta)
    n_missing = int(np.isnan(with_gaps[:, 1]).sum())
    moved = shifted(fitted.contrasts[0], delta, n=len(with_gaps), n_missing=n_missing)
    assert moved.difference == pytest.approx(np.mean(ends) - means[0], abs=0.05)


def test_the_tipping_point_is_the_first_shift_that_reaches_0(fitted):
    one, missing = fitted.contrasts[0], {"n": 200, "n_missing": 80}
    tipped = tipping_point(one, **missing, step=0.5, most=30)
    assert tipped > 0  # the change is a fall, so the shift against it is a rise
    assert shifted(one, tipped, **missing).interval.high >= 0
    assert shifted(one, tipped - 0.5, **missing).interval.high < 0


def test_a_change_that_includes_0_has_no_tipping_point(fitted):
    unclear = min(fitted.contrasts, key=lambda one: abs(one.difference / one.error))
    weak = type(unclear)(before=1, after=2, difference=0.1, error=1.0, freedom=100.0)
    assert tipping_point(weak, n=200, n_missing=80, step=0.5, most=30) is None


def test_no_shift_within_reach_is_no_tipping_point(fitted):
    assert tipping_point(fitted.contrasts[0], n=200, n_missing=1, step=0.5, most=2) is None


def test_every_two_waves_are_compared(fitted):
    assert [(one.before, one.after) for one in fitted.contrasts] == list(combinations(range(3), 2))
