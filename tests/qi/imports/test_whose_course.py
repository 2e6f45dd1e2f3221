"""Answers that name a citizen and a day find their course, and are set aside where two may be meant."""

from datetime import date, datetime

import pyarrow.parquet as pq
import pytest

from qi.imports.mapping import parse_mapping, read_mapping
from qi.imports.outcome import Export
from qi.imports.own_folder import EXAMPLES
from qi.imports.refused import ImportRefusedError
from qi.imports.run import import_files
from qi.sources import versions
from tests.qi.imports import corpus
from tests.qi.imports.corpus import cpr, told

COURSES = read_mapping(EXAMPLES / "courses.toml")
ANSWERS = """
title = "Svar med CPR"
version = "1"
key = ["course_id", "wave"]
[columns.cpr]
kind = "cpr"
required = true
[columns.course_id]
kind = "course"
citizen = "cpr"
at = "sendt"
[columns.wave]
kind = "code"
required = true
codes = { start = "start", slut = "end" }
[columns.sendt]
kind = "date"
required = true
[columns.svar]
kind = "whole"
[[tables]]
into = "questionnaires"
columns = { course_id = "course_id", wave = "wave", sent_on = "sendt" }
[[tables]]
into = "responses"
instrument = "srh"
columns = { course_id = "course_id", wave = "wave" }
items = { srh = "svar" }
"""
WITH_CPR = parse_mapping(ANSWERS.encode())
WHO = cpr(date(1950, 5, 5), 1000)
OTHER = cpr(date(1951, 6, 6), 1002)


def course(number, who, received, ended):
    row = list(corpus.course_rows()[0])
    row[0], row[1], row[4], row[5], row[6], row[7], row[8] = number, who, received, "", "", "", ended
    row[11], row[12] = ("", "")
    return row


KNOWN = [course("F1", WHO, "2025-01-10", "2025-03-01"), course("F2", WHO, "2025-06-01", "")]
"""One citizen with a course that ended in March and one that began in June."""


def bring_in(tmp_path, answers, courses=KNOWN):
    path = tmp_path / "svar.csv"
    path.write_text("cpr;wave;sendt;svar\n" + "".join(f"{';'.join(row)}\n" for row in answers), encoding="utf-8")
    given = [
        Export(path=corpus.course_file(tmp_path / "forloeb.csv", courses), mapping=COURSES),
        Export(path=path, mapping=WITH_CPR),
    ]
    at = datetime(2025, 12, 31)
    outcomes = import_files(given, to=tmp_path / "own", key_file=tmp_path / "key", is_dry_run=False, extracted_at=at)
    return outcomes[1].report


@pytest.mark.parametrize(
    ("sent", "found"),
    [("2025-01-10", "F1"), ("2025-04-30", "F1"), ("2025-05-31", "F1"), ("2025-06-01", "F2"), ("2025-11-01", "F2")],
)
def test_the_course_received_latest_by_the_day_is_the_one_that_is_meant(tmp_path, sent, found):
    assert bring_in(tmp_path, [(WHO, "slut", sent, "2")]).rows_in == 1
    folder = versions.resolve(tmp_path / "own")
    assert pq.read_table(folder / "questionnaires.parquet")["course_id"].to_pylist() == [found]


@pytest.mark.parametrize(
    ("who", "sent", "courses", "said"),
    [
        (WHO, "2025-01-09", KNOWN, "en borger uden et forløb den dag"),
        (OTHER, "2025-07-01", KNOWN, "en borger uden et forløb den dag"),
        (WHO, "2025-07-01", [course("F1", WHO, "2025-01-10", ""), KNOWN[1]], "en borger med flere forløb den dag"),
        (WHO, "2025-07-01", [course("F1", WHO, "2025-01-10", "2025-06-01"), KNOWN[1]], "flere forløb den dag"),
        ("", "2025-07-01", KNOWN, "tom. Forventet: en værdi i hver række"),
    ],
)
def test_a_line_whose_course_is_not_certain_is_set_aside_once(tmp_path, who, sent, courses, said):
    report = bring_in(tmp_path, [(who, "slut", sent, "2")], courses)
    (line,) = told(report, WITH_CPR)
    assert line.startswith("Række 2, kolonne »cpr«: ")
    assert said in line
    assert who[:6] not in line or not who


def test_a_course_that_ended_the_day_before_the_next_came_is_over(tmp_path):
    courses = [course("F1", WHO, "2025-01-10", "2025-05-31"), KNOWN[1]]
    assert bring_in(tmp_path, [(WHO, "slut", "2025-07-01", "2")], courses).rows_in == 1


@pytest.mark.parametrize("wrong", [('citizen = "cpr"\n', ""), ('at = "sendt"\n', ""), ('"cpr"\nat', '"svar"\nat')])
def test_a_course_is_found_by_a_citizen_and_a_day(wrong):
    with pytest.raises(ImportRefusedError) as refused:
        parse_mapping(ANSWERS.replace(*wrong).encode())
    assert refused.value.values["word"] == "citizen, at"
