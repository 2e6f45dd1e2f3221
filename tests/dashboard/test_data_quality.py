"""The quality of the data at a glance: what a shade means, and what is said of the latest numbers."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.components import data_quality
from qi.verdict import Direction
from tests.figures import charts

STARTS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(24)]
CALM = [96.0, 97, 95, 98, 96, 97, 95, 98] * 3
FELL = [96.0, 97, 95, 98, 96, 97, 95, 98, 96, 97, 95, 98, *[88.0, 87, 89, 86] * 3]


def field(values, title="Uddannelse", goal=95.0):
    of = charts.indicator(title)
    return charts.analysis(values, goal=goal, of=replace(of, unit="percent", direction=Direction.UP))


@pytest.mark.parametrize(
    ("value", "step"),
    [(95.0, 0), (94.6, 0), (94.4, 1), (93.0, 1), (92.4, 2), (90.0, 2), (89.4, 3), (0.0, 3)],
)
def test_a_number_is_shaded_as_it_is_shown_by_its_distance_to_the_goal(value, step):
    shade = data_quality.tint(field(CALM), value)
    assert shade == ("" if step == 0 else data_quality._keys("da")[step - 1][0])


def test_without_a_goal_no_number_is_shaded():
    assert data_quality.tint(field(CALM, goal=None), 1.0) == ""


def test_the_fields_with_a_signal_are_named_and_those_below_their_goal_counted():
    said = data_quality.fields_in_words([field(CALM), field(FELL, title="Henvist fra")], "da")
    assert said == [
        "Der er signal i: Henvist fra",
        "1 af 2 felter ligger under sit mål i den seneste periode, der tæller med.",
    ]


def test_no_signal_and_no_goal_is_said_without_a_count():
    assert data_quality.fields_in_words([field(CALM, goal=None)], "da") == ["Ingen felter viser signal", ""]
    assert data_quality.places_in_words([field(CALM), field(CALM)], "da")[0] == "Ingen af de 2 kommuner viser signal"
    assert data_quality.places_in_words([field(CALM), field(FELL)], "en")[0] == "1 of 2 municipalities shows a signal"
