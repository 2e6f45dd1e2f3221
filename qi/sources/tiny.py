"""Tiny made-up tables that hold what engines disagree about, to compare an engine with DuckDB before it is used.

Missing values, rows that match nothing, two rows where one is usual, ties, halves to be rounded, the first and last day
of months, what happens after the day the data are complete to, and text whose order depends on language.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from qi.dataset import PROGRAMMES, SOURCES, TABLES, WAVES
from qi.sources.description import Description

Rows = list[dict[str, Any]]

DESCRIPTION = Description(
    title_da="Små tabeller",
    title_en="Tiny tables",
    is_synthetic=True,
    as_of=date(2024, 12, 13),
    extracted_at=datetime(2024, 12, 14, 6),
    first_month=date(2024, 1, 1),
)

N_COURSES = 120
_RECEIVED = (
    *(date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 1), date(2024, 5, 17)),
    *(
        date(2024, 6, 30),
        date(2024, 7, 1),
        date(2024, 9, 28),
        date(2024, 11, 29),
        date(2024, 12, 13),
        date(2024, 12, 20),
    ),
)
_UNITS = ("Ålykke", "aa", "u-2", "u10", "U1", "Øst")
_STATUS = (None, "free_choice", None, "sent_in_error", None, "other_municipality", None, "free_choice_declined")
_EVENTS = {
    "phone_contact": (2, 5),
    "contact": (1, 7),
    "needs_assessment": (9, 4),
    "referral_on": (12, 9),
    "offer": (14, 3),
    "declined": (15, 11),
    "start_offered": (6, 2),
    "start": (18, 2),
    "end": (80, 3),
    "dropout": (60, 7),
}
"""The days from the receipt to an event, and one course in how many lacks it."""

_ITEMS = {
    "srh": ("q1",),
    "who5": ("w1", "w2", "w3", "w4", "w5"),
    "tils": ("t1", "t2", "t3"),
    "activity": ("a1",),
    "fitness": ("f1",),
    "benefit": ("e01", "e02", "e03"),
}
_CODES = {"srh": (1, 5), "who5": (0, 5), "tils": (1, 3), "activity": (1, 6), "fitness": (1, 5), "benefit": (1, 4)}
"""The lowest and the highest answer."""


def tiny_tables() -> dict[str, Rows]:
    """Return the rows of every canonical table."""
    courses = [_course(i) for i in range(N_COURSES)]
    forms = [form for i, course in enumerate(courses) for form in _forms(i, course)]
    return {
        **{table: [] for table in TABLES},
        "municipalities": [
            _municipality("901", population=50_000, expected_need=128),
            _municipality("902", population=None, expected_need=None),
        ],
        "programmes": [_programme(i, code) for i, code in enumerate(PROGRAMMES)],
        "units": [{"unit": unit, "municipality": ("901", "902")[i % 2], "name": unit} for i, unit in enumerate(_UNITS)],
        "courses": courses,
        "events": [event for i, course in enumerate(courses) for event in _events(i, course)],
        "sessions": [session for i, course in enumerate(courses) for session in _sessions(i, course)],
        "questionnaires": forms,
        "responses": [answer for i, form in enumerate(forms) for answer in _answers(i, form)],
        "measurements": [taken for i, course in enumerate(courses) for taken in _measurements(i, course)],
        "needs": [need for i, course in enumerate(courses) for need in _needs(i, course)],
        "adverse_events": [_adverse_event(i) for i in range(9)],
        "background": [known for i in range(0, N_COURSES, 2) for known in _background(i)],
        "changes": [_change()],
    }


def _municipality(code: str, *, population: int | None, expected_need: int | None) -> dict[str, Any]:
    return {
        "municipality": code,
        "name": f"Kommune {code}",
        "cooperation": None,
        "population": population,
        "expected_need": expected_need,
    }


def _course(i: int) -> dict[str, Any]:
    received = _RECEIVED[i % len(_RECEIVED)]
    unit = (i * 5 + i // 12) % len(_UNITS)
    return {
        "course_id": f"c{i}",
        "person_id": f"p{i if i % 3 else i % 24}",  # some citizens come back, in the same month and in others
        "municipality": ("901", "902")[unit % 2],
        "unit": _UNITS[unit],
        "programme": PROGRAMMES[i // 3 % len(PROGRAMMES)],
        "diagnosis_group": None,
        "law": ("119", "140")[i % 5 == 0],
        "source": SOURCES[i * 7 % len(SOURCES)],
        "received_on": received,
        "registered_on": received + timedelta(days=i % 9 - 1) if i % 7 else None,
        "discharged_on": received - timedelta(days=i % 4) if i % 5 == 0 and i % 15 else None,
        "deferred_to": received + timedelta(days=30) if i % 20 == 0 else None,
        "status_reason": _STATUS[i % len(_STATUS)],
    }


def _events(i: int, course: dict[str, Any]) -> Rows:
    return [
        {
            "course_id": course["course_id"],
            "kind": kind,
            "occurred_on": course["received_on"] + timedelta(days=(days + i * 3) % (days + 8)),
            "reason_code": (None, "time", "")[i // 3 % 3] if kind in ("declined", "dropout") else None,
        }
        for kind, (days, missing) in _EVENTS.items()
        if i % missing
    ]


def _sessions(i: int, course: dict[str, Any]) -> Rows:
    return [
        {
            "course_id": course["course_id"],
            "planned_on": course["received_on"] + timedelta(days=20 + 4 * number),
            "status": ("attended", "attended", "noshow", "cancelled")[(i + number) % 4],
            "delivery": "group",
        }
        for number in range(i % 4)
    ]


def _forms(i: int, course: dict[str, Any]) -> Rows:
    return [
        {
            "course_id": course["course_id"],
            "wave": wave,
            "sent_on": course["received_on"] + timedelta(days=5 + 70 * number),
            "answered_on": course["received_on"] + timedelta(days=5 + 71 * number + i % 40) if i % 4 else None,
        }
        for number, wave in enumerate(WAVES)
        if (i + number) % 6
    ]


def _answers(i: int, form: dict[str, Any]) -> Rows:
    """Return the answers to a questionnaire: some without a value, some missing, some to one that is unanswered."""
    return [
        {
            "course_id": form["course_id"],
            "wave": form["wave"],
            "instrument": instrument,
            "version": "1",
            "item": item,
            "value": None if (i + number) % 13 == 0 else _answer(i, number, *_CODES[instrument]),
        }
        for instrument, items in _ITEMS.items()
        for number, item in enumerate(items)
        if (i * 2 + number) % 11
    ]


def _answer(i: int, number: int, lowest: int, highest: int) -> int:
    return lowest + (i * 7 + i // 4 + number * (i % 5)) % (highest - lowest + 1)


def _measurements(i: int, course: dict[str, Any]) -> Rows:
    if course["programme"] != "diabetes":
        return []
    return [
        {
            "course_id": course["course_id"],
            "wave": wave,
            "kind": "hba1c",
            "value": 52.95 if i % 4 == 0 else 48.25 + i % 9 + 0.5 * again,
            "unit": "mmol/mol",
            "taken_on": course["received_on"] + timedelta(days=5 + 80 * number + 3 * again),
        }
        for number, wave in enumerate(WAVES)
        for again in range(1 + (i % 7 == 0))
    ]


def _needs(i: int, course: dict[str, Any]) -> Rows:
    from qi.indicators.needs import FAMILY

    asked = dict.fromkeys(str(c.operand) for one in FAMILY if one.spec for c in one.spec.among if c.column == "need")
    return [
        {
            "course_id": course["course_id"],
            "assessed_on": course["received_on"] + timedelta(days=9 + 15 * again),
            "need": need,
            "present": (i + number) % 2,
        }
        for number, need in enumerate(asked)
        for again in range(1 + (i % 8 == 0))
        if (i + number) % 3
    ]


def _background(i: int) -> Rows:
    """Return what is known of a citizen: before the course and after it, on the same day as it, or nothing."""
    return [
        {
            "person_id": f"p{i}",
            "sex": ("female", "male", "unknown")[(i + number) % 3],
            "age_group": ("18-39", "60-69", "80+")[i % 3],
            "education": ("basic", "unknown")[number % 2],
            "employment": ("employed", "retired", "unknown")[i % 3],
            "origin": "unknown",
            "housing": ("alone", "unknown")[i % 2],
            "valid_on": valid_on,
        }
        for number, valid_on in enumerate((date(2023, 6, 1), _RECEIVED[i % len(_RECEIVED)], date(2024, 12, 1)))
        if (i // 2 + number) % 4
    ]


def _adverse_event(i: int) -> dict[str, Any]:
    return {
        "event_id": f"e{i}",
        "municipality": ("901", "902")[i % 2],
        "programme": PROGRAMMES[i % 3],
        "occurred_on": date(2024, 11, 30) + timedelta(days=i // 2 * 6),
        "kind": "fall",
    }


def _programme(i: int, code: str) -> dict[str, Any]:
    anchor = ("end_answered", "course_end")[i % 2]
    return {
        "programme": code,
        "name_da": code,
        "name_en": code,
        "followup_anchor": anchor,
        "followup_months": (1, 3)[i % 2],
    }


def _change() -> dict[str, Any]:
    return {
        "change_id": "x1",
        "starts_on": date(2024, 6, 1),
        "ends_on": None,
        "kind": "system",
        "municipality": None,
        "programme": "",
        "indicators": "P01, P02",
        "title_da": "Nyt system",
        "title_en": "New system",
    }
