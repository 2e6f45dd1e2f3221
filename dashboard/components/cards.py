"""Chart cards in grids: the overview, and the charts of one page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard import cache, filters
from dashboard.components import chrome, html, take_away
from dashboard.figures import card
from qi import wording
from qi.analysis import Analysis
from qi.selection import Selection
from qi.verdict import Verdict


def overview(selection: Selection, lang: str) -> None:
    """Show how many charts signal and how many chance would give, then the charts: signals, random, not judged."""
    html.show(_overview(selection, lang))


def page_of(page: str, lang: str, *, heading: str = "over_time") -> None:
    """Show every run chart of a page for the current selection, and what can be taken away."""
    selection = filters.current()
    html.show(_page(page, selection, lang, heading))
    take_away.of_page(page, selection, lang)


@cache.per_state(64)
def _overview(selection: Selection, lang: str) -> Markup:
    many = cache.overview(selection)
    if _is_empty(many.unjudged) and not many.n_judged:
        return _nothing(lang)
    said = wording.signal_summary(len(many.signals), many.n_judged, many.expected_by_chance, lang)
    return Markup("").join(
        [
            html.render("summary", parts=said.partition(". ")),
            _block("first", many.signals, selection, lang, size="m"),
            _block("random", many.random, selection, lang, size="s"),
            _block("unjudged", many.unjudged, selection, lang, size="s"),
        ]
    )


@cache.per_state(128)
def _page(page: str, selection: Selection, lang: str, heading: str) -> Markup:
    analyses = cache.page_analyses(page, selection)
    return _nothing(lang) if _is_empty(analyses) else _block(heading, analyses, selection, lang, size="m")


def _is_empty(analyses: Sequence[Analysis]) -> bool:
    return all(one.facts.verdict is Verdict.NONE for one in analyses)


def _nothing(lang: str) -> Markup:
    return html.render("notice", text=wording.sentence("empty", lang))


def _block(heading: str, analyses: Sequence[Analysis], selection: Selection, lang: str, *, size: str) -> Markup:
    if not analyses:
        return Markup("")
    link = filters.indicator_links(selection, lang)
    draw = card.large_card if size == "m" else card.small_card
    drawn = [{"key": one.indicator.key, "card": draw(one, href=link(one.indicator.key), lang=lang)} for one in analyses]
    return chrome.section(heading, lang, n=len(drawn)) + html.render("grid", size=size, cards=drawn)
