"""A made-up SurveyXact export of the end questionnaire, in the three files the system gives, and the truth in it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.qi.imports import corpus
from tests.qi.imports.corpus import cpr

STATUS = ("Ny", "Distribueret", "Nogen svar", "Gennemført", "Frafaldet")
HEALTH = ("Fremragende", "Vældig godt", "Godt", "Mindre godt", "Dårligt")
VARIABLES = (
    *("respondentid", "created", "closetime", "email", "digitaldistributionerrormessage"),
    *(f"statoverall_{number}" for number in range(1, 6)),
    *("forloeb_id", "maaletidspunkt", "s_1", *(f"s_2_{item}" for item in range(1, 6)), "s_9"),
)
STRUCTURE = (
    ("questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText", ""),
    *(
        ("statoverall", f"statoverall_{n}", "Closed", "Multiple", "Samlet status", str(n), f"{text} ", "")
        for n, text in enumerate(STATUS, start=1)
    ),
    ("maaletidspunkt", "maaletidspunkt", "Closed", "Single", "Måletidspunkt", "", "", ""),
    ("forloeb_id", "forloeb_id", "Open", "String", "Forløb", "", "", ""),
    ("s_1", "s_1", "Closed", "Single", "Spørgsmål 1", "", "", ""),
    *((f"s_2_{item}", f"s_2_{item}", "Closed", "Single", f"Udsagn {item}", "", "", "") for item in range(1, 6)),
    ("s_9", "s_9", "Open", "String", "Bemærkninger", "", "", ""),
)
# Codes need not follow the instrument: here health is coded backwards, and the label says what is meant.
LABELS = (
    *(("s_1", str(5 - code), f"{text} ") for code, text in enumerate(HEALTH)),
    ("maaletidspunkt", "7", "Startskema"),
    ("maaletidspunkt", "8", "Slutskema"),
    ("maaletidspunkt", "9", "Opfølgende skema"),
    *((f"statoverall_{n}", value, text) for n in range(1, 6) for value, text in (("0", "Ikke valgt"), ("1", "Valgt"))),
)


@dataclass(frozen=True)
class Truth:
    """What the export holds: how many were sent and answered, and the WHO-5 score of each whole answer."""

    n_sent: int
    n_answered: int
    scores: tuple[int, ...]
    n_in_good_health: int
    n_health: int


def courses(n_rows: int) -> list[list[str]]:
    """Return that many courses, all received in January 2025."""
    first = corpus.course_rows()[0]
    rows = []
    for number in range(n_rows):
        referral = date(2025, 1, 1) + timedelta(days=number % 28)
        days = [(referral + timedelta(days=after)).isoformat() for after in (0, 5, 12, 20, 104)]
        number_of_person = cpr(date(1945, 1, 1) + timedelta(days=number), 1000)
        born = str((date(1945, 1, 1) + timedelta(days=number)).year)
        rows.append([f"F{number}", number_of_person, "751", "praksis", *days, "afsluttet", "C50", "K", born, first[13]])
    return rows


def respondents(n_rows: int, seed: int = 20250101) -> tuple[list[list[str]], Truth]:
    """Return the dataset without its header, and the truth counted while it was made."""
    chance = random.Random(seed)
    rows: list[list[str]] = []
    n_sent = n_answered = n_good = n_health = 0
    scores: list[int] = []
    for number in range(n_rows):
        status = chance.choices(range(5), weights=(5, 15, 10, 65, 5))[0]
        is_returned = status == 1 and chance.random() < 0.3
        created = date(2025, 5, 13) + timedelta(days=chance.randrange(18))  # after the last course has ended
        items = [chance.randrange(6) for _ in range(5)] if status in (2, 3) else [None] * 5
        if items[0] is not None and chance.random() < 0.2:
            items[chance.randrange(5)] = None
        health = chance.randrange(5) if status == 3 and chance.random() < 0.9 else None
        closed = f"{created + timedelta(days=6)} 18:49:08" if status in (2, 3) else ""
        n_sent += status != 0 and not is_returned
        if status == 3:
            n_answered += 1
            n_health += health is not None
            n_good += health in (0, 1, 2)
            if None not in items:
                scores.append(4 * sum(items))
        rows.append(
            [
                *(str(900_000 + number), f"{created} 08:00:01", closed, f"borger{number}@example.org"),
                "Postkasse ukendt" if is_returned else "",
                *("1" if status == place else "0" for place in range(5)),
                *(f"F{number}", "8", "" if health is None else str(5 - health)),
                *("" if item is None else str(item) for item in items),
                'Fritekst; med "tegn"\nog linjeskift' if number % 10 == 0 else "",
            ]
        )
    return rows, Truth(n_sent, n_answered, tuple(scores), n_good, n_health)


def write_files(folder: Path, rows: Sequence[Sequence[str]], *, delimiter: str, encoding: str) -> list[Path]:
    """Write dataset, structure and labels as SurveyXact does; return their paths."""
    parts = {"dataset": [VARIABLES, *rows], "structure": STRUCTURE, "labels": LABELS}
    for name, lines in parts.items():
        text = "".join(delimiter.join(_quoted(cell, delimiter) for cell in line) + "\r\n" for line in lines)
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    return [folder / f"{name}.csv" for name in parts]


def _quoted(cell: str, delimiter: str) -> str:
    needs = any(sign in cell for sign in (delimiter, '"', "\n"))
    return '"' + cell.replace('"', '""') + '"' if needs else cell
