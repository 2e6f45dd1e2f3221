"""The walk of a first visit: a small panel above the page that points out one thing at a time, in six stops.

The stop stands in the address, so it survives a reload and can be begun again from the page Metode; that the walk has
been closed stands in a cookie. It needs no login and writes nothing on the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dashboard import cache, filters, first_visit, navigation
from dashboard.components import html
from qi import wording
from qi.indicators import INDICATORS

STOP = "rundvisning"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to see: ``name`` is the key of its words and of what the style sheet points out; ``page`` has it."""

    name: str
    page: str


STOPS = (
    Stop("verdict", "overblik"),
    Stop("median", "overblik"),
    Stop("signal", "overblik"),
    Stop("filters", "overblik"),
    Stop("focus", "indikator"),
    Stop("board", "tavle"),
)


def show(entry: navigation.PageEntry, lang: str) -> None:
    """Show the stop that the address names, or invite a newcomer to the sample data; nothing to anybody else."""
    i = asked(st.query_params.get(STOP, ""))
    if i is not None and STOPS[i].page == entry.name:
        _stop(i, lang)
    elif entry.is_default and cache.dataset().is_synthetic and not first_visit.is_over(st.context.cookies):
        html.show(
            html.render(
                "walk_invite",
                title=wording.sentence("walk.title", lang),
                text=wording.sentence("walk.invite", lang),
                start=(wording.sentence("walk.start", lang), start_address(lang)),
                decline=(wording.sentence("walk.decline", lang), _close_address(lang)),
            )
        )


def start_address(lang: str) -> str:
    """Return where the walk begins, with the filters of now."""
    return filters.link("", filters.asked(), lang, **{STOP: "1"})


def _close_address(lang: str) -> str:
    query = urlencode(filters.write_query(filters.asked(), cache.dataset(), lang), doseq=True)
    return f"{first_visit.CLOSE}?{query}" if query else first_visit.CLOSE


def asked(value: str) -> int | None:
    """Return the position of the stop that an address names; None for anything else."""
    names = [str(i + 1) for i in range(len(STOPS))]
    return names.index(value) if value in names else None


def _stop(i: int, lang: str) -> None:
    stop, is_last = STOPS[i], i + 1 == len(STOPS)
    with st.container(key="rundvisning", border=True):
        html.show(
            html.render(
                "walk_stop",
                name=stop.name,
                place=wording.sentence("walk.of", lang, i=i + 1, n=len(STOPS)),
                title=wording.sentence(f"walk.{stop.name}.title", lang),
                text=wording.sentence(f"walk.{stop.name}.text", lang),
                end=wording.sentence("walk.done" if is_last else "walk.end", lang),
                end_address=_close_address(lang),
            )
        )
        with st.container(horizontal=True, key="rundvisning-videre"):
            # The same two buttons at every stop, so that the keyboard stays where it is.
            if not is_last and st.button(wording.sentence("walk.next", lang), key="rv-frem", type="primary"):
                _go(i + 1, lang)
            if i and st.button(wording.sentence("walk.back", lang), key="rv-tilbage"):
                _go(i - 1, lang)


def _go(i: int, lang: str) -> None:
    stop = STOPS[i]
    query = {STOP: str(i + 1)} | ({"indikator": _worth_a_look()} if stop.page == "indikator" else {})
    st.switch_page(navigation.page(stop.page, lang), query_params=query)


def _worth_a_look() -> str:
    """Return the first chart with a signal in the selection of now, else the first of all."""
    signals = cache.overview(filters.current()).signals
    return signals[0].indicator.key if signals else next(iter(INDICATORS))
