"""What people take away from a page: files of a chart, all numbers with a dictionary, and the link to the page itself.

A file holds what may leave the house and says whose numbers, from where, how many, how fresh, and synthetic if so. It
is made when somebody presses, and noted in the log of use.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import cache, usage
from dashboard.board.routes import PPTX
from dashboard.components import border, chrome, html
from dashboard.components.walk import STOP
from dashboard.figures.panel import Panel
from dashboard.paper import chart_sheet, slides
from dashboard.report import data_book
from dashboard.report.report import offered
from qi import wording
from qi.analysis import Analysis
from qi.indicator import Page
from qi.selection import Selection

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of_chart(analysis: Analysis, lang: str) -> None:
    """Offer one chart as table, picture, paper and slide; say why where nothing may be taken out."""
    refused = border.refusal(analysis, lang)
    with _room(refused or wording.sentence("border.taken_out", lang)):
        if not refused:
            _numbers(analysis, lang)
            _pictures(analysis, lang)
        _link(lang)


def of_page(page: str, selection: Selection, lang: str) -> None:
    """Offer all numbers over time of a page with their dictionary, and the link to the page."""
    keys = offered((Page(page),))
    refused = border.selection_refusal(selection, lang)
    with _room(refused or wording.sentence("take.checking", lang)):
        if not refused:
            st.download_button(
                wording.sentence("take.page", lang),
                lambda: _book([cache.published(key, selection) for key in keys], lang),
                f"{page}-{cache.dataset().as_of}.xlsx",
                XLSX,
                on_click=usage.exported,
                args=("xlsx", page, selection),
            )
        _link(lang)


def _room(said: str) -> DeltaGenerator:
    """Return where the buttons stand, under one sentence about what they give."""
    with st.container(key="tag-med"):
        html.show(html.render("aside", text=said))
        return st.container(horizontal=True)


def _link(lang: str) -> None:
    """Show the address of the page as it is filtered now, with a button that copies it."""
    query = {name: st.query_params.get_all(name) for name in st.query_params if name != STOP}
    with st.popover(wording.sentence("take.link", lang)):
        address = str(st.context.url or "")
        st.code(f"{address}?{urlencode(query, doseq=True)}" if query else address, language=None, wrap_lines=True)


def _numbers(analysis: Analysis, lang: str) -> None:
    _button("button.csv", "csv", "text/csv", lambda: border.csv(analysis, lang), analysis, lang)
    _button("take.xlsx", "xlsx", XLSX, lambda: _book([border.told(analysis)], lang), analysis, lang)


def _book(told: list[Analysis], lang: str) -> bytes:
    data = cache.dataset()
    foot = wording.footer(data.as_of, data.extracted_at, lang, is_synthetic=data.is_synthetic)
    title = (
        told[0].indicator.title(lang) if len(told) == 1 else wording.sentence(f"page.{told[0].indicator.page}", lang)
    )
    about = [title, chrome.filterline(told[0].applied, lang), *foot]
    return data_book.xlsx(told, lang, about=about, made_at=data.extracted_at)


def _pictures(analysis: Analysis, lang: str) -> None:
    made_at = cache.dataset().extracted_at

    def pdf() -> bytes:
        of, scope, foot = _on_paper(analysis, lang)
        return chart_sheet.pdf(of, scope=scope, foot=foot, made_at=made_at)

    def png() -> bytes:
        of, scope, foot = _on_paper(analysis, lang)
        return chart_sheet.png(of, scope=scope, foot=foot)

    def slide() -> bytes:
        of, scope, foot = _on_paper(analysis, lang)
        return slides.chart_slides([of], scope=scope, foot=foot, made_at=made_at)

    _button("button.svg", "svg", "image/svg+xml", lambda: border.svg_file(analysis, lang), analysis, lang)
    _button("paper.pdf", "pdf", "application/pdf", pdf, analysis, lang)
    _button("paper.png", "png", "image/png", png, analysis, lang)
    _button("paper.slide", "pptx", PPTX, slide, analysis, lang)


def _on_paper(analysis: Analysis, lang: str) -> tuple[Panel, str, list[str]]:
    """Return a chart as it may leave the house, what is selected, and where its numbers come from."""
    told = border.told(analysis)
    scope, *foot = chrome.sources(told, lang)
    return border.panel_of(told, lang), scope, foot


def _button(label: str, kind: str, mime: str, make: Callable[[], bytes | str], analysis: Analysis, lang: str) -> None:
    st.download_button(
        wording.sentence(label, lang),
        make,
        f"{analysis.indicator.key}-{analysis.as_of}.{kind}",
        mime,
        on_click=usage.exported,
        args=(kind, analysis.indicator.key, analysis.selection),
    )
