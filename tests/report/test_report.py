"""The board report: contents, charts with verdicts, numbers with n, definitions and notes, in every kind of file."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from dashboard import state
from dashboard.report import document, workbook
from dashboard.report.__main__ import main
from dashboard.report.report import compose, is_empty, offered
from qi.indicator import Page
from qi.lattice import BeyondLatticeError
from qi.selection import Selection
from tests.paper.reading import alternatives, n_pages, unpacked

MADE = datetime(2026, 11, 28, 6, 15)
KEYS = ("R01", "P12", "P13")
HAVNSTED = Selection(municipality=("907",), first=date(2023, 10, 1))
HOSTILE = '=HYPERLINK("http://x";"<b>klik</b>")'


@pytest.fixture(scope="module", autouse=True)
def own_store(tmp_path_factory):
    """A state store of these tests: a report writes what it tells in the log."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KVALITETSTAVLE_STATE", str(tmp_path_factory.mktemp("state")))
        state.opened.cache_clear()
        yield
        state.kept().dispose()
        state.opened.cache_clear()


@pytest.fixture(scope="module")
def report(own_store):
    return compose(KEYS, HAVNSTED, "da", made_at=MADE)


def plain(text):
    """Return a text with ordinary spaces."""
    return text.replace("\u00a0", " ")


@pytest.fixture
def hostile(report):
    """A report whose texts try to be formulas and markup."""
    first = report.charts[0]
    panel = replace(first.panel, title=HOSTILE, headline="+1+1", goal="@SUM(A1)", card="-2")
    rows = tuple(replace(row, note=HOSTILE) for row in first.rows)
    return replace(report, scope=HOSTILE, charts=(replace(first, panel=panel, rows=rows), *report.charts[1:]))


def test_a_report_says_what_for_whom_how_fresh_and_that_data_are_synthetic(report):
    assert plain(report.scope) == "Alle forløb · Havnsted · okt 2023 – sep 2026"
    assert tuple(map(plain, report.fresh)) == ("Data til og med 28. oktober 2026", "Lavet 28. november 2026 kl. 06.15")
    assert report.synthetic == "Syntetiske data"
    assert "diagrammer viser" in report.summary or "Ingen" in report.summary


def test_the_small_number_note_says_the_limits_that_are_used(report):
    assert "færre end 5 borgere" in report.small[0]
    assert "bygger på færre end 10; gennemsnit og medianer kræver 10 borgere" in report.small[0]


def test_an_immature_period_has_no_number_at_all(report):
    cohort = next(chart for chart in report.charts if chart.panel.key == "P13")
    immature = [row for row in cohort.rows if "umoden" in row.note]
    assert immature
    assert {(row.value, row.n, row.numerator) for row in immature} == {("–", "", "")}


def test_a_report_with_a_filter_beyond_the_border_is_refused():
    with pytest.raises(BeyondLatticeError):
        compose(KEYS, replace(HAVNSTED, sex=("female",)), "da", made_at=MADE)


def test_no_single_events_and_no_yearly_numbers_are_offered():
    assert {"B01", "B03", "R05"}.isdisjoint(offered(tuple(Page)))
    assert "R01" in offered((Page.REFERRALS,))


def test_a_municipality_with_nothing_to_show_gives_an_empty_report():
    assert is_empty(compose(("P03",), Selection(municipality=("908",), programme=("copd",)), "da", made_at=MADE))


def test_the_pdf_can_be_followed_by_a_screen_reader_and_tells_each_chart(report):
    file = unpacked(document.pdf(report))
    assert n_pages(file) >= 4
    assert b"pdfuaid:part>1</" in file
    said = alternatives(file)
    assert all(chart.panel.spec.summary in said for chart in report.charts)


def test_the_web_page_needs_no_other_file_and_runs_no_script(report):
    page = document.html(report).decode()
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "<script" not in page
    for chart in report.charts:
        assert f'id="chart-{chart.panel.key}"' in page


def test_no_text_in_the_web_page_becomes_markup(hostile):
    page = document.html(hostile).decode()
    assert "<b>klik</b>" not in page
    assert "&lt;b&gt;klik&lt;/b&gt;" in page


def test_no_text_in_the_pdf_stops_it(hostile):
    assert document.pdf(hostile).startswith(b"%PDF")


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(hostile):
    with zipfile.ZipFile(io.BytesIO(workbook.xlsx(hostile))) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3 + len(hostile.charts)
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]


def test_the_workbook_holds_numbers_as_numbers_and_says_where_nothing_is_shown(report):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.xlsx(report)))
    sheet = next(name for name in book.sheet_names if name.startswith("P12"))
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[9:]
    chart = next(chart for chart in report.charts if chart.panel.key == "P12")
    assert [row[3] for row in rows] == pytest.approx(chart.analysis.table.value.tolist())
    assert [row[2] for row in rows] == chart.analysis.table.n.tolist()


def test_the_command_writes_each_file_it_is_asked_for(tmp_path, capsys):
    files = [tmp_path / f"rapport{ending}" for ending in (".pdf", ".html", ".xlsx")]
    asked = ["--municipality", "Havnsted", "--indicator", "R01", "--first", "2024-01", "--out", *map(str, files)]
    assert main(asked) == 0
    assert [file.read_bytes()[:4] for file in files] == [b"%PDF", b"<!do", b"PK\x03\x04"]
    assert "1 indicators, Alle forløb · Havnsted · jan 2024 – sep 2026" in plain(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--municipality", "Atlantis"], "no municipality 'Atlantis' in the data: choose among 901 Egesund"),
        (["--programme", "gout"], "no programme 'gout' in the data"),
        (["--indicator", "B01"], "indicator 'B01' cannot be reported"),
        (["--municipality", "908", "--programme", "copd", "--indicator", "P03"], "no number may be shown"),
    ],
)
def test_bad_options_are_a_sentence(asked, said, tmp_path, capsys):
    assert main([*asked, "--out", str(tmp_path / "r.pdf")]) == 2
    assert said in capsys.readouterr().err


def test_a_file_of_an_unknown_kind_is_a_sentence(capsys):
    assert main(["--out", "rapport.docx"]) == 2
    assert "must end in .pdf, .html, .xlsx" in capsys.readouterr().err
