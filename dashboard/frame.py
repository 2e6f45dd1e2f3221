"""What every page stands in: page settings, filters, header, footer and the one card for an error nobody foresaw."""

from __future__ import annotations

import logging
import secrets

import streamlit as st
from streamlit.navigation.page import Page

from dashboard import access, cache, filters, navigation, usage, viewer
from dashboard.components import chrome, trouble, walk
from qi import wording
from qi.access import NoAccessError
from qi.dataset import UNFILLED
from qi.store import StoreTroubleError

log = logging.getLogger(__name__)


def run() -> None:
    """Draw the page the address names."""
    lang = filters.language()
    st.set_page_config(page_title="Kvalitetstavle", layout="wide", initial_sidebar_state="auto")
    chrome.style(lang)
    try:
        allowed = navigation.allowed(viewer.current())
    except NoAccessError as error:
        st.navigation(navigation.pages(lang, ()), position="hidden")
        access.refuse(error, lang)
        return
    page = st.navigation(navigation.pages(lang, allowed), position="top")
    entry = navigation.entry_at(page.url_path)
    st.set_page_config(page_title=f"{entry.title(lang)} · Kvalitetstavle")
    if access.is_open():
        chrome.notice(wording.sentence("access.open", lang))
    try:
        _page(entry, page, lang)
    except NoAccessError as error:
        access.refuse(error, lang)
    except StoreTroubleError as error:
        trouble.show(error.trouble, lang)
    except Exception as error:  # the one place that catches what nobody foresaw
        number = secrets.token_hex(4)
        known = {"event": "page_failed", "number": number}
        log.error("page %s failed, error number %s", entry.name, number, exc_info=error, extra=known)
        chrome.error_card(number, lang)
    access.who(lang)
    chrome.footer(lang)


def _page(entry: navigation.PageEntry, page: Page, lang: str) -> None:
    if entry.right is not None:
        viewer.current().require(entry.right)
    trouble.give_back()
    filters.adopt_address()
    st.session_state["selection"] = filters.sidebar(is_used=entry.has_filters)
    chrome.notices(lang)
    usage.saw(entry.name, filters.current() if entry.has_filters else None)
    if entry.is_default and cache.dataset().version == UNFILLED:
        st.switch_page(navigation.page("data", lang))  # a new folder: there is nothing to look at before an import
    walk.show(entry, lang)
    page.run()
