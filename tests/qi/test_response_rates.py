"""Response rates: what is due, whom the end wave counts, and the follow-up of each programme."""

from datetime import date

from qi.analysis import analyse
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.subgroups import Status
from tests.qi.folder import course, event

EVERYTHING = Selection()


def sent(number, wave, on, answered=None):
    return {"course_id": f"c{number}", "wave": wave, "sent_on": on, "answered_on": answered}


def month(dataset, key, start, selection=EVERYTHING):
    table = analyse(dataset, key, selection).table
    i = table.starts.index(start)
    return int(table.n[i]), int(table.numerator[i]), int(table.pending[i]), table.status[i]


def completed(number, end, **more):
    """Return course and events of one that started in January and ended on ``end``."""
    events = [event(number, "start", date(2024, 1, 8)), event(number, "end", end)]
    return course(number, date(2024, 1, 2), **more), events


def test_an_unanswered_questionnaire_is_pending_for_28_days(opened):
    courses = [course(i, date(2024, 11, 1)) for i in range(8)]
    forms = [sent(i, "start", date(2024, 11, 1), date(2024, 11, 5)) for i in range(5)]
    forms += [
        sent(5, "start", date(2024, 11, 1)),
        sent(6, "start", date(2024, 11, 20)),
        sent(7, "start", date(2024, 11, 20)),
    ]
    dataset = opened({"courses": courses, "questionnaires": forms}, as_of="2024-11-30")
    assert month(dataset, "D01", date(2024, 11, 1)) == (6, 5, 2, Status.IMMATURE)


def test_the_end_wave_counts_only_courses_that_have_ended(opened):
    rows = [completed(i, date(2024, 5, 2)) for i in range(6)]
    still_open = [course(i, date(2024, 1, 2)) for i in (6, 7)]
    forms = [sent(i, "end", date(2024, 5, 3), date(2024, 5, 9)) for i in (0, 1, 2, 3, 6, 7)]
    forms += [sent(i, "end", date(2024, 5, 3)) for i in (4, 5)]
    dataset = opened(
        {
            "courses": [row for row, _ in rows] + still_open,
            "events": [e for _, events in rows for e in events],
            "questionnaires": forms,
        }
    )
    assert month(dataset, "D02", date(2024, 5, 1)) == (6, 4, 0, Status.COUNTED)


def test_the_end_wave_carries_the_caveat_of_the_source_word_for_word():
    assert INDICATORS["D02"].caveat_da == "Ikke sammenlign antal med start, da flere stadig er i forløb."


def test_follow_up_is_due_three_months_after_the_answer_in_cancer_and_six_after_the_end_in_diabetes(opened):
    cancer = [completed(i, date(2024, 2, 1)) for i in range(5)]
    diabetes = [completed(i, date(2024, 2, 1), programme="diabetes") for i in range(5, 10)]
    forms = [sent(i, "end", date(2024, 2, 5), date(2024, 2, 20)) for i in range(10)]
    forms += [sent(i, "followup", date(2024, 5, 20), date(2024, 5, 25)) for i in range(3)]
    dataset = opened(
        {
            "courses": [row for row, _ in cancer + diabetes],
            "events": [e for _, events in cancer + diabetes for e in events],
            "questionnaires": forms,
        }
    )
    assert month(dataset, "D03", date(2024, 5, 1)) == (5, 3, 0, Status.COUNTED)
    assert month(dataset, "D03", date(2024, 8, 1)) == (5, 0, 0, Status.COUNTED)


def test_a_complete_pair_needs_an_answer_at_both_start_and_end(opened):
    rows = [completed(i, date(2024, 5, 2)) for i in range(6)]
    forms = [sent(i, "start", date(2024, 1, 5), date(2024, 1, 9)) for i in range(5)]
    forms += [sent(i, "end", date(2024, 5, 3), date(2024, 5, 9)) for i in range(1, 6)]
    dataset = opened(
        {
            "courses": [row for row, _ in rows],
            "events": [e for _, events in rows for e in events],
            "questionnaires": forms,
        }
    )
    assert month(dataset, "D04", date(2024, 5, 1)) == (6, 4, 0, Status.COUNTED)


def answers(number, wave, instrument, values):
    return [
        {
            "course_id": f"c{number}",
            "wave": wave,
            "instrument": instrument,
            "version": "1",
            "item": f"{instrument}_{i}",
            "value": value,
        }
        for i, value in enumerate(values, start=1)
    ]


def test_a_who5_score_needs_all_five_answers(opened):
    rows = [completed(i, date(2024, 5, 2)) for i in range(6)]
    forms = [sent(i, "end", date(2024, 5, 3), date(2024, 5, 9)) for i in range(6)]
    given = [answers(i, "end", "who5", (3, 3, 3, 3, 3)) for i in range(5)] + [
        answers(5, "end", "who5", (0, 0, 0, 0, None))
    ]
    table = analyse(
        opened(
            {
                "courses": [row for row, _ in rows],
                "events": [e for _, events in rows for e in events],
                "questionnaires": forms,
                "responses": [one for some in given for one in some],
            }
        ),
        "O03",
        EVERYTHING,
    ).table
    may = table.starts.index(date(2024, 5, 1))
    assert (int(table.n[may]), table.value[may]) == (5, 60.0)
