"""Run charts: median, useful points, runs, crossings, phases and the states in which nothing is judged."""

import numpy as np
import pytest

from qi.run_charts import run_chart
from qi.runs_distribution import known_centre_p_value, own_centre_p_value
from qi.verdict import Side, Verdict

NAN = float("nan")
STABLE = [5, 7, 4, 8, 3, 9, 6, 7, 4, 5, 8, 3, 7, 4, 6, 9, 5, 8, 3, 7, 6, 4, 8, 5]
SHIFTED = [4, 6, 3, 5, 2, 6, 4, 5, 3, 6, 4, 5, 14, 16, 13, 15, 12, 16, 14, 15, 13, 16, 14, 15]


def test_a_stable_series_varies_randomly():
    assert run_chart(STABLE).verdict is Verdict.RANDOM


def test_a_shift_in_the_middle_gives_a_long_run_and_few_crossings():
    phase = run_chart(SHIFTED).current
    assert (phase.verdict, phase.longest_run, phase.crossings) == (Verdict.BOTH, 12, 1)


def test_the_latest_of_equally_long_runs_is_the_one_named():
    phase = run_chart(SHIFTED).current
    assert (phase.longest_run_points, phase.side) == (tuple(range(12, 24)), Side.OVER)


def test_all_points_of_too_long_runs_are_marked():
    assert run_chart(SHIFTED).current.long_run_points == tuple(range(24))


def test_points_on_the_median_neither_break_nor_extend_a_run():
    phase = run_chart([1, 1, 1, 0, 1, 1, 1, -1, -1], centre=0).current
    assert (phase.longest_run, phase.crossings, phase.n_useful, phase.n_on_centre) == (6, 1, 8, 1)


def test_a_missing_month_does_not_break_a_run():
    phase = run_chart([1, 1, 1, NAN, 1, 1, 1, -1, -1], centre=0).current
    assert (phase.longest_run, phase.crossings, phase.n_useful) == (6, 1, 8)


def test_an_infinite_number_is_no_point():
    assert run_chart([*STABLE, float("inf")]).current.n_points == 24


def test_a_tenth_and_two_tenths_lie_on_three_tenths():
    values = [0.1 + 0.2, *([0.1] * 6), *([0.5] * 6)]
    assert run_chart(values, centre=0.3).current.n_on_centre == 1


def test_two_figures_that_differ_in_the_ninth_digit_are_not_tied():
    assert run_chart([1.000000001, *([1.0] * 11), 0.9], centre=1.0).current.n_on_centre == 11


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([], Verdict.NONE),
        ([NAN] * 15, Verdict.NONE),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], Verdict.FEW),
        ([7] * 20, Verdict.CONSTANT),
        ([7] * 10 + [1, 9] * 5, Verdict.TIES),
        ([7, 7, 7, 7] + [1, 9] * 5, Verdict.FEW),
    ],
    ids=["empty", "all missing", "11 points", "constant", "half on the median", "10 useful of 14"],
)
def test_a_state_in_which_nothing_is_judged_is_a_value(values, verdict):
    assert run_chart(values).verdict is verdict


@pytest.mark.parametrize(("n", "verdict"), [(7, Verdict.FEW), (8, Verdict.PROVISIONAL), (11, Verdict.PROVISIONAL)])
def test_a_new_phase_has_a_provisional_median_from_eight_points(n, verdict):
    assert run_chart(STABLE + STABLE[:n], split=[24]).verdict is verdict


def test_a_first_phase_of_eight_points_is_too_few():
    assert run_chart(STABLE[:8]).verdict is Verdict.FEW


def test_each_phase_has_its_own_median():
    assert [phase.centre for phase in run_chart(SHIFTED, split=[12]).phases] == [4.5, 14.5]


def test_freeze_takes_the_median_of_the_first_points():
    phase = run_chart(SHIFTED, freeze=12).current
    assert (phase.centre, phase.is_frozen, phase.longest_run) == (4.5, True, 13)


def test_freeze_holds_inside_each_phase():
    chart = run_chart(SHIFTED * 2, split=[24], freeze=12)
    assert [phase.centre for phase in chart.phases] == [4.5, 4.5]


def test_freezing_all_points_is_no_freezing():
    assert not run_chart(STABLE, freeze=24).current.is_frozen


def test_an_excluded_point_counts_in_no_median_and_no_rule():
    phase = run_chart([*STABLE, 99], exclude=[24]).current
    assert (phase.centre, phase.n_points) == (run_chart(STABLE).current.centre, 24)


def test_split_freeze_exclude_and_centre_work_together():
    chart = run_chart(SHIFTED * 2, split=[24], freeze=12, exclude=[0], centre=[4, 14])
    assert [(phase.centre, phase.n_points) for phase in chart.phases] == [(4, 23), (14, 24)]


def test_a_frozen_baseline_without_any_value_gives_no_verdict():
    assert run_chart([NAN] * 12 + STABLE, freeze=12).verdict is Verdict.NONE


@pytest.mark.parametrize(
    "wrong",
    [{"split": [24]}, {"split": [0]}, {"split": [12, 6]}, {"exclude": [24]}, {"freeze": 0}, {"centre": [1, 2]}],
    ids=str,
)
def test_a_position_outside_the_series_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        run_chart(STABLE, **wrong)


def test_the_probability_around_the_own_median_is_conditional_on_the_points_above_and_below():
    phase = run_chart(STABLE).current
    above = int((np.array(STABLE) > phase.centre).sum())
    expected = own_centre_p_value(
        above, phase.n_useful - above, longest_run=phase.longest_run, crossings=phase.crossings
    )
    assert phase.p_value == expected


def test_the_probability_around_a_given_centre_is_that_of_coin_tosses():
    phase = run_chart(STABLE, centre=5.5).current
    assert phase.p_value == known_centre_p_value(24, longest_run=phase.longest_run, crossings=phase.crossings)


def test_the_joint_probability_is_at_least_either_tail():
    phase = run_chart(SHIFTED[6:] + STABLE).current
    assert phase.p_value >= max(phase.p_longest_run, phase.p_crossings)


def test_without_useful_points_there_is_no_probability():
    assert run_chart([7] * 20).current.p_value is None


def test_a_table_of_numbers_is_no_series():
    with pytest.raises(ValueError, match=r"one series of numbers, got shape \(2, 2\)"):
        run_chart([[1, 2], [3, 4]])


def test_the_side_of_a_point_is_that_of_its_own_phase():
    assert run_chart([1, 2, 3, 11, 12, 13], split=[3]).sides.tolist() == [-1, 0, 1, -1, 0, 1]


def test_without_a_point_nothing_is_above_or_below():
    assert run_chart([NAN, NAN]).sides.tolist() == [0, 0]
