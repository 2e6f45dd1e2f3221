"""The page that makes a report, and the log of what has been shown outside the house."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import cache, state, usage
from dashboard.components import border, chrome, html
from dashboard.report import document, workbook
from dashboard.report.report import Report, compose, is_empty, offered
from dashboard.wall.walls import in_words
from qi import formats, store, wording
from qi.indicator import Page
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.store import LoggedRelease

FIRST_PAGES = (Page.REFERRALS, Page.RESPONSE)
LATEST_SHOWN = 6
FORMATS = {
    "pdf": ("application/pdf", document.pdf),
    "html": ("text/html", document.html),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.xlsx),
}


def make(selection: Selection, lang: str) -> None:
    """Let the user choose what a report holds and make it."""
    refused = border.selection_refusal(selection, lang)
    if refused:
        chrome.notice(refused)
        return
    pages = st.multiselect(
        wording.sentence("report.contents_of", lang),
        list(Page),
        default=FIRST_PAGES,
        format_func=lambda page: wording.sentence(f"page.{page}", lang),
        placeholder=wording.sentence("report.choose", lang),
        select_all=False,  # its label is English whatever the page is
        key="rapport-emner",
    )
    if not pages:
        chrome.notice(wording.sentence("report.nothing_chosen", lang))
        return
    if st.button(wording.sentence("report.make", lang), type="primary"):
        with st.spinner(wording.sentence("report.checking", lang)):
            made = compose(offered(pages), selection, lang, made_at=datetime.now(UTC))
        # Noted when it is made: a button that notes would run the page again, and the files would be gone.
        usage.exported("rapport", ", ".join(pages), selection)
        _files(made, lang)


def _files(report: Report, lang: str) -> None:
    if is_empty(report):
        chrome.notice(wording.sentence("report.nothing_shown", lang))
        return
    as_of = formats.long_date(cache.dataset().as_of, lang)
    chrome.notice(wording.sentence("report.ready", lang, n=len(report.charts), date=as_of))
    with st.container(horizontal=True):
        for ending, (kind, write) in FORMATS.items():
            st.download_button(
                wording.sentence(f"report.{ending}", lang),
                write(report),
                f"rapport-{cache.dataset().as_of}.{ending}",
                kind,
                on_click="ignore",
            )


def released(lang: str) -> None:
    """Show the latest lines of the log of releases, and whether any line of it has been changed."""
    html.show(chrome.section("released", lang))
    log = store.releases(state.kept())
    if not log:
        html.show(html.render("aside", text=wording.sentence("released.none", lang)))
        return
    broken = store.first_broken(log)
    whole = wording.sentence("released.whole", lang, n=len(log))
    html.show(
        html.render(
            "released",
            said=whole if broken is None else wording.sentence("released.broken", lang, n=broken),
            heads=[wording.sentence(f"released.{name}", lang) for name in ("what", "at", "data", "hidden", "audit")],
            rows=[_line(line, lang) for line in reversed(log[-LATEST_SHOWN:])],
        )
    )


def _line(line: LoggedRelease, lang: str) -> tuple[str, ...]:
    indicator = INDICATORS[line.key]
    return (
        indicator.title(lang),
        in_words(line.at, lang),
        formats.short_date(line.as_of, lang),
        wording.sentence("released.of", lang, n=line.n_hidden, n_all=line.n_cells),
        wording.sentence("released.passed" if line.is_passed else "released.failed", lang),
    )
