"""The board: a team's meeting of ten minutes, from what is new to who does what before next time."""

import streamlit as st

from dashboard import filters
from dashboard.board import today
from dashboard.components import board, board_meeting, board_setup, chrome, projects

lang = filters.language()
head = st.container()
team = board.choose(lang)
work = board.work_of(team) if team else None
if work is None:
    with head:
        chrome.page_head("tavle", lang)
    projects.new_team(lang, expanded=True)
else:
    shown = today.composed(work, at=today.now(), lang=lang)
    with head:
        board.head(shown)
    board.show(shown, work)
    board_meeting.hold(work, shown)
    board_setup.choose_core(work, lang)
