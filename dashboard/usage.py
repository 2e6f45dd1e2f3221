"""Notes in the log of use: who saw and exported what. Kept where people log in; elsewhere there is nobody to name."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import settings, state, viewer
from qi import store
from qi.access import NoAccessError
from qi.selection import Selection
from qi.store import LogEntry, StoreTroubleError


def saw(page: str, selection: Selection | None) -> None:
    """Note that this person looks at a page with a selection, once until either changes."""
    about = {"page": page, **_about(selection)}
    if st.session_state.get("noted") != about:
        note("saw", about)
        st.session_state["noted"] = about


def exported(kind: str, key: str, selection: Selection) -> None:
    """Note that this person takes numbers out: as which kind of file, of which indicator, for which selection."""
    try:
        note("exported", {"kind": kind, "indicator": key, **_about(selection)})
    except NoAccessError:
        st.session_state.pop("noted", None)  # the run that follows must note the page again, and says what is wrong


def note(what: str, about: dict[str, Any]) -> None:
    """Add an entry in the name of this person. Raises NoAccessError where it cannot be kept: nothing is seen unlogged.

    Where nobody logs in there is nobody to name.
    """
    if not settings.current().has_login:
        return
    who = viewer.current().subject
    try:
        store.add_entry(state.kept(), LogEntry(at=state.utc_now(), who=who, what=what, about=about))
    except (StoreTroubleError, TimeoutError):
        raise NoAccessError("unlogged") from None


def _about(selection: Selection | None) -> dict[str, Any]:
    if selection is None:
        return {}
    months = {name: f"{day:%Y-%m}" for name in ("first", "last") if (day := getattr(selection, name))}
    return {**{name: list(codes) for name, codes in selection.restrictions().items()}, **months}
