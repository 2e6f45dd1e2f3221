"""The board as one sheet of A3: the same values fill the page that a browser prints and the PDF set without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from dashboard.board.board import Board, CycleOnBoard, Line
from dashboard.figures import icons, svg
from dashboard.figures.panel import SVG, Panel, paper_icon
from dashboard.figures.svg import SIZES
from dashboard.paper import typeset
from dashboard.theme import LIGHT
from qi import formats, wording

FEW = 4
"""Charts that a sheet shows in full height; five or six are lower, and leave fewer free lines."""

LOW = replace(SIZES["p"], height=126, top=26)
MOST_NEWS = 5
MOST_UNEXPLAINED = 3
LONGEST_LINE = 110
LONGEST_TEXT = 170
LONGEST_NOTES = 600
STEP_NAMES = ("board.step_plan", "board.step_do", "board.step_study", "board.step_act")


def pdf(board: Board, *, printed_at: datetime) -> bytes:
    """Return the board as a PDF of one A3 page."""
    return typeset.pdf("board", values(board, printed_at=printed_at), made_at=printed_at)


def values(board: Board, *, printed_at: datetime) -> dict[str, Any]:
    """Return what the templates of the sheet are filled with: texts cut to the room they have, and drawings."""
    lang = board.lang
    n_rows = 6 if len(board.charts) <= FEW else 4
    steps = board.steps[:n_rows]
    return {
        "lang": lang,
        "title": wording.sentence("board.meeting", lang),
        "team": " · ".join(part for part in (_cut(board.team, 60), board.scope) if part),
        "day": board.day,
        "aim_label": wording.sentence("board.aim", lang),
        "aims": [_cut(aim, LONGEST_LINE) for aim in board.aims[:2]],
        "is_low": len(board.charts) > FEW,
        "panels": [_panel(one.panel, is_low=len(board.charts) > FEW) for one in board.charts],
        "new": _lines("board.new", board.news or _nothing_new(lang), MOST_NEWS, lang) | {"side": board.since},
        "unexplained": _lines("board.unexplained", board.unexplained, MOST_UNEXPLAINED, lang),
        "cycle": _cycle(board, lang),
        "celebrate_title": wording.sentence("board.celebrate", lang),
        "celebrate": [_cut(text, LONGEST_TEXT) for text in board.celebrate[:2]],
        "counter": {"days": board.counter.days, "text": board.counter.text, "longest": board.counter.longest}
        if board.counter
        else None,
        "steps_title": wording.sentence("section.steps", lang),
        "step_heads": [wording.sentence(f"board.{name}", lang) for name in ("what", "who", "due")],
        "steps": [[_cut(one.what, 90), _cut(one.who, 22), one.due] for one in steps],
        "free_rows": n_rows - len(steps),
        "more_steps": wording.sentence("board.more_steps", lang, n=len(board.steps) - n_rows)
        if len(board.steps) > n_rows
        else "",
        "notes_title": wording.sentence("section.notes", lang),
        "notes": _notes(board, lang),
        "note_rows": n_rows,
        "foot": _foot(board, printed_at),
    }


def _panel(panel: Panel, *, is_low: bool) -> dict[str, Any]:
    return {
        "name": _cut(panel.title, 60),
        "role": panel.role,
        "headline": panel.headline,
        "is_signal": panel.is_signal,
        "icon": paper_icon(panel.facts),
        "value": panel.value,
        "unit": panel.unit,
        "when": panel.when,
        "why": panel.why,
        "summary": panel.spec.summary,
        "svg": svg.draw_on_paper(panel.spec, LOW if is_low else SIZES["p"]),
    }


def _lines(title: str, lines: tuple[Line, ...], most: int, lang: str) -> dict[str, Any]:
    items = [{"icon": _icon(one.icon, is_down=one.is_down), "text": _cut(one.text, LONGEST_TEXT)} for one in lines]
    return {"title": wording.sentence(title, lang), "side": "", "items": items[:most]}


def _nothing_new(lang: str) -> tuple[Line, ...]:
    return (Line(icon="random", text=wording.sentence("board.nothing_new", lang)),)


def _cycle(board: Board, lang: str) -> dict[str, Any]:
    """Return the first running cycle in full, with an empty box a week for what is seen, and the others by name."""
    if not board.cycles:
        title = wording.sentence("board.cycles", lang)
        return {"title": title, "side": "", "icon": _icon("pdsa"), "none": wording.sentence("board.no_cycle", lang)}
    first, *others = board.cycles
    more = wording.sentence("board.more_cycles", lang, titles=", ".join(one.title for one in others)) if others else ""
    return {
        "title": wording.sentence("wall.cycle", lang, title=_cut(first.title, 40)),
        "side": first.when,
        "icon": _icon("pdsa"),
        "rows": _said(first, lang),
        "none": "",
        "more": _cut(more, LONGEST_LINE),
        "seen_label": wording.sentence("board.seen", lang),
        "seen": _cut(first.seen, LONGEST_TEXT),
        "weeks": list(first.weeks),
        "steps": [wording.sentence(name, lang) for name in STEP_NAMES],
        "step": first.step,
    }


def _said(cycle: CycleOnBoard, lang: str) -> list[dict[str, Any]]:
    said = [
        ("question", cycle.question, False),
        ("prediction", cycle.prediction, True),
        ("who", cycle.who, False),
        ("learned_before", cycle.learned_before, False),
    ]
    return [
        {"label": wording.sentence(f"board.{name}", lang), "text": _cut(text, LONGEST_LINE), "is_strong": is_strong}
        for name, text, is_strong in said
        if text
    ]


def _notes(board: Board, lang: str) -> list[str]:
    decided = f"{wording.sentence('board.decided', lang)} {board.decisions}" if board.decisions else ""
    return [_cut(text, LONGEST_NOTES) for text in (board.notes, decided) if text]


def _foot(board: Board, printed_at: datetime) -> list[str]:
    """Return data as of, when printed, how to read the lines, and last that data are synthetic."""
    first, *rest = board.foot
    printed = wording.sentence("board.printed", board.lang, time=formats.timestamp(printed_at, board.lang))
    synthetic = rest[-1:] if board.is_synthetic else []
    return [first, printed, wording.sentence("board.how_to_read", board.lang), *synthetic]


def _icon(name: str, *, is_down: bool = False) -> str:
    return icons.icon(name, 20, down=is_down, ink=LIGHT).replace("<svg ", SVG, 1)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
