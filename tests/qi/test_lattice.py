"""What leaves the house, on the synthetic sample: eight municipalities, one of them (908, Lillø) very small."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from qi.analysis import analyse, analyse_published
from qi.disclosure import K_MEAN
from qi.lattice import BeyondLatticeError, last_closed
from qi.selection import Period, Selection
from qi.subgroups import Status
from tests.sample import lattice_of, sample

FIRST = date(2023, 1, 1)


def published(key, **chosen):
    return analyse_published(sample(), key, Selection(first=FIRST, **chosen), lattice=lattice_of(key))


@pytest.mark.parametrize("municipality", ["903", "907", "908"])
@pytest.mark.parametrize("programme", [(), ("copd",)])
def test_no_number_on_fewer_than_five_citizens_leaves_the_house(municipality, programme):
    analysis = published("P01", municipality=(municipality,), programme=programme)
    shown = np.isfinite(analysis.table.value)
    assert not ((analysis.table.n[shown] > 0) & (analysis.table.n[shown] < 5)).any()


def test_a_median_leaves_the_house_only_on_ten_citizens():
    table = published("P09", municipality=("903",)).table
    assert K_MEAN == 10
    assert table.n[np.isfinite(table.value)].min() >= 10


def test_a_period_that_is_not_over_is_not_on_the_axis():
    analysis = published("P01", municipality=("907",))
    assert sample().as_of == date(2026, 10, 28)
    assert analysis.table.starts[-1] == date(2026, 9, 1)


def test_an_immature_period_is_there_without_its_value():
    table = published("P13", municipality=("907",)).table
    immature = np.array([status is Status.IMMATURE for status in table.status])
    assert immature.any()
    assert not np.isfinite(table.value[immature]).any()
    assert table.n[immature].sum() == 0


def test_a_series_with_too_many_small_months_is_there_by_quarter():
    assert published("P01", municipality=("908",)).selection.period is Period.QUARTER
    assert published("P01", municipality=("907",)).selection.period is Period.MONTH


def test_the_sum_over_municipalities_leaves_out_the_very_small_one():
    assert "908" not in published("P01").selection.municipality
    assert len(published("P01").selection.municipality) == 7


def test_two_municipalities_together_are_refused():
    with pytest.raises(ValueError, match="one or all of 8, got 2"):
        published("P01", municipality=("901", "902"))


def test_a_filter_by_sex_is_refused():
    with pytest.raises(BeyondLatticeError, match="only municipality and programme") as refused:
        published("P01", municipality=("901",), sex=("female",))
    assert refused.value.dimensions == ("sex",)


def test_a_municipality_nobody_knows_is_refused():
    with pytest.raises(BeyondLatticeError, match="one or all of 8"):
        published("P01", municipality=("999",))


def test_a_cohort_is_told_only_when_its_last_case_is_closed():
    # A page judges a start cohort at 95 % closed; the last 5 % would be told one by one.
    analysis = published("P13", municipality=("907",))
    shown = np.isfinite(analysis.table.value)
    whole = analyse(sample(), "P13", replace(analysis.selection, last=analysis.table.starts[-1]))
    assert (whole.table.pending[shown] == 0).all()


def test_where_nothing_is_hidden_the_verdict_is_the_one_of_the_page():
    same = Selection(first=FIRST, last=date(2026, 9, 1), municipality=("907",))
    on_the_wall, on_the_page = published("P12", municipality=("907",)), analyse(sample(), "P12", same)
    assert not any(status is Status.SUPPRESSED for status in on_the_wall.table.status)
    assert on_the_wall.facts == on_the_page.facts


@pytest.mark.parametrize(
    ("as_of", "period", "first_of_last"),
    [
        (date(2026, 10, 28), Period.MONTH, date(2026, 9, 1)),
        (date(2026, 10, 31), Period.MONTH, date(2026, 10, 1)),
        (date(2026, 10, 31), Period.QUARTER, date(2026, 7, 1)),
        (date(2026, 12, 31), Period.QUARTER, date(2026, 10, 1)),
    ],
)
def test_the_latest_closed_period(as_of, period, first_of_last):
    assert last_closed(as_of, period) == first_of_last
