"""The one composition: phases, goals, and selections that leave nothing."""

from datetime import date

import numpy as np
import pytest

from qi.analysis import analyse, analyse_all
from qi.annotations import AcceptedPhase, Annotations, ChartNote, OwnGoal, Scope
from qi.selection import Selection
from qi.verdict import GoalRelation, PhaseKind, Verdict
from tests.qi.folder import course, event

EVERYTHING = Selection()


def referrals(per_month, first_year=2023):
    """Return courses so that month i from January of the first year has per_month[i] referrals."""
    days = [date(first_year + i // 12, i % 12 + 1, 3) for i, n in enumerate(per_month) for _ in range(n)]
    return [course(i, day) for i, day in enumerate(days)]


def change(kind, on, **scope):
    return {
        "change_id": "x1",
        "starts_on": on,
        "kind": kind,
        "title_da": "Ny definition",
        "title_en": "New definition",
        **scope,
    }


TWO_YEARS = [7, 9, 6, 8, 7, 10, 6, 9, 8, 7, 9, 6, 17, 19, 16, 18, 17, 20, 16, 19, 18, 17, 19, 16]


def test_a_level_that_jumps_is_a_signal(opened):
    analysis = analyse(opened({"courses": referrals(TWO_YEARS)}, first_month="2023-01-01"), "R01", EVERYTHING)
    assert analysis.facts.verdict is Verdict.BOTH
    assert (analysis.facts.longest_run, analysis.facts.crossings) == (12, 1)
    assert (analysis.facts.run_from, analysis.facts.run_to) == (date(2024, 1, 1), date(2024, 12, 1))
    assert analysis.facts.is_recent


def test_a_change_of_definition_starts_a_new_phase_at_its_month(opened):
    tables = {"courses": referrals(TWO_YEARS), "changes": [change("definition", date(2024, 1, 10))]}
    facts = analyse(opened(tables, first_month="2023-01-01"), "R01", EVERYTHING).facts
    assert facts.verdict is Verdict.RANDOM
    assert (facts.phase, facts.phase_since, facts.n_points) == (PhaseKind.BREAK, date(2024, 1, 1), 12)
    assert facts.change == ("Ny definition", "New definition")


def test_a_pdsa_only_annotates(opened):
    tables = {"courses": referrals(TWO_YEARS), "changes": [change("pdsa", date(2024, 1, 10))]}
    analysis = analyse(opened(tables, first_month="2023-01-01"), "R01", EVERYTHING)
    assert len(analysis.chart.phases) == 1
    assert [one.kind for one in analysis.events] == ["pdsa"]


def test_a_change_in_one_municipality_breaks_only_the_chart_of_that_municipality(opened):
    tables = {"courses": referrals(TWO_YEARS), "changes": [change("system", date(2024, 1, 10), municipality="901")]}
    dataset = opened(tables, first_month="2023-01-01")
    assert len(analyse(dataset, "R01", EVERYTHING).chart.phases) == 1
    assert len(analyse(dataset, "R01", Selection(municipality=("901",))).chart.phases) == 2


def test_a_change_of_another_indicator_leaves_the_chart_alone(opened):
    tables = {
        "courses": referrals(TWO_YEARS),
        "changes": [change("definition", date(2024, 1, 10), indicators="P01, P02")],
    }
    dataset = opened(tables, first_month="2023-01-01")
    assert analyse(dataset, "R01", EVERYTHING).events == ()
    assert len(analyse(dataset, "P02", EVERYTHING).chart.phases) == 2


def assessed(timely_of_ten):
    """Return ten referrals a month from January 2023, of which so many have a timely needs assessment."""
    courses = referrals([10] * len(timely_of_ten))
    numbers = [i * 10 + k for i, timely in enumerate(timely_of_ten) for k in range(timely)]
    days = [courses[n]["received_on"] for n in numbers]
    return {
        "courses": courses,
        "events": [event(n, "needs_assessment", day.replace(day=4)) for n, day in zip(numbers, days, strict=True)],
    }


def test_a_median_at_the_goal_is_compared_unrounded(opened):
    # Median exactly 90 with nine of ten: at the goal; fewer than 12 useful points, so it is not held.
    dataset = opened(
        assessed([9, 9, 10, 9, 8, 9, 9, 9, 10, 9, 8, 9, 9, 9]), first_month="2023-01-01", as_of="2024-02-29"
    )
    assert analyse(dataset, "P02", EVERYTHING).facts.goal_relation is GoalRelation.AT


def test_a_goal_reached_by_twelve_useful_points_that_vary_randomly_is_held(opened):
    dataset = opened(assessed([10, 9] * 7), first_month="2023-01-01", as_of="2024-03-31")
    facts = analyse(dataset, "P02", Selection(last=date(2024, 2, 1))).facts
    assert (facts.centre, facts.goal_relation, facts.goal_hits) == (95.0, GoalRelation.HELD, 12)


def test_a_level_worse_than_the_goal_has_not_met_it(opened):
    dataset = opened(assessed([8, 7] * 7), first_month="2023-01-01", as_of="2024-03-31")
    assert analyse(dataset, "P02", Selection(last=date(2024, 2, 1))).facts.goal_relation is GoalRelation.NOT_MET


def test_a_municipality_without_data_has_no_points(opened):
    dataset = opened({"courses": referrals(TWO_YEARS)}, first_month="2023-01-01")
    assert analyse(dataset, "P01", Selection(municipality=("902",))).facts.verdict is Verdict.NONE


def test_an_unknown_code_leaves_nothing_and_raises_nothing(opened):
    dataset = opened({"courses": referrals(TWO_YEARS)}, first_month="2023-01-01")
    assert {a.facts.verdict for a in analyse_all(dataset, Selection(municipality=("999",)), ["P01", "D01"])} == {
        Verdict.NONE
    }


def test_one_course_is_hidden_and_not_told(opened):
    rows = {"courses": [course(0, date(2024, 3, 4))], "events": [event(0, "contact", date(2024, 3, 5))]}
    analysis = analyse(opened(rows), "P01", EVERYTHING)
    assert analysis.facts.verdict is Verdict.HIDDEN
    assert not np.isfinite(analysis.table.value).any()


def test_a_span_outside_the_data_is_empty(opened):
    dataset = opened({"courses": referrals(TWO_YEARS)}, first_month="2023-01-01")
    for selection in (Selection(first=date(2030, 1, 1)), Selection(last=date(2010, 1, 1))):
        assert {a.facts.verdict for a in analyse_all(dataset, selection)} == {Verdict.NONE}


def test_equal_values_are_said_to_be_equal(opened):
    dataset = opened({"courses": referrals([8] * 24)}, first_month="2023-01-01")
    assert analyse(dataset, "R01", EVERYTHING).facts.verdict is Verdict.CONSTANT


def test_an_unknown_indicator_is_a_key_error(opened):
    with pytest.raises(KeyError):
        analyse(opened({}), "X99", EVERYTHING)


def test_the_order_of_the_cases_changes_nothing(opened):
    courses = referrals(TWO_YEARS)
    forward = opened({"courses": courses}, first_month="2023-01-01")
    backward = opened({"courses": courses[::-1]}, first_month="2023-01-01")
    assert (forward.cube.stored != backward.cube.stored).nnz == 0


def test_all_together_says_the_same_as_one_alone(opened):
    dataset = opened({"courses": referrals(TWO_YEARS)}, first_month="2023-01-01")
    together = {a.indicator.key: a for a in analyse_all(dataset, EVERYTHING)}
    assert together["P02"].facts == analyse(dataset, "P02", EVERYTHING).facts
    np.testing.assert_array_equal(together["P02"].table.value, analyse(dataset, "P02", EVERYTHING).table.value)


def test_a_change_of_definition_parts_the_gaps_between_events_at_the_next_event(opened):
    days = [date(2024, 1, 1 + i) for i in range(6)] + [date(2024, 6, 1 + i) for i in range(3)]
    fallen = [
        {"event_id": f"e{i}", "municipality": "901", "programme": "cancer", "occurred_on": day, "kind": "fall"}
        for i, day in enumerate(days)
    ]
    tables = {"adverse_events": fallen, "changes": [change("definition", date(2024, 3, 1))]}
    analysis = analyse(opened(tables), "B01", EVERYTHING)
    assert [analysis.table.starts[phase.first] for phase in analysis.chart.phases] == [days[1], date(2024, 6, 1)]


HERE = Scope(municipality="901")
AT_HOME = Selection(municipality=("901",))


def written(*, notes=(), phases=(), goals=()):
    return Annotations(notes=tuple(notes), phases=tuple(phases), goals=tuple(goals))


def cycle(scope=HERE, indicators=("R01",)):
    return ChartNote(
        scope=scope,
        indicators=indicators,
        starts_on=date(2024, 1, 10),
        ends_on=date(2024, 3, 31),
        kind="pdsa",
        title="PDSA 1: opkald",
        source="c1",
    )


def phase(on=date(2024, 1, 1), scope=HERE, indicator="R01"):
    return AcceptedPhase(scope=scope, indicator=indicator, starts_on=on, cause="Opkald samme dag", source="d1")


def referrals_with(opened, selection, **given):
    data = opened({"courses": referrals(TWO_YEARS)}, first_month="2023-01-01")
    return analyse(data, "R01", selection, annotations=written(**given))


@pytest.mark.parametrize(
    ("scope", "indicators", "stands"),
    [
        (HERE, ("R01",), True),
        (HERE, (), True),
        (HERE, ("R02",), False),
        (Scope(), ("R01",), True),
        (Scope(municipality="902"), ("R01",), False),
        (Scope(programme="cancer"), ("R01",), True),
        (Scope(unit="u9"), ("R01",), True),
    ],
)
def test_a_cycle_stands_on_the_charts_that_are_about_its_citizens_and_its_indicators(opened, scope, indicators, stands):
    events = referrals_with(opened, AT_HOME, notes=[cycle(scope, indicators)]).events
    assert [(event.title_da, event.source) for event in events] == ([("PDSA 1: opkald", "c1")] if stands else [])


def test_a_cycle_of_one_municipality_stands_on_the_chart_of_all_and_moves_nothing(opened):
    analysis = referrals_with(opened, EVERYTHING, notes=[cycle()])
    assert len(analysis.events) == len(analysis.chart.phases) == 1


def test_an_accepted_phase_says_the_level_before_and_the_cause(opened):
    facts = referrals_with(opened, AT_HOME, phases=[phase()]).facts
    assert (facts.phase, facts.phase_since, facts.verdict) == (PhaseKind.NEW, date(2024, 1, 1), Verdict.RANDOM)
    assert (facts.previous_centre, facts.change) == (7.5, ("Opkald samme dag", "Opkald samme dag"))


@pytest.mark.parametrize(
    ("selection", "other"),
    [
        (EVERYTHING, {}),
        (Selection(municipality=("901", "902")), {}),
        (Selection(municipality=("901",), sex=("female",)), {}),
        (AT_HOME, {"indicator": "R02"}),
        (AT_HOME, {"scope": Scope(municipality="902")}),
        (AT_HOME, {"scope": Scope(municipality="901", programme="cancer")}),
    ],
)
def test_an_accepted_phase_moves_no_other_chart(opened, selection, other):
    assert len(referrals_with(opened, selection, phases=[phase(**other)]).chart.phases) == 1


@pytest.mark.parametrize(("on", "n"), [(date(2023, 1, 1), 1), (date(2023, 2, 1), 2), (date(2026, 1, 1), 1)])
def test_a_phase_that_begins_before_or_after_the_months_shown_parts_nothing(opened, on, n):
    assert len(referrals_with(opened, AT_HOME, phases=[phase(on)]).chart.phases) == n


def test_a_goal_of_the_team_is_met_when_the_latest_twelve_points_vary_randomly_at_it_or_better(opened):
    goal = OwnGoal(scope=HERE, indicator="D01", value=90.0, source="Teamet 2026")
    data = opened({"courses": referrals(TWO_YEARS)}, first_month="2023-01-01")
    here, there = (analyse(data, "D01", one, annotations=written(goals=[goal])) for one in (AT_HOME, EVERYTHING))
    assert (here.goal.value, here.goal.source) == (90.0, "Teamet 2026")
    assert there.goal != here.goal
