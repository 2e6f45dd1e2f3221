"""How often rule sets signal, exactly where it can be and by seeded simulation elsewhere."""

import pytest

from qi.false_alarms import detection_rate, rule_set_false_alarm_rate
from qi.runs_distribution import false_alarm_rate


@pytest.mark.parametrize("n", [12, 24, 36])
def test_simulated_anhoej_alarms_agree_with_the_exact_rate(n):
    assert detection_rate("anhoej", n, 0.0) == pytest.approx(false_alarm_rate(n), abs=0.006)


def test_the_rate_on_a_run_chart_is_the_exact_one():
    assert rule_set_false_alarm_rate("anhoej", 24) == false_alarm_rate(24)


@pytest.mark.parametrize(
    ("rules", "kind", "published"), [("limits", "i", 0.097), ("anhoej", "i", 0.128), ("ihi", "run", 0.355)]
)
def test_rates_of_24_points_agree_with_published_simulations(rules, kind, published):
    assert rule_set_false_alarm_rate(rules, 24, kind) == pytest.approx(published, abs=0.012)


def test_the_same_question_has_the_same_answer():
    assert rule_set_false_alarm_rate("nelson", 24, "i") == rule_set_false_alarm_rate.__wrapped__("nelson", 24, "i")


def test_a_larger_shift_is_found_more_often():
    rates = [detection_rate("anhoej", 24, shift, n_series=2000) for shift in (0.0, 0.5, 1.0, 2.0)]
    assert rates == sorted(rates)
