"""What people take away from a page: pictures and numbers as files with a dictionary, and the link to the page itself.

A file holds what may leave the house and says whose numbers, from where, how many, how fresh, and synthetic if so. It
is made when somebody presses, and noted in the log of use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import cache, preparing, usage
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

KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": PPTX,
}
"""The kinds of file by ending."""

WAY = ("R01", "P01", "P03", "P09", "R04", "P13", "P14", "D02", "D03")
"""The steps of the way through the course that are followed month by month, in the order they come."""


AT_ONCE = 5
"""A file with more numbers that nobody has checked yet is prepared first: each takes up to some seconds."""

LOOK_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file on offer: what its button says, its ending, and how it is made when somebody presses."""

    label: str
    kind: str
    make: Callable[[], bytes | str]


def offer(files: Sequence[File], name: str, selection: Selection, lang: str, *, said: str) -> None:
    """Offer files of one thing, called ``name``, and the link to the page, under one sentence about them."""
    with _room(said):
        for file in files:
            st.download_button(
                wording.sentence(file.label, lang),
                file.make,
                f"{name}-{cache.dataset().as_of}.{file.kind}",
                KINDS[file.kind],
                on_click=usage.exported,
                args=(file.kind, name, selection),
            )
        _link(lang)


def of_chart(analysis: Analysis, lang: str) -> None:
    """Offer one chart as table, picture, paper and slide; say why where nothing may be taken out."""
    refused = border.refusal(analysis, lang)
    files = [] if refused else [*_numbers(analysis, lang), *_pictures(analysis, lang)]
    said = refused or wording.sentence("border.taken_out", lang)
    offer(files, analysis.indicator.key, analysis.selection, lang, said=said)


def of_page(page: str, selection: Selection, lang: str) -> None:
    """Offer all numbers over time of a page with their dictionary, and the link to the page."""
    of_numbers(page, offered((Page(page),)), selection, lang)


def of_overview(selection: Selection, lang: str) -> None:
    """Offer the numbers over time of every page."""
    of_numbers("overblik", offered(tuple(Page)), selection, lang)


def of_way(selection: Selection, lang: str) -> None:
    """Offer the steps of the way month by month; the figures of the page follow each citizen and stay in the house."""
    of_numbers("vejen", WAY, selection, lang, said="take.way", label="take.by_month")


def of_groups(key: str, selection: Selection, lang: str) -> None:
    """Offer an indicator for all citizens together; the numbers of groups stay in the house."""
    of_numbers("lighed", (key,), selection, lang, said="take.groups", label="take.by_month")


def of_numbers(
    page: str,
    keys: Sequence[str],
    selection: Selection,
    lang: str,
    *,
    said: str = "take.checking",
    label: str = "take.page",
) -> None:
    """Offer some indicators over time with their dictionary, as they may leave the house."""
    refused = border.selection_refusal(selection, lang)
    title = wording.sentence(f"page.{page}", lang)

    def book() -> bytes:
        return _book([cache.published(key, selection) for key in keys], title, lang)

    if refused or preparing.n_left(keys) <= AT_ONCE:
        files = [] if refused else [File(label=label, kind="xlsx", make=book)]
        offer(files, page, selection, lang, said=refused or wording.sentence(said, lang))
    else:
        with _room(wording.sentence(said, lang)):
            _prepare(page, keys, lang)
            _link(lang)


def _prepare(page: str, keys: Sequence[str], lang: str) -> None:
    """Let the numbers of a large file be checked first, and show how far that has come."""
    asked = f"prepare-{page}"
    if st.session_state.get(asked) == cache.dataset().version:
        _wait(tuple(keys), lang)
    elif st.button(wording.sentence("take.prepare", lang), key=f"{asked}-button"):
        st.session_state[asked] = cache.dataset().version
        st.rerun()


@st.fragment(run_every=LOOK_SECONDS)
def _wait(keys: tuple[str, ...], lang: str) -> None:
    preparing.begin(keys)
    left, every = preparing.n_left(keys), len(keys)
    if not left:
        st.rerun()
    said = wording.sentence("take.preparing", lang, done=every - left, all=every)
    st.progress(1 - left / every, text=said)


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


def _numbers(analysis: Analysis, lang: str) -> list[File]:
    title = analysis.indicator.title(lang)
    return [
        File(label="button.csv", kind="csv", make=lambda: border.csv(analysis, lang)),
        File(label="take.xlsx", kind="xlsx", make=lambda: _book([border.told(analysis)], title, lang)),
    ]


def _book(told: Sequence[Analysis], title: str, lang: str) -> bytes:
    data = cache.dataset()
    about = [title, chrome.filterline(told[0].applied, lang), *chrome.fresh(lang)]
    return data_book.xlsx(told, lang, about=about, made_at=data.extracted_at)


def _pictures(analysis: Analysis, lang: str) -> list[File]:
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

    return [
        File(label="button.svg", kind="svg", make=lambda: border.svg_file(analysis, lang)),
        File(label="paper.pdf", kind="pdf", make=pdf),
        File(label="paper.png", kind="png", make=png),
        File(label="paper.slide", kind="pptx", make=slide),
    ]


def _on_paper(analysis: Analysis, lang: str) -> tuple[Panel, str, list[str]]:
    """Return a chart as it may leave the house, what is selected, and where its numbers come from."""
    told = border.told(analysis)
    scope, *foot = chrome.sources(told, lang)
    return border.panel_of(told, lang), scope, foot
