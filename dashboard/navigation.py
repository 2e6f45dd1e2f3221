"""The pages: file, address, title and place in the menu. One line per page; the address never changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

PAGES_FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: ``name`` is both the file and the key of its words; ``address`` is the path in the address bar."""

    name: str
    address: str
    title_da: str
    title_en: str
    is_in_menu: bool = True
    is_default: bool = False

    def title(self, lang: str) -> str:
        return self.title_da if lang == "da" else self.title_en


PAGES = (
    PageEntry("overblik", "", "Overblik", "Overview", is_default=True),
    PageEntry("henvisninger", "henvisninger", "Henvendelser", "Referrals"),
    PageEntry("svarprocenter", "svarprocenter", "Svarprocent", "Response rate"),
    PageEntry("udbytte", "udbytte", "Udbytte", "Outcomes"),
    PageEntry("behov", "behov", "Behov", "Needs"),
    PageEntry("proev", "proev", "Prøv selv", "Try it"),
    PageEntry("metode", "metode", "Metode", "Method"),
    PageEntry("indikator", "indikator", "Indikator", "Indicator", is_in_menu=False),
)


def pages(lang: str) -> list[Page]:
    """Return the Streamlit pages in menu order."""
    return [
        st.Page(
            PAGES_FOLDER / f"{entry.name}.py",
            title=entry.title(lang),
            url_path=entry.address or None,
            default=entry.is_default,
            visibility="visible" if entry.is_in_menu else "hidden",
        )
        for entry in PAGES
    ]
