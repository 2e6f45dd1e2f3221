"""One change asked in other ways, and those who are missing: on the published cohort of the sample and by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy import stats

from qi.change import Among
from qi.dataset import Dataset
from qi.robustness import Robustness, robustness
from qi.selection import Selection
from qi.who_is_missing import missing
from tests import sample as read
from tests.qi.folder import course, event, hba1c

COPENHAGEN = Selection(unit=("907-1",), programme=("diabetes",))


@pytest.fixture(scope="module")
def sample() -> Dataset:
    return read.sample()


@pytest.fixture(scope="module")
def asked(sample: Dataset) -> Robustness:
    return robustness(sample, "hba1c", COPENHAGEN, among=Among.COMPLETE)


def test_the_published_fall_of_6_5_holds_in_all_ways(asked):
    resampled, weighted, model = asked.resampled, asked.missing.weighted, asked.model.contrasts[0]
    assert (asked.n_pairs, asked.model.n) == (131, 346)
    assert (round(resampled.low, 1), round(resampled.high, 1)) == (-9.0, -4.2)
    assert (round(weighted.difference, 1), round(model.difference, 1)) == (-5.5, -5.2)
    assert max(resampled.high, weighted.interval.high, model.interval.high) < 0


def test_the_fall_is_no_longer_settled_when_the_missing_end_5_2_higher(asked):
    assert [one.delta for one in asked.shifts] == [0, 1, 2, 3, 4, 5]
    assert asked.shifts[5].interval.high < 0
    assert asked.tipping == pytest.approx(5.2)


def test_those_with_an_end_measurement_started_2_7_higher_and_that_may_be_chance(asked):
    one = asked.missing
    assert (one.n_with, one.n_without) == (131, 174)
    assert (round(one.start_with, 1), round(one.start_without, 1)) == (58.5, 55.9)
    assert (round(one.start_difference.low, 1), round(one.start_difference.high, 1)) == (-0.6, 6.0)


def test_they_differ_on_four_things_by_more_than_is_let_pass(asked):
    unlike = {one.dimension: round(one.size, 2) for one in asked.missing.unlike if one.is_unlike}
    assert unlike == {"age_group": 0.21, "education": 0.22, "housing": 0.27, "source": 0.2}


def test_the_share_below_53_lies_between_27_and_84_percent_whoever_is_missing(asked):
    bounds = asked.missing.bounds
    # 81 of 131 below 53, and 174 unknown of 305.
    assert bounds.interval.low == pytest.approx(100 * 81 / 305)
    assert bounds.interval.high == pytest.approx(100 * (81 + 174) / 305)
    assert bounds.percent == pytest.approx(100 * 81 / 131)


def test_a_share_has_weights_and_bounds_but_no_model(sample):
    asked = robustness(sample, "fitness", COPENHAGEN, among=Among.COMPLETE)
    assert (asked.model, asked.resampled, asked.shifts, asked.tipping) == (None, None, (), None)
    assert asked.missing.weighted is not None


@pytest.mark.parametrize("measure", ["hba1c", "srh"])
def test_only_one_month_and_one_small_place_is_answered_without_an_error(sample, measure):
    month = date(2021, 3, 1)
    asked = robustness(sample, measure, Selection(municipality=("908",), first=month, last=month), among=Among.PAIRED)
    assert asked.model is None


def people(opened, *rows):
    """Citizens with HbA1c at start and, where not None, at end; every course is completed."""
    measured = [hba1c(i, "start", start) for i, (start, _) in enumerate(rows)]
    measured += [hba1c(i, "end", end) for i, (_, end) in enumerate(rows) if end is not None]
    events = [event(i, "start", date(2024, 2, 1)) for i in range(len(rows))]
    events += [event(i, "end", date(2024, 5, 1)) for i in range(len(rows))]
    courses = [course(i, date(2024, 1, 15), programme="diabetes") for i in range(len(rows))]
    return opened({"courses": courses, "events": events, "measurements": measured})


def test_the_start_of_both_groups_is_compared_by_welch(opened):
    rows = [(60.0 + i, 55.0) for i in range(8)] + [(52.0 + 3 * i, None) for i in range(6)]
    one = missing(people(opened, *rows), "hba1c", Selection())
    theirs = stats.ttest_ind(60.0 + np.arange(8), 52.0 + 3 * np.arange(6), equal_var=False).confidence_interval()
    assert (one.start_with, one.start_without) == (63.5, 59.5)
    assert (one.start_difference.low, one.start_difference.high) == pytest.approx((theirs.low, theirs.high))
    assert one.weighted is None  # thirty are needed in each group


def test_an_open_course_is_not_missing(opened):
    rows = [(60.0, 55.0)] * 6 + [(60.0, None)] * 6
    dataset = people(opened, *rows)
    measured = [hba1c(i, "start", 60.0) for i in range(12)] + [hba1c(i, "end", 55.0) for i in range(6)]
    events = [event(i, "start", date(2024, 2, 1)) for i in range(12)]
    events += [event(i, "end", date(2024, 5, 1)) for i in range(6)]
    courses = [course(i, date(2024, 1, 15), programme="diabetes") for i in range(12)]
    still_open = opened({"courses": courses, "events": events, "measurements": measured})
    assert [missing(one, "hba1c", Selection()).n_without for one in (dataset, still_open)] == [6, 0]


@pytest.mark.parametrize("n_with", [4, 0])
def test_four_measured_tell_nothing_and_none_leave_nobody_to_compare(opened, n_with):
    rows = [(60.0, 55.0)] * n_with + [(60.0, None)] * 9
    one = missing(people(opened, *rows), "hba1c", Selection())
    assert (one.is_suppressed, one.start_with, one.bounds) == (n_with == 4, None, None)


def test_weights_give_the_missing_back_their_start(opened):
    # Half of those who start at 70 stay away, all who start at 50 come: the pairs say -6.7, all would have said -7.5.
    rows = [(50.0, 45.0)] * 60 + [(70.0, 60.0)] * 30 + [(70.0, None)] * 30
    one = missing(people(opened, *rows), "hba1c", Selection())
    assert one.weighted.difference == pytest.approx(-7.5, abs=0.05)
    assert one.weighted.n_effective < one.weighted.n
