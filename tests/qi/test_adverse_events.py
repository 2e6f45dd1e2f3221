"""Days between adverse events: one point per event, the last gap open."""

from datetime import date

import pytest

from qi.adverse_events import days_since
from qi.analysis import analyse
from qi.selection import Selection
from qi.subgroups import Status
from qi.verdict import Verdict
from qi.wording import chart_summary


def events(*days, **more):
    return [
        {"event_id": f"e{i}", "municipality": "901", "programme": "cancer", "occurred_on": day, "kind": "fall", **more}
        for i, day in enumerate(days)
    ]


def test_each_event_from_the_second_has_the_days_since_the_one_before(opened):
    happened = events(date(2024, 1, 10), date(2024, 1, 20), date(2024, 3, 20))
    table = analyse(opened({"adverse_events": happened}), "B01", Selection()).table
    assert table.starts == (date(2024, 1, 20), date(2024, 3, 20), date(2024, 12, 31))
    assert table.value.tolist() == [10.0, 60.0, 286.0]


def test_the_last_gap_is_open_and_enters_no_rule(opened):
    happened = events(date(2024, 1, 10), date(2024, 1, 20), date(2024, 3, 20))
    analysis = analyse(opened({"adverse_events": happened}), "B01", Selection())
    assert analysis.table.status == (Status.COUNTED, Status.COUNTED, Status.OPEN)
    assert (analysis.facts.n_points, analysis.latest) == (2, 1)


def test_two_events_on_one_day_are_zero_days_apart(opened):
    table = analyse(opened({"adverse_events": events(date(2024, 1, 10), date(2024, 1, 10))}), "B01", Selection()).table
    assert table.value.tolist() == [0.0, 356.0]


def test_without_events_there_is_nothing_to_draw(opened):
    analysis = analyse(opened({}), "B01", Selection())
    assert analysis.facts.verdict is Verdict.NONE
    assert analysis.table.starts == ()
    assert chart_summary(analysis).startswith(analysis.indicator.title_da)


def test_days_since_counts_to_the_day_the_data_are_complete_to(opened):
    since = days_since(opened({"adverse_events": events(date(2024, 1, 10), date(2024, 12, 1))}), Selection())
    assert (since.days, since.last_on) == (30, date(2024, 12, 1))


def test_days_since_of_another_municipality_is_unknown(opened):
    since = days_since(opened({"adverse_events": events(date(2024, 1, 10))}), Selection(municipality=("902",)))
    assert (since.days, since.last_on) == (None, None)


def test_a_filter_on_sex_is_said_not_to_apply_to_events(opened):
    analysis = analyse(opened({"adverse_events": events(date(2024, 1, 10))}), "B01", Selection(sex=("female",)))
    assert analysis.unfiltered == ("sex",)
    assert analysis.applied == Selection()


def test_days_since_is_no_series(opened):
    with pytest.raises(ValueError, match="B03 is no series"):
        analyse(opened({}), "B03", Selection())
