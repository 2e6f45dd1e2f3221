"""The exact distribution against crossrun, brute force and itself."""

from itertools import groupby, permutations, product
from math import comb

import pytest

from qi.runs_distribution import (
    bounded_compositions,
    crossings_min,
    false_alarm_rate,
    known_centre_counts,
    known_centre_p_value,
    longest_run_max,
    own_centre_counts,
    own_centre_p_value,
    shifted_probabilities,
)
from tests.golden_cases import golden, golden_names


def whole_numbers(rows):
    return [[int(text) for text in row] for row in rows]


def padded(table, width):
    return [list(row[:width]) for row in table]


@pytest.mark.parametrize("name", golden_names("crossrun", "symm"))
def test_known_centre_counts_equal_crossrun_exactly(name):
    case = golden(name)
    expected = whole_numbers(case["outputs"]["times_2_pow_n_minus_1"])
    assert padded(known_centre_counts(case["inputs"]["n"]), len(expected[0])) == expected


@pytest.mark.parametrize("name", golden_names("crossrun", "em"))
def test_own_median_counts_equal_crossrun_exactly(name):
    case = golden(name)
    half = case["inputs"]["n"] // 2
    assert [list(row) for row in own_centre_counts(half, half)] == whole_numbers(case["outputs"]["counts"])


@pytest.mark.parametrize("name", golden_names("crossrun", "em"))
def test_the_false_alarm_rate_around_the_own_median_equals_crossrun(name):
    case = golden(name)
    expected = 1 - case["outputs"]["p_no_signal_anhoej"]
    assert false_alarm_rate(case["inputs"]["n"]) == pytest.approx(expected, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", golden_names("crossrun", "bin06"))
def test_shifted_probabilities_equal_crossrun_to_the_last_digits(name):
    case = golden(name)
    got = shifted_probabilities(case["inputs"]["n"], case["inputs"]["success_probability"])
    assert [value for row in got for value in row] == pytest.approx(
        [value for row in case["outputs"]["p"] for value in row], rel=1e-13, abs=0
    )


def run_lengths(sides):
    return [len(list(points)) for _, points in groupby(sides)]


def test_known_centre_counts_equal_a_count_of_all_series_of_9_points():
    series = [run_lengths(sides) for sides in product([0, 1], repeat=9) if sides[0] == 1]
    counted = [[sum(len(r) == c + 1 and max(r) == run for r in series) for run in range(1, 10)] for c in range(9)]
    assert [list(row) for row in known_centre_counts(9)] == counted


def test_own_centre_counts_equal_a_count_of_all_orders_of_5_above_and_3_below():
    series = [run_lengths(sides) for sides in set(permutations([1] * 5 + [0] * 3))]
    counted = [[sum(len(r) == c + 1 and max(r) == run for r in series) for run in range(1, 9)] for c in range(8)]
    assert [list(row) for row in own_centre_counts(5, 3)] == counted


@pytest.mark.parametrize("n", [1, 2, 13, 40, 101])
def test_known_centre_counts_add_up_to_all_series_that_start_above(n):
    assert sum(map(sum, known_centre_counts(n))) == 2 ** (n - 1)


@pytest.mark.parametrize(("above", "below"), [(1, 0), (6, 6), (7, 6), (3, 17), (50, 50)])
def test_own_centre_counts_add_up_to_all_orders(above, below):
    assert sum(map(sum, own_centre_counts(above, below))) == comb(above + below, above)


def test_ten_is_a_sum_of_three_parts_of_at_most_four_in_six_ways():
    assert bounded_compositions(10, 3, 4) == 6  # 4+4+2 and 4+3+3, in three orders each


@pytest.mark.parametrize(("n", "longest_run", "crossings"), [(10, 7, 2), (24, 9, 7), (33, 5, 14)])
def test_the_p_value_is_the_sum_of_the_table_over_fewer_crossings_or_longer_runs(n, longest_run, crossings):
    table = known_centre_counts(n)
    hits = sum(table[c][run - 1] for c in range(n) for run in range(1, n + 1) if c <= crossings or run >= longest_run)
    assert known_centre_p_value(n, longest_run=longest_run, crossings=crossings) == hits / 2 ** (n - 1)


def test_the_p_value_around_the_own_centre_is_the_sum_of_its_table():
    table = own_centre_counts(9, 8)
    hits = sum(table[c][run - 1] for c in range(17) for run in range(1, 18) if c <= 5 or run >= 6)
    assert own_centre_p_value(9, 8, longest_run=6, crossings=5) == hits / comb(17, 9)


@pytest.mark.parametrize(
    ("n", "known", "own"),
    [(10, 4.5, 0.8), (12, 4.3, 1.3), (16, 4.7, 0.9), (20, 7.1, 2.1), (24, 6.6, 3.1), (30, 6.4, 2.7)],
)
def test_the_false_alarm_rate_is_the_published_one_in_percent(n, known, own):
    assert (round(100 * false_alarm_rate(n, False), 1), round(100 * false_alarm_rate(n), 1)) == (known, own)


def test_the_anhoej_limits_equal_qicharts2_for_1_to_300_useful_points():
    rows = golden("limits/runs_limits")["anhoej"]
    expected = [(row["longest_run_max"], row["n_crossings_min"]) for row in rows]
    assert [(longest_run_max(row["n_useful"]), crossings_min(row["n_useful"])) for row in rows] == expected


def test_a_series_of_500_has_an_exact_false_alarm_rate():
    assert 0 < false_alarm_rate(500) < false_alarm_rate(500, False) < 0.1


def test_without_useful_points_there_is_no_false_alarm():
    assert false_alarm_rate(0) == 0


def test_five_is_a_sum_of_three_parts_up_to_2_in_three_ways():
    # 1+2+2, 2+1+2 and 2+2+1.
    assert bounded_compositions(5, 3, 2) == 3


def test_nothing_is_the_sum_of_no_parts_and_seven_is_no_sum_of_three_parts_up_to_2():
    assert (bounded_compositions(0, 0, 2), bounded_compositions(7, 3, 2)) == (1, 0)


def test_no_useful_point_is_no_surprise():
    assert known_centre_p_value(0, longest_run=1, crossings=0) == 1.0
