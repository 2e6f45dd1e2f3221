"""The canonical tables: what a data folder holds, column by column. Docs, validation and sample are made from this."""

from __future__ import annotations

from dataclasses import dataclass

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


SOURCES = tuple(f"A{i}" for i in range(1, 16)) + ("unknown",)
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
"""Beside the tables lies ``dataset.json``: title_da, title_en, synthetic (bool), as_of (ISO date: data are complete up to
and including it), extracted_at (ISO time), first_month (ISO date)."""
