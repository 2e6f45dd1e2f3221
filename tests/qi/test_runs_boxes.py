"""Best box and cut box against the published tables as read from qicharts2."""

import pytest

from qi.runs_boxes import STABLE_SHARE, best_box, cut_box
from qi.runs_distribution import false_alarm_rate, known_centre_counts
from tests.golden_cases import golden

ROWS = golden("limits/runs_limits")["boxes"]
OUR_CUT_IS_SHARPER = (26, 75, 83, 88, 97)
"""There the published search stops early: our cut finds the shift more often at the same share of stable series."""


def test_the_best_box_equals_qicharts2_for_10_to_100_useful_points():
    expected = [(row["bestbox_c_min"], row["bestbox_l_max"]) for row in ROWS]
    boxes = [best_box(row["n_useful"]) for row in ROWS]
    assert [(box.crossings_min, box.longest_run_max) for box in boxes] == expected


def test_the_cut_box_equals_qicharts2_but_for_five_named_lengths():
    differing = [
        row["n_useful"]
        for row in ROWS
        if cut_box(row["n_useful"]).cut != {tuple(pair) for pair in row["cutbox_non_signal_c_l_removed_from_box"]}
    ]
    assert tuple(differing) == OUR_CUT_IS_SHARPER


@pytest.mark.parametrize("n", [12, 26, 40])
def test_enough_stable_series_stay_inside_the_cut_box(n):
    box, table = cut_box(n), known_centre_counts(n)
    inside = sum(
        table[c][run - 1]
        for c in range(n)
        for run in range(1, n + 1)
        if not box.is_signal(longest_run=run, crossings=c)
    )
    assert inside / 2 ** (n - 1) >= STABLE_SHARE


def test_boxes_of_fewer_than_ten_points_are_refused():
    with pytest.raises(ValueError, match="10 to 300 useful points, got 9"):
        best_box(9)


def test_the_anhoej_rules_are_sometimes_beyond_the_rate_of_the_boxes():
    assert false_alarm_rate(36, False) > 1 - STABLE_SHARE
