"""The data folder the server shows: what it is, its versions, and the way back to the version before."""

from __future__ import annotations

import streamlit as st

from dashboard import cache, usage, viewer
from dashboard.components import html
from dashboard.components.chrome import notice
from qi import formats, wording
from qi.access import Right
from qi.dataset import DatasetError
from qi.imports import own_folder
from qi.imports.own_folder import Place, Version

SAID = "data-besked"
"""What the last click has done: said once, on the run after it."""


def show(lang: str) -> None:
    """Say which data are shown, and list the versions of one's own folder."""
    folder = cache.publication().folder
    for text in st.session_state.pop(SAID, ()):
        notice(text)
    kept = own_folder.kept_versions(folder)
    notice(_which(own_folder.place_of(folder), kept, lang))
    if cache.publication().broken_since is not None:
        notice(wording.sentence("data.broken", lang))
    if kept:
        with st.expander(wording.sentence("data.versions", lang)):
            html.show(html.render("data_versions", heads=_heads(lang), rows=[_row(one, lang) for one in kept]))
            _way_back(kept, lang)


def is_new() -> bool:
    """Whether nothing has been published to the folder yet."""
    return own_folder.place_of(cache.publication().folder) is Place.NEW


def _which(place: Place, kept: tuple[Version, ...], lang: str) -> str:
    shown = next((one for one in kept if one.is_current), None)
    if place is not Place.OWN or shown is None:
        return wording.sentence(f"data.place_{place.value}", lang)
    date = formats.long_date(shown.as_of, lang)
    return wording.sentence("data.place_own", lang, number=str(shown.number), date=date)


def _heads(lang: str) -> list[str]:
    names = ("number", "extracted", "as_of", "mapping", "rows_in", "aside", "now")
    return [wording.sentence(f"data.version_{name}", lang) for name in names]


def _row(one: Version, lang: str) -> list[str]:
    return [
        str(one.number),
        formats.short_date(one.extracted_at.date(), lang=lang),
        formats.short_date(one.as_of, lang=lang),
        ", ".join(one.mappings),
        formats.number(one.rows_in, lang=lang),
        formats.number(one.rows_set_aside, lang=lang),
        wording.sentence("data.version_is_now", lang) if one.is_current else "",
    ]


def _way_back(kept: tuple[Version, ...], lang: str) -> None:
    current = next((one.number for one in kept if one.is_current), 0)
    earlier = next((one.number for one in kept if one.number < current), None)
    if earlier is None:
        html.show(html.render("aside", text=wording.sentence("data.no_way_back", lang)))
        return
    with st.popover(wording.sentence("data.go_back", lang, number=str(earlier)), key="data-tilbage"):
        st.write(wording.sentence("data.go_back_what", lang, number=str(earlier), current=str(current)))
        really = wording.sentence("data.go_back_really", lang)
        st.button(really, key="data-tilbage-ja", on_click=_go_back, args=(lang,))


@viewer.allowed(Right.IMPORT)
def _go_back(lang: str) -> None:
    publication = cache.publication()
    try:
        number = own_folder.go_back(publication.folder)
    except DatasetError:
        st.session_state[SAID] = (wording.sentence("data.no_way_back", lang),)
        return
    publication.take()
    usage.note("went_back", {"version": number})
    st.session_state[SAID] = (wording.sentence("data.went_back", lang, number=str(number)),)
