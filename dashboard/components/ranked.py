"""Shares side by side with their uncertainty: needs, symptoms and where the referrals come from."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard import cache
from dashboard.components import glossary, html
from dashboard.figures import explained
from dashboard.figures.outcome import RankedShare, needs_figure
from qi import wording
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.shares import Share

NEEDS = tuple(f"N{i:02d}" for i in range(1, 7))
SYMPTOMS = tuple(key for key in INDICATORS if key.startswith("N") and key not in NEEDS)
SYMPTOM_PERCENT = 10
"""The list of symptoms holds what at least so many per cent have, after rounding (S0: '>10 %', but 10 is listed)."""


def needs(selection: Selection, lang: str) -> None:
    """Show the six needs and the symptoms, ranked."""
    html.show(_needs(selection, lang))


@cache.per_version(64)
def _needs(selection: Selection, lang: str) -> Markup:
    groups = (("needs", NEEDS, 0), ("symptoms", SYMPTOMS, SYMPTOM_PERCENT))
    cards = [
        _needs_card(name, cache.indicator_shares(keys, selection), lang, at_least=at_least)
        for name, keys, at_least in groups
    ]
    return html.render("pair", cards=cards)


def _needs_card(name: str, shares: Sequence[Share], lang: str, *, at_least: int) -> Markup:
    notes = ["need.multi", "need.value", *(["needs.rule"] if at_least else [])]
    kept = [share for share in shares if share.percent is None or share.percent + 0.5 >= at_least]
    return card(name, kept, {share.key: _indicator_title(share.key, lang) for share in kept}, lang, notes=notes)


def referral_mix(selection: Selection, lang: str) -> Markup:
    """Return the card that shows where the referrals come from."""
    shares = cache.referral_mix(selection)
    titled = {share.key: wording.code_label("source", share.key, lang) for share in shares}
    return card("by_source", shares, titled, lang, notes=["interval.note"])


def card(name: str, shares: Sequence[Share], titled: dict[str, str], lang: str, *, notes: Sequence[str]) -> Markup:
    """Return a card with shares in descending order: what comes first in a sentence, the figure, and the numbers."""
    shown = [share for share in shares if share.percent is not None]
    title = wording.sentence(f"section.{name}", lang)
    headline = _most(titled[shown[0].key], shown[0], lang) if shown else _nothing(shares, lang)
    items = [RankedShare(titled[s.key], s.percent, s.interval) for s in shown if s.percent is not None and s.interval]
    return html.render(
        "ranked",
        key=name,
        title=explained.titled("needs", title, lang),
        headline=headline,
        figure=needs_figure(items, label=f"{title}. {headline}", lang=lang),
        notes=glossary.marked([wording.sentence(note, lang) for note in notes], lang),
        numbers=[(titled[s.key], wording.sentence("ranked.of", lang, a=s.hits, b=s.n)) for s in shown],
        table_title=wording.sentence("button.show_table", lang),
    )


def _most(title: str, share: Share, lang: str) -> str:
    percent = wording.with_unit(share.percent or 0.0, "percent", lang)
    return wording.sentence("ranked.most", lang, title=title, percent=percent, a=share.hits, b=share.n)


def _nothing(shares: Sequence[Share], lang: str) -> str:
    if any(share.is_suppressed for share in shares):
        return wording.sentence("small", lang)
    return wording.sentence("empty", lang)


def _indicator_title(key: str, lang: str) -> str:
    return INDICATORS[key].title(lang)
