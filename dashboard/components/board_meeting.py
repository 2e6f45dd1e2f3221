"""The rest of a meeting: signals, next steps, notes and decisions, earlier meetings, and what data were used for."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.board import today
from dashboard.board.board import Board, StepOnBoard
from dashboard.board.work import Work
from dashboard.components import chrome, html, writing
from qi import formats, store, wording
from qi.improvement.meeting import DataUse, Meeting, NextStep
from qi.improvement.text import LONGEST_LINE, LONGEST_PROSE
from qi.store import Kept, NameTakenError

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
        named = wording.sentence("board.due", lang)
        day = due.date_input(named, value=None, format="DD.MM.YYYY", key="tavle-skridt-dag")
        is_pressed = st.form_submit_button(wording.sentence("board.add_step", lang)) and bool(said.strip())
    step = NextStep(team=board.team_id, what=said.strip(), who=person.strip(), due=day, meeting=_meeting_id(work))
    if is_pressed and writing.add(step, lang):
        st.rerun()


def _meeting_id(work: Work) -> str | None:
    under_way = work.meeting_under_way()
    return under_way.id if under_way else None


def _step(one: StepOnBoard, work: Work, board: Board) -> None:
    late = wording.sentence("board.late", board.lang) if one.is_late else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"tavle-skridt-{one.id}"):
        is_done = st.checkbox(one.what, key=f"tavle-gjort-{one.id}")
        html.show(html.render("board_step", who=one.who, due=one.due, late=late))
    if is_done:
        kept = next(step for step in work.steps if step.id == one.id)
        if writing.change(kept, replace(kept.record, done_on=board.on), board.lang):
            st.rerun()


def _notes(work: Work, board: Board) -> None:
    lang, under_way = board.lang, work.meeting_under_way()
    seen = writing.pinned(under_way) if under_way else None
    name = under_way.id if under_way else f"{board.team_id}-{len(work.meetings)}"  # empty fields after each meeting
    html.show(chrome.section("notes", lang))
    writing.writer(lang)
    notes = st.text_area(
        wording.sentence("board.meeting_notes", lang),
        value=seen.record.notes if seen else "",
        max_chars=LONGEST_PROSE,
        height=150,
        key=f"tavle-noter-{name}",
        help=wording.sentence("board.no_names", lang),
    )
    decisions = st.text_area(
        wording.sentence("board.decisions", lang),
        value=seen.record.decisions if seen else "",
        max_chars=LONGEST_PROSE,
        height=100,
        key=f"tavle-beslutninger-{name}",
    )
    with st.container(horizontal=True):
        is_kept = st.button(wording.sentence("board.keep_notes", lang), key="tavle-gem", type="primary")
        help_ = wording.sentence("board.end_help", lang)
        is_over = st.button(wording.sentence("board.end_meeting", lang), key="tavle-slut", help=help_)
    if is_kept or is_over:
        _keep_notes(seen, board, notes, decisions, is_over=is_over)
    writing.said(lang)


def _keep_notes(seen: Kept[Meeting] | None, board: Board, notes: str, decisions: str, *, is_over: bool) -> None:
    blank = Meeting(team=board.team_id, held_on=seen.record.held_on if seen else board.on)
    ended_at = state.utc_now() if is_over else None
    written = replace(blank, notes=notes.strip(), decisions=decisions.strip(), ended_at=ended_at)
    kept = writing.change(seen, written, board.lang) if seen else _begin(written, blank, board.lang)
    if kept:
        writing.pin(kept)
        writing.say("board.ended" if is_over else "board.kept")
        st.rerun()


def _begin(written: Meeting, blank: Meeting, lang: str) -> Kept[Meeting] | None:
    """Keep a new meeting; where somebody else has just begun it, put both together as for any other record."""
    n_held = len(store.every(state.kept(), Meeting, owner=written.team))
    name = f"moede-{written.team}-{written.held_on}-{n_held + 1}"
    try:
        return writing.add(written, lang, id=name)
    except NameTakenError:
        return writing.change(Kept(name, blank, 0, state.utc_now(), writing.by()), written, lang)


def _earlier(work: Work, lang: str) -> None:
    html.show(chrome.section("earlier", lang))
    held = [one.record for one in work.meetings if one.record.ended_at is not None]
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
    use = DataUse(team=board.team_id, on=board.on, what=what.strip(), indicator=indicator)
    if is_pressed and writing.add(use, lang):
        st.rerun()
