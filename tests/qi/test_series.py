"""A series somebody brings along gets the same judgement as an indicator."""

from datetime import date, timedelta

import numpy as np
import pytest

from qi.selection import Period
from qi.series import LONGEST, analyse_series
from qi.verdict import Direction, GoalRelation, Tone, Verdict

SHIFTED = [10, 12, 9, 11, 13, 8, 12, 10, 11, 9, 12, 10, 18, 19, 17, 20, 18, 21, 19, 18, 20, 17, 19, 20]


def months(n):
    return [date(2024 + i // 12, i % 12 + 1, 1) for i in range(n)]


def test_a_shift_in_the_wanted_direction_is_good():
    analysis = analyse_series(SHIFTED, title="Mine", starts=months(24), direction=Direction.UP)
    assert analysis.facts.verdict is Verdict.BOTH
    assert analysis.facts.tone is Tone.GOOD


def test_a_goal_in_a_stable_series_is_met_or_not():
    stable = [10, 12] * 12
    assert (
        analyse_series(stable, title="M", direction=Direction.UP, goal=15).facts.goal_relation is GoalRelation.NOT_MET
    )


def test_unsorted_dates_are_put_in_order():
    dates = months(24)
    analysis = analyse_series(SHIFTED[::-1], title="M", starts=dates[::-1])
    assert list(analysis.chart.values) == SHIFTED


def test_points_without_dates_are_numbered():
    analysis = analyse_series(SHIFTED, title="M")
    assert analysis.selection.period is Period.POINT
    assert [start.toordinal() for start in analysis.table.starts] == list(range(1, 25))


@pytest.mark.parametrize(
    ("starts", "period"),
    [
        (months(12), Period.MONTH),
        (months(36)[::3], Period.QUARTER),
        ([date(2024, 1, 3) + timedelta(weeks=i) for i in range(12)], Period.WEEK),
        ([date(2024, 1, 3) + timedelta(days=i * i) for i in range(12)], Period.DAY),
        ([date(2024, 1, 3)], Period.DAY),
    ],
)
def test_what_one_point_stands_for_follows_from_its_neighbours(starts, period):
    assert analyse_series(range(len(starts)), title="M", starts=starts).selection.period is period


def test_with_denominators_the_chart_shows_percent():
    analysis = analyse_series([8, 9, 0], title="M", denominators=[10, 10, 0])
    assert analysis.table.value[:2].tolist() == [80, 90]
    assert np.isnan(analysis.table.value[2])
    assert analysis.indicator.unit == "percent"


def test_missing_values_leave_a_gap():
    analysis = analyse_series([1.5, float("nan"), 2.25], title="M")
    assert analysis.facts.n_points == 2
    assert analysis.indicator.decimals == 2


def test_whole_numbers_are_written_without_decimals():
    assert analyse_series([10, 20], title="M").indicator.decimals == 0


def test_numbers_from_ten_upwards_have_one_decimal():
    assert analyse_series([58.5, 52.0], title="M").indicator.decimals == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": []},
        {"values": [1] * (LONGEST + 1)},
        {"values": [1, 2], "starts": [date(2024, 1, 1)]},
        {"values": [1, 2], "denominators": [1]},
        {"values": [3], "denominators": [2]},
    ],
)
def test_what_is_no_series_is_refused(wrong):
    with pytest.raises(ValueError, match="need"):
        analyse_series(wrong.pop("values"), title="M", **wrong)
