"""A store in trouble: one sentence, a way to try again, and what was typed is kept until then."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import streamlit as st
from streamlit.errors import StreamlitAPIException

from dashboard.components.chrome import notice
from qi import wording
from qi.store import Trouble

HELD = "held"


def show(trouble: Trouble, lang: str) -> None:
    """Say what is wrong in place of the rest of the page."""
    notice(wording.sentence(trouble.value, lang))
    _hold_what_was_typed()
    st.button(wording.sentence("fault.again", lang), key="proev-igen")


def give_back() -> None:
    """Put what was typed before the trouble back into its fields, before they are drawn again.

    A field takes an answer from the session only in the run in which it was set: later the server would know it and
    the screen would not show it. What has been answered anew meanwhile stays.
    """
    for key, value in st.session_state.pop(HELD, {}).items():
        if st.session_state.get(key) == value:
            st.session_state[key] = value


def _hold_what_was_typed() -> None:
    """Keep the answers of fields that this run has not drawn: Streamlit forgets them otherwise."""
    held = {}
    for key, value in list(st.session_state.items()):
        if isinstance(value, str | date):
            with suppress(StreamlitAPIException):  # a field that was drawn keeps its answer by itself
                st.session_state[key] = value
                held[key] = value
    st.session_state[HELD] = held
