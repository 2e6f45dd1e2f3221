"""Buttons that give a chart away as paper or slide: the file says whose numbers, how fresh, and synthetic if so."""

from __future__ import annotations

import streamlit as st

from dashboard import cache, usage
from dashboard.board.routes import PPTX
from dashboard.components import chrome
from dashboard.figures.panel import panel
from dashboard.paper import chart_sheet, slides
from qi import wording
from qi.analysis import Analysis


def chart_files(analysis: Analysis, lang: str) -> None:
    """Offer one chart as PDF, picture and slide; each is made when somebody presses."""
    data, name = cache.dataset(), f"{analysis.indicator.key}-{analysis.as_of}"
    scope = chrome.filterline(analysis.applied, lang)
    foot = wording.footer(data.as_of, data.extracted_at, lang, is_synthetic=data.is_synthetic)
    of, made_at = panel(analysis, lang), data.extracted_at
    st.download_button(
        wording.sentence("paper.pdf", lang),
        lambda: chart_sheet.pdf(of, scope=scope, foot=foot, made_at=made_at),
        f"{name}.pdf",
        "application/pdf",
        on_click=usage.exported,
        args=("pdf", analysis.indicator.key, analysis.selection),
    )
    st.download_button(
        wording.sentence("paper.png", lang),
        lambda: chart_sheet.png(of, scope=scope, foot=foot),
        f"{name}.png",
        "image/png",
        on_click=usage.exported,
        args=("png", analysis.indicator.key, analysis.selection),
    )
    st.download_button(
        wording.sentence("paper.slide", lang),
        lambda: slides.chart_slides([of], scope=scope, foot=foot, made_at=made_at),
        f"{name}.pptx",
        PPTX,
        on_click=usage.exported,
        args=("pptx", analysis.indicator.key, analysis.selection),
    )
