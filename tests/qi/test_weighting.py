"""Who answers: differences between groups, weights and bounds, against statsmodels and by hand."""

import numpy as np
import pytest
import statsmodels.api as sm

from qi.intervals import Interval
from qi.weighting import answer_probability, bounds, indicators, inverse_weights, standardised_difference


@pytest.fixture
def citizens():
    rng = np.random.default_rng(5)
    group = rng.integers(0, 4, 600)
    return group, rng.random(600) < 0.35 + 0.12 * group


def test_two_categories_give_the_textbook_difference_of_two_shares():
    # 60 of 100 against 40 of 100: 0.2 / sqrt((0.24 + 0.24) / 2) = 0.408.
    codes = np.repeat([0, 1, 0, 1], [60, 40, 40, 60])
    answered = np.repeat([True, False], 100)
    assert standardised_difference(codes, answered) == pytest.approx(0.2 / np.sqrt(0.24))


@pytest.mark.parametrize("answered", [np.ones(6, bool), np.zeros(6, bool)])
def test_nobody_to_compare_with_is_no_difference(answered):
    assert standardised_difference(np.array([0, 1, 2, 0, 1, 2]), answered) == 0.0


def test_one_category_only_is_no_difference():
    assert standardised_difference(np.zeros(4, int), np.array([True, True, False, False])) == 0.0


def test_the_probability_is_that_of_statsmodels(citizens):
    group, answered = citizens
    columns = indicators(group)
    theirs = sm.Logit(answered, sm.add_constant(columns)).fit(disp=0).predict()
    assert answer_probability(columns, answered) == pytest.approx(theirs, abs=1e-5)


def test_a_group_that_has_answered_wholly_does_not_break_the_fit():
    group = np.repeat([0, 1], 20)
    answered = np.concatenate([np.ones(20, bool), np.arange(20) % 2 == 0])
    fitted = answer_probability(indicators(group), answered)
    assert fitted[:20].min() > 0.97
    assert fitted[20:] == pytest.approx(0.5, abs=1e-3)


def test_weights_give_back_the_mix_of_all_citizens(citizens):
    group, answered = citizens
    weights = inverse_weights(answer_probability(indicators(group), answered)[answered])
    mix = np.array([(weights * (group[answered] == code)).sum() for code in range(4)]) / weights.sum()
    assert mix == pytest.approx(np.bincount(group) / len(group), abs=1e-4)


def test_a_weight_is_cut_at_the_ends():
    weights = inverse_weights(np.concatenate([[0.001], np.full(199, 0.5)]))
    assert weights.max() < 1000
    assert weights.min() == 2.0


def test_the_bounds_give_the_missing_every_answer_there_is():
    # 30 of 50 said yes, 50 did not answer: between 30 and 80 of 100.
    assert bounds(30, 50, 100) == Interval(0.3, 0.8)
