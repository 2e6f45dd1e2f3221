"""The canonical tables: what a data folder holds, column by column. Docs, validation and sample are made from this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from qi.cube import Cube
from qi.selection import Selection

WAVES = ("start", "end", "followup")
PROGRAMMES = ("cancer", "diabetes", "heart", "copd")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type (text, date, int, float), whether it may be empty, and its codes where they are closed."""

    name: str
    type: str
    optional: bool = False
    codes: tuple[str, ...] = ()


def _text(name: str, *codes: str, optional: bool = False) -> Column:
    return Column(name, "text", optional, codes)


def _date(name: str, *, optional: bool = False) -> Column:
    return Column(name, "date", optional)


SOURCES = (*(f"A{i}" for i in range(1, 16)), "unknown")
"""FSIII 'Henvendelse/henvisning fra'. Source: HL7 Denmark, kl-gateway-rehab 2.2.0 (domain dossier 2.7)."""

TABLES: dict[str, tuple[Column, ...]] = {
    "municipalities": (
        _text("municipality"),
        _text("name"),
        _text("cooperation", optional=True),
        Column("population", "int", optional=True),
        Column("expected_need", "int", optional=True),  # cancer courses a year expected, as in S1 table 3
    ),
    "programmes": (
        _text("programme", *PROGRAMMES),
        _text("name_da"),
        _text("name_en"),
        _text("followup_anchor", "end_answered", "course_end"),
        Column("followup_months", "int"),
    ),
    "units": (_text("unit"), _text("municipality"), _text("name")),
    "courses": (
        _text("course_id"),
        _text("person_id"),
        _text("municipality"),
        _text("unit"),
        _text("programme", *PROGRAMMES),
        _text("diagnosis_group", optional=True),
        _text("law", "119", "140"),
        _text("source", *SOURCES),
        _date("received_on"),
        _date("registered_on", optional=True),  # the day somebody entered the referral in the system
        _date("discharged_on", optional=True),  # paragraph 140 only
        _date("deferred_to", optional=True),  # later start stated in the plan; the 7-day clock starts there
        _text(
            "status_reason", "other_municipality", "free_choice", "sent_in_error", "free_choice_declined", optional=True
        ),
    ),
    # One row per event; a kind occurs at most once a course. status is 'finished' unless planned and not (yet) held.
    "events": (
        _text("course_id"),
        _text(
            "kind",
            "contact",  # home municipality reached the citizen
            "phone_contact",  # telefonmetoden
            "needs_assessment",
            "referral_on",  # to the cross-municipal offer
            "offer",
            "declined",
            "start_offered",  # paragraph 140: the first date offered
            "start",  # first attended activity
            "end",  # completed
            "dropout",
        ),
        _date("occurred_on"),
        _text("reason_code", optional=True),
    ),
    "sessions": (
        _text("course_id"),
        _date("planned_on"),
        _text("status", "attended", "cancelled", "noshow"),
        _text("delivery", "individual", "group", "digital", "phone"),
    ),
    "questionnaires": (
        _text("course_id"),
        _text("wave", *WAVES),
        _date("sent_on"),
        _date("answered_on", optional=True),
    ),
    "responses": (
        _text("course_id"),
        _text("wave", *WAVES),
        _text("instrument"),
        _text("version"),
        _text("item"),
        Column("value", "int", optional=True),  # the response code; the labels belong to the instrument record
    ),
    "measurements": (
        _text("course_id"),
        _text("wave", *WAVES),
        _text("kind", "hba1c"),
        Column("value", "float"),
        _text("unit", "mmol/mol"),
        _date("taken_on"),
    ),
    "needs": (
        _text("course_id"),
        _date("assessed_on"),
        _text("need"),
        Column("present", "int"),  # 0 or 1: one row per assessed item, so the denominator is known
    ),
    "adverse_events": (
        _text("event_id"),
        _text("municipality"),
        _text("programme", *PROGRAMMES),
        _date("occurred_on"),
        _text("kind"),
    ),
    "background": (
        _text("person_id"),
        _text("sex", "female", "male", "unknown"),
        _text("age_group", "18-39", "40-49", "50-59", "60-69", "70-79", "80+", "unknown"),
        _text("education", "basic", "vocational", "short", "medium", "long", "unknown"),
        _text("employment", "employed", "unemployed", "sick_leave", "retired", "other", "unknown"),
        _text("origin", "danish", "western", "non_western", "unknown"),
        _text("housing", "alone", "with_others", "unknown"),
        _date("valid_on"),
    ),
    "offers": (
        _text("offer_id"),
        _text("name"),
        _text("alias_of", optional=True),
        _date("valid_from"),
        _date("valid_to", optional=True),
        _text("system"),
    ),
    # What happened outside the numbers; drawn on every chart in scope. Empty scope = all.
    "changes": (
        _text("change_id"),
        _date("starts_on"),
        _date("ends_on", optional=True),
        _text("kind", "definition", "system", "offer", "staff", "pdsa", "external"),
        _text("municipality", optional=True),
        _text("programme", optional=True),
        _text("indicators", optional=True),  # comma-separated keys
        _text("title_da"),
        _text("title_en"),
    ),
}
"""Beside the tables lies ``dataset.json``: title_da, title_en, synthetic (bool), as_of (ISO date: data are complete up
to and including it), extracted_at (ISO time), first_month (ISO date)."""

UNFILLED = "unfilled"
"""The version of the data of a folder that nothing has been imported to yet."""

PAIRED_MEASURES = {"srh": 1.0, "who5": 1.0, "tils": 1.0, "activity": 1.0, "fitness": 1.0, "hba1c": 0.1}
"""What is measured at start, end and follow-up, with the factor from the whole numbers of the facts to the unit."""

ANSWER_DAYS = 28
"""The reminder window: until then an unanswered questionnaire is pending."""

SOURCE_GROUPS = ("hospital", "gp", "self", "internal", "other", "unknown")
"""The referral sources a selection may name: FSIII codes A11-A14, A9, A1-A2, A3-A7, the rest, and not stated."""


class DatasetError(Exception):
    """The folder cannot be used: says in one sentence which file and column, and what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme, and when its follow-up is due: ``followup_months`` after its anchor (end_answered or course_end)."""

    code: str
    name_da: str
    name_en: str
    followup_anchor: str
    followup_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of a municipality."""

    code: str
    municipality: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened outside the numbers; None or an empty tuple of indicators is everywhere."""

    code: str
    starts_on: date
    ends_on: date | None
    kind: str
    municipality: str | None
    programme: str | None
    indicators: tuple[str, ...]
    title_da: str
    title_en: str

    def title(self, lang: str) -> str:
        """Return what happened in ``lang``."""
        return self.title_da if lang == "da" else self.title_en


@dataclass(frozen=True, slots=True, eq=False)
class AdverseEvents:
    """The adverse events in order of date: day numbers, municipality and programme codes, each of shape (events,)."""

    days: NDArray[np.int64]
    municipality: NDArray[np.str_]
    programme: NDArray[np.str_]

    def chosen(self, selection: Selection) -> NDArray[np.int64]:
        """Return the day numbers in the selected municipalities and programmes (an event has no other dimension)."""
        keep = np.ones(len(self.days), dtype=bool)
        if selection.municipality:
            keep &= np.isin(self.municipality, selection.municipality)
        if selection.programme:
            keep &= np.isin(self.programme, selection.programme)
        kept: NDArray[np.int64] = self.days[keep]
        return kept


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """The started courses behind paired change and attrition; one entry per course.

    ``scores[measure]`` has shape (courses, 3): start, end, follow-up; NaN where there is no value.
    ``start_month``: month number of the start.
    """

    profile: NDArray[np.int64]
    start_month: NDArray[np.int64]
    scores: Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Journeys:
    """Every course from received to closed; one entry per course, in the order of ``Courses`` where it has started.

    Days count from the day it was received: ``start_days``, ``end_days`` (completed) and ``left_days`` (declined or
    dropped out) are NaN where it has not happened, ``observed_days`` is how long the course has been known.
    ``forms`` has shape (courses, 3): 1 answered, 0 not answered, NaN not sent; ``form_days`` the days since it was
    sent; ``followup_due_days`` the days since the follow-up fell due, NaN where it never has. ``start_month`` is -1
    where nothing has started.
    """

    profile: NDArray[np.int64]
    received_month: NDArray[np.int64]
    start_month: NDArray[np.int64]
    observed_days: NDArray[np.int64]
    is_assessed: NDArray[np.bool_]
    start_days: NDArray[np.float64]
    end_days: NDArray[np.float64]
    left_days: NDArray[np.float64]
    forms: NDArray[np.float64]
    form_days: NDArray[np.float64]
    followup_due_days: NDArray[np.float64]

    def started(self) -> StartedCourses:
        """Return what is known of the started courses, in the order of ``Courses``."""
        is_started = np.isfinite(self.start_days)
        is_ended = np.isfinite(self.end_days[is_started])
        is_over = self.followup_due_days[is_started] >= ANSWER_DAYS
        return StartedCourses(
            is_open=~is_ended & np.isnan(self.left_days[is_started]), is_ended=is_ended, is_followup_over=is_over
        )


@dataclass(frozen=True, slots=True, eq=False)
class StartedCourses:
    """Which started courses are still open, which are completed, and for which the time to follow up has passed."""

    is_open: NDArray[np.bool_]
    is_ended: NDArray[np.bool_]
    is_followup_over: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """The reasons registered for one kind of event: code ("" where none is stated), profile and month number."""

    code: NDArray[np.str_]
    profile: NDArray[np.int64]
    month: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Dataset:
    """The validated data of one folder, reduced once to whole-number sums; nothing is read from disk afterwards.

    ``version`` is a hash of the content. Data are complete up to and including ``as_of``. ``codes`` are the values
    that occur in each dimension.
    """

    version: str
    title_da: str
    title_en: str
    is_synthetic: bool
    as_of: date
    extracted_at: datetime
    first_month: date
    municipalities: Mapping[str, str]
    expected_need: Mapping[str, int]
    population: Mapping[str, int]
    units: tuple[Unit, ...]
    programmes: tuple[Programme, ...]
    changes: tuple[Change, ...]
    codes: Mapping[str, tuple[str, ...]]
    cube: Cube
    adverse_events: AdverseEvents
    courses: Courses
    journeys: Journeys
    reasons: Mapping[str, Reasons]
