"""Around the content: style sheet, page head, sections, notices, definitions and foot."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from dashboard import cache as data_cache
from dashboard import state, theme
from dashboard.components import glossary, html
from dashboard.definitions import definition as definition
from dashboard.figures import explained
from dashboard.report import data_book
from qi import formats, wording
from qi.analysis import Analysis
from qi.selection import Selection

_STYLE = Path(__file__).parents[1] / "style"
_STYLES = ("page", "focus", "outcome", "board", "compare", "results", "improvement", "data", "help", "fields")
"""In the order of the cascade: what is about every page comes first, what is about every field last."""


@cache
def _stylesheet() -> str:
    page = "".join((_STYLE / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
    return f"<style>{theme.stylesheet()}{page}</style>"


def style(lang: str) -> None:
    """Send the style sheet, with what it says while nobody answers; it takes no room on the page."""
    said = json.dumps(wording.sentence("fault.offline", lang), ensure_ascii=False)  # a string of CSS as of JSON
    st.html(f"{_stylesheet()}<style>:root{{--kt-offline:{said}}}</style>")


def notices(lang: str) -> None:
    """Say once which values of the link nobody knows, and when new data or what people wrote cannot be read."""
    if data_cache.publication().broken_since:
        fetched = formats.timestamp(data_cache.dataset().extracted_at, lang)
        notice(wording.sentence("fault.old_data", lang, time=fetched))
    if state.written().trouble:
        notice(wording.sentence("store.stale", lang))
    for name, value in st.session_state["unknown_in_link"]:
        notice(wording.unknown_in_link(name, value, lang))
    st.session_state["unknown_in_link"] = ()


def notice(text: str) -> None:
    """Show one sentence that must not be overlooked."""
    html.show(html.render("notice", text=text))


def error_card(number: str, lang: str) -> None:
    """Show what is said when nobody foresaw what went wrong."""
    html.show(html.render("error", text=wording.sentence("error", lang, id=number)))


def filterline(selection: Selection, lang: str) -> str:
    """Return what the page is about: programme, municipality, cohort and months."""
    data = data_cache.dataset()
    names = {
        "municipality": data.municipalities,
        "unit": {unit.code: unit.name for unit in data.units},
    }
    return wording.scope_line(selection, names, lang, first=data.first_month, last=data.as_of.replace(day=1))


def synthetic_label(lang: str) -> str:
    """Return the words that stand on every page when the data are synthetic, else nothing."""
    return wording.sentence("synthetic", lang) if data_cache.dataset().is_synthetic else ""


def page_head(page: str, lang: str, *, selection: Selection | None = None) -> None:
    """Show the title of a page, what it is about and what it is for."""
    html.show(
        html.render(
            "page_head",
            title=wording.sentence(f"page.{page}", lang),
            lead=wording.sentence(f"page_help.{page}", lang),
            filterline=filterline(selection, lang) if selection else "",
            synthetic=synthetic_label(lang),
        )
    )


def section(key: str, lang: str, n: int | None = None) -> Markup:
    """Return the heading of a section, with how many things it holds."""
    return html.render("section", title=wording.sentence(f"section.{key}", lang), n=n)


def step(key: str, lang: str) -> None:
    """Show the heading of one step of a page."""
    html.show(html.render("section", title=wording.sentence(key, lang), n=None))


def fresh(lang: str) -> list[str]:
    """Return how fresh the data are, that small numbers are hidden, and that the data are synthetic when they are."""
    data = data_cache.dataset()
    return list(wording.footer(data.as_of, data.extracted_at, lang, is_synthetic=data.is_synthetic))


def footer(lang: str) -> None:
    """Say how fresh the data are, that small numbers are hidden, that the data are synthetic when they are.

    What the signs and the words of the page open stands there too, out of sight.
    """
    html.show(
        html.render("foot", lines=fresh(lang), explanations=explained.explanations(lang) + glossary.explanations(lang))
    )


def provenance(analysis: Analysis, lang: str) -> list[str]:
    """Return the lines that go with every file of a chart: what it shows, then whose numbers and where from."""
    return [
        analysis.indicator.title(lang),
        wording.verdict_text(analysis.facts, lang).card,
        *sources(analysis, lang),
    ]


def sources(analysis: Analysis, lang: str) -> list[str]:
    """Return what is selected, how many the numbers rest on, which system they come from, how fresh, synthetic."""
    system = wording.sentence("take.source", lang, source=analysis.indicator.said("source_system", lang))
    return [filterline(analysis.applied, lang), data_book.total(analysis, lang), system, *fresh(lang)]


def choose_indicator(key: str, lang: str) -> None:
    """Say that the link names no indicator, and lead on to the overview."""
    page_head("indikator", lang)
    notice(wording.sentence("error.unknown_indicator", lang, key=wording.safe_echo(key)))


def caveat(key: str, lang: str) -> None:
    """Show a sentence that must stand beside the numbers of a page."""
    notice(wording.sentence(key, lang))
