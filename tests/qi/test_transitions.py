"""Which way citizens moved: counted by hand, and the exact test by two other programs."""

from datetime import date

import numpy as np
import pytest
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar

from qi.change import Among
from qi.selection import Selection
from qi.transitions import exact_sign_test, flows, moves, reached
from tests.qi.folder import course, event, hba1c

EVERYTHING = Selection()


def measured(opened, *waves):
    """Citizens whose HbA1c is given wave by wave, one row each."""
    names = ("start", "end", "followup")
    rows = [hba1c(i, names[w], value) for i, row in enumerate(waves) for w, value in enumerate(row)]
    tables = {
        "courses": [course(i, date(2024, 1, 15), programme="diabetes") for i in range(len(waves))],
        "events": [event(i, "start", date(2024, 2, 1)) for i in range(len(waves))],
    }
    return opened({**tables, "measurements": rows})


@pytest.mark.parametrize(("up", "down"), [(33, 54), (0, 6), (5, 5), (1, 0), (12, 3)])
def test_the_exact_p_value_is_that_of_scipy_and_of_mcnemar(up, down):
    p = exact_sign_test(up, down)
    assert p == pytest.approx(binomtest(up, up + down, 0.5).pvalue)
    assert p == pytest.approx(mcnemar([[40, up], [down, 40]], exact=True).pvalue)


def test_where_nobody_moved_there_is_nothing_to_test():
    assert exact_sign_test(0, 0) is None


def test_lower_hba1c_is_a_better_step(opened):
    dataset = measured(opened, *[(60, 50)] * 7, *[(60, 61)] * 6, *[(50, 56)] * 5)
    found = moves(dataset, "hba1c", EVERYTHING, among=Among.PAIRED)
    assert (found.n, found.n_better, found.n_same, found.n_worse) == (18, 7, 6, 5)
    assert found.p_value == pytest.approx(0.774, abs=0.001)


def answered(opened, item, *pairs):
    forms, given = [], []
    for i, pair in enumerate(pairs):
        for wave, value in zip(("start", "end"), pair, strict=True):
            sent = date(2024, 5, 1)
            forms.append({"course_id": f"c{i}", "wave": wave, "sent_on": sent, "answered_on": sent})
            given.append(
                {"course_id": f"c{i}", "wave": wave, "instrument": item, "version": "1", "item": item, "value": value}
            )
    tables = {
        "courses": [course(i, date(2024, 1, 15)) for i in range(len(pairs))],
        "events": [event(i, "start", date(2024, 2, 1)) for i in range(len(pairs))],
    }
    return opened({**tables, "questionnaires": forms, "responses": given})


@pytest.mark.parametrize(("item", "better"), [("srh", 5), ("activity", 7)])
def test_a_lower_code_is_better_health_and_a_higher_code_more_activity(opened, item, better):
    dataset = answered(opened, item, *[(4, 2)] * 5, *[(2, 4)] * 7)
    found = moves(dataset, item, EVERYTHING, among=Among.PAIRED)
    assert (found.n_better, found.n_same, found.n_worse) == (better, 0, 12 - better)


def test_four_who_moved_one_way_hide_all_three(opened):
    found = moves(measured(opened, *[(60, 50)] * 4, *[(60, 60)] * 9), "hba1c", EVERYTHING, among=Among.PAIRED)
    assert (found.is_suppressed, found.n, found.n_same, found.p_value) == (True, 0, 0, None)


def test_a_measure_without_steps_has_no_moves(opened):
    assert moves(measured(opened, (60, 50)), "hba1c_below_53", EVERYTHING, among=Among.PAIRED) is None
    assert flows(measured(opened, (60, 50)), "hba1c_below_53", EVERYTHING) is None


def test_ways_of_four_citizens_are_left_out_of_the_flows(opened):
    found = flows(measured(opened, *[(60, 50, 50)] * 5, *[(80, 50, 60)] * 4), "hba1c", EVERYTHING)
    assert (found.n, found.n_left_out) == (9, 4)
    assert [np.argwhere(counts).tolist() for counts in found.counts] == [[[3, 1]], [[1, 1]]]


def test_four_measured_every_time_have_no_flows(opened):
    assert flows(measured(opened, *[(60, 50, 50)] * 4), "hba1c", EVERYTHING) is None


def test_a_change_of_exactly_what_is_noticeable_counts(opened):
    found = reached(measured(opened, *[(60, 54.5)] * 3, *[(60, 54.6)] * 7), "hba1c", EVERYTHING, among=Among.PAIRED)
    assert (found.threshold, found.hits, found.n, found.percent) == (5.5, 3, 10, 30.0)
    assert (round(found.interval.low, 1), round(found.interval.high, 1)) == (10.8, 60.3)


def test_without_an_agreed_size_or_with_four_citizens_nothing_is_reached(opened):
    assert reached(answered(opened, "srh", *[(4, 2)] * 9), "srh", EVERYTHING, among=Among.PAIRED) is None
    assert reached(measured(opened, *[(60, 50)] * 4), "hba1c", EVERYTHING, among=Among.PAIRED) is None
