"""Control charts: what each type answers to odd data; formulas are held by test_agreement."""

from datetime import date

import numpy as np
import pytest

from qi.control_charts import CHART_TYPES, advise, control_chart
from qi.verdict import Verdict

NAN = float("nan")
VALUES = [48, 53, 47, 51, 52, 56, 53, 49, 55, 49, 53, 46, 57, 43, 49, 49, 46, 50, 46, 40, 49, 54, 49, 43]
COUNTS = [11, 17, 8, 6, 9, 4, 15, 7, 11, 6, 8, 9, 10, 9, 5, 14, 18, 15, 13, 12, 9, 6, 13, 16]
SIZES = [22, 28, 27, 18, 20, 16, 30, 28, 28, 36, 18, 22, 12, 25, 11, 33, 40, 36, 38, 20, 26, 19, 30, 37]


def test_the_p_chart_centre_is_sum_over_sum():
    assert control_chart("p", COUNTS, SIZES).centre[0] == sum(COUNTS) / sum(SIZES)


def test_a_month_without_citizens_is_empty_and_in_no_rule():
    chart = control_chart("p", [*COUNTS, 0], [*SIZES, 0])
    assert np.isnan(chart.values[24])
    assert not any(marked[24] for marked in chart.signals.values())


def test_a_month_without_citizens_is_told():
    chart = control_chart("p", [*COUNTS, 0], [*SIZES, 0])
    assert chart.warnings == ("row 25: denominator 0, shown as an empty period and left out of all rules",)


def test_a_constant_series_is_never_flagged():
    chart = control_chart("i", [7.0] * 15)
    assert (chart.lower[0], chart.upper[0], chart.verdict) == (7, 7, Verdict.CONSTANT)
    assert not any(marked.any() for marked in chart.signals.values())


def test_a_different_point_after_a_constant_baseline_is_beyond_the_limits():
    chart = control_chart("i", [0.1 + 0.2] * 12 + [0.3, 0.9], freeze=12)
    assert np.flatnonzero(chart.signals["beyond_limits"]).tolist() == [13]


def test_one_baseline_point_gives_no_limits_and_the_reason():
    chart = control_chart("i", VALUES, freeze=1)
    assert np.isnan(chart.lower).all()
    assert chart.warnings == ("i chart needs 2 baseline points for limits, phase 1 has 1: no limits there",)


def test_unsorted_periods_are_put_in_order():
    order = np.random.default_rng(3).permutation(24)
    chart = control_chart("i", np.array(VALUES)[order], periods=order)
    assert chart.values.tolist() == VALUES


def test_rows_of_one_period_are_summed_in_count_charts():
    chart = control_chart("p", [1, 2, 3], [4, 6, 5], periods=["jan", "jan", "feb"])
    assert dict(zip(chart.periods.tolist(), chart.values.tolist(), strict=True)) == {"jan": 0.3, "feb": 0.6}


def test_rows_of_one_period_are_one_subgroup_in_the_mean_chart():
    chart = control_chart("xbar", [1, 3, 5, 7, 9], periods=[1, 1, 2, 2, 2])
    assert (chart.values.tolist(), chart.denominators.tolist()) == ([2, 7], [2, 3])


def test_the_s_chart_has_no_negative_limit():
    values = np.random.default_rng(1).normal(50, 5, 80)
    assert control_chart("s", values, periods=np.repeat(range(20), 4)).lower.min() == 0


def test_limits_of_shares_stay_between_none_and_all():
    chart = control_chart("p", [1, 0, 2, 0, 1, 3] * 4, [5] * 24)
    assert (chart.lower.min(), chart.upper.max() <= 1) == (0, True)


@pytest.mark.parametrize(
    ("kind", "values", "denominators", "message"),
    [
        ("p", [1, 5], [4, 4], "counts of at most their denominators, got 5 in row 2"),
        ("p", [1, -1], [4, 4], "values of at least 0, got -1 in row 2"),
        ("u", [1, 1], [4, -4], "denominators of at least 0, got -4 in row 2"),
        ("p", [1, 2], None, "needs denominators, got none"),
        ("c", [1, 2], [4, 4], "takes no denominators"),
        ("p", [1, 2], [4], "one entry per value \\(2\\), got 1"),
        ("i", [], None, "at least one row"),
        ("np", [1, 2], None, "chart needs one of run, i, ip"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_rule_and_remedy(kind, values, denominators, message):
    with pytest.raises(ValueError, match=message):
        control_chart(kind, values, denominators)


def test_a_centre_in_percent_is_refused_where_values_are_shares():
    with pytest.raises(ValueError, match="p chart needs a centre between 0 and 1, got 40"):
        control_chart("p", COUNTS, SIZES, centre=40)


def test_an_unknown_rule_set_is_refused_with_the_known_names():
    with pytest.raises(ValueError, match="anhoej, ihi, western_electric, nelson, nhs_mdc"):
        control_chart("i", VALUES, rules="juran")


def test_a_t_chart_takes_a_known_centre_in_days():
    assert control_chart("t", VALUES, centre=12).centre[0] == pytest.approx(12)


def test_two_events_on_one_day_are_a_point_at_zero():
    assert control_chart("t", [0, *VALUES]).values[0] == 0


def test_a_phase_may_start_at_a_date_between_two_periods():
    months = [date(2024 + i // 12, i % 12 + 1, 1) for i in range(24)]
    chart = control_chart("i", VALUES, periods=months, split=[date(2025, 1, 15)])
    assert [phase.first for phase in chart.phases] == [0, 13]


def test_a_phase_may_start_at_a_date_where_periods_are_time_stamps():
    months = np.arange("2024-01", "2026-01", dtype="datetime64[M]").astype("datetime64[ns]")
    chart = control_chart("i", VALUES, periods=months, split=[date(2025, 1, 1)])
    assert [phase.first for phase in chart.phases] == [0, 12]


def test_a_phase_after_the_last_period_is_refused():
    with pytest.raises(ValueError, match="dates up to the last period"):
        control_chart("i", [1, 2], periods=[date(2024, 1, 1), date(2024, 2, 1)], split=[date(2025, 1, 1)])


def test_moving_ranges_start_anew_in_each_phase():
    assert np.isnan(control_chart("mr", VALUES, split=[12]).values[[0, 12]]).all()


def test_a_moving_range_chart_is_not_read_by_runs():
    chart = control_chart("mr", [1, 2] * 12 + [9, 1] * 12)
    assert not chart.signals["longest_run"].any()


def test_a_phase_of_few_points_is_not_read_by_the_runs_rules():
    chart = control_chart("run", [1] * 8 + [9] * 3, centre=5)
    assert not any(marked.any() for marked in chart.signals.values())


def test_laneys_limits_widen_where_shares_vary_more_than_chance():
    sizes, counts = [2000] * 20, [900, 1100] * 10
    narrow, wide = control_chart("p", counts, sizes), control_chart("pp", counts, sizes)
    assert wide.upper[0] > 2 * narrow.upper[0] - narrow.centre[0]


@pytest.mark.parametrize(
    ("values", "denominators", "kind"),
    [
        (VALUES[:15], None, "run"),
        (VALUES, None, "i"),
        (COUNTS, SIZES, "p"),
        (COUNTS, [2000] * 24, "pp"),
        ([1, 0, 2, 0] * 6, [40] * 24, "run"),
        ([45, 50, 55, 40] * 6, [20.5, 21.5, 19.5, 22.5] * 6, "u"),
    ],
    ids=["few points", "one value each", "shares", "large denominators", "rare events", "rates"],
)
def test_the_advice_fits_the_data_and_says_why(values, denominators, kind):
    advice = advise(values, denominators)
    assert advice.kind == kind
    assert advice.reason_da
    assert advice.reason_en


def test_without_a_kind_the_advised_chart_is_drawn():
    assert control_chart(None, COUNTS, SIZES).kind == "p"


@pytest.mark.parametrize("kind", CHART_TYPES)
def test_every_chart_type_draws_a_chart_of_one_point(kind):
    denominators = [4] if CHART_TYPES[kind].needs_denominators else None
    assert control_chart(kind, [3], denominators).verdict in (Verdict.FEW, Verdict.NONE)


@pytest.mark.parametrize("kind", CHART_TYPES)
def test_every_chart_type_draws_a_chart_without_any_value(kind):
    denominators = [4] * 3 if CHART_TYPES[kind].needs_denominators else None
    assert control_chart(kind, [NAN] * 3, denominators).verdict is Verdict.NONE
