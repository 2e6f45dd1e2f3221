"""What the indicators are called that a team may follow: those of the data, and those it collects by hand."""

from __future__ import annotations

from dashboard import cache, state
from qi import store
from qi.improvement import OwnIndicator
from qi.indicators import INDICATORS
from qi.store import StoreTroubleError


def titles(team: str, lang: str) -> dict[str, str]:
    """Return the titles by key, those collected by hand first; without them while the store cannot be read."""
    try:
        own = {kept.id: kept.record.name for kept in store.every(state.kept(), OwnIndicator, owner=team)}
    except StoreTroubleError:
        own = {}
    return own | {key: title_of(key, lang) for key in cache.chart_keys()}


def title_of(key: str, lang: str) -> str:
    """Return the title of an indicator of the data."""
    return INDICATORS[key].title(lang)
