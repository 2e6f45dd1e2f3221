"""Hand-collected values become charts of their own, judged as every other."""

from datetime import date, timedelta

import numpy as np
import pytest

from qi.annotations import AcceptedPhase, Annotations, ChartNote, OwnGoal, Scope
from qi.improvement.own_indicator import OwnIndicator, OwnKind, OwnValue, Rhythm
from qi.own_series import analyse_own, days_since
from qi.selection import Period, Selection
from qi.subgroups import Status
from qi.verdict import Direction, GoalRelation, PhaseKind, Verdict

MONDAY = date(2026, 3, 2)
TEAM = Selection(municipality=("901",))
AS_OF = date(2026, 11, 23)


def own(kind=OwnKind.COUNT, **given):
    return OwnIndicator(team="t1", name="Opkald uden svar", kind=kind, **given)


def weekly(numbers, of=None):
    return [OwnValue(indicator="o1", on=MONDAY + timedelta(weeks=i), value=n, of=of) for i, n in enumerate(numbers)]


def analyse(indicator, values, **given):
    return analyse_own("o1", indicator, values, TEAM, as_of=AS_OF, **given)


SHIFTED = [10, 12, 9, 11, 13, 8, 12, 10, 11, 9, 12, 10, 18, 19, 17, 20, 18, 21, 19, 18, 20, 17, 19, 20]


def test_weekly_counts_are_judged_by_the_runs_rules():
    analysis = analyse(own(direction=Direction.DOWN), weekly(SHIFTED))
    assert (analysis.facts.verdict, analysis.selection.period) == (Verdict.BOTH, Period.WEEK)
    assert analysis.indicator.key == "o1"


def test_values_of_one_week_are_added_up_and_a_week_without_any_stays_empty():
    tuesday = OwnValue(indicator="o1", on=MONDAY + timedelta(days=1), value=4)
    later = OwnValue(indicator="o1", on=MONDAY + timedelta(days=15), value=2)
    table = analyse(own(), [later, *weekly([3]), tuesday]).table
    assert table.starts == (MONDAY, MONDAY + timedelta(weeks=1), MONDAY + timedelta(weeks=2))
    assert table.value.tolist()[::2] == [7, 2]
    assert table.status == (Status.COUNTED, Status.EMPTY, Status.COUNTED)


def test_a_share_is_pooled_and_shown_as_percent():
    values = [*weekly([1], of=2), OwnValue(indicator="o1", on=MONDAY + timedelta(days=2), value=5, of=6)]
    analysis = analyse(own(OwnKind.SHARE), values)
    assert (analysis.table.value.tolist(), analysis.table.n.tolist()) == ([75.0], [8])
    assert analysis.indicator.unit == "percent"


def test_scores_of_one_month_are_averaged():
    values = [OwnValue(indicator="o1", on=date(2026, 3, day), value=score) for day, score in ((2, 7), (20, 8))]
    assert analyse(own(OwnKind.SCORE, rhythm=Rhythm.MONTH), values).table.value.tolist() == [7.5]


def test_days_on_which_nobody_counts_are_no_gaps():
    values = [OwnValue(indicator="o1", on=day, value=1) for day in (date(2026, 3, 6), date(2026, 3, 9))]
    assert analyse(own(rhythm=Rhythm.DAY), values).table.status == (Status.COUNTED, Status.COUNTED)


def test_events_become_the_days_between_them_and_the_days_since_stay_open():
    days = (date(2026, 10, 1), date(2026, 10, 11), date(2026, 11, 3))
    values = [OwnValue(indicator="o1", on=day, value=1) for day in days]
    table = analyse(own(OwnKind.EVENT), values).table
    assert table.value.tolist() == [10, 23, 20]
    assert table.status == (Status.COUNTED, Status.COUNTED, Status.OPEN)
    assert days_since(values, AS_OF) == 20


def test_two_events_on_one_day_are_no_days_apart():
    values = [OwnValue(indicator="o1", on=date(2026, 11, 3), value=2)]
    assert analyse(own(OwnKind.EVENT), values).table.value.tolist() == [0, 20]


def test_fewer_events_wanted_is_more_days_between_them_wanted():
    assert analyse(own(OwnKind.EVENT, direction=Direction.DOWN), []).indicator.direction is Direction.UP


@pytest.mark.parametrize("kind", list(OwnKind))
def test_an_indicator_without_values_is_an_empty_chart(kind):
    analysis = analyse(own(kind), [])
    assert (analysis.facts.verdict, analysis.table.starts, analysis.latest) == (Verdict.NONE, (), None)
    assert days_since([], AS_OF) is None


def test_what_is_dated_after_today_does_not_count_yet():
    assert analyse(own(), [OwnValue(indicator="o1", on=AS_OF + timedelta(days=1), value=1)]).table.starts == ()


def test_notes_phases_and_goals_of_the_team_stand_on_the_chart():
    scope = Scope(municipality="901")
    start = MONDAY + timedelta(weeks=12)
    note = ChartNote(
        scope=scope, indicators=("o1",), starts_on=start, ends_on=None, kind="pdsa", title="PDSA 1: ring", source="c1"
    )
    written = Annotations(
        notes=(note,),
        phases=(AcceptedPhase(scope=scope, indicator="o1", starts_on=start, cause="Ringer selv", source="d1"),),
        goals=(OwnGoal(scope=scope, indicator="o1", value=15.0, source="Teamet"),),
    )
    analysis = analyse(own(direction=Direction.UP), weekly(SHIFTED), annotations=written)
    assert [(event.title_da, event.source) for event in analysis.events] == [("PDSA 1: ring", "c1")]
    assert (analysis.facts.phase, analysis.facts.previous_centre) == (PhaseKind.NEW, np.median(SHIFTED[:12]))
    assert analysis.facts.goal_relation is GoalRelation.MET
    assert analysis.goal.source == "Teamet"
