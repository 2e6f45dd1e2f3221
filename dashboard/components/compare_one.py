"""All numbers of one municipality as they are told outside its house, signals first."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import cache, comparing, filters
from dashboard.components import compare_links, html
from dashboard.figures import card
from qi import formats, wording
from qi.selection import Selection

NOBODY = "-"


def choose(lang: str) -> str:
    """Let a visitor choose a municipality; nothing is chosen to begin with."""
    return filters.one_of("se", "compare.choose_one", places(lang), NOBODY, lang)


def places(lang: str) -> dict[str, str]:
    """Return the name of each municipality by code in alphabetical order, after the choice of none."""
    names = cache.dataset().municipalities
    return {NOBODY: wording.sentence("compare.nobody", lang)} | {code: names[code] for code in formats.by_name(names)}


def show(selection: Selection, code: str, lang: str) -> None:
    """Show every number of the chosen municipality; nothing while none is chosen or the numbers are being prepared."""
    if code != NOBODY and not comparing.n_unprepared():
        html.show(_shown(selection, code, lang, compare_links.scope()))


@cache.per_state(64)
def _shown(selection: Selection, code: str, lang: str, own: compare_links.Scope) -> Markup:
    asked = Selection(municipality=(code,), programme=selection.programme, first=selection.first, last=selection.last)
    found = [cache.published(key, asked) for key in comparing.matrix_keys()]
    found.sort(key=lambda one: (not one.facts.verdict.is_signal, not one.facts.verdict.is_judged))
    cards = [
        {
            "key": f"one-{one.indicator.key}",
            "card": card.small_card(
                one, href=compare_links.focus(one.indicator.key, code, selection, lang, own), lang=lang
            ),
        }
        for one in found
    ]
    title = wording.sentence("compare.one_title", lang, unit=cache.dataset().municipalities[code])
    return html.render("section", title=title, n=len(cards)) + html.render("grid", size="s", cards=cards)
