"""Sheets of paper: what reaches the file, and that no text in a value can do anything but be read."""

from datetime import UTC, date, datetime

import pytest
import typst

from dashboard.figures.panel import Panel, panel
from dashboard.paper import chart_sheet, typeset
from qi.analysis import Event
from tests.figures import charts
from tests.paper.reading import alternatives, n_pages, unpacked

MADE = datetime(2026, 11, 23, 6, 10, tzinfo=UTC)
A4_POINTS = "842.25 595.5"
SHIFTED = [70.0, 72, 69, 71, 70, 73, 68, 71, 70, 72, 69, 71, 85, 88, 86, 87, 90, 86, 88, 87, 85, 89, 88, 86]
FOOT = ["Data til og med 31. oktober 2026", "Syntetiske data"]


def shifted(title: str = "Kontakt inden 5 hverdage") -> Panel:
    events = (Event(starts_on=date(2025, 1, 1), ends_on=None, kind="system", title_da=title, title_en=title),)
    return panel(charts.analysis(SHIFTED, goal=85.0, of=charts.indicator(title), events=events))


def sheet(of: Panel) -> bytes:
    return chart_sheet.pdf(of, scope="Egesund", foot=FOOT, made_at=MADE)


def test_a_chart_is_one_a4_page_landscape_that_a_screen_reader_can_follow() -> None:
    pdf = unpacked(sheet(shifted()))
    assert n_pages(pdf) == 1
    assert f"/MediaBox[0 0 {A4_POINTS}]".encode() in pdf
    assert b"/Marked true" in pdf
    assert b"pdfuaid:part>1</" in pdf


def test_the_picture_in_the_file_says_the_same_as_the_chart_on_the_page() -> None:
    of = shifted()
    assert of.spec.summary in alternatives(unpacked(sheet(of)))


def test_the_same_numbers_give_the_same_file() -> None:
    assert sheet(shifted()) == sheet(shifted())


@pytest.mark.parametrize(
    "text",
    ['#read("/etc/hostname")', "*x* _y_ $z$ @ref <label> //", "</text><script>", '"]}', "=HYPERLINK()", "\\u{1}"],
)
def test_text_in_a_value_is_only_text(text: str) -> None:
    of = shifted(text)
    assert of.title == text
    assert sheet(of).startswith(b"%PDF-")


def test_ten_thousand_characters_stay_on_one_page() -> None:
    assert n_pages(unpacked(sheet(shifted("æ" * 10_000)))) == 1


def test_no_drawing_reaches_a_file_outside_the_templates() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
    values = chart_sheet._values(shifted(), "Egesund", FOOT) | {"svg": svg}
    with pytest.raises(typst.TypstError, match="absolute paths are not allowed"):
        typeset.pdf("chart", values, made_at=MADE)


def test_a_picture_is_twice_the_measure_of_the_screen() -> None:
    png = chart_sheet.png(shifted(), scope="Egesund", foot=FOOT)
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (2246, 1588)
