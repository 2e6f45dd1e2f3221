"""The policy of small numbers at its limits: 4 and 5 citizens, 9 and 10 cases, numerators and what they leave."""

import numpy as np
import pytest

from qi.disclosure import is_small, parts_of, sensitive, threshold
from qi.indicator import Measure


def may_be_told(measure, n, numerator=0, citizens=None, **limits):
    parts = parts_of(measure, np.array([n]), np.array([numerator]))
    return not sensitive(measure, parts, np.array([n if citizens is None else citizens]), **limits).any()


@pytest.mark.parametrize(("citizens", "is_blanked"), [(0, False), (1, True), (4, True), (5, False)])
def test_on_a_team_s_own_screen_one_to_four_citizens_are_blanked(citizens, is_blanked):
    assert bool(is_small(citizens, citizens)) is is_blanked


@pytest.mark.parametrize(("n", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_count_of_one_to_four_does_not_cross_a_border(n, is_told):
    assert may_be_told(Measure.COUNT, n) is is_told


def test_six_cases_of_four_citizens_do_not_cross_a_border():
    assert not may_be_told(Measure.COUNT, 6, citizens=4)
    assert may_be_told(Measure.COUNT, 6, citizens=5)


@pytest.mark.parametrize(("numerator", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_percentage_tells_its_numerator(numerator, is_told):
    assert may_be_told(Measure.SHARE, 40, numerator) is is_told


@pytest.mark.parametrize(("numerator", "is_told"), [(40, True), (39, False), (36, False), (35, True)])
def test_a_percentage_tells_what_its_numerator_leaves(numerator, is_told):
    assert may_be_told(Measure.SHARE, 40, numerator) is is_told


@pytest.mark.parametrize(("n", "is_told"), [(9, False), (10, True)])
def test_a_percentage_needs_ten_cases(n, is_told):
    assert may_be_told(Measure.SHARE, n, n) is is_told


@pytest.mark.parametrize("measure", [Measure.MEAN, Measure.MEDIAN])
@pytest.mark.parametrize(("n", "is_told"), [(9, False), (10, True)])
def test_a_mean_and_a_median_need_ten_citizens(measure, n, is_told):
    assert may_be_told(measure, n) is is_told


def test_another_threshold_moves_the_limit():
    assert may_be_told(Measure.COUNT, 3, k_min=3)
    assert not may_be_told(Measure.COUNT, 9, k_min=10)


@pytest.mark.parametrize(("chosen", "k"), [(None, 5), ("3", 3), (" 7 ", 7), ("10", 10)])
def test_the_threshold_is_five_unless_another_is_chosen(chosen, k):
    assert threshold(chosen) == k


@pytest.mark.parametrize("chosen", ["2", "11", "5.0", "", "five", "²", "-5"])
def test_a_threshold_that_protects_nobody_is_refused_in_a_sentence(chosen):
    with pytest.raises(ValueError, match="needs a whole number from 3 to 10"):
        threshold(chosen)
