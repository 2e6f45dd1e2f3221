"""Chart cards in grids: the overview, and the charts of one page."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dashboard import cache, filters
from dashboard.components import chrome, html
from dashboard.figures import card
from qi import wording
from qi.analysis import Analysis
from qi.overview import Overview


def overview(many: Overview, lang: str) -> None:
    """Show how many charts signal and how many chance would give, then the charts: signals, random, not judged."""
    said = wording.signal_summary(len(many.signals), many.n_judged, many.expected_by_chance, lang)
    html.show(
        Markup("").join(
            [
                html.render("summary", parts=said.partition(". ")),
                _block("first", many.signals, lang, size="m"),
                _block("random", many.random, lang, size="s"),
                _block("unjudged", many.unjudged, lang, size="s"),
            ]
        )
    )


def page_of(page: str, lang: str, *, heading: str = "over_time") -> None:
    """Show every run chart of a page for the current selection."""
    analyses = cache.page_analyses(page, filters.current())
    html.show(_block(heading, analyses, lang, size="m"))


def _block(heading: str, analyses: Iterable[Analysis], lang: str, *, size: str) -> Markup:
    listed = list(analyses)
    if not listed:
        return Markup("")
    drawn = [_card(one, lang, size) for one in listed]
    return chrome.section(heading, lang, n=len(drawn)) + html.render("grid", size=size, cards=drawn)


def _card(analysis: Analysis, lang: str, size: str) -> Markup:
    href = filters.link("indikator", analysis.selection, lang, indikator=analysis.indicator.key)
    draw = card.large_card if size == "m" else card.small_card
    return html.render("card", key=analysis.indicator.key, card=draw(analysis, href=href, lang=lang))
