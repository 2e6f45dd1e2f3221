"""The log of use as a page: whether it holds together, and its latest entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from dashboard import state, viewer
from dashboard.components import html
from dashboard.wall.words import day_and_time
from qi import store, wording
from qi.access import Right
from qi.store import LogEntry

SHOWN = 200


@viewer.allowed(Right.ADMINISTER)
def check(lang: str) -> None:
    """Say in one sentence whether the log holds together."""
    found = store.check_log(state.kept())
    if not found.n:
        said = wording.sentence("log.empty", lang)
    elif found.broken_at is None:
        said = wording.sentence("log.holds", lang, lines=wording.counted(found.n, "line", lang), digest=found.last[:16])
    else:
        said = wording.sentence("log.broken", lang, n=found.broken_at)
    html.show(html.render("notice", text=said))


@viewer.allowed(Right.ADMINISTER)
def latest(lang: str) -> None:
    """Show the latest entries, newest first."""
    entries = store.latest_entries(state.kept(), SHOWN)
    if entries:
        heads = [wording.sentence(f"log.{name}", lang) for name in ("when", "who", "what", "about")]
        html.show(html.render("log_of_use", heads=heads, rows=[_row(entry, lang) for entry in entries]))


def _row(entry: LogEntry, lang: str) -> list[str]:
    when = day_and_time(entry.at.replace(tzinfo=UTC), lang)
    return [when, entry.who, wording.sentence(f"log.{entry.what}", lang), _in_words(entry.about)]


def _in_words(about: Mapping[str, Any]) -> str:
    parts = [f"{name}: {', '.join(value) if isinstance(value, list) else value}" for name, value in about.items()]
    return " · ".join(parts)
