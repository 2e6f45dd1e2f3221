"""The sheet: one page whatever stands on it, everything on it escaped, and nothing that a page does not show."""

import re
from dataclasses import replace

import pytest

from dashboard.board import page, sheet
from dashboard.board.board import StepOnBoard
from tests.board.boards import PRINTED, board
from tests.paper.reading import alternatives, n_pages, unpacked

A3_POINTS = b"/MediaBox[0 0 1190.25 841.5]"
LONG = "<b>æ</b> =1+1 " * 700


def long_board(n_charts: int):
    step = StepOnBoard(id="1", what=LONG, who=LONG, due="27. nov.", is_late=True)
    cycle = replace(board().cycles[0], title=LONG, question=LONG, prediction=LONG, learned_before=LONG, who=LONG)
    news = tuple(replace(board().news[0], text=LONG) for _ in range(40))
    return board(
        n_charts,
        team=LONG,
        aims=(LONG,) * 9,
        news=news,
        unexplained=news,
        cycles=(cycle,) * 5,
        celebrate=(LONG,) * 9,
        steps=(step,) * 40,
        notes=LONG,
        decisions=LONG,
    )


@pytest.mark.parametrize("n_charts", [0, 1, 3, 4, 5, 6])
def test_the_sheet_is_one_page_of_a3(n_charts):
    clear = unpacked(sheet.pdf(board(n_charts), printed_at=PRINTED))
    assert n_pages(clear) == 1
    assert A3_POINTS in clear


@pytest.mark.parametrize("n_charts", [4, 6])
def test_the_longest_texts_in_every_field_stay_on_one_page(n_charts):
    assert n_pages(unpacked(sheet.pdf(long_board(n_charts), printed_at=PRINTED))) == 1


def test_each_chart_tells_a_screen_reader_its_verdict():
    made = board(4)
    told = alternatives(unpacked(sheet.pdf(made, printed_at=PRINTED)))
    assert told == [one.panel.spec.summary for one in made.charts]


def test_the_foot_says_how_fresh_when_printed_and_synthetic_last():
    foot = sheet.values(board(), printed_at=PRINTED)["foot"]
    assert foot[0] == "Data til og med 31. oktober 2026"
    assert foot[1].startswith("Udskrevet 22.")
    assert foot[-1] == "Syntetiske data"


def test_with_four_charts_there_are_six_lines_for_steps_and_with_five_only_four():
    assert [sheet.values(board(n), printed_at=PRINTED)["free_rows"] for n in (4, 5)] == [3, 1]


def test_steps_that_do_not_fit_are_counted():
    step = StepOnBoard(id="1", what="Ring", who="", due="", is_late=False)
    values = sheet.values(board(4, steps=(step,) * 8), printed_at=PRINTED)
    assert len(values["steps"]) == 6
    assert values["more_steps"] == "2 skridt mere står på tavlen"


def test_the_boxes_for_what_is_seen_are_empty_until_something_is_written():
    cycle = board().cycles[0]
    assert sheet.values(board(), printed_at=PRINTED)["cycle"]["seen"] == ""
    written = sheet.values(board(cycles=(replace(cycle, seen="7 %"),)), printed_at=PRINTED)["cycle"]
    assert written["seen"] == "7 %"


def test_markup_in_any_field_is_only_text_on_the_page():
    html = page.html(long_board(4), printed_at=PRINTED, back="/tavle", pdf="/tavle/print.pdf")
    assert "&lt;b&gt;æ" in html
    assert "<b>æ" not in html


def test_page_and_file_are_filled_with_the_same_words():
    made = board(4)
    html = page.html(made, printed_at=PRINTED, back="/tavle", pdf="/tavle/print.pdf")
    said = sheet.values(made, printed_at=PRINTED)
    texts = [said["team"], said["day"], *(one["headline"] for one in said["panels"]), *said["foot"], *said["aims"]]
    assert [text for text in texts if text not in html] == []


def test_a_dot_alone_on_paper_has_a_length_since_typst_leaves_out_what_covers_nothing():
    drawings = [one["svg"] for one in sheet.values(board(4), printed_at=PRINTED)["panels"]]
    assert [svg for svg in drawings if re.search(r'h0"', svg)] == []


def test_a_halo_lies_below_its_text_and_not_on_the_letter_before():
    svg = sheet.values(board(4), printed_at=PRINTED)["panels"][0]["svg"]
    halos = re.findall(r"<text[^>]*paint-order[^>]*>([^<]*)</text><text([^>]*)>([^<]*)<", svg)
    assert halos
    assert all(below == above and "paint-order" not in attributes for below, attributes, above in halos)
