"""At the border of the house: what may be taken out of a page as a file, and the sentence where it may not."""

from __future__ import annotations

from dataclasses import replace

from dashboard import cache, tables
from dashboard.components import chrome
from dashboard.figures import spec, svg
from dashboard.figures.panel import Panel, panel
from qi import wording
from qi.analysis import Analysis
from qi.lattice import BeyondLatticeError
from qi.selection import Selection


def refusal(analysis: Analysis, lang: str) -> str:
    """Say why a chart may not be taken out; empty where it may."""
    if analysis.indicator.spec is None:
        return wording.sentence("border.events", lang)
    return selection_refusal(analysis.selection, lang)


def selection_refusal(selection: Selection, lang: str) -> str:
    """Say why the numbers of a selection may not be taken out; empty where they may."""
    try:
        cache.check_border(selection)
    except BeyondLatticeError as error:
        if not error.dimensions:
            return wording.sentence("border.sums", lang)
        names = [wording.sentence(f"filter.{name}", lang).lower() for name in error.dimensions]
        return wording.sentence("border.filters", lang, filters=wording.join_names(names, lang))
    return ""


def told(analysis: Analysis) -> Analysis:
    """Return a chart as it may leave the house: every file that is taken out of a page is made of this."""
    return cache.published(analysis.indicator.key, analysis.selection)


def csv(analysis: Analysis, lang: str) -> bytes:
    """Return the numbers of a chart as they may leave the house."""
    outside = told(analysis)
    return tables.to_csv(outside, lang, chrome.provenance(outside, lang))


def svg_file(analysis: Analysis, lang: str) -> str:
    """Return the picture of a chart as it may leave the house, drawn from what the file of numbers holds."""
    outside = told(analysis)
    drawn = replace(spec.chart_spec(outside, lang), suppressed_text=wording.sentence("wall.hidden", lang))
    return svg.standalone(drawn, chrome.provenance(outside, lang))


def panel_of(analysis: Analysis, lang: str) -> Panel:
    """Return a chart, which must be as it may leave the house, with its words for paper and slide."""
    of = panel(analysis, lang)
    return replace(of, spec=replace(of.spec, suppressed_text=wording.sentence("wall.hidden", lang)))
