"""Data with their dictionary: real numbers and days, every column explained, nothing hidden in it, no live formula."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from dashboard.report import data_book
from qi.analysis import Event
from qi.formats import LANGUAGES
from qi.series import analyse_series
from qi.subgroups import Status
from tests.figures import charts

ABOUT = ["Kontakt", "Alle forløb · By", "Data til og med 28. oktober 2026", "Syntetiske data"]
STARTS = [date(2026, month, 1) for month in range(1, 10)]


@pytest.fixture
def series():
    """Nine months with 20 of 30, 21 of 30 and so on, as of one indicator with a definition."""
    made = analyse_series([20 + i for i in range(9)], title="Kontakt", starts=STARTS, denominators=[30] * 9)
    return replace(made, indicator=charts.indicator("Kontakt"))


def book(*analyses, lang="da"):
    return CalamineWorkbook.from_filelike(io.BytesIO(made(*analyses, lang=lang)))


def made(*analyses, lang="da"):
    return data_book.xlsx(analyses, lang, about=ABOUT, made_at=datetime(2026, 11, 28))


def rows(*analyses):
    return book(*analyses).get_sheet_by_name("Data").to_python()


def test_a_day_is_a_day_and_a_number_is_a_number(series):
    head, first, *_ = rows(series)
    assert head[2:8] == ["Periode", "Første dag", "Tæller", "Antal", "Værdi", "Enhed"]
    assert first[3:6] == [date(2026, 1, 1), 20, 30]
    assert first[6] == pytest.approx(200 / 3)
    assert len(rows(series)) == 1 + 9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_is_explained_and_every_indicator_defined(series, lang):
    file = book(series, lang=lang)
    data, dictionary = (file.get_sheet_by_index(i).to_python() for i in (0, 1))
    explained = {line[0]: line[1] for line in dictionary[1 : 1 + len(data_book.COLUMNS)]}
    assert list(explained) == data[0]
    assert all(explained.values())
    assert any(line[0] == series.indicator.key for line in dictionary)


def test_a_period_that_is_hidden_or_not_settled_has_no_number(series):
    status = (Status.SUPPRESSED, Status.IMMATURE, *series.table.status[2:])
    hidden = replace(series, table=replace(series.table, status=status))
    assert [line[4:7] for line in rows(hidden)[1:3]] == [["", "", ""], ["", "", ""]]
    assert [line[10] for line in rows(hidden)[1:3]] == ["vises ikke", "umoden, tæller ikke med"]


def test_the_file_says_what_for_whom_how_many_how_fresh_and_synthetic(series):
    said = [line[0] for line in book(series).get_sheet_by_name("Om filen").to_python()]
    assert said[:4] == ABOUT
    assert said[-1] == "Kontakt: I alt n\u00a0=\u00a0270 i 9\u00a0måneder, der vises"


def test_no_text_becomes_a_formula_or_a_link(series):
    hostile = '=HYPERLINK("http://x")'
    event = Event(starts_on=STARTS[0], ends_on=None, kind="system", title_da=hostile, title_en=hostile)
    with zipfile.ZipFile(io.BytesIO(made(replace(series, events=(event,))))) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
