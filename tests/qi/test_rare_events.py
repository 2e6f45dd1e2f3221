"""Gaps between rare events, the open last gap, and the Bernoulli CUSUM."""

from datetime import date
from math import log

import numpy as np
import pytest

from qi.rare_events import bernoulli_cusum, cases_between, days_between, gap_chart

EVENTS = [date(2024, 1, 1), date(2024, 1, 11), date(2024, 1, 11), date(2024, 3, 1)]


def test_days_between_events_are_the_closed_gaps():
    assert days_between(EVENTS, as_of=date(2024, 3, 31)).closed.tolist() == [10, 0, 50]


def test_the_days_since_the_last_event_are_an_open_gap():
    assert days_between(EVENTS, as_of=date(2024, 3, 31)).open_gap == 30


def test_the_order_in_which_events_are_reported_does_not_matter():
    assert days_between(EVENTS[::-1], as_of=date(2024, 3, 31)).closed.tolist() == [10, 0, 50]


def test_cases_between_events_leave_the_events_out():
    gaps = cases_between([0, 1, 0, 0, 1, 1, 0, 0, 0])
    assert (gaps.closed.tolist(), gaps.open_gap) == ([2, 0], 3)


def test_the_open_gap_sets_no_limits():
    gaps = days_between([date(2024, 1, day) for day in range(1, 29, 2)], as_of=date(2024, 12, 31))
    assert gap_chart("t", gaps).chart.values.tolist() == [2] * 13


def test_an_open_gap_beyond_the_upper_limit_is_a_signal_before_the_next_event():
    starts = [0, 3, 9, 11, 18, 22, 30, 33, 41, 45, 52, 60, 63]
    events = [date.fromordinal(738_000 + day) for day in starts]
    chart = gap_chart("t", days_between(events, as_of=date.fromordinal(738_000 + 63 + 60)))
    assert chart.is_open_gap_beyond


def test_an_event_after_the_date_of_the_data_is_refused():
    with pytest.raises(ValueError, match="up to the date of the data"):
        days_between(EVENTS, as_of=date(2024, 2, 1))


def test_no_event_is_refused():
    with pytest.raises(ValueError, match="at least one event"):
        cases_between([0, 0])


def test_each_case_adds_its_log_likelihood_ratio():
    cusum = bernoulli_cusum([1, 0], target=0.1)
    assert cusum.upper.tolist() == pytest.approx([log(2) - log(1.1), log(2) - 2 * log(1.1)])


def test_a_row_of_events_signals_and_the_sum_starts_anew():
    cusum = bernoulli_cusum([1] * 12, target=0.1)
    assert cusum.signals_up == (5, 11)  # six events reach 6 x 0.598 = 3.59
    assert cusum.upper[6] == pytest.approx(log(2) - log(1.1))


def test_a_long_time_without_events_signals_downwards():
    assert bernoulli_cusum([0] * 100, target=0.1).signals_down[0] == 68  # 69 x 0.0513 = 3.54


def test_a_share_at_the_target_seldom_signals():
    cases = np.random.default_rng(1).random(5000) < 0.1
    assert len(bernoulli_cusum(cases, target=0.1).signals_up) <= 20  # one in at least 250 cases


@pytest.mark.parametrize("wrong", [{"target": 0.0}, {"target": 1.0}, {"target": 0.1, "odds_ratio": 1.0}])
def test_a_cusum_without_a_direction_is_refused(wrong):
    with pytest.raises(ValueError, match="needs"):
        bernoulli_cusum([0, 1], **wrong)
