"""Under the charts of the page Data: rows set aside over imports, the changes that stand on charts, the offers."""

from __future__ import annotations

import streamlit as st

from dashboard import cache
from dashboard.components import chrome, html
from dashboard.figures import card
from qi import formats, wording
from qi.dataset import Change
from qi.imports import own_folder
from qi.imports.history import receipts
from qi.imports.offers import Offer, offers
from qi.imports.own_folder import Place
from qi.imports.set_aside import set_aside_charts


def show(lang: str) -> None:
    """Show how the imports have gone, and list what has changed around the numbers and where that is known from."""
    folder = cache.publication().folder
    if own_folder.place_of(folder) is Place.OWN:
        _set_aside(lang)
    _table("changes", [_change(one, lang) for one in cache.dataset().changes[::-1]], lang)
    _table("offers", [_offer(one, lang) for one in offers(folder)], lang)


def _set_aside(lang: str) -> None:
    charts = set_aside_charts(receipts(cache.publication().folder))
    drawn = [
        {"key": f"aside-{number}", "card": card.large_card(one, href="data", lang=lang)}
        for number, one in enumerate(charts)
    ]
    html.show(chrome.section("set_aside", lang, n=len(drawn)) + html.render("grid", size="m", cards=drawn))


def _table(name: str, rows: list[list[str]], lang: str) -> None:
    if not rows:
        return
    with st.expander(f"{wording.sentence(f'data.{name}', lang)} · {len(rows)}"):
        html.show(html.render("aside", text=wording.sentence(f"data.{name}_from", lang)))
        heads = [wording.sentence(f"data.{name}_{number}", lang) for number in range(1, len(rows[0]) + 1)]
        html.show(html.render("data_versions", heads=heads, rows=rows))


def _change(one: Change, lang: str) -> list[str]:
    place = cache.dataset().municipalities.get(one.municipality or "", one.municipality)
    programme = wording.code_label("programme", one.programme, lang) if one.programme else None
    scope = [said for said in (place, programme, ", ".join(one.indicators)) if said]
    return [
        formats.short_date(one.starts_on, lang=lang),
        one.title(lang),
        wording.code_label("change_kind", one.kind, lang),
        " · ".join(scope) or wording.sentence("data.changes_all", lang),
    ]


def _offer(one: Offer, lang: str) -> list[str]:
    until = formats.short_date(one.valid_to, lang=lang) if one.valid_to else ""
    return [one.name, formats.short_date(one.valid_from, lang=lang), until, one.system, one.predecessor]
