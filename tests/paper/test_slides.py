"""Slides read back: the chart is PowerPoint's own with the shown numbers, and the words are those of the page."""

import io
import zipfile
from dataclasses import replace

from pptx import Presentation
from pptx.slide import Slide

from dashboard.figures.panel import Panel, panel
from dashboard.paper import slides
from tests.board.boards import board
from tests.figures import charts
from tests.paper.test_typeset import FOOT, MADE, SHIFTED, shifted

EXCEL_DAYS = ["45292.0", "45323.0"]
"""1 January and 1 February 2024 as a workbook counts them."""

FORMULA = '=HYPERLINK("http://example.org","se her")'


def read(*panels: Panel) -> list[Slide]:
    file = slides.chart_slides(panels, scope="Egesund", foot=FOOT, made_at=MADE)
    return list(Presentation(io.BytesIO(file)).slides)


def chart_of(slide: Slide) -> object:
    return next(shape for shape in slide.shapes if shape.has_chart)


def texts(slide: Slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_each_chart_is_a_slide_with_its_verdict_as_title() -> None:
    quiet = panel(charts.analysis([50.0, 60, 40, 55, 62, 45, 58, 41, 60, 48, 57, 44]))
    assert [one.shapes.title.text_frame.text for one in read(shifted(), quiet)] == [shifted().headline, quiet.headline]


def test_the_chart_is_native_and_holds_values_median_goal_and_the_run() -> None:
    chart = chart_of(read(shifted())[0]).chart
    values, median, goal, run = chart.plots[0].series
    assert list(values.values) == SHIFTED
    assert [*set(median.values)] == [79.0]
    assert [*set(goal.values)] == [85.0]
    assert list(run.values) == [None] * 12 + SHIFTED[12:]
    assert [one.label for one in chart.plots[0].categories][:2] == EXCEL_DAYS


def test_each_phase_has_its_own_centre_line() -> None:
    of = panel(charts.analysis([*SHIFTED[:23], 89.0], split=(12,)))
    _, first, second = chart_of(read(of)[0]).chart.plots[0].series
    assert list(first.values) == [70.5] * 12 + [None] * 12
    assert list(second.values) == [None] * 12 + [87.5] * 12


def test_the_text_alternative_is_the_one_of_the_page() -> None:
    frame = chart_of(read(shifted())[0])
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == shifted().spec.summary


def test_how_fresh_and_synthetic_stands_on_every_slide() -> None:
    assert ["   ".join(FOOT) in texts(one) for one in read(shifted(), shifted())] == [True, True]


def test_a_hidden_number_is_nowhere_in_the_file() -> None:
    hidden = panel(charts.analysis([71.0, 72.0, 73.0, 33.25], "...x"))
    file = slides.chart_slides([hidden], scope="Egesund", foot=FOOT, made_at=MADE)
    parts = zipfile.ZipFile(io.BytesIO(file))
    assert [name for name in parts.namelist() if b"33.25" in parts.read(name)] == []
    assert list(chart_of(read(hidden)[0]).chart.plots[0].series[0].values) == [71.0, 72.0, 73.0, None]


def test_the_template_brings_no_number_that_looks_like_a_personal_one() -> None:
    file = slides.chart_slides([shifted()], scope="Egesund", foot=FOOT, made_at=MADE)
    parts = zipfile.ZipFile(io.BytesIO(file))
    assert [name for name in parts.namelist() if b"creationId" in parts.read(name)] == []


def test_no_typed_text_reaches_a_cell_of_the_workbook() -> None:
    file = slides.chart_slides([shifted(FORMULA)], scope=FORMULA, foot=FOOT, made_at=MADE)
    parts = zipfile.ZipFile(io.BytesIO(file))
    name = next(name for name in parts.namelist() if name.endswith(".xlsx"))
    workbook = zipfile.ZipFile(io.BytesIO(parts.read(name)))
    cells = workbook.read("xl/worksheets/sheet1.xml")
    assert cells.count(b"<v>") > 100
    assert b"<f>" not in cells
    assert b"HYPERLINK" not in workbook.read("xl/sharedStrings.xml")


def test_ten_thousand_characters_are_cut_at_250() -> None:
    long = replace(shifted(), title="æ" * 10_000)
    assert "æ" * 250 + "…" in texts(read(long)[0])


def test_a_chart_without_numbers_says_why_instead() -> None:
    empty = panel(charts.analysis([], of=charts.indicator()))
    slide = read(empty)[0]
    assert not any(shape.has_chart for shape in slide.shapes)
    assert empty.card in texts(slide)


def test_a_board_begins_with_what_is_new_has_a_slide_for_each_chart_and_ends_with_next_steps() -> None:
    deck = Presentation(io.BytesIO(slides.board_deck(board(6), made_at=MADE)))
    first, *charted, last = deck.slides
    assert len(charted) == 6
    assert all(any(shape.has_chart for shape in slide.shapes) for slide in charted)
    assert any(board().news[0].text in text for text in texts(first))
    assert any("Spørg 10 udeblevne borgere om årsagen, Mette, 27. nov" in text for text in texts(last))
    assert all(any("Syntetiske data" in text for text in texts(slide)) for slide in deck.slides)
