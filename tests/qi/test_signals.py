"""Each rule by an example of its own: fires at its number, not one below, and marks the right points."""

import numpy as np
import pytest

from qi.control_charts.chart_type import Lines
from qi.control_charts.limits import Drawn, rule_series
from qi.signals import RULE_SETS
from qi.signals.number_of_runs import LOWER, UPPER, exact_runs_limits, runs_limits

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
