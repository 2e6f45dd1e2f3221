"""Buttons that give a chart away as paper or slide: the file says whose numbers, how fresh, and synthetic if so."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import cache, usage
from dashboard.board.routes import PPTX
from dashboard.components import border, chrome
from dashboard.figures.panel import Panel
from dashboard.paper import chart_sheet, slides
from qi import wording
from qi.analysis import Analysis


def chart_files(analysis: Analysis, lang: str) -> None:
    """Offer one chart as PDF, picture and slide; each is made, of what may leave the house, when somebody presses."""
    data, name = cache.dataset(), f"{analysis.indicator.key}-{analysis.as_of}"
    foot = wording.footer(data.as_of, data.extracted_at, lang, is_synthetic=data.is_synthetic)
    made_at = data.extracted_at

    def made(write: Callable[[Panel, str], bytes]) -> Callable[[], bytes]:
        return lambda: write(border.panel_of(analysis, lang), chrome.filterline(border.told(analysis).applied, lang))

    st.download_button(
        wording.sentence("paper.pdf", lang),
        made(lambda of, scope: chart_sheet.pdf(of, scope=scope, foot=foot, made_at=made_at)),
        f"{name}.pdf",
        "application/pdf",
        on_click=usage.exported,
        args=("pdf", analysis.indicator.key, analysis.selection),
    )
    st.download_button(
        wording.sentence("paper.png", lang),
        made(lambda of, scope: chart_sheet.png(of, scope=scope, foot=foot)),
        f"{name}.png",
        "image/png",
        on_click=usage.exported,
        args=("png", analysis.indicator.key, analysis.selection),
    )
    st.download_button(
        wording.sentence("paper.slide", lang),
        made(lambda of, scope: slides.chart_slides([of], scope=scope, foot=foot, made_at=made_at)),
        f"{name}.pptx",
        PPTX,
        on_click=usage.exported,
        args=("pptx", analysis.indicator.key, analysis.selection),
    )
