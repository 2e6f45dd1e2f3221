"""The rest of a meeting: next steps, notes and decisions of the day, earlier meetings, and what data were used for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.board import keeping, today
from dashboard.board.board import Board, StepOnBoard
from dashboard.board.work import Work
from dashboard.components import chrome, html
from qi import formats, wording
from qi.improvement.meeting import Meeting
from qi.improvement.rules import RecordError
from qi.improvement.text import LONGEST_LINE, LONGEST_PROSE
from qi.store import EditedMeanwhileError, StoreTroubleError

EARLIER = 8
"""Meetings and uses of data that are listed; the rest stays in the store."""


def hold(work: Work, board: Board) -> None:
    """Show next steps and notes side by side, and below them the two logs."""
    left, right = st.columns([0.68, 0.32], gap="large")
    with left, st.container(key="tavle-skridt"):
        _steps(work, board)
    with right, st.container(key="tavle-noter"):
        _notes(work, board)
    left, right = st.columns(2, gap="large")
    with left:
        _earlier(work, board.lang)
    with right:
        _uses(work, board)


def _writer(lang: str) -> None:
    st.text_input(
        wording.sentence("board.by_whom", lang),
        key="tavle-hvem",
        max_chars=40,
        help=wording.sentence("board.by_whom_help", lang),
    )


def try_to(keep: Callable[[], object], lang: str) -> bool:
    """Keep something and say so; whatever hinders it is said in one sentence, and what was typed stays."""
    try:
        keep()
    except RecordError as error:
        most = next((problem.most for problem in error.problems if problem.most), 0)
        key = "board.too_long" if most else "board.not_kept"
        chrome.notice(wording.sentence(key, lang, **({"most": most} if most else {})))
    except StoreTroubleError as error:
        chrome.notice(wording.sentence(error.trouble.value, lang))
    else:
        return True
    return False


def _steps(work: Work, board: Board) -> None:
    lang = board.lang
    html.show(chrome.section("steps", lang))
    for one in board.steps:
        _step(one, work, board)
    if not board.steps:
        html.show(html.render("aside", text=wording.sentence("board.no_steps", lang)))
    with st.form("tavle-nyt-skridt", clear_on_submit=True, border=False):
        what, who, due = st.columns([0.5, 0.22, 0.28])
        said = what.text_input(wording.sentence("board.what", lang), max_chars=LONGEST_LINE, key="tavle-skridt-hvad")
        person = who.text_input(wording.sentence("board.who", lang), max_chars=40, key="tavle-skridt-hvem")
        day = due.date_input(
            wording.sentence("board.due", lang), value=None, format="DD/MM/YYYY", key="tavle-skridt-dag"
        )
        if st.form_submit_button(wording.sentence("board.add_step", lang)) and said.strip():
            under_way = work.meeting_under_way()
            meeting = under_way.id if under_way else None
            if try_to(lambda: keeping.add_step(board.team_id, said, person, day, meeting=meeting, by=by()), lang):
                st.rerun()


def _step(one: StepOnBoard, work: Work, board: Board) -> None:
    lang = board.lang
    late = wording.sentence("board.late", lang) if one.is_late else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"tavle-skridt-{one.id}"):
        is_done = st.checkbox(one.what, key=f"tavle-gjort-{one.id}")
        html.show(html.render("board_step", who=one.who, due=one.due, late=late))
    if is_done:
        step = next(kept for kept in work.steps if kept.id == one.id)
        try:
            done = try_to(lambda: keeping.finish_step(step, on=board.on, by=by()), lang)
        except EditedMeanwhileError:
            done = True  # somebody else has just done the same
        if done:
            st.rerun()


def _notes(work: Work, board: Board) -> None:
    lang, under_way = board.lang, work.meeting_under_way()
    seen = _seen_meeting(work)
    html.show(chrome.section("notes", lang))
    _writer(lang)
    notes = st.text_area(
        wording.sentence("board.meeting_notes", lang),
        value=seen.record.notes if seen else "",
        max_chars=LONGEST_PROSE,
        height=150,
        key=f"tavle-noter-{board.team_id}",
        help=wording.sentence("board.no_names", lang),
    )
    decisions = st.text_area(
        wording.sentence("board.decisions", lang),
        value=seen.record.decisions if seen else "",
        max_chars=LONGEST_PROSE,
        height=100,
        key=f"tavle-beslutninger-{board.team_id}",
    )
    with st.container(horizontal=True):
        is_kept = st.button(wording.sentence("board.keep_notes", lang), key="tavle-gem", type="primary")
        is_over = st.button(
            wording.sentence("board.end_meeting", lang), key="tavle-slut", help=wording.sentence("board.end_help", lang)
        )
    if is_kept or is_over:
        _keep_notes(board, under_way, notes, decisions, is_over=is_over)
    if said := st.session_state.pop("tavle-sagt", ""):
        st.success(wording.sentence(said, lang))


def _seen_meeting(work: Work) -> Any:
    """Return the meeting as this visitor first saw it: what others save meanwhile must not be lost unseen."""
    name = f"tavle-set-{work.team.id}"
    if name not in st.session_state:
        st.session_state[name] = work.meeting_under_way()
    return st.session_state[name]


def _keep_notes(board: Board, under_way: Any, notes: str, decisions: str, *, is_over: bool) -> None:
    lang, name = board.lang, f"tavle-set-{board.team_id}"
    seen = st.session_state[name]

    def keep() -> None:
        if seen is None and under_way is not None:
            raise EditedMeanwhileError(under_way.id)
        kept = keeping.keep_notes(seen, board.team_id, notes, decisions, on=board.on, by=by())
        st.session_state[name] = keeping.end_meeting(kept, by=by()) if is_over else kept

    try:
        is_kept = try_to(keep, lang)
    except EditedMeanwhileError:
        chrome.notice(wording.sentence("board.meanwhile", lang))
        if under_way is not None:
            html.show(html.render("board_others", meeting=under_way.record))
        st.session_state[name] = under_way
        return
    if is_kept:
        st.session_state["tavle-sagt"] = "board.ended" if is_over else "board.kept"
        if is_over:
            for key in (name, f"tavle-noter-{board.team_id}", f"tavle-beslutninger-{board.team_id}"):
                st.session_state.pop(key, None)
        st.rerun()


def _earlier(work: Work, lang: str) -> None:
    html.show(chrome.section("earlier", lang))
    held: list[Meeting] = [one.record for one in work.meetings if one.record.ended_at is not None]
    if not held:
        html.show(html.render("aside", text=wording.sentence("board.no_meeting", lang)))
    for meeting in sorted(held, key=lambda one: one.held_on, reverse=True)[:EARLIER]:
        with st.expander(formats.long_date(meeting.held_on, lang)):
            decided = wording.sentence("board.decided", lang)
            html.show(html.render("board_minutes", notes=meeting.notes, decided=decided, decisions=meeting.decisions))


def _uses(work: Work, board: Board) -> None:
    lang = board.lang
    html.show(chrome.section("uses", lang))
    uses = [
        {
            "when": formats.short_date(one.record.on, lang),
            "what": one.record.what,
            "about": today.title(one.record.indicator, work, lang) if one.record.indicator else "",
        }
        for one in reversed(work.uses)
    ]
    html.show(html.render("board_uses", uses=uses[:EARLIER], nothing=wording.sentence("board.no_uses", lang)))
    with st.form("tavle-brug", clear_on_submit=True, border=False):
        what = st.text_input(wording.sentence("board.use_what", lang), max_chars=LONGEST_LINE, key="tavle-brug-hvad")
        indicator = st.selectbox(
            wording.sentence("board.use_indicator", lang),
            work.team.record.core,
            index=None,
            format_func=lambda key: today.title(key, work, lang),
            placeholder=wording.sentence("board.choose", lang),
            key="tavle-brug-om",
        )
        is_pressed = st.form_submit_button(wording.sentence("board.add_use", lang)) and bool(what.strip())

        def keep() -> object:
            return keeping.add_use(board.team_id, what, indicator, on=board.on, by=by())

        if is_pressed and try_to(keep, lang):
            st.rerun()


def by() -> str:
    """Return the name that goes into the history."""
    return str(st.session_state.get("tavle-hvem") or "").strip() or wording.sentence("board.meeting", "da")
