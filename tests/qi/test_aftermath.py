"""What happened after a change: verdicts before and since, their difference, and the segmented regression."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from qi.aftermath import aftermath
from qi.analysis import judge
from qi.annotations import AcceptedPhase, Annotations, Scope
from qi.calendar import add_months
from qi.intervals import welch_interval
from qi.segmented import Segmented, TooFewPoints, segmented_regression
from qi.series import analyse_series
from qi.verdict import Verdict

JAN = date(2025, 1, 1)
BEFORE = [50, 53, 49, 52, 51.5, 54, 48, 52, 50, 53, 49, 51]
AFTER = [60, 63, 59, 61.5, 64, 58, 62, 60, 63, 61, 59, 62]
NOISE = np.random.default_rng(7).normal(0, 2, size=40)


def chart(values):
    return analyse_series(values, title="x", starts=[add_months(JAN, i) for i in range(len(values))])


def test_each_side_is_judged_by_itself_and_the_difference_has_an_interval():
    after = aftermath(chart(BEFORE + AFTER), date(2026, 1, 1))
    assert (after.n_before, after.n_after) == (12, 12)
    assert (after.before.centre, after.after.centre) == (51.25, 61.25)
    assert after.before.verdict is after.after.verdict is Verdict.RANDOM
    assert after.difference == 10
    assert (round(after.interval.low, 2), round(after.interval.high, 2)) == (8.42, 11.58)


def test_the_month_in_which_the_change_began_is_on_neither_side():
    after = aftermath(chart(BEFORE + AFTER), date(2026, 1, 15))
    assert (after.n_before, after.n_after) == (12, 11)
    assert aftermath(chart(BEFORE + AFTER), date(2026, 1, 1)).n_after == 12


@pytest.mark.parametrize(("n", "is_told"), [(2, False), (3, True)])
def test_a_difference_needs_three_points_on_each_side(n, is_told):
    after = aftermath(chart(BEFORE + AFTER[:n]), date(2026, 1, 1))
    assert (after.difference is not None, after.interval is not None) == (is_told, is_told)


def test_before_the_first_and_after_the_last_point_one_side_is_empty():
    assert aftermath(chart(BEFORE), date(2024, 1, 1)).before is None
    nothing_yet = aftermath(chart(BEFORE), date(2026, 6, 1))
    assert (nothing_yet.after, nothing_yet.n_before, nothing_yet.difference) == (None, 12, None)


def test_only_the_two_phases_that_meet_at_the_change_are_compared():
    early, wanted = [80, 83, 79, 82, 81, 84, 78, 82, 80, 83, 79, 81], date(2027, 1, 1)
    own = chart(early + BEFORE + AFTER)
    phase = AcceptedPhase(scope=Scope(), indicator="own", starts_on=date(2026, 1, 1), cause="x", source="d1")
    parted = judge(
        own.indicator,
        own.selection,
        table=own.table,
        lasts=own.table.starts,
        annotations=Annotations(phases=(phase,)),
        as_of=own.as_of,
    )
    assert aftermath(own, wanted).n_before == 24
    assert (aftermath(parted, wanted).n_before, aftermath(parted, wanted).difference) == (12, 10)


def test_the_interval_agrees_with_scipy():
    first, second = 50 + NOISE[:15], 53 + 2 * NOISE[15:]
    theirs = stats.ttest_ind(second, first, equal_var=False).confidence_interval(0.95)
    ours = welch_interval(first, second)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))


def test_two_sides_without_any_spread_differ_by_exactly_that_much():
    ours = welch_interval(np.full(5, 50.0), np.full(5, 53.0))
    assert (ours.low, ours.high) == (3, 3)
    with pytest.raises(ValueError, match="need 2 values"):
        welch_interval(np.array([1.0]), np.array([1.0, 2.0]))


@pytest.mark.parametrize(("n", "m", "missing"), [(7, 8, (1, 0)), (8, 3, (0, 5)), (0, 0, (8, 8))])
def test_a_regression_with_too_few_points_says_how_many_are_missing(n, m, missing):
    assert segmented_regression(NOISE[:n], NOISE[:m]) == TooFewPoints(*missing)


def test_eight_points_on_each_side_are_enough():
    assert isinstance(segmented_regression(NOISE[:8], NOISE[8:16]), Segmented)


def test_a_known_change_of_level_and_slope_is_found():
    t = np.arange(20)
    found = segmented_regression(50 + 0.5 * t + NOISE[:20] / 100, 70 + 1.5 * t + NOISE[20:] / 100)
    # The line from before would be at 60 when the change begins.
    assert found.slope_before.value == pytest.approx(0.5, abs=0.01)
    assert found.level_change.value == pytest.approx(10, abs=0.1)
    assert found.slope_change.value == pytest.approx(1.0, abs=0.01)
    assert found.ahead.value == pytest.approx(16, abs=0.1)
    assert found.level_change.is_clear


def test_the_intervals_are_those_of_newey_and_west_written_out():
    n, y = 18, np.concatenate([50 + NOISE[:18], 55 + NOISE[18:]])
    found = segmented_regression(y[:n], y[n:])
    t = np.arange(40.0)
    x = np.column_stack([np.ones(40), t, t >= n, np.where(t >= n, t - n, 0)])
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    scores = x * (y - x @ beta)[:, None]
    meat = scores.T @ scores
    for lag in (1, 2, 3):
        shifted = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / 4) * (shifted + shifted.T)
    errors = np.sqrt(np.diag(bread @ meat @ bread) * 40 / 36)
    half = stats.t.ppf(0.975, 36) * errors[2]
    assert found.lag == 3
    assert found.level_change.value == pytest.approx(beta[2])
    ends = (found.level_change.interval.low, found.level_change.interval.high)
    assert ends == pytest.approx((beta[2] - half, beta[2] + half))


def test_a_series_upside_down_turns_every_estimate_around():
    up, down = segmented_regression(NOISE[:20], NOISE[20:]), segmented_regression(-NOISE[:20], -NOISE[20:])
    assert up.level_change.value == pytest.approx(-down.level_change.value)
    assert up.ahead.interval.low == pytest.approx(-down.ahead.interval.high)
    assert up.autocorrelation == pytest.approx(down.autocorrelation)


def test_a_perfect_line_has_no_residuals_to_follow_each_other():
    found = segmented_regression(np.arange(10.0), np.arange(10.0, 20.0))
    assert np.isnan(found.autocorrelation)
    assert not found.level_change.is_clear or abs(found.level_change.value) < 1e-9
