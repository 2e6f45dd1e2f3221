"""The Kaplan-Meier curve: the textbook example, and two other programs."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight

from qi.survival import survival

# Freireich et al. (1963), weeks in remission on 6-MP; a plus in the source (still in remission) is 0 here.
WEEKS = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=float)
HAPPENED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=bool)


def test_the_textbook_curve_of_21_citizens_is_reproduced():
    curve = survival(WEEKS, HAPPENED)
    assert curve.days.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert np.round(curve.waiting, 3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.median() == 23


def test_the_curve_and_the_limits_of_the_median_are_those_of_statsmodels():
    curve, theirs = survival(WEEKS, HAPPENED), SurvfuncRight(WEEKS, HAPPENED)
    assert curve.waiting == pytest.approx(theirs.surv_prob, abs=1e-12)
    assert curve.median_limits() == (13.0, None)
    assert theirs.quantile_ci(0.5, method="cloglog") == (13.0, np.inf)


def test_the_limits_are_those_of_scipy():
    curve = survival(WEEKS, HAPPENED)
    sample = stats.CensoredData(uncensored=WEEKS[HAPPENED], right=WEEKS[~HAPPENED])
    theirs = stats.ecdf(sample).sf.confidence_interval(method="log-log")
    assert curve.low == pytest.approx(theirs.low.evaluate(curve.days), abs=1e-12)
    assert curve.high == pytest.approx(theirs.high.evaluate(curve.days), abs=1e-12)


def test_leaving_out_those_who_wait_would_make_the_wait_look_shorter():
    assert survival(WEEKS[HAPPENED], HAPPENED[HAPPENED]).median() == 10


def test_a_median_that_is_not_reached_is_no_number():
    curve = survival(np.array([5.0, 9.0, 9.0]), np.array([True, False, False]))
    assert (curve.median(), curve.quantile(0.25)) == (None, 5.0)


def test_nobody_who_got_there_leaves_an_empty_curve():
    curve = survival(np.array([5.0, 9.0]), np.array([False, False]))
    assert (curve.n, curve.n_happened, curve.days.tolist(), curve.median()) == (2, 0, [], None)


def test_when_the_last_one_gets_there_nobody_waits():
    curve = survival(np.array([3.0, 8.0]), np.array([True, True]))
    assert (curve.waiting.tolist(), curve.low[-1], curve.high[-1]) == ([0.5, 0.0], 0.0, 0.0)
