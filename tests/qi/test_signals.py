"""Each rule by an example of its own: fires at its number, not one below, and marks the right points."""

import numpy as np
import pytest

from qi.control_charts.chart_type import Lines
from qi.control_charts.limits import Drawn, rule_series
from qi.signals import RULE_SETS
from qi.signals.number_of_runs import LOWER, UPPER, exact_runs_limits, runs_limits
from qi.signals.verdict import leading_verdict
from qi.verdict import Verdict

RULES = {rule.key: rule for rules in RULE_SETS.values() for rule in rules}


def marked(key, values, *, sd=1.0):
    """1-based positions marked around a centre line of 0."""
    y = np.array([values], dtype=float)
    lines = Lines(np.zeros((1, 1)), lambda k: np.full_like(y, k * sd))
    series = rule_series(y, np.isfinite(y), Drawn(lines, lines.at(-3), lines.at(3)))
    return (np.flatnonzero(RULES[key].flag(series)[0]) + 1).tolist()


NAN = float("nan")
EXAMPLES = [
    ("beyond_limits", [0.5, 3.1, -3.1, 3.0, NAN], [2, 3]),
    ("shift_6", [-1, 1, 2, 1, 2, 1, 1, -1], [2, 3, 4, 5, 6, 7]),
    ("shift_6", [-1, 1, 2, 1, 2, 1, -1], []),
    ("shift_6", [1, 2, 0, 1, 2, NAN, 1, 1], [1, 2, 4, 5, 7, 8]),
    ("shift_7", [1, 2, 1, 2, 1, 1, 1], [1, 2, 3, 4, 5, 6, 7]),
    ("shift_7", [1, 2, 1, 0, 2, 1, 1, 1], []),
    ("shift_8", [-1, -2, -1, -2, -1, -1, -1, -1], [1, 2, 3, 4, 5, 6, 7, 8]),
    ("shift_9", [1] * 8, []),
    ("shift_9", [1] * 9, list(range(1, 10))),
    ("trend_5", [5, 1, 2, 3, 4, 5, 2], [2, 3, 4, 5, 6]),
    ("trend_5", [1, 2, 2, 3, 4, 5], [1, 2, 4, 5, 6]),
    ("trend_5", [1, 2, 3, 4, 4], []),
    ("trend_6", [1, 2, 2, 3, 4, 5, 6], []),
    ("trend_6", [6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6]),
    ("trend_7", [1, 2, 3, NAN, 4, 5, 6, 7], [1, 2, 3, 5, 6, 7, 8]),
    ("two_of_three", [2.5, -1, 2.5, 0], [1, 3]),
    ("two_of_three", [2.5, -1, -1, 2.5], []),
    ("mdc_two_of_three", [2.5, -1, 2.5, 0], []),
    ("mdc_two_of_three", [2.5, 1, 2.5, 0], [1, 3]),
    ("four_of_five", [1.5, 1.5, -1, 1.5, 1.5], [1, 2, 4, 5]),
    ("four_of_five", [1.5, 1.5, -1.5, -1.5, 1.5], []),
    ("alternating_14", [1, -1] * 7, list(range(1, 15))),
    ("alternating_14", [1, -1] * 6 + [1], []),
    ("close_to_centre", [0.5, -0.5] * 7 + [0.5], list(range(1, 16))),
    ("close_to_centre", [0.5, -0.5] * 7, []),
    ("far_from_centre", [1.5, -1.5] * 4, list(range(1, 9))),
    ("far_from_centre", [1.5, -1.5] * 3 + [1.5], []),
    ("longest_run", [1] * 8 + [-1, 1, -1, 1], list(range(1, 9))),
    ("longest_run", [1] * 7 + [-1, 1, -1, 1, -1], []),
    ("crossings", [1] * 6 + [-1] * 6, list(range(1, 13))),
    ("crossings", [1, 1, 1, -1, -1, -1, 1, 1, 1, -1, -1, -1], []),
    ("best_box", [1] * 7 + [-1, 1, -1, 1, -1], list(range(1, 13))),
    ("best_box", [1] * 6 + [-1, 1, -1, 1, -1, 1], []),
    ("cut_box", [1] * 6 + [-1] * 3 + [1], list(range(1, 11))),
    ("cut_box", [1] * 5 + [-1] * 3 + [1] * 2, []),
    ("number_of_runs", [1, 1, 1, 1, 1, -1, -1, -1, -1, -1], list(range(1, 11))),
    ("number_of_runs", [1, -1] * 5, list(range(1, 11))),
    ("number_of_runs", [1, -1, -1, 1, 1, -1, 1, -1, 1, -1], []),
]


@pytest.mark.parametrize(("key", "values", "positions"), EXAMPLES)
def test_a_rule_marks_exactly_its_points(key, values, positions):
    assert marked(key, values) == positions


def test_every_rule_has_an_example():
    assert set(RULES) == {key for key, _, _ in EXAMPLES}


@pytest.mark.parametrize("key", RULES)
def test_a_constant_series_on_the_line_is_marked_by_no_rule_but_closeness(key):
    assert marked(key, [0.0] * 20) == ([] if key != "close_to_centre" else list(range(1, 21)))


@pytest.mark.parametrize("key", [key for key, rule in RULES.items() if rule.needs_limits])
def test_a_rule_that_needs_limits_is_silent_without_them(key):
    assert marked(key, [9.0, -9.0] * 10, sd=float("nan")) == []


def test_the_table_of_runs_is_the_exact_five_percent_of_either_tail_for_even_counts():
    published = [(LOWER[n - 10], UPPER[n - 10]) for n in range(10, 61, 2)]
    assert [exact_runs_limits(n) for n in range(10, 61, 2)] == published


def test_beyond_the_table_the_limits_of_runs_follow_the_same_principle():
    assert runs_limits(80) == (33, 49)


def leading(**points):
    """The verdict when rules of the Nelson set mark these 0-based positions of 20."""
    signals = {rule.key: np.zeros(20, dtype=bool) for rule in RULE_SETS["nelson"] + RULE_SETS["anhoej"]}
    for key, positions in points.items():
        signals[key][list(positions)] = True
    return leading_verdict(tuple(RULES[key] for key in signals), signals)


def test_without_a_signal_the_variation_is_random():
    assert leading() is Verdict.RANDOM


def test_the_signal_that_ends_latest_leads():
    assert leading(beyond_limits=[3], trend_6=range(10, 16)) is Verdict.TREND
    assert leading(beyond_limits=[18], trend_6=range(10, 16)) is Verdict.BEYOND


def test_of_two_signals_that_end_together_the_run_leads():
    assert leading(beyond_limits=[15], shift_9=range(7, 16)) is Verdict.RUN


def test_a_long_run_and_few_crossings_are_one_verdict():
    assert leading(longest_run=range(5), crossings=range(20)) is Verdict.BOTH


def test_several_points_beyond_the_limits_are_said_as_several():
    assert leading(beyond_limits=[3, 9]) is Verdict.BEYOND_SEVERAL
