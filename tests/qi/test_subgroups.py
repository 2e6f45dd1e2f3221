"""What a period may be used for: over, mature, empty, small; months and quarters."""

from datetime import date

import numpy as np

from qi.analysis import analyse
from qi.cube import SUMS
from qi.selection import Period, Selection
from qi.subgroups import Status
from qi.verdict import Verdict
from tests.qi.folder import course, event

EVERYTHING = Selection()


def received(days, **more):
    return [course(i, day, **more) for i, day in enumerate(days)]


def test_a_month_without_cases_stays_on_the_axis_without_a_point(opened):
    # Six referrals in every month but July.
    days = [date(2024, month, 3) for month in range(1, 13) if month != 7 for _ in range(6)]
    reached = [event(0, "contact", date(2024, 1, 4))]
    analysis = analyse(opened({"courses": received(days), "events": reached}), "P01", EVERYTHING)
    assert len(analysis.table.starts) == 12
    assert analysis.table.status[6] is Status.EMPTY
    assert np.isnan(analysis.table.value[6])
    assert analysis.facts.empty_period == date(2024, 7, 1)


def test_a_count_of_nobody_is_zero_and_not_empty(opened):
    days = [date(2024, month, 3) for month in range(1, 13) if month != 7 for _ in range(6)]
    table = analyse(opened({"courses": received(days)}), "R01", EVERYTHING).table
    assert (table.value[6], table.status[6]) == (0.0, Status.COUNTED)


def test_the_running_month_is_partial_and_kept_out_of_the_verdict(opened):
    days = [date(2024, month, 3) for month in range(1, 13) for _ in range(month % 3 + 6)]
    analysis = analyse(opened({"courses": received(days)}, as_of="2024-12-28"), "R01", EVERYTHING)
    assert analysis.table.status[-1] is Status.PARTIAL
    assert analysis.facts.n_points == 11
    assert analysis.facts.verdict is Verdict.FEW
    assert analysis.facts.partial_period == date(2024, 12, 1)
    assert analysis.latest == 10


def test_one_to_four_citizens_are_suppressed_before_anyone_sees_them(opened):
    days = [date(2024, 3, 4)] * 4 + [date(2024, 4, 4)] * 5
    reached = [event(0, "contact", date(2024, 3, 5))]
    table = analyse(opened({"courses": received(days), "events": reached}), "P01", EVERYTHING).table
    assert table.status[2] is Status.SUPPRESSED
    assert (int(table.n[2]), int(table.numerator[2]), int(table.pending[2])) == (0, 0, 0)
    assert np.isnan(table.value[2])
    assert table.status[3] is Status.COUNTED


def test_ten_cases_of_four_citizens_are_suppressed(opened):
    courses = [course(i, date(2024, 3, 4), person_id=f"p{i % 4}") for i in range(10)]
    assert analyse(opened({"courses": courses}), "R01", EVERYTHING).table.status[2] is Status.SUPPRESSED


def test_a_citizen_with_sessions_in_each_month_is_one_citizen_of_the_quarter(opened):
    courses = received([date(2024, 1, 2)] * 2)
    sessions = [
        {"course_id": f"c{i}", "planned_on": date(2024, month, day), "status": "attended", "delivery": "group"}
        for i in range(2)
        for month in (4, 5, 6)
        for day in (2, 9, 16)
    ]
    dataset = opened({"courses": courses, "sessions": sessions})
    table = analyse(dataset, "P11", Selection(period=Period.QUARTER)).table
    assert table.status[1] is Status.SUPPRESSED


def test_two_courses_91_days_apart_are_one_citizen_of_their_quarter(opened):
    # Five courses of four citizens: 1 July and 30 September are the two days of a quarter that lie furthest apart.
    days = [date(2024, 7, 1), date(2024, 9, 30), date(2024, 7, 2), date(2024, 7, 3), date(2024, 7, 4)]
    courses = [course(i, day, person_id=f"p{max(i, 1)}") for i, day in enumerate(days)]
    cube = opened({"courses": courses}).cube
    july, september = cube.select(EVERYTHING, ["R01"])["R01"][[6, 8]]
    assert july[SUMS.index("citizens")] + september[SUMS.index("citizens")] == 5
    assert july[SUMS.index("citizens_quarter")] + september[SUMS.index("citizens_quarter")] == 4


def test_the_sums_of_an_indicator_are_seen_where_they_lie(opened):
    cube = opened({"courses": received([date(2024, 3, 4), date(2024, 4, 4)])}).cube
    assert cube.of("R01").nnz > 0
    assert np.shares_memory(cube.of("R01").data, cube.stored.data)
    assert (cube.of("R01") != cube.stored[: cube.n_months * len(SUMS)]).nnz == 0


def test_a_quarter_adds_its_three_months(opened):
    days = [date(2024, month, 3) for month in (4, 5, 6) for _ in range(month)]
    table = analyse(opened({"courses": received(days)}), "R01", Selection(period=Period.QUARTER)).table
    assert table.starts == (date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1))
    assert table.value.tolist() == [0.0, 15.0, 0.0, 0.0]


def test_a_span_takes_only_its_months(opened):
    selection = Selection(first=date(2024, 3, 1), last=date(2024, 5, 1))
    table = analyse(opened({"courses": received([date(2024, 3, 3)] * 6)}), "R01", selection).table
    assert table.starts == (date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1))
    assert table.value.tolist() == [6.0, 0.0, 0.0]


def cohort(started, n_closed, n):
    """Return ``n`` courses started on ``started``, the first ``n_closed`` of them completed a month later."""
    courses = received([started] * n)
    events = [event(i, "start", started) for i in range(n)]
    closed = started.replace(month=started.month + 1)
    return {"courses": courses, "events": events + [event(i, "end", closed) for i in range(n_closed)]}


def test_a_start_cohort_is_mature_when_95_percent_are_closed(opened):
    table = analyse(opened(cohort(date(2024, 6, 3), 19, 20)), "P13", EVERYTHING).table
    assert (table.status[5], table.value[5], int(table.pending[5])) == (Status.COUNTED, 95.0, 1)


def test_a_start_cohort_with_ten_percent_open_is_immature(opened):
    table = analyse(opened(cohort(date(2024, 6, 3), 18, 20)), "P13", EVERYTHING).table
    assert table.status[5] is Status.IMMATURE


def test_a_start_cohort_is_mature_after_twelve_months_whatever_is_open(opened):
    tables = cohort(date(2024, 1, 3), 10, 20)
    table = analyse(opened(tables, as_of="2025-02-28"), "P13", EVERYTHING).table
    assert (table.status[0], table.value[0]) == (Status.COUNTED, 50.0)


def test_a_filter_counts_only_its_own_citizens(opened):
    courses = received([date(2024, 3, 4)] * 6)
    courses += [course(i, date(2024, 3, 4), municipality="902", unit="u2") for i in range(6, 14)]
    background = [
        {
            "person_id": f"p{i}",
            "sex": "female" if i % 2 else "male",
            "age_group": "60-69",
            "education": "basic",
            "employment": "retired",
            "origin": "danish",
            "housing": "alone",
            "valid_on": date(2024, 1, 1),
        }
        for i in range(14)
    ]
    dataset = opened({"courses": courses, "background": background})
    assert analyse(dataset, "R01", Selection(municipality=("901",))).table.value[2] == 6
    assert analyse(dataset, "R01", Selection(sex=("female",))).table.value[2] == 7
    assert analyse(dataset, "R01", Selection(municipality=("901", "902"))).table.value[2] == 14
