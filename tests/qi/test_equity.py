"""Groups side by side: the same indicator as on its chart, a gap agreed beforehand, and small groups protected."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from qi.equity import CONTRASTS, equity, hidden_groups, hidden_years
from qi.selection import BACKGROUND, Selection
from tests.qi.folder import course, event


def cohort(counts: dict[tuple[int, str], tuple[int, int]]):
    """Tables in which of (year, housing) so many of so many courses were completed; all began in March."""
    tables = {"courses": [], "events": [], "background": []}
    number = 0
    for (year, housing), (completed, n) in counts.items():
        for i in range(n):
            received = date(year, 2, 1)
            tables["courses"].append(course(number, received))
            tables["background"].append(
                {
                    "person_id": f"p{number}",
                    "sex": "female",
                    "age_group": "60-69",
                    "education": "basic",
                    "employment": "retired",
                    "origin": "danish",
                    "housing": housing,
                    "valid_on": received,
                }
            )
            done = "end" if i < completed else "dropout"
            tables["events"] += [event(number, "start", date(year, 3, 1)), event(number, done, date(year, 6, 1))]
            number += 1
    return tables


def opened_since_2022(opened, counts):
    return opened(cohort(counts), first_month="2022-01-01")


@pytest.fixture
def split(opened):
    counts = {(2022, "alone"): (6, 10), (2022, "with_others"): (16, 20), (2023, "alone"): (8, 10)}
    return opened_since_2022(opened, counts | {(2023, "with_others"): (15, 20)})


def test_each_group_has_its_own_share_of_the_same_indicator(split):
    found = equity(split, "P13", "housing", Selection())
    assert [(one.code, one.hits, one.n, one.percent) for one in found.groups] == [
        ("alone", 14, 20, 70.0),
        ("with_others", 31, 40, 77.5),
    ]
    assert (found.overall.hits, found.overall.n, found.overall.percent) == (45, 60, 75.0)


def test_the_gap_is_the_first_side_minus_the_other_with_interval_and_ratio(split):
    gap = equity(split, "P13", "housing", Selection()).gap
    assert gap.difference == pytest.approx(-7.5)
    difference = confint_proportions_2indep(14, 20, 31, 40, method="newcomb")
    ratio = confint_proportions_2indep(14, 20, 31, 40, method="log", compare="ratio")
    assert (gap.interval.low / 100, gap.interval.high / 100) == pytest.approx(difference)
    assert (gap.ratio_interval.low, gap.ratio_interval.high) == pytest.approx(ratio)
    assert gap.ratio == pytest.approx(0.70 / 0.775)


def test_the_gap_is_told_year_by_year(split):
    years = equity(split, "P13", "housing", Selection()).years
    assert [(one.year, round(one.gap.difference, 1), one.is_whole) for one in years] == [
        (2022, -20.0, False),
        (2023, 5.0, False),
    ]


def test_months_that_are_not_settled_are_left_out_for_every_group(opened):
    counts = {(2023, "alone"): (8, 10), (2023, "with_others"): (15, 20)}
    tables = cohort(counts)
    late = [
        {**one, "course_id": f"late{i}", "received_on": date(2024, 11, 1)} for i, one in enumerate(tables["courses"])
    ]
    tables["courses"] = [*tables["courses"], *late]
    tables["events"] += [
        {"course_id": f"late{i}", "kind": "start", "occurred_on": date(2024, 12, 1)} for i in range(30)
    ]
    found = equity(opened(tables, first_month="2022-01-01"), "P13", "housing", Selection())
    assert found.overall.n == 30


def test_a_group_of_four_is_hidden_and_another_with_it(opened):
    counts = {(2023, "alone"): (2, 4), (2023, "with_others"): (15, 20), (2023, "unknown"): (5, 9)}
    found = equity(opened_since_2022(opened, counts), "P13", "housing", Selection())
    assert [(one.code, one.is_suppressed) for one in found.groups] == [
        ("alone", True),
        ("with_others", False),
        ("unknown", True),
    ]
    assert all((one.n, one.hits, one.percent) == (0, 0, None) for one in found.groups if one.is_suppressed)
    assert (found.gap, found.years) == (None, ())


def test_of_two_groups_with_a_small_one_neither_is_shown(opened):
    counts = {(2023, "alone"): (2, 4), (2023, "with_others"): (15, 20)}
    found = equity(opened_since_2022(opened, counts), "P13", "housing", Selection())
    assert all(one.is_suppressed for one in found.groups)
    assert found.overall.n == 24


def test_a_filter_on_the_same_thing_leaves_one_group_and_no_gap(split):
    found = equity(split, "P13", "housing", Selection(housing=("alone",)))
    assert ([one.code for one in found.groups], found.gap) == (["alone"], None)


def test_nobody_is_a_value_and_no_error(opened):
    found = equity(opened({}), "P13", "education", Selection())
    assert (found.overall.percent, found.overall.is_suppressed, found.groups, found.gap) == (None, False, (), None)


def test_one_month_is_no_development(split):
    month = date(2022, 3, 1)
    found = equity(split, "P13", "housing", Selection(first=month, last=month))
    assert ([one.year for one in found.years], found.overall.n) == ([2022], 30)


def test_every_way_to_split_has_a_gap_agreed_beforehand():
    assert tuple(CONTRASTS) == BACKGROUND


@pytest.mark.parametrize(
    ("citizens", "expected"),
    [
        ([9, 20, 30], [False, False, False]),
        ([4, 20, 30], [True, True, False]),
        ([5, 20, 30], [False, False, False]),
        ([4, 0, 30], [True, False, True]),
        ([1, 2, 30], [True, True, True]),  # one and two make three: still small together
        ([3, 4, 30], [True, True, False]),
        ([0, 20, 30], [False, False, False]),
    ],
)
def test_what_is_hidden_holds_at_least_two_groups_and_five_citizens(citizens, expected):
    counts = np.array(citizens)
    assert hidden_groups(counts, counts, np.zeros(3, bool)).tolist() == expected


def test_a_group_outside_the_gap_is_hidden_before_one_in_it():
    counts = np.array([4, 20, 30])
    assert hidden_groups(counts, counts, np.array([False, True, False])).tolist() == [True, False, True]


@pytest.mark.parametrize("citizens", list(product((0, 2, 5, 9), repeat=3)))
def test_no_small_group_can_be_found_by_subtracting_from_the_total(citizens):
    counts = np.array(citizens)
    hidden = hidden_groups(counts, counts, np.zeros(3, bool))
    small = (counts > 0) & (counts < 5)
    assert hidden[small].all()
    if small.any() and (counts > 0).sum() > 1:
        assert hidden.sum() >= 2


def test_a_year_with_a_small_side_takes_another_year_with_it():
    citizens = np.array([[4, 9, 20, 12], [30, 30, 30, 30], [6, 6, 6, 6]])
    assert hidden_years(citizens).tolist() == [True, True, False, False]


def test_two_such_years_hide_each_other():
    citizens = np.array([[4, 9, 2, 12], [30, 30, 30, 30], [6, 6, 6, 6]])
    assert hidden_years(citizens).tolist() == [True, False, True, False]


def test_a_small_rest_hides_the_year_as_well():
    assert hidden_years(np.array([[9, 9], [30, 30], [3, 6]])).tolist() == [True, True]
