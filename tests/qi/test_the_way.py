"""From received to answered: the wait, the steps and the cohorts, with those who are still on their way."""

from datetime import date, timedelta

import pytest

from qi.cohorts import completed_within, steps, triangle
from qi.selection import Period, Selection
from qi.waiting import waiting
from tests.qi.folder import course, event

RECEIVED = date(2024, 1, 15)
EVERYTHING = Selection()


def courses(n, received=RECEIVED):
    return [course(i, received) for i in range(n)]


def after(days, received=RECEIVED):
    return received + timedelta(days=days)


@pytest.fixture
def twenty(opened):
    """Ten start after 11 .. 20 days; five decline on day 14; five are open. As of day 30."""
    events = [event(i, "start", after(11 + i)) for i in range(10)]
    events += [event(i, "declined", after(14)) for i in range(10, 15)]
    return opened({"courses": courses(20), "events": events}, as_of=after(30).isoformat())


def test_those_who_wait_and_those_who_left_are_counted(twenty):
    found = waiting(twenty, EVERYTHING)
    assert (found.n, found.n_started, found.n_left, found.n_open) == (20, 10, 5, 5)


def test_the_wait_counts_those_who_left_until_that_day_and_no_longer(twenty):
    curve = waiting(twenty, EVERYTHING).curve
    # 20, 19, 18, 17 wait on days 11-14; five leave on day 14; 11, 10, 9 .. wait from day 15.
    assert curve.at_risk.tolist() == [20, 19, 18, 17, 11, 10, 9, 8, 7, 6]
    assert curve.waiting[3] == pytest.approx(16 / 20)
    assert curve.median() == 19.0


def test_four_referrals_tell_nothing_and_none_are_none(opened):
    found = waiting(opened({"courses": courses(4)}), EVERYTHING)
    assert (found.is_suppressed, found.n) == (True, 0)
    assert waiting(opened({}), EVERYTHING).n == 0


def test_a_count_of_four_hides_the_other_two_that_would_give_it_away(opened):
    events = [event(i, "start", after(11)) for i in range(16)]
    found = waiting(opened({"courses": courses(20), "events": events}), EVERYTHING)
    assert (found.n, found.n_started, found.n_open, found.n_left) == (20, None, None, None)


def test_nobody_who_started_has_no_curve(opened):
    assert waiting(opened({"courses": courses(8)}), EVERYTHING).curve is None


def test_only_referrals_of_the_months_are_asked_about(twenty):
    assert waiting(twenty, Selection(first=date(2024, 2, 1))).n == 0
    assert waiting(twenty, Selection(last=date(2024, 1, 1))).n == 20


def form(number, wave, sent, answered=None):
    return {"course_id": f"c{number}", "wave": wave, "sent_on": sent, "answered_on": answered}


@pytest.fixture
def journey(opened):
    """30 received: 25 assessed, 20 started, 10 completed (5 dropped out, 5 go on), 5 answered, 5 were just asked."""
    events = [event(i, "needs_assessment", after(5)) for i in range(25)]
    events += [event(i, "declined", after(9)) for i in range(20, 25)]
    events += [event(i, "start", after(20)) for i in range(20)]
    events += [event(i, "end", after(110)) for i in range(10)]
    events += [event(i, "dropout", after(60)) for i in range(10, 15)]
    forms = [form(i, "end", after(110), after(112) if i < 5 else None) for i in range(10)]
    return opened({"courses": courses(30), "events": events, "questionnaires": forms}, as_of=after(120).isoformat())


def test_the_steps_count_who_got_there_and_who_still_can(journey):
    assert [(one.key, one.n, one.n_pending) for one in steps(journey, EVERYTHING)] == [
        ("received", 30, 0),
        ("assessed", 25, 5),
        ("started", 20, 5),
        ("completed", 10, 10),
        ("answered", 5, 15),
        ("followed", 0, 20),
    ]


def test_a_step_that_four_reached_is_not_told(opened):
    events = [event(i, "start", after(20)) for i in range(4)]
    found = {one.key: one for one in steps(opened({"courses": courses(30), "events": events}), EVERYTHING)}
    assert (found["started"].n, found["received"].n) == (None, 30)


def started_cohort(month, n, days_to_end, first):
    received = date(2024, month, 1)
    events = []
    for i in range(n):
        number = first + i
        events.append(event(number, "start", received))
        if i < len(days_to_end):
            events.append(event(number, "end", received + timedelta(days=days_to_end[i])))
    return [course(first + i, received) for i in range(n)], events


def test_a_cohort_tells_the_share_completed_within_each_month_it_has_been_followed(opened):
    rows, events = started_cohort(1, 10, [30, 31, 61, 62], 0)
    found = triangle(opened({"courses": rows, "events": events}, as_of="2024-04-10"), Selection(last=date(2024, 1, 1)))
    # One month is 30 days, two are 61, three are 91; on 10 April they have been followed for 100 days.
    assert [(one.n, one.percents[:4]) for one in found] == [(10, (10.0, 30.0, 40.0, None))]


def test_a_month_that_is_not_over_is_immature_from_the_start(opened):
    rows, events = started_cohort(4, 10, [], 0)
    found = triangle(opened({"courses": rows, "events": events}, as_of="2024-04-10"), Selection(first=date(2024, 4, 1)))
    assert found[0].percents == (None,) * 12


def test_four_courses_are_hidden_and_none_are_empty(opened):
    rows, events = started_cohort(2, 4, [30], 0)
    found = triangle(opened({"courses": rows, "events": events}), Selection(last=date(2024, 2, 1)))
    assert [(one.n, one.is_suppressed, set(one.percents)) for one in found] == [
        (0, False, {None}),
        (0, True, {None}),
    ]


def test_a_quarter_holds_its_three_months(opened):
    first, events = started_cohort(1, 6, [40] * 3, 0)
    second, more = started_cohort(3, 6, [40] * 3, 6)
    dataset = opened({"courses": first + second, "events": events + more})
    found = triangle(dataset, Selection(period=Period.QUARTER, last=date(2024, 3, 1)))
    assert [(one.n, one.percents[1]) for one in found] == [(12, 50.0)]


def test_the_share_over_cohorts_counts_only_those_followed_for_so_long(opened):
    first, events = started_cohort(1, 10, [20] * 4, 0)
    second, more = started_cohort(3, 20, [20] * 18, 10)
    dataset = opened({"courses": first + second, "events": events + more}, as_of="2024-04-20")
    cohorts = triangle(dataset, EVERYTHING)
    assert completed_within(cohorts, 1) == (pytest.approx(100 * 22 / 30), 30)
    assert completed_within(cohorts, 2) == (40.0, 10)
    assert completed_within(cohorts, 12) is None


def test_no_months_are_no_cohorts(opened):
    assert triangle(opened({}), Selection(first=date(2024, 6, 1), last=date(2024, 5, 1))) == ()
