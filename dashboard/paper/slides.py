"""A chart as a slide: the verdict is its title, and the chart is PowerPoint's own, so that it can be edited there.

Texts that people have typed stand in text boxes only. The workbook inside the chart holds nothing but the shown
numbers and our own words, so no cell of it can begin a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.package import XmlPart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Length, Pt

from dashboard.board.board import Board
from dashboard.figures.panel import Panel
from dashboard.paper.slide_chart import add_chart, rgb
from dashboard.theme import LIGHT
from qi import wording

CREATION_ID = "{http://schemas.microsoft.com/office/powerpoint/2010/main}creationId"

FONT = "Segoe UI"
"""On every Windows machine; our own typeface is not, and a slide cannot carry it."""

WIDTH, HEIGHT = Pt(960), Pt(540)
MARGIN = Pt(48)
TITLE_ONLY = 5
MOST_LINES = 9
VALUE_WIDTH = Pt(200)
LONGEST = 250
"""Characters of typed text that a slide shows; the format ends at 255 for the title of a file."""


def chart_slides(panels: Sequence[Panel], *, scope: str, foot: Sequence[str], made_at: datetime) -> bytes:
    """Return a presentation with one slide for each chart; ``foot`` says how fresh and whether synthetic."""
    deck = new_deck(panels[0].title if len(panels) == 1 else scope, made_at)
    for panel in panels:
        add_chart_slide(deck, panel, scope=scope, foot=foot)
    return saved(deck)


def board_deck(board: Board, *, made_at: datetime) -> bytes:
    """Return a board as slides: what to talk about, one chart a slide, and who does what by when."""
    lang = board.lang
    deck = new_deck(f"{wording.sentence('board.meeting', lang)}: {board.team}", made_at)
    said = [*(one.text for one in (*board.news, *board.unexplained)), *board.celebrate]
    aims = [f"{wording.sentence('board.aim', lang)} {aim}" for aim in board.aims]
    _add_list(deck, f"{wording.sentence('board.meeting', lang)} · {board.team}", board, [*aims, *said])
    for one in board.charts:
        add_chart_slide(deck, one.panel, scope=board.scope, foot=board.foot)
    tests = [
        wording.sentence("board.cycle_predicts", lang, title=one.title, prediction=one.prediction)
        for one in board.cycles
    ]
    steps = [", ".join(part for part in (one.what, one.who, one.due) if part) for one in board.steps]
    _add_list(deck, wording.sentence("section.steps", lang), board, [*tests, *steps])
    return saved(deck)


def _add_list(deck: Deck, title: str, board: Board, lines: Sequence[str]) -> None:
    slide = add_slide(deck, title)
    add_text(slide, f"{board.day}   {board.scope}", top=Pt(92), size=13, colour=LIGHT.ink3)
    box = slide.shapes.add_textbox(MARGIN, Pt(126), Length(WIDTH - 2 * MARGIN), Pt(350))
    box.text_frame.word_wrap = True
    for i, line in enumerate(lines[:MOST_LINES]):
        paragraph = box.text_frame.add_paragraph() if i else box.text_frame.paragraphs[0]
        _set(paragraph, line, size=15, colour=LIGHT.ink1)
        paragraph.space_after = Pt(10)
    add_text(slide, "   ".join(board.foot), top=Pt(500), size=10, colour=LIGHT.ink3)


def new_deck(title: str, made_at: datetime) -> Deck:
    """Return an empty presentation for a wide screen."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title = title[:LONGEST]
    deck.core_properties.author = "Kvalitetstavle"
    deck.core_properties.created = deck.core_properties.modified = made_at
    return deck


def saved(deck: Deck) -> bytes:
    """Return a presentation as the bytes of its file."""
    _drop_chance_numbers(deck)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _drop_chance_numbers(deck: Deck) -> None:
    """Take the random numbers out of the template: some look like CPR numbers, and a mail filter may stop the file."""
    for part in deck.part.package.iter_parts():
        for number in list(part._element.iter(CREATION_ID)) if isinstance(part, XmlPart) else ():
            extension = number.getparent()
            extension.getparent().remove(extension)


def add_chart_slide(deck: Deck, panel: Panel, *, scope: str, foot: Sequence[str]) -> None:
    """Add one chart with its verdict as title, its rules, and where the numbers come from."""
    text_width = Length(WIDTH - 2 * MARGIN - VALUE_WIDTH)
    slide = add_slide(deck, panel.headline, width=text_width, is_strong=panel.is_signal)
    add_text(slide, panel.title, top=Pt(28), width=text_width, size=14, colour=LIGHT.ink2)
    add_text(slide, scope, top=Pt(88), width=text_width, size=12, colour=LIGHT.ink3)
    add_text(slide, _value(panel), left=_right(), top=Pt(24), width=VALUE_WIDTH, size=32, is_strong=True, is_right=True)
    add_text(slide, panel.when, left=_right(), top=Pt(68), width=VALUE_WIDTH, size=12, colour=LIGHT.ink3, is_right=True)
    if panel.spec.y:
        add_chart(slide, panel, left=MARGIN, top=Pt(116), width=Length(WIDTH - 2 * MARGIN), height=Pt(336))
    else:
        add_text(slide, panel.card, top=Pt(240), size=18, colour=LIGHT.ink2)
    add_text(slide, panel.why, top=Pt(462), size=12, colour=LIGHT.ink2)
    add_text(slide, "   ".join(foot), top=Pt(500), size=10, colour=LIGHT.ink3)
    slide.notes_slide.notes_text_frame.text = _notes(panel)


def add_slide(deck: Deck, title: str, *, width: Length | None = None, is_strong: bool = True) -> Slide:
    """Add a slide with a title, where reading aloud and the outline find it."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = MARGIN, Pt(48), width or Length(WIDTH - 2 * MARGIN), Pt(40)
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(box.text_frame, title, size=26, colour=LIGHT.ink1, is_strong=is_strong)
    return slide


def add_text(
    slide: Slide,
    text: str,
    *,
    top: Length,
    left: Length = MARGIN,
    width: Length | None = None,
    size: float = 14,
    colour: str = LIGHT.ink1,
    is_strong: bool = False,
    is_right: bool = False,
) -> None:
    """Add one paragraph."""
    box = slide.shapes.add_textbox(left, top, width or Length(WIDTH - 2 * MARGIN), Pt(1.5 * size))
    box.text_frame.word_wrap = True
    _write(box.text_frame, text, size=size, colour=colour, is_strong=is_strong)
    if is_right:
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _write(frame: TextFrame, text: str, *, size: float, colour: str, is_strong: bool) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _set(frame.paragraphs[0], text, size=size, colour=colour, is_strong=is_strong)


def _set(paragraph: Any, text: str, *, size: float, colour: str, is_strong: bool = False) -> None:
    paragraph.text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    paragraph.alignment = PP_ALIGN.LEFT
    font = paragraph.font
    font.name, font.size, font.bold = FONT, Pt(size), is_strong
    font.color.rgb = rgb(colour)


def _right() -> Length:
    return Length(WIDTH - MARGIN - VALUE_WIDTH)


def _value(panel: Panel) -> str:
    return f"{panel.value} {panel.unit}".rstrip()


def _notes(panel: Panel) -> str:
    """Return what the presenter may need: the text alternative, the rules, and how many stand behind each number."""
    spec = panel.spec
    each = zip(spec.period_names, spec.n, spec.y, strict=True)
    behind = ", ".join(f"{name}: {n}" for name, n, y in each if n and y is not None)
    said = [spec.summary, panel.why, panel.goal]
    return "\n".join([*said, wording.sentence("paper.note_n", spec.lang, n=behind)] if behind else said)
