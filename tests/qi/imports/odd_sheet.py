"""A sheet as a new user has it: odd Danish headers, Danish dates, two lines that are wrong. Everything is made up."""

from __future__ import annotations

from datetime import date, timedelta

from tests.qi.imports.corpus import cpr

HEADER = (
    "Forløbs-nr.",
    "Cprnr.",
    "Borgers navn",
    "Dato f. henv.",
    "1. samtale",
    "Opstart",
    "Afsl.dato",
    "Henvist fra",
    "Indsats",
    "Bemærkning",
)
SHIFT_MONTH = 14
"""From the 15th month on the first talk is held within ten working days."""

SOURCES = ("Sygehus", "Egen læge", "Borgeren selv", "Amb. Vest")
COURSES_A_MONTH = 8


def rows(n_months: int = 26) -> list[list[str]]:
    """Eight referrals a month from January 2024; the first talk comes after 20 days, later after 8."""
    made = []
    for number in range(n_months * COURSES_A_MONTH):
        month = number // COURSES_A_MONTH
        received = date(2024 + month // 12, month % 12 + 1, 2 + 3 * (number % COURSES_A_MONTH))
        quick = month >= SHIFT_MONTH
        talk = received + timedelta(days=(8 if quick else 13) + number % 5)
        start, end = talk + timedelta(days=9), talk + timedelta(days=100)
        made.append(
            [
                f"F-{1000 + number}",
                cpr(date(1940 + number % 40, 1 + number % 12, 1 + number % 28), 1000 + number),
                f"Borger {'ABCDEFGH'[number % 8]}",
                *(f"{day.day}/{day.month}-{day.year}" for day in (received, talk, start, end)),
                SOURCES[number % 4],
                ("Kræftrehab.", "KOL-hold")[number % 2],
                "Ringer selv tilbage",
            ]
        )
    made[4][3] = "snarest"  # no date of referral: the line is set aside
    made[9][4] = "1/1-2020"  # the talk before the referral: set aside too
    return made
