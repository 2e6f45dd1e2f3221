"""What every page stands in: page settings, filters, header, footer and the one card for an error nobody foresaw."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from dashboard import filters, navigation
from dashboard.components import chrome
from qi import wording

log = logging.getLogger(__name__)


def run() -> None:
    """Draw the page the address names."""
    lang = filters.language()
    st.set_page_config(page_title="Kvalitetstavle", layout="wide", initial_sidebar_state="auto")
    page = st.navigation(navigation.pages(lang), position="top")
    chrome.style()
    filters.adopt_address()
    st.session_state["selection"] = filters.sidebar(is_used=navigation.entry_at(page.url_path).has_filters)
    chrome.notices(lang)
    try:
        page.run()
    except Exception:  # the one place that catches what nobody foresaw
        number = secrets.token_hex(4)
        log.exception("page %s failed, error number %s", page.url_path, number)
        st.error(wording.sentence("error", lang, id=number))
    chrome.footer(lang)
