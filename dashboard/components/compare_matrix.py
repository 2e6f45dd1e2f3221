"""All indicators by municipality: verdict icons, how many signals chance would give, and what to look at first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from dashboard import cache, comparing, filters
from dashboard.components import compare_links, html
from dashboard.figures import icons
from qi import formats, wording
from qi.analysis import Analysis
from qi.comparison.matrix import Cell, Matrix
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.verdict import Verdict

MOST_COLUMNS = 12
"""More municipalities than this do not fit beside each other: then only the signals are listed, by indicator."""

MOST_FIRST = 5
"""Signals in the list of what to look at first."""

SURE, DOUBTFUL = 0.05, 0.5
"""Up to this share of false signals a list is called sure, and from this on it says nothing."""

LOOK_SECONDS = 2.0

KEYS = ("good", "bad", "neutral", "unclear", "few", "suppressed", "random_matrix")


def show(selection: Selection, lang: str) -> None:
    """Show the matrix, or how far it has come while the numbers are being prepared."""
    if comparing.n_unprepared():
        _wait(lang)
    else:
        html.show(_shown(selection, lang, compare_links.scope()))


@st.fragment(run_every=LOOK_SECONDS)
def _wait(lang: str) -> None:
    left, every = comparing.n_unprepared(), len(comparing.matrix_keys())
    if not left:
        st.rerun()
    html.show(html.render("notice", text=wording.sentence("compare.preparing", lang, done=every - left, all=every)))


@cache.per_state(64)
def _shown(selection: Selection, lang: str, own: compare_links.Scope) -> Markup:
    found = comparing.municipality_matrix(comparing.matrix_keys(), selection.programme, selection.first, selection.last)
    places = cache.dataset().municipalities
    codes = sorted(found.codes, key=lambda code: formats.sort_key(places[code]))
    said = wording.signal_summary(len(found.signals), found.n_judged, found.expected_by_chance, lang)
    return html.render(
        "compare_matrix",
        title=wording.sentence("compare.all_indicators", lang),
        headline=said.rstrip("."),
        first=_first(found, selection, lang, own),
        columns=[places[code] for code in codes] if len(codes) <= MOST_COLUMNS else [],
        heads=[wording.sentence(f"compare.{name}", lang) for name in ("matrix_head", "n_signals")],
        rows=[_row(key, codes, found, selection, lang, own) for key in found.indicators],
        quiet=_quiet(found, lang),
        keys=[(_icon(name), wording.sentence(f"compare.key.{name}", lang)) for name in KEYS],
    )


def _icon(name: str, *, is_down: bool = False) -> Markup:
    return Markup(icons.icon(name, 20, down=is_down))  # noqa: S704 - no text in it


def _row(
    key: str, codes: Sequence[str], found: Matrix, selection: Selection, lang: str, own: compare_links.Scope
) -> dict[str, object]:
    cells = [_cell(found.cells[key, code], selection, lang, own) for code in codes]
    signals = [cell for cell in cells if cell["href"]]
    return {
        "title": INDICATORS[key].title(lang),
        "href": filters.link("sammenligning", selection, lang, indikator=key),
        "cells": cells,
        "signals": signals,
        "n": formats.number(len(signals), lang=lang) if signals else "",
    }


def _cell(cell: Cell, selection: Selection, lang: str, own: compare_links.Scope) -> dict[str, object]:
    name = icon_name(cell)
    place = cache.dataset().municipalities[cell.code]
    values = {"title": INDICATORS[cell.indicator].title(lang), "unit": place}
    return {
        "icon": _icon(name, is_down=cell.side == "under"),
        "words": wording.sentence("compare.cell", lang, words=wording.sentence(f"compare.key.{name}", lang), **values),
        "place": place,
        "href": compare_links.focus(cell.indicator, cell.code, selection, lang, own) if cell.verdict.is_signal else "",
    }


def icon_name(cell: Cell) -> str:
    """Return the icon of a cell: a quiet one is a tiny open circle, so that many quiet cells look empty."""
    if cell.verdict.is_signal:
        return cell.tone.value
    if cell.verdict is Verdict.RANDOM:
        return "random_matrix"
    return "suppressed" if cell.n_hidden > cell.n_useful else "few"


def _quiet(found: Matrix, lang: str) -> str:
    loud = {cell.indicator for cell in found.signals}
    names = [INDICATORS[key].title(lang) for key in found.indicators if key not in loud]
    return wording.sentence("compare.quiet_rows", lang, names=", ".join(names)) if names else ""


def _first(found: Matrix, selection: Selection, lang: str, own: compare_links.Scope) -> dict[str, object]:
    """Return what to look at first: the clearest signals in their order, and how sure each is."""
    shown = found.signals[:MOST_FIRST]
    rest = len(found.signals) - len(shown)
    return {
        "title": wording.sentence("compare.first", lang),
        "lead": _first_lead(found, lang),
        "rows": [_signal(cell, selection, lang, own) for cell in shown],
        "rest": wording.sentence("compare.more_signals", lang, k=rest) if rest else "",
    }


def _first_lead(found: Matrix, lang: str) -> str:
    if not found.signals:
        return wording.sentence("compare.first_none", lang)
    lead = wording.sentence("compare.first_lead", lang)
    if (found.signals[0].false_share or 0.0) < DOUBTFUL:
        return lead
    return f"{wording.sentence('compare.first_weak', lang, m=found.n_judged)} {lead}"


def _signal(cell: Cell, selection: Selection, lang: str, own: compare_links.Scope) -> dict[str, object]:
    return {
        "icon": _icon(icon_name(cell), is_down=cell.side == "under"),
        "place": cache.dataset().municipalities[cell.code],
        "title": INDICATORS[cell.indicator].title(lang),
        "href": compare_links.focus(cell.indicator, cell.code, selection, lang, own),
        "told": wording.verdict_text(_analysis(cell, selection).facts, lang).card,
        "sure": _sure(cell.false_share or 0.0, lang),
    }


def _analysis(cell: Cell, selection: Selection) -> Analysis:
    asked = Selection(
        municipality=(cell.code,), programme=selection.programme, first=selection.first, last=selection.last
    )
    return cache.published(cell.indicator, asked)


def _sure(share: float, lang: str) -> str:
    if share <= SURE:
        return wording.sentence("compare.sure.most", lang)
    if share >= DOUBTFUL:
        return wording.sentence("compare.sure.half", lang)
    return wording.sentence("compare.sure.some", lang, k=int(formats.round_half_up(1 / share)))
