"""What must hold for every series: reflection, scaling, order of cases, freezing, and many at once as one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qi.control_charts import CHART_TYPES, control_chart
from qi.many import analyse_many
from qi.run_charts import run_chart
from qi.runs_distribution import known_centre_p_value, own_centre_p_value
from qi.runs_probabilities import known_centre_p_values, own_centre_p_values
from qi.signals import RULE_SETS
from qi.verdict import Verdict

numbers = st.integers(-40, 40).map(float)
series = st.lists(st.one_of(numbers, st.just(float("nan"))), min_size=1, max_size=40)
PHASE_COLUMNS = ("n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min")


@given(series)
def test_turning_a_run_chart_upside_down_changes_no_verdict(values):
    assert run_chart(values).verdict is run_chart(-np.array(values)).verdict


@given(series)
def test_turning_a_run_chart_upside_down_changes_no_probability(values):
    assert run_chart(values).current.p_value == run_chart(-np.array(values)).current.p_value


@given(series, st.sampled_from(sorted(RULE_SETS)))
def test_turning_an_i_chart_upside_down_marks_the_same_points(values, rules):
    upright, turned = (control_chart("i", np.array(values) * sign, rules=rules) for sign in (1, -1))
    assert {k: m.tolist() for k, m in upright.signals.items()} == {k: m.tolist() for k, m in turned.signals.items()}


@given(series, st.sampled_from([0.25, 8.0, 1024.0]))
def test_scaling_a_measurement_scales_its_limits(values, factor):
    chart, scaled = control_chart("i", values), control_chart("i", np.array(values) * factor)
    np.testing.assert_allclose(scaled.upper, chart.upper * factor, rtol=1e-12)


@given(series, st.sampled_from([-64.0, 16.0, 128.0]))
def test_shifting_a_measurement_shifts_its_limits(values, step):
    chart, shifted = control_chart("i", values), control_chart("i", np.array(values) + step)
    np.testing.assert_allclose(shifted.lower, chart.lower + step, rtol=1e-12, atol=1e-9)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(9, 20)), min_size=1), st.randoms())
def test_the_order_of_cases_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    first, second = (
        control_chart("p", [r[1] for r in order], [r[2] for r in order], periods=[r[0] for r in order])
        for order in (rows, shuffled)
    )
    assert first.values.tolist() == second.values.tolist()
    np.testing.assert_array_equal(first.upper, second.upper)


@given(st.lists(numbers, min_size=12, max_size=30), st.lists(numbers, max_size=10), st.sampled_from(["run", "i", "mr"]))
def test_freeze_then_append_leaves_the_old_lines(values, later, kind):
    before, after = (control_chart(kind, v, freeze=12) for v in (values, values + later))
    for line in ("centre", "lower", "upper"):
        np.testing.assert_array_equal(getattr(after, line)[: len(values)], getattr(before, line))


@given(series)
def test_a_run_chart_and_the_run_chart_type_say_the_same(values):
    assert control_chart("run", values).phases == run_chart(values).phases or np.isnan(run_chart(values).current.centre)


@given(series)
def test_no_missing_point_is_ever_marked(values):
    chart = control_chart("i", values, rules="nelson")
    assert not any(marked[np.isnan(chart.values)].any() for marked in chart.signals.values())


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 40), st.integers(0, 40))
def test_the_probability_tables_equal_the_whole_numbers(above, below, longest_run, crossings):
    run, crossings = min(longest_run, max(above, below, 1)), min(crossings, max(above + below - 1, 0))
    got = own_centre_p_values(
        *np.array([[above], [below]]), longest_run=np.array([run]), crossings=np.array([crossings])
    )
    if above + below:
        expected = own_centre_p_value(above, below, longest_run=run, crossings=crossings)
        assert got[0] == pytest.approx(expected, rel=1e-12)
        n = above + below
        got = known_centre_p_values(np.array([n]), longest_run=np.array([run]), crossings=np.array([crossings]))
        assert got[0] == pytest.approx(known_centre_p_value(n, longest_run=run, crossings=crossings), rel=1e-12)


@st.composite
def tables(draw):
    """A long table of up to five series of unequal length: gaps, empty months, shuffled rows, several per period."""
    lengths = draw(st.lists(st.integers(1, 30), min_size=1, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    label, x = zip(*[(f"s{i}", t) for i, n in enumerate(lengths) for t in range(n)], strict=True)
    n = rng.integers(0, 12, len(x)).astype(float)
    y = rng.binomial(n.astype(int), 0.4).astype(float)
    y[rng.random(len(x)) < 0.1] = np.nan
    x = np.array(x) // draw(st.sampled_from([1, 1, 3]))
    order = rng.permutation(len(x)) if draw(st.booleans()) else np.arange(len(x))
    return {"series": np.array(label)[order], "x": x[order], "y": y[order], "n": n[order]}


SETTINGS = st.fixed_dictionaries(
    {
        "freeze": st.sampled_from([None, 4, 12]),
        "centre": st.sampled_from([None, 0.4]),
        "screen": st.booleans(),
        "rules": st.sampled_from(sorted(RULE_SETS)),
    }
)


@settings(max_examples=60)
@given(tables(), st.sampled_from(["run", "i", "mr", "ip", "p", "pp", "u", "up"]), SETTINGS, st.booleans())
def test_many_at_once_equal_one_by_one(table, kind, options, has_split):
    labels = list(dict.fromkeys(table["series"].tolist()))
    sizes = {label: len(set(table["x"][table["series"] == label])) for label in labels}
    split = {label: [sizes[label] // 2] for label in labels if has_split and sizes[label] > 3}
    exclude = {label: [sizes[label] - 1] for label in labels[:1]}
    many = analyse_many(table, kind, n="n", split=split, exclude=exclude, **options)
    for row, label in enumerate(labels):
        own = table["series"] == label
        one = control_chart(
            kind,
            table["y"][own],
            table["n"][own],
            periods=table["x"][own],
            split=split.get(label, ()),
            exclude=exclude.get(label, ()),
            **options,
        )
        assert_same(many, row, sizes[label], one)


def assert_same(many, row, length, one):
    for name in ("values", "centre", "lower", "upper"):
        np.testing.assert_allclose(getattr(many, name)[row, :length], getattr(one, name), rtol=1e-12, atol=1e-15)
    for key, marked in one.signals.items():
        np.testing.assert_array_equal(many.signals[key][row, :length], marked)
    rows = np.flatnonzero(many.phases["series"] == many.labels[row])
    for i, phase in zip(rows, one.phases, strict=True):
        assert [many.phases[c][i] for c in PHASE_COLUMNS] == [getattr(phase, c) for c in PHASE_COLUMNS]
        assert many.phases["verdict"][i] == phase.verdict
        np.testing.assert_allclose(
            many.phases["p_value"][i], np.nan if phase.p_value is None else phase.p_value, rtol=1e-12
        )


def test_many_subgroup_charts_equal_one_by_one():
    rng = np.random.default_rng(5)
    table = {
        "series": np.repeat(["a", "b"], 60),
        "x": np.tile(np.repeat(np.arange(15), 4), 2),
        "y": rng.normal(50, 5, 120),
    }
    many = analyse_many(table, "xbar")
    for row, label in enumerate("ab"):
        own = table["series"] == label
        assert_same(many, row, 15, control_chart("xbar", table["y"][own], periods=table["x"][own]))


@pytest.mark.parametrize("kind", ["c", "g", "t"])
def test_many_count_and_interval_charts_equal_one_by_one(kind):
    rng = np.random.default_rng(6)
    table = {"series": np.repeat(["a", "b", "c"], 20), "x": np.tile(np.arange(20), 3), "y": rng.poisson(9, 60) + 1.0}
    many = analyse_many(table, kind)
    for row in range(3):
        assert_same(many, row, 20, control_chart(kind, table["y"][20 * row : 20 * row + 20]))


def test_the_points_of_many_series_are_one_long_table():
    table = {"series": ["a", "a", "b"], "x": [1, 2, 1], "y": [3.0, 4.0, 5.0]}
    points = analyse_many(table, "run").points()
    assert (points["series"].tolist(), points["i"].tolist(), points["y"].tolist()) == (
        ["a", "a", "b"],
        [0, 1, 0],
        [3.0, 4.0, 5.0],
    )


def test_settings_for_a_series_that_is_not_there_are_refused():
    with pytest.raises(ValueError, match="labels of series in the table"):
        analyse_many({"series": ["a"], "x": [1], "y": [1.0]}, split={"b": [1]})


def test_a_series_too_short_to_split_is_refused():
    with pytest.raises(ValueError, match="positions from 1 to 1"):
        analyse_many({"series": ["a", "a"], "x": [1, 2], "y": [1.0, 2.0]}, split=[5])


def test_every_verdict_of_many_series_is_a_verdict():
    rng = np.random.default_rng(7)
    table = {"series": np.repeat(np.arange(50), 24), "x": np.tile(np.arange(24), 50), "y": rng.normal(size=1200)}
    assert set(analyse_many(table, "i").phases["verdict"]) <= set(Verdict)


def test_the_property_tests_know_every_chart_type():
    assert set(CHART_TYPES) == {"run", "i", "mr", "ip", "p", "pp", "u", "up", "xbar", "s", "c", "g", "t"}


@pytest.mark.parametrize("rules", sorted(RULE_SETS))
def test_many_shifting_series_get_the_verdicts_they_get_one_by_one(rules):
    rng = np.random.default_rng(8)
    values = rng.normal(size=(40, 30)) + np.linspace(0, 3, 40)[:, None] * (np.arange(30) > 17)
    table = {"series": np.repeat(np.arange(40), 30), "x": np.tile(np.arange(30), 40), "y": values.ravel()}
    expected = [str(control_chart("i", row, rules=rules).verdict) for row in values]
    assert analyse_many(table, "i", rules=rules).phases["verdict"].tolist() == expected
    assert len(set(expected)) > 1
