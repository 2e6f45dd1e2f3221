"""Data quality over time, counted by hand on tiny tables: D05 fields, D06 lag, D07 dates, D08 sums."""

from datetime import date, timedelta

import pytest

from qi.analysis import analyse
from qi.selection import Selection
from tests.qi.folder import course, event

MARCH = date(2024, 3, 4)


def person(number, **more):
    return {
        "person_id": f"p{number}",
        "sex": "female",
        "age_group": "60-69",
        "education": "basic",
        "employment": "unknown",
        "origin": "unknown",
        "housing": "unknown",
        "valid_on": MARCH,
        **more,
    }


def share_in_march(data, key):
    """Return numerator and cases of March 2024; ten citizens, so that nothing is hidden."""
    table = analyse(data, key, Selection()).table
    return int(table.numerator[2]), int(table.n[2])


@pytest.mark.parametrize(
    ("key", "lacks"),
    [
        ("D05", {"source": "unknown"}),
        ("D05a", {"source": "unknown"}),
    ],
)
def test_a_referral_without_a_known_source_is_not_filled(opened, key, lacks):
    courses = [course(i, MARCH, **(lacks if i < 3 else {})) for i in range(10)]
    assert share_in_march(opened({"courses": courses, "background": [person(i) for i in range(10)]}), key) == (7, 10)


@pytest.mark.parametrize(
    ("key", "lacks"),
    [("D05b", {"sex": "unknown"}), ("D05b", {"age_group": "unknown"}), ("D05c", {"education": "unknown"})],
)
def test_a_citizen_of_whom_something_is_not_known_is_not_filled(opened, key, lacks):
    people = [person(i, **(lacks if i < 4 else {})) for i in range(10)]
    data = opened({"courses": [course(i, MARCH) for i in range(10)], "background": people})
    assert share_in_march(data, key) == (6, 10)
    assert share_in_march(data, "D05") == (6, 10)


def test_a_discharge_date_is_asked_of_rehabilitation_plans_only(opened):
    courses = [course(i, MARCH, law="140", discharged_on=MARCH if i < 5 else None) for i in range(6)]
    courses += [course(i, MARCH) for i in range(6, 10)]
    data = opened({"courses": courses, "background": [person(i) for i in range(10)]})
    assert share_in_march(data, "D05d") == (5, 6)
    assert share_in_march(data, "D05") == (9, 10)


def test_a_reason_is_asked_of_dropouts_only(opened):
    dropped = [event(i, "dropout", MARCH, reason_code="other_illness" if i < 2 else None) for i in range(6)]
    courses = [course(i, MARCH) for i in range(10)]
    data = opened({"courses": courses, "background": [person(i) for i in range(10)], "events": dropped})
    assert share_in_march(data, "D05e") == (2, 6)
    assert share_in_march(data, "D05") == (6, 10)


def test_the_lag_is_the_median_of_days_from_receipt_to_registration(opened):
    days = (0, 1, 1, 2, 3, 9, 30)
    courses = [course(i, MARCH, registered_on=MARCH + timedelta(days=lag)) for i, lag in enumerate(days)]
    courses += [course(i, MARCH) for i in range(7, 12)]
    table = analyse(opened({"courses": courses}), "D06", Selection()).table
    assert (float(table.value[2]), int(table.n[2])) == (2.0, 7)


def right_by_month(opened, *events_of):
    """Return how many of each month's ten courses are right, with the events of the first: ``(kind, day)`` each."""
    received = [date(2024, month, 4) for month in range(1, len(events_of) + 1)]
    courses = [course(10 * place + i, on) for place, on in enumerate(received) for i in range(10)]
    events = [event(10 * place, kind, on) for place, listed in enumerate(events_of) for kind, on in listed]
    table = analyse(opened({"courses": courses, "events": events}), "D07", Selection()).table
    return [int(n) for n in table.numerator[: len(events_of)]]


def test_nothing_happens_before_the_referral_or_after_the_last_day_of_the_data_but_an_offered_start(opened):
    assert right_by_month(
        opened,
        [("contact", date(2024, 1, 4))],
        [("contact", date(2024, 2, 3))],
        [("needs_assessment", date(2024, 3, 3))],
        [("start_offered", date(2025, 4, 8))],
        [("contact", date(2024, 12, 31))],
        [("contact", date(2025, 1, 1))],
    ) == [10, 9, 9, 10, 10, 9]


def test_a_course_does_not_end_before_it_starts(opened):
    same_day = [("start", date(2024, 1, 9)), ("end", date(2024, 1, 9))]
    day_before = [("start", date(2024, 2, 9)), ("end", date(2024, 2, 8))]
    assert right_by_month(opened, same_day, day_before) == [10, 9]


def test_a_referral_is_not_registered_before_it_came(opened):
    courses = [course(i, MARCH, registered_on=MARCH - timedelta(days=1 if i == 0 else 0)) for i in range(10)]
    data = opened({"courses": courses})
    assert share_in_march(data, "D07") == (9, 10)
    assert int(analyse(data, "D06", Selection()).table.n[2]) == 9


def sent(number, **more):
    return {"course_id": f"c{number}", "wave": "start", "sent_on": MARCH, **more}


def answers(number, n_who5):
    return [
        {
            "course_id": f"c{number}",
            "wave": "start",
            "instrument": "who5",
            "version": "1",
            "item": f"who5_{i}",
            "value": 3,
        }
        for i in range(1, n_who5 + 1)
    ]


def test_dates_of_answer_and_answers_must_agree_both_ways(opened):
    """Seven are right, one has a date and no answer, one answers and no date, one has not been returned."""
    forms = [sent(i, answered_on=MARCH if i < 8 else None) for i in range(10)]
    given = [row for i in (*range(7), 8) for row in answers(i, 5)]
    data = opened({"courses": [course(i, MARCH) for i in range(10)], "questionnaires": forms, "responses": given})
    assert share_in_march(data, "D08") == (7, 9)


def test_who5_is_whole_with_five_answers_of_those_who_began_it(opened):
    given = [row for i, n in enumerate((5, 5, 5, 5, 4, 1, 0)) for row in answers(i, n)]
    forms = [sent(i, answered_on=MARCH) for i in range(7)]
    data = opened({"courses": [course(i, MARCH) for i in range(7)], "questionnaires": forms, "responses": given})
    assert share_in_march(data, "D05f") == (4, 6)
