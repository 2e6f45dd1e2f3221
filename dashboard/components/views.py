"""Saved views: give a page with its filters a name, find it again, and say when something in it is gone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from dashboard import cache, filters, navigation, state
from dashboard.components import chrome, html, writing
from dashboard.wall.walls import in_words
from qi import store, wording
from qi.selection import Selection
from qi.store import SavedView
from qi.store.views import LONGEST_NAME


def save(selection: Selection, lang: str) -> None:
    """Let the user give one page, with the filters as they stand now, a name."""
    pages = {entry.name: entry for entry in navigation.PAGES if entry.is_in_menu and entry.has_filters}
    with st.form("visning-ny", border=True):
        left, right = st.columns(2)
        page = left.selectbox(
            wording.sentence("views.page", lang),
            [name for name in pages if name != "visninger"],
            format_func=lambda name: pages[name].title(lang),
            key="visning-side",
        )
        name = right.text_input(
            wording.sentence("views.name", lang),
            max_chars=LONGEST_NAME,
            help=wording.sentence("views.name_help", lang),
            key="visning-navn",
        )
        is_sent = st.form_submit_button(wording.sentence("views.save", lang), type="primary")
    if is_sent:
        chrome.notice(_keep(name.strip(), pages[page].address, selection, lang))


def _keep(name: str, address: str, selection: Selection, lang: str) -> str:
    """Keep a view and say what came of it."""
    if not name:
        return wording.sentence("views.no_name", lang)
    if wording.is_like_cpr(name):
        return wording.sentence("views.cpr", lang)
    query = filters.query_codes(selection, cache.dataset())
    try:
        store.add_view(state.kept(), SavedView(name=name, page=address, query=query, saved_at=state.utc_now()))
    except store.NameTakenError:
        return wording.sentence("views.taken", lang, name=name)
    return wording.sentence("views.saved", lang, name=name)


def kept(lang: str) -> None:
    """Show every saved view with its link."""
    html.show(chrome.section("views", lang))
    views = store.all_views(state.kept())
    if not views:
        html.show(html.render("aside", text=wording.sentence("views.none", lang)))
    for view in views:
        left, right = st.columns([5, 1], vertical_alignment="center")
        with left:
            html.show(html.render("view", **_said(view, lang)))
        right.button(
            wording.sentence("views.remove", lang),
            key=f"visning-slet-{view.name}",
            on_click=writing.attempt,
            args=(partial(store.remove_view, state.kept(), view.name), lang),
        )


def _said(view: SavedView, lang: str) -> dict[str, str]:
    data = cache.dataset()
    entry = next((entry for entry in navigation.PAGES if entry.address == view.page), None)
    codes, unknown = filters.read_query(view.query, data)
    gone = [
        wording.sentence("views.gone", lang, filter=_filter(name, lang), value=wording.safe_echo(value))
        for name, value in unknown
    ]
    if entry is None:
        gone = [wording.sentence("views.no_page", lang)]
    return {
        "name": view.name,
        "href": _link(view.page, view.query, lang) if entry else "",
        "page": entry.title(lang) if entry else view.page,
        "scope": chrome.filterline(filters.selection_of(codes, data), lang),
        "saved": wording.sentence("views.saved_at", lang, time=in_words(view.saved_at, lang)),
        "gone": " ".join(gone),
    }


def _filter(query_name: str, lang: str) -> str:
    """Return what people call a filter, by its name in an address."""
    part = next((part for part, name in filters.QUERY_NAMES.items() if name == query_name), None)
    return wording.sentence(f"filter.{part}", lang) if part else query_name


def _link(page: str, query: Mapping[str, tuple[str, ...]], lang: str) -> str:
    spoken = dict(query) if lang == "da" else {**query, "sprog": (filters.LANGUAGES[lang],)}
    return f"/{page}?{urlencode(spoken, doseq=True)}" if spoken else f"/{page}"
