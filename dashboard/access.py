"""Logging in and out: a login becomes a viewer anew at every run, and whoever has none sees no number."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import streamlit as st

from dashboard import cache as data_cache
from dashboard import settings, state, viewer
from dashboard.components import html
from qi import store, wording
from qi.access import EVERYONE, NoAccessError, Viewer, viewer_of
from qi.imports.mapping import code_lists
from qi.store import StoreTroubleError

log = logging.getLogger(__name__)

REMEMBER_SECONDS = 2.0
"""How long this server believes what it has read about logouts; its own it knows at once."""

FOR_THE_KNOWN = ("not_allowed", "out_of_scope", "unsure", "unlogged")
"""What is said to somebody whose login holds: the way out stands in the sidebar."""


@cache
def _settings() -> settings.Settings:
    return settings.current()


def viewer_behind(claims: Mapping[str, Any]) -> Viewer:
    """Return who a login is. Raises NoAccessError for one that is too old, odd, without a role, or logged out."""
    # Into a new folder somebody must import before it knows any municipality.
    known = data_cache.dataset().municipalities or code_lists()["municipality"]
    found = viewer_of(claims, _settings().claims(), now=time.time(), known=known)
    try:
        ended = _ended(int(time.monotonic() / REMEMBER_SECONDS))
    except StoreTroubleError:
        raise NoAccessError("unsure") from None
    if claims["iat"] <= ended.get(found.subject, -1):
        raise NoAccessError("logged_out")
    return found


@lru_cache(maxsize=1)
def _ended(_: int) -> Mapping[str, int]:
    return store.ended_logins(state.kept())


def of_this_run() -> Viewer:
    """Return who is looking at the page that is drawn now."""
    if not _settings().has_login:
        return EVERYONE
    if not st.user.is_logged_in:
        raise NoAccessError("logged_out")
    return viewer_behind(st.user.to_dict())


viewer.ask(of_this_run)


def log_out() -> None:
    """End every login of this person, wherever its cookie has come to, then log out at the provider."""
    subject = st.user.get("sub")
    if isinstance(subject, str):
        try:
            store.end_logins(state.kept(), subject, at=time.time())
        except StoreTroubleError as error:  # this browser forgets the login all the same
            known = {"event": "logout_not_kept"}
            log.error("a logout was not kept, copies of its cookie live on until it is too old: %s", error, extra=known)
        _ended.cache_clear()
    st.logout()


def refuse(error: NoAccessError, lang: str) -> None:
    """Say in one sentence why there is nothing to see, and what to do."""
    is_outside = error.key in ("logged_out", "too_old")
    html.show(
        html.render(
            "page_head",
            title=wording.sentence("access.title" if is_outside else "access.closed", lang),
            lead=wording.sentence(f"access.{error.key}", lang),
            filterline="",
            synthetic="",
        )
    )
    if is_outside:
        st.button(wording.sentence("access.log_in", lang), on_click=st.login, type="primary", key="log-ind")
    elif error.key not in FOR_THE_KNOWN:
        _log_out_button(lang)


def who(lang: str) -> None:
    """Show at the foot of the sidebar who is logged in, with the way out; nothing where nobody logs in."""
    if not _settings().has_login:
        return
    found = viewer.current()
    with st.sidebar, st.container(key="hvem"):
        roles = wording.join_names([wording.sentence(f"role.{role}", lang) for role in sorted(found.roles)], lang)
        html.show(html.render("who", name=found.name or found.subject, roles=roles))
        _log_out_button(lang)


def _log_out_button(lang: str) -> None:
    st.button(wording.sentence("access.log_out", lang), on_click=log_out, key="log-ud")


def is_open() -> bool:
    """Whether other machines reach these pages and nobody logs in."""
    return _settings().is_open
