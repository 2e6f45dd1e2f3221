"""Set up a board: which few indicators a team follows."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import cache
from dashboard.board import today
from dashboard.board.work import Work
from dashboard.components import writing
from qi import wording
from qi.improvement.team import MOST_CORE


def choose_core(work: Work, lang: str) -> None:
    """Let the team choose what stands on its board, in which order."""
    is_empty = not work.team.record.core
    shown = st.toggle(wording.sentence("board.core", lang), value=is_empty, key=f"tavle-vis-kerne-{work.team.id}")
    if not shown:
        return
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
        is_pressed = st.form_submit_button(wording.sentence("board.keep_core", lang))
    if is_pressed and writing.change(team, replace(team.record, core=tuple(chosen)), lang):
        st.rerun()
