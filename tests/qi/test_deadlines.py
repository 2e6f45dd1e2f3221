"""Deadlines: open cases past the limit are breaches, cases not yet due are pending and leave the denominator."""

from datetime import date

from qi.analysis import analyse
from qi.selection import Selection
from qi.subgroups import Status
from tests.qi.folder import course, event

EVERYTHING = Selection()


def month(dataset, key, start):
    """Return (n, numerator, pending, status) of the month."""
    table = analyse(dataset, key, EVERYTHING).table
    i = table.starts.index(start)
    return int(table.n[i]), int(table.numerator[i]), int(table.pending[i]), table.status[i]


def test_an_open_case_past_the_limit_is_a_breach(opened):
    # Ten received on 4 March; eight contacted on the 5th working day (11 March), one on the 6th, one never.
    courses = [course(i, date(2024, 3, 4)) for i in range(10)]
    events = [event(i, "contact", date(2024, 3, 11)) for i in range(8)] + [event(8, "contact", date(2024, 3, 12))]
    dataset = opened({"courses": courses, "events": events})
    assert month(dataset, "P01", date(2024, 3, 1)) == (10, 8, 0, Status.COUNTED)


def test_a_case_not_yet_due_is_pending_and_leaves_the_denominator(opened):
    # Complete to 9 December: 6 received 2 December are due that day (5 working days), 4 received 3 December are not,
    # although one of them is contacted already.
    courses = [course(i, date(2024, 12, 2)) for i in range(6)] + [course(i, date(2024, 12, 3)) for i in range(6, 10)]
    events = [event(i, "contact", date(2024, 12, 4)) for i in (0, 1, 2, 6)]
    dataset = opened({"courses": courses, "events": events}, as_of="2024-12-09")
    assert month(dataset, "P01", date(2024, 12, 1)) == (6, 3, 4, Status.PARTIAL)


def test_a_month_that_is_over_with_a_pending_case_is_immature(opened):
    courses = [course(i, date(2024, 11, 4)) for i in range(9)] + [course(9, date(2024, 11, 29))]
    reached = [event(0, "contact", date(2024, 11, 5))]
    dataset = opened({"courses": courses, "events": reached}, as_of="2024-11-30")
    assert month(dataset, "P01", date(2024, 11, 1)) == (9, 1, 1, Status.IMMATURE)


def test_where_no_contact_is_registered_at_all_nothing_is_said_of_it_rather_than_0_percent(opened):
    dataset = opened({"courses": [course(i, date(2024, 3, 4)) for i in range(9)]})
    assert month(dataset, "P01", date(2024, 3, 1)) == (0, 0, 0, Status.EMPTY)


def test_the_needs_assessment_is_timely_on_the_tenth_working_day_and_late_on_the_eleventh(opened):
    courses = [course(i, date(2024, 3, 4)) for i in range(6)]
    events = [event(i, "needs_assessment", date(2024, 3, 18)) for i in range(4)]
    events += [event(4, "needs_assessment", date(2024, 3, 19))]
    dataset = opened({"courses": courses, "events": events})
    assert month(dataset, "P02", date(2024, 3, 1)) == (6, 4, 0, Status.COUNTED)


def test_the_seven_day_clock_starts_at_a_deferred_date_and_leaves_out_free_choice(opened):
    law = {"law": "140", "discharged_on": date(2024, 3, 1)}
    courses = [course(i, date(2024, 3, 2), **law) for i in range(6)]
    courses += [course(6, date(2024, 3, 2), **law, deferred_to=date(2024, 4, 10))]
    courses += [course(7, date(2024, 3, 2), **law, status_reason="free_choice")]
    courses += [course(8, date(2024, 3, 2), **law, status_reason="free_choice_declined")]
    events = [event(i, "start_offered", date(2024, 3, 8)) for i in range(5)]
    events += [event(5, "start_offered", date(2024, 3, 9)), event(6, "start_offered", date(2024, 4, 17))]
    table = analyse(opened({"courses": courses, "events": events}), "P10", EVERYTHING).table
    march = table.starts.index(date(2024, 3, 1))
    # Seven clocks in March (six plus the one who declined the free choice): five kept, one a day late, one never.
    assert (int(table.n[march]), int(table.numerator[march])) == (7, 5)
    assert table.status[march + 1] is Status.SUPPRESSED  # the deferred one stands alone in April


def test_the_median_wait_counts_open_cases_as_longest(opened):
    courses = [course(i, date(2024, 3, 4)) for i in range(7)]
    # Waits of 2, 4, 6 and 8 working days; three still wait. The middle of seven is the fourth: 8.
    events = [event(i, "needs_assessment", date(2024, 3, day)) for i, day in enumerate((6, 8, 12, 14))]
    table = analyse(opened({"courses": courses, "events": events}), "P09", EVERYTHING).table
    assert table.value[table.starts.index(date(2024, 3, 1))] == 8


def test_a_median_that_falls_on_an_open_case_is_not_reached(opened):
    courses = [course(i, date(2024, 3, 4)) for i in range(7)]
    events = [event(i, "needs_assessment", date(2024, 3, 6)) for i in range(3)]
    table = analyse(opened({"courses": courses, "events": events}), "P09", EVERYTHING).table
    march = table.starts.index(date(2024, 3, 1))
    assert table.value[march] != table.value[march]
    assert table.status[march] is Status.IMMATURE
