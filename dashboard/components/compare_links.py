"""Where the links of a comparison lead: to pages of the viewer's own municipalities, else to what others publish."""

from __future__ import annotations

from dataclasses import replace

from dashboard import filters, viewer
from qi.selection import Selection

Scope = frozenset[str] | None
"""The municipalities whose own pages the viewer may open; None is all."""


def scope() -> Scope:
    """Return the scope of who is looking; part of the key under which markup with links is kept."""
    return viewer.current().municipalities


def focus(key: str, code: str, selection: Selection, lang: str, own: Scope) -> str:
    """Return the address of one indicator of one municipality: its own page, or among what it publishes."""
    if own is None or code in own:
        return filters.indicator_links(replace(selection, municipality=(code,)), lang)(key)
    return filters.link("sammenligning", replace(selection, municipality=()), lang, indikator=key, se=code)
