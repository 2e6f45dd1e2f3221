"""Set up a board: which team, and which few indicators it follows."""

from __future__ import annotations

import streamlit as st

from dashboard import cache
from dashboard.board import keeping, today
from dashboard.board.work import Work
from dashboard.components import board_meeting, chrome
from qi import wording
from qi.improvement.team import MOST_CORE, Team
from qi.improvement.text import LONGEST_LINE
from qi.store import EditedMeanwhileError


def first_team(lang: str) -> None:
    """Say that there is no team yet, and let somebody make one."""
    chrome.notice(wording.sentence("board.no_team", lang))
    _new_team(lang)


def choose_core(work: Work, lang: str) -> None:
    """Let the team choose what stands on its board, and anybody make another team."""
    with st.expander(wording.sentence("board.core", lang), expanded=not work.team.record.core):
        _core(work, lang)
    with st.expander(wording.sentence("board.new_team", lang)):
        _new_team(lang)


def _core(work: Work, lang: str) -> None:
    team = work.team
    keys = [*cache.chart_keys(), *(one.id for one in work.own if not one.record.is_retired)]
    with st.form(f"tavle-kerne-{team.id}-{team.version}", border=False):
        chosen = st.multiselect(
            wording.sentence("board.core_help", lang),
            [*keys, *(key for key in team.record.core if key not in keys)],
            default=list(team.record.core),
            format_func=lambda key: today.title(key, work, lang),
            max_selections=MOST_CORE,
            placeholder=wording.sentence("board.choose", lang),
            key=f"tavle-kerne-valg-{team.id}-{team.version}",
        )
        if st.form_submit_button(wording.sentence("board.keep_core", lang)):
            try:
                is_kept = board_meeting.try_to(
                    lambda: keeping.choose_core(team, tuple(chosen), by=board_meeting.by()), lang
                )
            except EditedMeanwhileError:
                chrome.notice(wording.sentence("board.core_meanwhile", lang))
                return
            if is_kept:
                st.rerun()


def _new_team(lang: str) -> None:
    data = cache.dataset()
    with st.form("tavle-nyt-team", border=False):
        st.caption(wording.sentence("board.new_team_help", lang))
        name = st.text_input(wording.sentence("board.team_name", lang), max_chars=LONGEST_LINE, key="tavle-nyt-navn")
        municipality = st.selectbox(
            wording.sentence("filter.municipality", lang),
            list(data.municipalities),
            index=None,
            format_func=data.municipalities.__getitem__,
            placeholder=wording.sentence("scope.municipality", lang),
            key="tavle-ny-kommune",
        )
        programme = st.selectbox(
            wording.sentence("filter.programme", lang),
            list(data.codes["programme"]),
            index=None,
            format_func=lambda code: wording.sentence(f"programme.{code}", lang),
            placeholder=wording.sentence("scope.programme", lang),
            key="tavle-nyt-forloeb",
        )
        if st.form_submit_button(wording.sentence("board.make_team", lang)) and name.strip():
            made = Team(name=name.strip(), municipality=municipality, programme=programme)
            if board_meeting.try_to(lambda: _open(keeping.add_team(made, by=board_meeting.by())), lang):
                st.rerun()


def _open(team: str) -> None:
    st.session_state["tavle-aabn"] = team
