"""One chart on a sheet of its own: the sentence, the chart as its proof, the rules, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dashboard.figures import svg
from dashboard.figures.panel import Panel, paper_icon
from dashboard.figures.svg import SIZES
from dashboard.paper import typeset
from dashboard.theme import LIGHT

A4_CHART = replace(SIZES["l"], width=1015, height=430)


def pdf(panel: Panel, *, scope: str, foot: Sequence[str], made_at: datetime) -> bytes:
    """Return the chart as one A4 page; ``scope`` says whose numbers, ``foot`` where they come from and how fresh."""
    return typeset.pdf("chart", _values(panel, scope, foot), made_at=made_at)


def png(panel: Panel, *, scope: str, foot: Sequence[str]) -> bytes:
    """Return the same page as a picture."""
    return typeset.png("chart", _values(panel, scope, foot))[0]


def _values(panel: Panel, scope: str, foot: Sequence[str]) -> dict[str, Any]:
    return {
        "lang": panel.spec.lang,
        "title": panel.title,
        "headline": panel.headline,
        "is_signal": panel.is_signal,
        "icon": paper_icon(panel.facts),
        "value": panel.value,
        "unit": panel.unit,
        "when": panel.when,
        "why": panel.why,
        "scope": scope,
        "summary": panel.spec.summary,
        "svg": svg.draw_sized(panel.spec, A4_CHART, ink=LIGHT),
        "foot": list(foot),
    }
