"""What happened outside the numbers: offers by name and period, and dated changes, most of them planted truths."""

from __future__ import annotations

import numpy as np


def _day(text: str | None) -> np.datetime64:
    return np.datetime64(text if text else "NaT", "D")


OFFERS = [
    ("O01", "Fysisk træning på hold", None, _day("2019-01-01"), _day(None), "Journal A"),
    ("O02", "Patientundervisning", None, _day("2019-01-01"), _day("2022-12-31"), "Journal A"),
    ("O03", "Mestringsforløb", "O02", _day("2023-01-01"), _day(None), "Journal A"),
    ("O04", "Diætvejledning", None, _day("2019-01-01"), _day(None), "Journal A"),
    ("O05", "Afklarende samtale", None, _day("2019-01-01"), _day(None), "Journal A"),
    ("O06", "Hjertehold, aften", None, _day("2019-01-01"), _day("2024-01-31"), "Journal A"),
    ("O07", "Hjertehold, morgen", "O06", _day("2024-02-01"), _day(None), "Journal A"),
    ("O08", "KOL-træning", None, _day("2019-01-01"), _day(None), "Journal A"),
]


def _change(change_id, start, end, kind, municipality, programme, indicators, title_da, title_en):
    return (change_id, _day(start), _day(end), kind, municipality, programme, indicators, title_da, title_en)


CHANGES = [
    _change("E01", "2022-10-01", None, "pdsa", "902", "cancer", "D01",
            "Påmindelse efter syv dage", "Reminder after seven days"),
    _change("E02", "2021-01-01", None, "staff", "907", "diabetes", None,
            "Gruppe 3 overtager diabetesforløb", "Gruppe 3 takes over the diabetes courses"),
    _change("E03", "2021-02-01", None, "pdsa", "907", "cancer", "P01,P15,P16",
            "Telefonmetoden tages i brug", "The telephone method is introduced"),
    _change("E04", "2021-09-01", None, "pdsa", "902", "diabetes", "P01",
            "Opkald hver morgen", "Calls every morning"),
    _change("E05", "2022-03-01", None, "pdsa", "901", "cancer", "P02,P09",
            "Faste ugentlige tider til behovsvurdering", "Fixed weekly slots for needs assessments"),
    _change("E06", "2022-05-01", None, "staff", "907", "diabetes", "P02,P09",
            "To ledige stillinger", "Two vacancies"),
    _change("E07", "2022-06-01", None, "pdsa", "902", "diabetes", "P13,P14",
            "Opkald efter første udeblivelse", "Call after the first missed session"),
    _change("E08", "2022-09-01", None, "offer", "907", "heart", "O03,O04",
            "Mestringssamtaler bliver en del af forløbet", "Coping sessions become part of the course"),
    _change("E09", "2023-01-01", None, "definition", "902", "cancer", "N02",
            "Nyt skema: ét psykisk spørgsmål blev til tre", "New form: one psychological item became three"),
    _change("E10", "2023-01-01", None, "pdsa", "907", "diabetes", "D02",
            "Slutskema udfyldes ved den afsluttende samtale", "End questionnaire is answered at the final talk"),
    _change("E11", "2023-01-01", None, "pdsa", "907", "diabetes", "O07,O08",
            "Diætist med ved den afsluttende samtale", "A dietitian joins the final talk"),
    _change("E12", "2020-07-01", None, "pdsa", "907", "copd", "B01,B03",
            "Sikker forflytning i træningen", "Safe transfer in training"),
    _change("E13", "2023-06-01", None, "external", "902", "heart", "R01,R04",
            "Ny aftale med sygehuset om henvisning", "New agreement with the hospital on referral"),
    _change("E14", "2023-10-01", None, "system", "904", None, None,
            "Ny omsorgsjournal tages i brug", "A new care record is taken into use"),
    _change("E15", "2024-01-01", None, "pdsa", "907", "cancer", "P10",
            "Første tid bookes ved udskrivning", "The first date is booked at discharge"),
    _change("E16", "2024-02-01", None, "offer", "905", "heart", "P11,P12",
            "Træningen flyttes til formiddagen", "Training moves to the morning"),
    _change("E17", "2024-11-01", "2024-11-30", "external", "901", "cancer", "R01",
            "Kampagnemåned om kræftrehabilitering", "Campaign month for cancer rehabilitation"),
    _change("E18", "2022-10-01", None, "offer", "902", "copd", "R07",
            "Kørsel kan tilbydes", "Transport can be offered"),
]  # fmt: skip
CHANGES.sort(key=lambda row: (row[1], row[0]))
