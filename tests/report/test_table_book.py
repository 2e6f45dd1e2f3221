"""Tables people take away: Danish Excel reads each number and day, nothing is more exact than the page, no formula."""

import io
import zipfile
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from dashboard.report import table_book
from dashboard.report.table_book import Column, Table
from qi.formats import LANGUAGES

ABOUT = ["Kontakt", "I alt n\u00a0=\u00a01.652 i 2 kommuner", "Data til og med 28. oktober 2026", "Syntetiske data"]
HOSTILE = '=HYPERLINK("http://x")'
TABLE = Table(
    key="units",
    columns=(
        Column(key="unit"),
        Column(key="first_day"),
        Column(key="value", decimals=1, unit="%"),
        Column(key="n"),
    ),
    rows=(("Ådal", date(2026, 1, 1), 58.449, 1652), ("Ærø", None, None, 0), (HOSTILE, None, -0.25, 12)),
)


def lines(lang="da"):
    text = table_book.to_csv(TABLE, lang, ABOUT).decode("utf-8")
    return text.removeprefix("\ufeff").splitlines() if text.startswith("\ufeff") else []


def made(lang="da"):
    return table_book.xlsx([TABLE], lang, about=ABOUT, made_at=datetime(2026, 11, 28))


def book(lang="da"):
    return CalamineWorkbook.from_filelike(io.BytesIO(made(lang)))


def test_danish_excel_opens_the_csv_with_commas_days_and_letters():
    assert lines()[4:6] == ["Enhed;Første dag;Tal (%);Antal", "Ådal;2026-01-01;58,4;1652"]
    assert lines()[6] == "Ærø;;;0"


def test_the_csv_begins_with_what_it_is_how_many_how_fresh_and_synthetic():
    assert lines()[:4] == ABOUT


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_starts_no_formula_and_no_link(lang):
    assert lines(lang)[7].startswith("'=") or lines(lang)[7].startswith("\"'=")
    with zipfile.ZipFile(io.BytesIO(made(lang))) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]


def test_the_workbook_holds_numbers_and_days_no_more_exact_than_the_page():
    _, first, second, third = book().get_sheet_by_index(0).to_python()
    assert first == ["Ådal", date(2026, 1, 1), 58.4, 1652]
    assert second == ["Ærø", "", "", 0]
    assert third[2] == -0.3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_every_sheet_is_explained(lang):
    file = book(lang)
    head = file.get_sheet_by_index(0).to_python()[0]
    explained = {line[1]: line[2] for line in file.get_sheet_by_index(1).to_python()[1:]}
    assert list(explained) == head
    assert all(explained.values())
    assert [line[0] for line in file.get_sheet_by_index(2).to_python()] == ABOUT
