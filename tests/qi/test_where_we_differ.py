"""Regression tests for results that other programs get wrong (docs/explanation/where-we-differ.md)."""

import numpy as np
import pytest

from qi.control_charts import control_chart
from qi.run_charts import run_chart
from qi.verdict import Verdict

NAN = float("nan")


def marked(chart, rule):
    return (np.flatnonzero(chart.signals[rule]) + 1).tolist()


def test_the_same_call_gives_the_same_limits_whatever_is_loaded():
    values = [48, 53, 47, 51, 52, 56, 53, 49, 55, 49, 53, 46, 57, 20]
    screened, whole = control_chart("i", values), control_chart("i", values, screen=False)
    assert screened.upper[0] < whole.upper[0]


def test_eleven_sevens_and_one_eight_mark_the_eight_alone():
    chart = control_chart("i", [7.0] * 5 + [8.0] + [7.0] * 6)
    assert marked(chart, "beyond_limits") == [6]


def test_freeze_sets_the_width_of_the_i_prime_limits_too():
    values, sizes = [5, 6, 5, 6] * 3 + [1, 29] * 6, [30.0] * 24
    frozen, early = control_chart("ip", values, sizes, freeze=12), control_chart("ip", values[:12], sizes[:12])
    assert frozen.upper[0] == pytest.approx(early.upper[0])


def test_a_baseline_and_phases_work_together():
    chart = control_chart("i", [1, 2, 3] * 8, split=[12], freeze=6)
    assert [phase.is_frozen for phase in chart.phases] == [True, True]


def test_a_month_without_citizens_is_not_flagged_as_low():
    chart = control_chart("p", [8, 9, 7, 8] * 5 + [0], [10] * 20 + [0])
    assert marked(chart, "beyond_limits") == []


def test_a_point_on_the_median_does_not_end_a_run():
    values = [1, -1, 1, -1, *[1] * 4, 0, *[1] * 4, -1, 1, -1, -1]
    assert run_chart(values, centre=0).current.longest_run == 8


def test_a_trend_steps_over_equal_neighbours_in_the_ihi_rules():
    chart = control_chart("run", [5, 1, 2, 3, 3, 4, 5, 2, 4, 1, 3, 2, 4], rules="ihi")
    assert marked(chart, "trend_5") == [2, 3, 4, 6, 7]


def test_a_moving_range_chart_with_a_baseline_has_all_its_values():
    assert np.isfinite(control_chart("mr", [1, 3, 2, 5] * 6, freeze=12).values[1:]).all()


def test_a_missing_value_in_a_trend_of_the_nhs_rules_is_stepped_over():
    values = [5, 3, 6, 4, 1, 2, 3, NAN, 4, 5, 6, 7, 5, 3]
    assert marked(control_chart("i", values, rules="nhs_mdc"), "trend_7") == [5, 6, 7, 9, 10, 11, 12]


def test_a_missing_value_leaves_the_limits_finite():
    assert np.isfinite(control_chart("i", [5, 3, NAN, 4, 6, 2]).upper).all()


def test_the_first_point_on_the_mean_is_not_flagged():
    chart = control_chart("i", [5, 4, 6, 3, 7, 4, 6, 3, 4, 6, 7, 5, 5], rules="nhs_mdc")
    assert not any(points[0] for points in chart.signals.values())


def test_the_centre_of_shares_weighs_big_months_more():
    assert control_chart("p", [1, 90], [10, 100]).centre[0] == 91 / 110


def test_a_small_expected_count_draws_a_chart_all_the_same():
    assert 0 < control_chart("p", [0, 1, 0, 1] * 4, [3] * 16).upper[0] < 1


def test_a_run_of_seven_at_the_start_is_found():
    chart = control_chart("i", [7, 8, 7, 8, 7, 8, 7, 1, 2, 1, 2, 1, 2, 8], rules="nhs_mdc", centre=5)
    assert marked(chart, "shift_7") == [1, 2, 3, 4, 5, 6, 7]


def test_runs_are_read_where_the_limits_vary():
    shares = control_chart("p", [2] * 12 + [8] * 12, [10, 20, 15, 12] * 6)
    assert len(marked(shares, "longest_run")) == 24


def test_the_eighth_point_in_a_row_fires():
    chart = control_chart("i", [6] * 8 + [4, 5.5, 4, 6, 4, 4], centre=5, rules="western_electric")
    assert marked(chart, "shift_8") == list(range(1, 9))


def test_two_of_three_fires_at_two():
    chart = control_chart("i", [5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 7.0, 4.5, 7.0], freeze=12, rules="western_electric")
    assert marked(chart, "two_of_three") == [13, 15]


def test_small_numbers_are_not_rounded():
    chart = control_chart("i", [0.0126, 0.0124, 0.0131, 0.0122, 0.0127])
    assert chart.centre[0] == pytest.approx(0.0126, rel=1e-9)


def test_a_verdict_needs_twelve_points():
    assert run_chart([1, 1, 1, 1, 1, 1, 1, 1, 1], centre=0).verdict is Verdict.FEW
