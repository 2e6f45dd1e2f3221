"""The pages: file, address, title and place in the menu. One line per page; the address never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from qi.access import Right, Viewer
from qi.wording import sentence

PAGES_FOLDER = Path(__file__).parent / "pages"
MORE = "menu.more"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: ``name`` is both the file and the key of its words; ``address`` is the path in the address bar.

    ``section`` is the key of the drop-down that holds it, empty for a place of its own in the menu. ``right`` is what
    somebody needs to open it, None for a page without anybody's numbers.
    """

    name: str
    address: str
    section: str = ""
    is_in_menu: bool = True
    is_default: bool = False
    has_filters: bool = True
    right: Right | None = Right.SEE

    def title(self, lang: str) -> str:
        return sentence(f"page.{self.name}", lang)


PAGES = (
    PageEntry("overblik", "", is_default=True),
    PageEntry("tavle", "tavle", has_filters=False),
    PageEntry("henvisninger", "henvisninger"),
    PageEntry("svarprocenter", "svarprocenter"),
    PageEntry("udbytte", "udbytte"),
    PageEntry("behov", "behov"),
    PageEntry("sammenligning", "sammenligning", right=Right.COMPARE),
    PageEntry("forbedring", "forbedring", has_filters=False),
    PageEntry("registrer", "registrer", has_filters=False, right=Right.WRITE),
    PageEntry("vejen", "vejen", MORE),
    PageEntry("lighed", "lighed", MORE),
    PageEntry("proev", "proev", MORE, has_filters=False, right=None),
    PageEntry("metode", "metode", MORE, has_filters=False, right=None),
    PageEntry("rapport", "rapport", MORE),
    PageEntry("visninger", "visninger", MORE),
    PageEntry("data", "data", MORE),
    PageEntry("vaegopsaetning", "vaegopsaetning", MORE, has_filters=False, right=Right.WALLS),
    PageEntry("logbog", "logbog", MORE, has_filters=False, right=Right.ADMINISTER),
    PageEntry("indikator", "indikator", is_in_menu=False),
)


def allowed(viewer: Viewer) -> tuple[PageEntry, ...]:
    """Return the pages that somebody may open."""
    return tuple(entry for entry in PAGES if entry.right is None or viewer.may(entry.right))


def pages(lang: str, shown: Sequence[PageEntry]) -> dict[str, list[Page]]:
    """Return the Streamlit pages in menu order, by the title of their section; only ``shown`` are in the menu.

    All are there, so that a link to a closed page ends in a sentence and not in Streamlit's own words.
    """
    sections: dict[str, list[Page]] = {}
    for entry in PAGES:
        title = sentence(entry.section, lang) if entry.section else ""
        sections.setdefault(title, []).append(_page(entry, lang, is_shown=entry in shown))
    return sections


def page(name: str, lang: str) -> Page:
    """Return the Streamlit page with this name."""
    return _page(next(entry for entry in PAGES if entry.name == name), lang, is_shown=True)


def entry_at(address: str) -> PageEntry:
    """Return the page at an address."""
    return next(entry for entry in PAGES if entry.address == address)


def _page(entry: PageEntry, lang: str, *, is_shown: bool) -> Page:
    return st.Page(
        PAGES_FOLDER / f"{entry.name}.py",
        title=entry.title(lang),
        url_path=entry.address or None,
        default=entry.is_default,
        visibility="visible" if entry.is_in_menu and is_shown else "hidden",
    )
