"""Intervals against printed values."""

import numpy as np
import pytest

from qi.intervals import paired_share_difference, poisson_exact, t_interval, wilson


def rounded(interval, decimals=1, factor=100):
    return round(interval.low * factor, decimals), round(interval.high * factor, decimals)


def test_901_of_1112_answers_give_78_6_to_83_2_percent():
    assert rounded(wilson(901, 1112)) == (78.6, 83.2)


def test_235_of_309_answers_give_71_0_to_80_5_percent():
    assert rounded(wilson(235, 309)) == (71.0, 80.5)


def test_nobody_of_ten_gives_zero_to_27_8_percent():
    assert rounded(wilson(0, 10)) == (0.0, 27.8)


def test_a_share_of_nobody_is_refused():
    with pytest.raises(ValueError, match="a share needs a denominator"):
        wilson(0, 0)


def test_the_t_interval_of_131_differences_has_half_width_2_45():
    standardised = np.linspace(-1, 1, 131)
    differences = -6.5 + 14.17 * standardised / standardised.std(ddof=1)
    interval = t_interval(differences)
    assert (interval.high - interval.low) / 2 == pytest.approx(2.45, abs=0.005)


def test_ten_events_give_4_80_to_18_39():
    # Garwood's table for an observed count of 10.
    assert rounded(poisson_exact(10), 2, factor=1) == (4.80, 18.39)


def test_no_event_gives_zero_to_3_69():
    assert rounded(poisson_exact(0), 2, factor=1) == (0.0, 3.69)


def test_a_paired_difference_without_discordant_pairs_is_zero_and_symmetric():
    interval = paired_share_difference(20, 0, 0, 20)
    assert interval.low == pytest.approx(-interval.high)


def test_swapping_the_two_answers_turns_a_paired_interval_around():
    one, other = paired_share_difference(30, 5, 12, 13), paired_share_difference(30, 12, 5, 13)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


def test_a_paired_interval_is_narrower_when_the_same_citizens_agree():
    agreeing, independent = paired_share_difference(45, 15, 5, 35), paired_share_difference(30, 30, 20, 20)
    assert agreeing.high - agreeing.low < independent.high - independent.low


def test_one_value_has_no_interval():
    with pytest.raises(ValueError, match="need 2 values for an interval, got 1"):
        t_interval(np.array([58.5]))


def test_where_all_say_yes_both_times_the_answers_have_no_correlation_to_use():
    interval = paired_share_difference(40, 0, 0, 0)
    assert interval.low == pytest.approx(-interval.high)
