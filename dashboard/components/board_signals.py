"""What a team does about a signal: it is seen, followed up by somebody, explained by a cause or a test, or closed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.board import today
from dashboard.board.board import Board
from dashboard.board.work import Work
from dashboard.components import html, writing
from qi import wording
from qi.improvement.annotate import cycle_title
from qi.improvement.signal import Handling, Signal
from qi.improvement.text import LONGEST_LINE
from qi.store import Kept


def show(work: Work, board: Board) -> None:
    """Offer to take a stand on each signal that is new or still unexplained."""
    ids = [one.id for one in (*board.news, *board.unexplained) if one.id]
    waiting = [one for one in work.signals if one.id in ids]
    for kept in waiting:
        title = today.title(kept.record.indicator, work, board.lang)
        with st.popover(wording.sentence("stand.decide", board.lang, title=title), key=f"signal-{kept.id}"):
            _decide(kept, work, board.lang)


def _decide(kept: Kept[Signal], work: Work, lang: str) -> None:
    signal = kept.record
    html.show(html.render("aside", text=wording.sentence(f"stand.{signal.handling.value}", lang)))
    cycles = {one.id: cycle_title(one.record) for one in work.cycles if signal.indicator in one.record.indicators}
    with st.form(f"signal-{kept.id}-{kept.version}", border=False):
        owner = st.text_input(
            wording.sentence("stand.owner", lang), signal.owner, max_chars=LONGEST_LINE, key=f"signal-hvem-{kept.id}"
        )
        cause = st.text_input(
            wording.sentence("stand.cause", lang),
            signal.cause,
            max_chars=LONGEST_LINE,
            key=f"signal-hvorfor-{kept.id}",
        )
        cycle = st.selectbox(
            wording.sentence("stand.cycle", lang),
            list(cycles),
            index=list(cycles).index(signal.cycle) if signal.cycle in cycles else None,
            format_func=cycles.__getitem__,
            placeholder=wording.sentence("board.choose", lang),
            key=f"signal-proeve-{kept.id}",
        )
        with st.container(horizontal=True):
            is_kept = st.form_submit_button(wording.sentence("stand.keep", lang), type="primary")
            is_closed = st.form_submit_button(wording.sentence("stand.close", lang))
    if is_kept or is_closed:
        said = replace(signal, owner=owner.strip(), cause=cause.strip(), cycle=cycle)
        handling = Handling.CLOSED if is_closed else _handling(said)
        if writing.change(kept, replace(said, handling=handling), lang):
            st.rerun()


def _handling(signal: Signal) -> Handling:
    if signal.cause or signal.cycle:
        return Handling.EXPLAINED
    return Handling.OWNED if signal.owner else Handling.SEEN
