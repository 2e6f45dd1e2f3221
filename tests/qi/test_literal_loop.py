"""The compiled queries say what a plain loop over the raw rows says, on random courses with missing and late dates."""

from datetime import date, timedelta

import numpy as np
import pytest

from qi.calendar import WorkingDays, add_months
from qi.selection import Selection
from qi.sources import open_dataset
from tests.qi.folder import course, event, write_folder

AS_OF = date(2024, 12, 13)
FIRST = date(2024, 1, 1)
N = 400
PROGRAMMES = ("cancer", "diabetes")


def random_tables(rng):
    """Return courses received through 2024, and events and questionnaires that may be missing or lie after the end."""

    def after(day, low, high):
        return day + timedelta(days=int(rng.integers(low, high)))

    def happens(share):
        return rng.random() < share

    courses, events, forms = [], [], []
    for i in range(N):
        received = after(FIRST, 0, 365)
        courses.append(
            course(
                i,
                received,
                person_id=f"p{rng.integers(0, N // 2)}",
                municipality=str(rng.choice(["901", "902"])),
                programme=str(rng.choice(PROGRAMMES)),
                source=str(rng.choice(["A1", "A9", "A12", "unknown"])),
            )
        )
        start = after(received, 5, 40)
        end = after(start, 20, 120)
        for kind, share, day in (
            ("contact", 0.9, after(received, 0, 14)),
            ("needs_assessment", 0.8, after(received, 2, 30)),
            ("start", 0.8, start),
            ("end", 0.6, end),
        ):
            if happens(share):
                events.append(event(i, kind, day))
        for wave, share, day in (("start", 0.9, received), ("end", 0.8, end), ("followup", 0.5, add_months(end, 4))):
            if happens(share):
                answered = after(day, 0, 60) if happens(0.7) else None
                forms.append({"course_id": f"c{i}", "wave": wave, "sent_on": day, "answered_on": answered})
    return {"courses": courses, "events": events, "questionnaires": forms}


@pytest.fixture(scope="module")
def tables():
    return random_tables(np.random.default_rng(20240101))


@pytest.fixture(scope="module")
def dataset(tables, tmp_path_factory):
    folder = write_folder(tmp_path_factory.mktemp("literal"), tables, as_of=AS_OF.isoformat())
    return open_dataset(folder)


@pytest.fixture(scope="module")
def working():
    return WorkingDays(FIRST, date(2026, 1, 1))


def found(tables, kind):
    """Return the date of an event by course, of those that have happened."""
    return {
        e["course_id"]: e["occurred_on"] for e in tables["events"] if e["kind"] == kind and e["occurred_on"] <= AS_OF
    }


def limit_of(working, received, days):
    """Return the date of the k-th working day after the receipt."""
    return [day for day in working.days if day > received][days - 1]


def sums(dataset, key, selection=None):
    return dataset.cube.select(selection or Selection(), [key])[key][:, [0, 1, 4]]


def counted(rows):
    """Return n, hits and pending by month of 2024 from (date, is_settled, is_hit)."""
    table = np.zeros((12, 3), dtype=int)
    for day, is_settled, is_hit in rows:
        table[day.month - 1] += (is_settled, is_settled and is_hit, not is_settled)
    return table


@pytest.mark.parametrize(("key", "kind", "days"), [("P01", "contact", 5), ("P02", "needs_assessment", 10)])
def test_a_deadline_is_kept_as_a_plain_loop_says(dataset, tables, working, key, kind, days):
    happened = found(tables, kind)
    rows = []
    for c in tables["courses"]:
        if c["received_on"] <= AS_OF:
            limit = limit_of(working, c["received_on"], days)
            rows.append((c["received_on"], limit <= AS_OF, happened.get(c["course_id"], date.max) <= limit))
    np.testing.assert_array_equal(sums(dataset, key), counted(rows))


def test_a_filter_gives_what_a_plain_loop_over_its_courses_gives(dataset, tables, working):
    happened = found(tables, "contact")
    rows = []
    for c in tables["courses"]:
        if c["received_on"] <= AS_OF and c["municipality"] == "902" and c["source"] == "A12":
            limit = limit_of(working, c["received_on"], 5)
            rows.append((c["received_on"], limit <= AS_OF, happened.get(c["course_id"], date.max) <= limit))
    selection = Selection(municipality=("902",), source=("hospital",))
    np.testing.assert_array_equal(sums(dataset, "P01", selection), counted(rows))


def test_a_response_rate_is_what_a_plain_loop_says(dataset, tables):
    received = {c["course_id"]: c["received_on"] for c in tables["courses"]}
    rows = [
        (q["sent_on"], (AS_OF - q["sent_on"]).days >= 28, q["answered_on"] is not None and q["answered_on"] <= AS_OF)
        for q in tables["questionnaires"]
        if q["wave"] == "start" and q["sent_on"] <= AS_OF and received[q["course_id"]] <= AS_OF
    ]
    np.testing.assert_array_equal(sums(dataset, "D01"), counted(rows))


def test_the_follow_up_is_due_as_a_plain_loop_says(dataset, tables):
    ended = found(tables, "end")
    answers = {(q["course_id"], q["wave"]): q["answered_on"] for q in tables["questionnaires"]}
    rows = []
    for c in tables["courses"]:
        of_end = answers.get((c["course_id"], "end"))
        anchor = of_end if c["programme"] == "cancer" else ended.get(c["course_id"])
        if c["course_id"] in ended and anchor is not None:
            due = add_months(anchor, 3 if c["programme"] == "cancer" else 6)
            if due.year == 2024:
                answered = answers.get((c["course_id"], "followup"))
                rows.append((due, (AS_OF - due).days >= 28, answered is not None and answered <= AS_OF))
    np.testing.assert_array_equal(sums(dataset, "D03"), counted(rows))


def test_citizens_are_counted_once_a_month_and_once_a_quarter(dataset, tables):
    months = [set() for _ in range(12)]
    quarters = [set() for _ in range(4)]
    for c in tables["courses"]:
        if c["received_on"] <= AS_OF:
            months[c["received_on"].month - 1].add(c["person_id"])
            quarters[(c["received_on"].month - 1) // 3].add(c["person_id"])
    table = dataset.cube.select(Selection(), ["R01"])["R01"]
    assert table[:, 5].tolist() == [len(people) for people in months]
    assert table[:, 6].reshape(4, 3).sum(axis=1).tolist() == [len(people) for people in quarters]


def test_the_municipalities_add_up_to_the_whole(dataset):
    whole = sums(dataset, "P02")
    parts = sum(sums(dataset, "P02", Selection(municipality=(code,))) for code in ("901", "902"))
    np.testing.assert_array_equal(parts, whole)
