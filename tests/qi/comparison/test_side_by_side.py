"""What may be divided into units, why there may be no comparison, and how much of the expected need is covered."""

from datetime import date

import pytest
from scipy import stats

from qi.analysis import analyse, analyse_published
from qi.comparison.need import need_covered
from qi.comparison.pooling import Window, pool
from qi.comparison.side_by_side import WhyNot, side_by_side
from qi.comparison.units_of import BY, OWN, Refused, not_applied, refused, units_of
from qi.indicators import INDICATORS
from qi.selection import Period, Selection
from tests.sample import lattice_of, sample

ALL = Selection(first=date(2023, 1, 1), last=date(2026, 10, 1))
EGESUND = Selection(municipality=("901",), first=date(2023, 1, 1))


def compared(key, selection=ALL, by="municipality", **how):
    """Units side by side as the dashboard asks for them."""
    asked = units_of(sample(), selection, by)
    series = {
        code: analyse(sample(), key, one)
        if by in OWN
        else analyse_published(sample(), key, one, lattice=lattice_of(key))
        for code, one in asked.items()
    }
    return side_by_side(sample(), INDICATORS[key], series, first=selection.first, last=selection.last, by=by, **how)


def test_municipalities_and_programmes_are_told_by_the_lattice_alone():
    asked = units_of(sample(), Selection(sex=("female",), first=date(2024, 1, 1)), "municipality")
    assert list(asked) == list(sample().codes["municipality"])
    assert asked["901"] == Selection(municipality=("901",), first=date(2024, 1, 1))


def test_a_filter_outside_the_lattice_is_named_as_not_applied():
    chosen = Selection(sex=("female",), municipality=("901",), programme=("cancer",))
    assert not_applied(chosen, "municipality") == ("sex",)
    assert not_applied(chosen, "age_group") == ()


def test_only_the_chosen_municipalities_are_units():
    assert list(units_of(sample(), Selection(municipality=("901", "907")), "municipality")) == ["901", "907"]


@pytest.mark.parametrize("by", OWN)
def test_groups_of_citizens_are_compared_within_one_municipality_only(by):
    assert refused(ALL, by) is Refused.ONE_MUNICIPALITY
    assert refused(Selection(municipality=("901", "902")), by) is Refused.ONE_MUNICIPALITY
    assert refused(EGESUND, by) is None
    with pytest.raises(ValueError, match="one_municipality"):
        units_of(sample(), ALL, by)


@pytest.mark.parametrize(("chosen", "reason"), [((), None), (("901",), None), (("901", "902"), Refused.ONE_OR_ALL)])
def test_programmes_are_compared_for_one_municipality_or_all(chosen, reason):
    assert refused(Selection(municipality=chosen), "programme") is reason


def test_own_groups_keep_all_filters_and_are_told_by_quarter():
    asked = units_of(sample(), Selection(municipality=("901",), programme=("cancer",)), "sex")
    assert asked["male"] == Selection(
        municipality=("901",), programme=("cancer",), sex=("male",), period=Period.QUARTER
    )


def test_the_teams_are_those_of_the_municipality():
    assert list(units_of(sample(), EGESUND, "unit")) == ["901-1", "901-2"]


@pytest.mark.parametrize("by", BY)
def test_a_share_can_be_compared_by_every_dimension(by):
    found = compared("P12", ALL if by in ("municipality", "programme") else EGESUND, by)
    assert found.why_not is None
    assert len(found.comparison.units) >= 2


def test_seven_municipalities_with_numbers_are_no_funnel_and_one_of_them_lies_outside():
    found = compared("P12")
    assert (len(found.comparison.units), found.comparison.has_funnel) == (7, False)
    assert [unit.code for unit in found.comparison.units if unit.is_outside] == ["904"]


@pytest.mark.parametrize(
    ("key", "selection", "why_not"),
    [
        ("P12", Selection(municipality=("901",)), WhyNot.FEW_UNITS),
        ("P12", Selection(municipality=("901", "908")), WhyNot.FEW_UNITS),
        ("P12", Selection(first=date(2026, 9, 1), last=date(2026, 9, 1)), WhyNot.NO_QUARTER),
        ("R01", ALL, WhyNot.INHABITANTS),
    ],
)
def test_why_there_is_no_comparison(key, selection, why_not):
    found = compared(key, selection)
    assert found.why_not is why_not
    assert found.analyses


def test_a_median_is_not_compared():
    series = compared("P12").analyses
    found = side_by_side(sample(), INDICATORS["P09"], series, first=ALL.first, last=ALL.last)
    assert found.why_not is WhyNot.MEASURE


def test_a_comparison_of_too_few_says_who_takes_no_part():
    found = compared("P12", Selection(municipality=("901", "908")))
    assert list(found.comparison.missing) == ["908"]


def test_an_unknown_municipality_cannot_be_compared():
    with pytest.raises(ValueError, match="need one or all"):
        compared("P12", Selection(municipality=("901", "999")))


def test_counts_are_compared_per_inhabitant():
    found = compared("R01", inhabitants=sample().population)
    assert found.why_not is None
    assert found.comparison.is_widened


def test_adjusting_for_who_the_citizens_are_moves_shares_a_little_and_the_overall_level_not():
    plain, adjusted = compared("P12"), compared("P12", is_standardised=True)
    assert adjusted.comparison.is_standardised
    assert adjusted.comparison.centre == pytest.approx(plain.comparison.centre)
    moved = [abs(a.value - b.value) for a, b in zip(plain.comparison.units, adjusted.comparison.units, strict=True)]
    assert 0.01 < max(moved) < 2


def test_age_groups_are_not_made_alike_in_age():
    adjusted = compared("P12", EGESUND, "age_group", is_standardised=True)
    assert len({round(unit.value, 6) for unit in adjusted.comparison.units}) > 1


def test_a_count_is_never_standardised():
    found = compared("R01", inhabitants=sample().population, is_standardised=True)
    assert not found.comparison.is_standardised


def cancer_courses():
    asked = units_of(sample(), Selection(programme=("cancer",)), "municipality")
    return {code: analyse_published(sample(), "R04", one, lattice=lattice_of("R04")) for code, one in asked.items()}


YEAR = Window(2025 * 4 + 3, 2026 * 4 + 2)


def test_the_need_is_covered_by_courses_against_the_estimate_of_the_same_months():
    found = need_covered(cancer_courses(), sample().expected_need, YEAR)
    egesund = next(one for one in found.parts if one.code == "901")
    pooled = pool(cancer_courses()["901"], YEAR)
    assert (egesund.started, egesund.need) == (pooled.n, 128 * pooled.n_months / 12)
    assert egesund.percent == pytest.approx(100 * egesund.started / egesund.need)
    low = stats.chi2.ppf(0.025, 2 * pooled.n) / 2
    assert egesund.interval.low == pytest.approx(100 * low / egesund.need)


def test_only_municipalities_with_an_estimate_are_in_it():
    found = need_covered(cancer_courses(), sample().expected_need, YEAR)
    assert [one.code for one in found.parts] == ["901", "902", "903", "904", "905", "906"]
    assert found.whole.started == sum(one.started for one in found.parts)


def test_657_and_677_are_both_told_where_the_estimates_are_those_of_table_3():
    assert sum(sample().expected_need.values()) == 657
    found = need_covered(cancer_courses(), sample().expected_need, YEAR)
    assert found.percent_of_other_estimate == pytest.approx(found.whole.percent * 657 / 677)


def test_677_is_not_told_of_other_estimates():
    assert need_covered(cancer_courses(), {"901": 130}, YEAR).percent_of_other_estimate is None


@pytest.mark.parametrize("need", [{}, {"999": 100}])
def test_without_an_estimate_nothing_is_covered(need):
    assert need_covered(cancer_courses(), need, YEAR) is None
