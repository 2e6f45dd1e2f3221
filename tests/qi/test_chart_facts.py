"""What the command line tells the composer about a control chart: limits, trends, phases and goals."""

from datetime import date

import pytest

from qi.chart_facts import chart_facts
from qi.control_charts import control_chart
from qi.verdict import Direction, GoalRelation, PhaseKind, Side, Verdict
from qi.wording import verdict_text

CALM = [50, 52, 49, 51, 48, 52, 50, 49, 51, 50, 52, 48, 50, 51]
RISING = [60, 40, 60, 40, 60, 40, 60, 40, 60, 40, 44, 48, 52, 56, 60, 64, 68]


def days(n):
    return [date(2024 + i // 12, i % 12 + 1, 1) for i in range(n)]


def facts_of(values, *, rules="anhoej", kind="i", **options):
    judged = {name: options.pop(name) for name in ("target", "direction") if name in options}
    chart = control_chart(kind, values, rules=rules, **options)
    return chart_facts(chart, starts=days(len(values)), **judged)


def test_a_point_outside_its_limit_is_told_with_month_value_and_limit():
    facts = facts_of([*CALM[:6], 70, *CALM[6:]], rules="limits")
    assert facts.verdict is Verdict.BEYOND
    assert (facts.signal_period, facts.signal_value, facts.side) == (date(2024, 7, 1), 70, Side.OVER)
    assert facts.signal_limit < 70
    assert not facts.is_recent


def test_a_trend_is_told_with_its_length_and_where_it_runs():
    facts = facts_of(RISING, rules="nhs_mdc")
    assert facts.verdict is Verdict.TREND
    assert facts.trend_length >= facts.trend_min == 7
    assert (facts.side, facts.run_to) == (Side.OVER, date(2025, 5, 1))
    assert "tal i træk stiger" in verdict_text(facts).card


def test_the_phase_after_a_split_knows_the_level_before_it():
    facts = facts_of([*CALM, *[value + 20 for value in CALM]], split=[14])
    assert facts.phase is PhaseKind.NEW
    assert facts.phase_since == date(2025, 3, 1)
    assert facts.previous_centre == pytest.approx(sum(CALM) / len(CALM))


@pytest.mark.parametrize(
    ("target", "direction", "relation"),
    [
        (60, Direction.UP, GoalRelation.NOT_MET),
        (60, Direction.NEUTRAL, GoalRelation.NONE),
        (30, Direction.UP, GoalRelation.MET),
        (30, Direction.DOWN, GoalRelation.NOT_MET),
    ],
)
def test_a_goal_is_compared_with_the_centre_line(target, direction, relation):
    assert facts_of(CALM, target=target, direction=direction).goal_relation is relation
