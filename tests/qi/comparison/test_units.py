"""Units side by side: where each lies, who takes no part, and what happens when nothing can be compared."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from qi.comparison.limits import INNER, OUTER, binomial_limits, poisson_limits
from qi.comparison.pooling import Pooled
from qi.comparison.standardised import expected_hits
from qi.comparison.units import Band, Missing, compare, funnel
from qi.indicators import INDICATORS
from qi.intervals import wilson
from qi.verdict import Direction, Side, Tone

KEPT = INDICATORS["P02"]  # needs assessment within 10 working days: more is better
REFERRALS = INDICATORS["R01"]
MEDIAN = INDICATORS["P09"]


def pooled(hits, n, *, hidden=0, months=12):
    return Pooled(numerator=hits, n=n, n_months=months, n_shown=months, n_hidden=hidden)


ALIKE = {f"m{i:02d}": pooled(hits, 200) for i, hits in enumerate((160, 166, 158, 163, 161, 168, 157, 165))}
"""Eight units with 79 to 84 % of 200: no more different than chance makes them."""


def of(comparison, code):
    return next(unit for unit in comparison.units if unit.code == code)


def test_units_that_chance_alone_made_are_all_within():
    comparison = compare(KEPT, ALIKE)
    assert {unit.band for unit in comparison.units} == {Band.WITHIN}
    assert not comparison.is_widened
    assert comparison.centre == pytest.approx(100 * 1298 / 1600)


def test_the_limits_are_the_exact_ones_of_the_size_of_the_unit():
    comparison = compare(KEPT, ALIKE)
    low, high = binomial_limits(200, 1298 / 1600, OUTER)
    assert (of(comparison, "m00").outer.low, of(comparison, "m00").outer.high) == pytest.approx((100 * low, 100 * high))
    assert of(comparison, "m00").interval == wilson(160, 200).scaled(100)


@pytest.mark.parametrize(("direction", "tone"), [(Direction.UP, Tone.BAD), (Direction.DOWN, Tone.GOOD)])
def test_a_unit_far_outside_is_told_by_the_wanted_direction(direction, tone):
    comparison = compare(replace(KEPT, direction=direction), ALIKE | {"far": pooled(60, 200)})
    far = of(comparison, "far")
    assert (far.band, far.side, far.tone) == (Band.OUTSIDE, Side.UNDER, tone)
    assert {unit.band for unit in comparison.units if unit.code != "far"} <= {Band.WITHIN, Band.EDGE}


def test_a_number_without_a_wanted_direction_has_neither_good_nor_bad_units():
    comparison = compare(replace(KEPT, direction=Direction.NEUTRAL), ALIKE | {"far": pooled(60, 200)})
    assert of(comparison, "far").tone is Tone.NEUTRAL


def test_between_the_limits_is_the_edge_and_has_no_tone():
    comparison = compare(KEPT, ALIKE | {"edge": pooled(144, 200)})
    edge = of(comparison, "edge")
    assert edge.outer.low < edge.value < edge.inner.low
    assert (edge.band, edge.tone) == (Band.EDGE, Tone.QUIET)


def test_units_more_different_than_chance_get_wider_limits():
    hits = (120, 150, 180, 135, 170, 110, 185, 160, 145, 190)
    comparison = compare(KEPT, {f"m{i}": pooled(h, 200) for i, h in enumerate(hits)})
    assert comparison.is_widened
    exact_low, _ = binomial_limits(200, sum(hits) / 2000, OUTER)
    assert of(comparison, "m0").outer.low < 100 * float(exact_low)
    assert not any(unit.is_outside for unit in comparison.units)


def test_the_best_guess_of_the_level_to_come_is_drawn_in():
    hits = (120, 150, 180, 135, 170, 110, 185, 160, 145, 190)
    comparison = compare(KEPT, {f"m{i}": pooled(h, 200) for i, h in enumerate(hits)})
    lowest = of(comparison, "m5")
    assert lowest.value < lowest.settled < comparison.centre


def test_without_variance_between_units_the_best_guess_is_the_overall_level():
    comparison = compare(KEPT, ALIKE)
    assert comparison.spread.tau2 == 0
    assert {round(unit.settled, 9) for unit in comparison.units} == {round(comparison.centre, 9)}


def test_equal_units_are_all_within():
    comparison = compare(KEPT, {f"m{i}": pooled(150, 200) for i in range(9)})
    assert {unit.band for unit in comparison.units} == {Band.WITHIN}


@pytest.mark.parametrize("hits", [0, 200])
def test_where_nobody_or_everybody_is_a_hit_all_are_within(hits):
    comparison = compare(KEPT, {f"m{i}": pooled(hits, 200) for i in range(9)})
    assert {unit.band for unit in comparison.units} == {Band.WITHIN}
    assert comparison.centre == hits / 2


@pytest.mark.parametrize("n_units", [0, 1])
def test_fewer_than_two_units_are_no_comparison(n_units):
    comparison = compare(KEPT, dict(list(ALIKE.items())[:n_units]))
    assert (comparison.units, comparison.centre) == ((), None)


def test_two_units_are_compared_without_a_funnel():
    comparison = compare(KEPT, dict(list(ALIKE.items())[:2]))
    assert len(comparison.units) == 2
    assert not comparison.has_funnel


def test_a_funnel_needs_eight_units():
    assert compare(KEPT, ALIKE).has_funnel
    assert not compare(KEPT, dict(list(ALIKE.items())[:7])).has_funnel


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (pooled(0, 0), Missing.EMPTY),
        (pooled(8, 9), Missing.FEW),
        (Pooled(numerator=40, n=60, n_months=5, n_shown=5, n_hidden=7), Missing.HIDDEN),
        (Pooled(numerator=0, n=0, n_months=0, n_shown=0, n_hidden=0), Missing.EMPTY),
    ],
)
def test_a_unit_that_cannot_be_compared_is_left_out_and_why(one, why):
    comparison = compare(KEPT, ALIKE | {"left out": one})
    assert comparison.missing == {"left out": why}
    assert len(comparison.units) == 8


def test_ten_cases_are_enough():
    assert compare(KEPT, ALIKE | {"small": pooled(8, 10)}).missing == {}


def test_counts_are_compared_per_inhabitant_and_by_poisson_limits():
    counts = {f"m{i}": pooled(n, n) for i, n in enumerate((96, 210, 302, 390))}
    people = {f"m{i}": 10_000.0 * (i + 1) for i in range(4)}
    comparison = compare(REFERRALS, counts, inhabitants=people)
    assert comparison.centre == pytest.approx(1000 * 998 / 100_000)
    assert of(comparison, "m1").value == pytest.approx(1000 * 210 / 20_000)
    low, high = poisson_limits(998 / 100_000 * 20_000, INNER)
    assert of(comparison, "m1").inner.low == pytest.approx(float(low) * comparison.centre)
    assert of(comparison, "m1").inner.high == pytest.approx(float(high) * comparison.centre)


def test_a_count_of_nine_months_is_told_for_a_year():
    counts = {"m0": pooled(90, 90, months=9), "m1": pooled(120, 120)}
    comparison = compare(REFERRALS, counts, inhabitants={"m0": 10_000.0, "m1": 10_000.0})
    assert of(comparison, "m0").value == pytest.approx(12.0)


def test_a_count_without_known_inhabitants_is_left_out():
    counts = {f"m{i}": pooled(100, 100) for i in range(3)}
    assert compare(REFERRALS, counts, inhabitants={"m0": 9e3, "m1": 9e3}).missing == {"m2": Missing.EMPTY}


@pytest.mark.parametrize("indicator", [MEDIAN, REFERRALS])
def test_a_median_or_a_count_without_inhabitants_cannot_be_compared(indicator):
    with pytest.raises(ValueError, match="compare shares, or counts per inhabitant"):
        compare(indicator, ALIKE)


def test_the_funnel_at_the_size_of_a_unit_is_its_limits():
    comparison = compare(KEPT, ALIKE)
    outer_low, inner_low, inner_high, outer_high = (line[0] for line in funnel(comparison, np.array([200])))
    unit = of(comparison, "m00")
    limits = (unit.outer.low, unit.inner.low, unit.inner.high, unit.outer.high)
    assert (outer_low, inner_low, inner_high, outer_high) == pytest.approx(limits)


def test_the_funnel_of_counts_is_drawn_over_inhabitants():
    counts = {f"m{i}": pooled(10 * (i + 5), 1) for i in range(9)}
    counts = {code: replace(one, n=one.numerator) for code, one in counts.items()}
    people = {f"m{i}": 1000.0 * (i + 5) for i in range(9)}
    comparison = compare(REFERRALS, counts, inhabitants=people)
    lines = [line[0] for line in funnel(comparison, np.array([5000.0]))]
    unit = of(comparison, "m0")
    assert lines == pytest.approx([unit.outer.low, unit.inner.low, unit.inner.high, unit.outer.high])


def test_no_funnel_without_units():
    with pytest.raises(ValueError, match="need 2 units"):
        funnel(compare(KEPT, {}), np.array([10]))


HITS = np.array([[8, 30], [27, 10], [15, 22]])
CASES = np.array([[20, 40], [60, 15], [30, 30]])
"""Three units with two groups, of which the second does better everywhere and is not equally common."""


def test_expected_hits_are_the_fitted_values_of_a_saturated_logistic_model():
    in_group = np.tile([0.0, 1.0], 3)
    answers = np.column_stack([HITS.ravel(), (CASES - HITS).ravel()])
    model = sm.GLM(answers, sm.add_constant(in_group), family=sm.families.Binomial()).fit()
    fitted = (model.predict() * CASES.ravel()).reshape(3, 2).sum(axis=1)
    assert expected_hits(HITS, CASES) == pytest.approx(fitted, abs=1e-6)


def test_expected_hits_add_up_to_the_hits():
    assert expected_hits(HITS, CASES).sum() == pytest.approx(HITS.sum())


def test_a_group_without_cases_is_harmless():
    assert expected_hits(np.array([[0, 5]]), np.array([[0, 9]])).tolist() == [5.0]


def test_a_unit_whose_citizens_explain_its_share_is_told_at_the_overall_level():
    units = {"a": pooled(30, 60), "b": pooled(90, 120)}
    comparison = compare(KEPT, units, expected={"a": 30.0, "b": 90.0})
    assert comparison.is_standardised
    assert [unit.value for unit in comparison.units] == pytest.approx([100 * 120 / 180] * 2)


def test_a_standardised_share_is_judged_by_the_spread_of_its_own_expectation():
    units = {"a": pooled(30, 60), "b": pooled(95, 120), "c": pooled(61, 90)}
    comparison = compare(KEPT, units, expected={"a": 33.0, "b": 90.0, "c": 63.0})
    low, _ = binomial_limits(60, 33 / 60, INNER)
    factor = comparison.centre / (33 / 60)
    assert of(comparison, "a").inner.low == pytest.approx(float(low) * factor)


def test_by_chance_one_in_twenty_units_lies_beyond_the_inner_limits():
    assert compare(KEPT, ALIKE).expected_outside_inner == pytest.approx(0.4)
    chance = stats.binom(200, 0.81)
    low, high = binomial_limits(200, 0.81, INNER)
    counts = np.arange(201)
    outside = chance.pmf(counts)[(counts / 200 < low) | (counts / 200 > high)].sum()
    assert outside == pytest.approx(1 - INNER, abs=0.025)
