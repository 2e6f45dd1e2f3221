"""A new phase is proposed once, and what was declined is not proposed again."""

from datetime import date

import pytest

from qi.calendar import add_months
from qi.improvement import PhaseDecision
from qi.improvement.proposal import Waiting, open_proposal, waiting_for
from qi.series import analyse_series

JAN, SHIFT = date(2025, 1, 1), date(2026, 1, 1)
BEFORE = [50, 53, 49, 52, 51.5, 54, 48, 52, 50, 53, 49, 51]
AFTER = [60, 63, 59, 61.5, 64, 58, 62, 60, 63, 61, 59, 62]


def chart(values):
    return analyse_series(values, title="x", starts=[add_months(JAN, i) for i in range(len(values))])


def declined(on, indicator="own"):
    return PhaseDecision(team="t1", indicator=indicator, starts_on=on, is_accepted=False, cause="Ferie")


def test_a_sustained_shift_is_proposed_with_both_levels_and_how_many_points_they_rest_on():
    proposal = open_proposal(chart(BEFORE + AFTER), [])
    assert (proposal.starts_on, proposal.centre_before, proposal.centre_after) == (SHIFT, 51.25, 61.25)
    assert (proposal.n_before, proposal.n_after) == (12, 12)


def test_a_stable_series_is_left_alone():
    assert open_proposal(chart(BEFORE * 2), []) is None
    assert waiting_for(chart(BEFORE * 2)) is None


@pytest.mark.parametrize(("months", "is_proposed"), [(-3, True), (-2, False), (0, False), (2, False), (3, True)])
def test_what_was_declined_within_two_months_is_not_proposed_again(months, is_proposed):
    proposal = open_proposal(chart(BEFORE + AFTER), [declined(add_months(SHIFT, months))])
    assert (proposal is not None) is is_proposed


def test_what_was_declined_on_another_chart_does_not_count():
    assert open_proposal(chart(BEFORE + AFTER), [declined(SHIFT, "D01")]) is not None


def test_two_shifts_are_proposed_one_after_the_other():
    third = [71, 74, 70, 72.5, 75, 69, 73, 71, 74, 72, 70, 73]
    first = open_proposal(chart(BEFORE + AFTER + third), [])
    second = open_proposal(chart(BEFORE + AFTER + third), [declined(SHIFT)])
    assert (first.starts_on, second.starts_on) == (SHIFT, date(2027, 1, 1))
    assert (first.n_after, second.n_after) == (12, 12)


@pytest.mark.parametrize(("n_after", "waiting"), [(9, Waiting(SHIFT, 3)), (11, Waiting(SHIFT, 1)), (12, None)])
def test_a_young_shift_says_how_many_points_it_lacks(n_after, waiting):
    assert waiting_for(chart(BEFORE + AFTER[:n_after])) == waiting
