"""Write an Excel sheet as a new user has it: ``python -m scripts.example_sheet udtraek.xlsx``.

Odd Danish headers, names and remarks nobody needs, two lines that are wrong. All persons are made up; their numbers are
put together at run time, so that none stands in the repository.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

HEADER = (
    *("Forløbs-nr.", "Cprnr.", "Borgers navn", "Dato f. henv.", "1. samtale", "Opstart", "Afsl.dato"),
    *("Henvist fra", "Indsats", "Bemærkning"),
)
SOURCES = ("Sygehus", "Egen læge", "Borgeren selv", "Amb. Vest")
PROGRAMMES = ("Kræftrehab.", "KOL-hold")
N_MONTHS = 26
COURSES_A_MONTH = 8
LAST_DAY = date(2026, 2, 28)
"""The day of the export: later talks and endings have not happened, so their cells are empty."""

QUICK_FROM = 11
"""From this month on, counted from January 2024, the first talk comes four days sooner."""

Cell = str | date | None


def rows(n_months: int = N_MONTHS) -> list[list[Cell]]:
    """Return the lines of the sheet: eight referrals a month, two of all the lines wrong."""
    made = [_row(number) for number in range(n_months * COURSES_A_MONTH)]
    made[4][3] = "snarest"  # no date of referral
    made[9][4] = date(2020, 1, 1)  # the talk before the referral
    return made


def _row(number: int) -> list[Cell]:
    month = number // COURSES_A_MONTH
    received = date(2024 + month // 12, month % 12 + 1, 2 + 3 * (number % COURSES_A_MONTH))
    wait = 9 + (number * 5 + month) % 13 - (4 if month >= QUICK_FROM else 0)
    talk = received + timedelta(days=wait)
    days = (received, talk, talk + timedelta(days=9), talk + timedelta(days=100))
    born = date(1940 + number % 40, 1 + number % 12, 1 + number % 28)
    return [
        f"F-{1000 + number}",
        f"{born:%d%m%y}-{1000 + number}",
        f"Borger {'ABCDEFGH'[number % 8]}",
        *(day if day <= LAST_DAY else None for day in days),
        SOURCES[number % len(SOURCES)],
        PROGRAMMES[number % len(PROGRAMMES)],
        "Ringer selv tilbage",
    ]


def write(path: Path) -> Path:
    """Write the sheet as an Excel workbook."""
    with xlsxwriter.Workbook(path) as book:
        sheet, as_date = book.add_worksheet("Forløb"), book.add_format({"num_format": "d/m-yyyy"})
        sheet.write_row(0, 0, HEADER)
        for line, row in enumerate(rows(), start=1):
            for position, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, position, datetime.combine(cell, datetime.min.time()), as_date)
                else:
                    sheet.write(line, position, cell)
    return path


def as_text(n_months: int = N_MONTHS) -> list[list[str]]:
    """Return the lines as a Danish CSV has them: 28/4-2025."""
    return [[f"{c.day}/{c.month}-{c.year}" if isinstance(c, date) else c or "" for c in row] for row in rows(n_months)]


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "udtraek.xlsx"))
