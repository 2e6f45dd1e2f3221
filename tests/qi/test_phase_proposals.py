"""Proposals for a new phase: found where a level moved and stayed, and nowhere else."""

import numpy as np
import pytest

from qi.phase_proposals import propose_phases
from qi.run_charts import run_chart
from tests.agreement import cases

LOW = [4, 6, 3, 5, 2, 6, 4, 5, 3, 6, 4, 5]
HIGH = [14, 16, 13, 15, 12, 16, 14, 15, 13, 16, 14, 15]


def noise(n, seed=1):
    return np.random.default_rng(seed).normal(size=n)


def test_a_level_that_moved_and_stayed_is_proposed_at_its_first_point():
    assert [p.first for p in propose_phases(LOW + HIGH)] == [12]


def test_a_proposal_says_both_levels_and_leaves_the_decision_to_a_person():
    proposal = propose_phases(LOW + HIGH)[0]
    assert (proposal.centre_before, proposal.centre_after) == (4.5, 14.5)
    assert "A person must decide" in proposal.reason_en


def test_a_proposal_is_never_applied():
    values = LOW + HIGH
    propose_phases(values)
    assert len(run_chart(values).phases) == 1


def test_two_shifts_are_two_proposals():
    assert [p.first for p in propose_phases(LOW + HIGH + LOW)] == [12, 24]


def test_a_stable_series_gets_no_proposal():
    assert propose_phases([*LOW, *LOW]) == ()


def test_at_most_one_stable_series_in_a_hundred_gets_a_proposal():
    assert sum(bool(propose_phases(noise(36, seed))) for seed in range(300)) <= 3


def test_one_wild_point_is_no_new_phase():
    assert propose_phases([*LOW, 99, *LOW]) == ()


def test_eleven_points_at_a_new_level_are_too_few():
    assert propose_phases(LOW + HIGH[:11]) == ()


def test_a_missing_month_does_not_move_the_place():
    assert [p.first for p in propose_phases([*LOW, float("nan"), *HIGH])] == [13]


def test_a_level_that_moved_back_leaves_no_proposal_for_the_whole():
    assert [p.first for p in propose_phases([*LOW, *HIGH[:6], *LOW])] == []


@pytest.mark.parametrize("values", [[], [1.0], [float("nan")] * 30, [7.0] * 30])
def test_without_a_signal_there_is_nothing_to_propose(values):
    assert propose_phases(values) == ()


def test_turning_the_series_upside_down_proposes_the_same_place():
    assert [p.first for p in propose_phases(-np.array(LOW + HIGH))] == [12]


@pytest.mark.parametrize(
    ("case", "starts"),
    [
        ("auto_xmr_shift80_min12", [40]),
        ("auto_xmr_revert80_min12", [29, 44]),
        ("auto_xmr_two_shifts100_regrets", [34, 64]),
        ("auto_xmr_stable80", []),
    ],
)
def test_the_places_are_those_of_autospc_within_three_points(case, starts):
    golden = next(c for c in cases("autospc") if c["id"] == case)
    theirs = golden["outputs"]["phase_starts"][: len(starts)]
    assert [p.first for p in propose_phases(golden["inputs"]["y"])] == starts
    assert np.abs(np.subtract(starts, theirs)).max(initial=0) <= 3
