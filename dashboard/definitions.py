"""The definition of an indicator as terms and texts, for page, report and workbook alike."""

from __future__ import annotations

from qi import wording
from qi.indicator import Goal, Indicator


def definition(indicator: Indicator, lang: str) -> list[tuple[str, str]]:
    """Return the definition of an indicator as term and text; what an indicator does not have is left out."""
    listed = [
        *((name, indicator.said(name, lang)) for name in ("numerator", "denominator", "dated_by")),
        ("direction", wording.sentence(f"direction.{indicator.direction.value}", lang)),
        ("goal", _goal(indicator.goal, indicator, lang)),
        *((name, indicator.said(name, lang)) for name in ("caveat", "source_system", "owner", "reference")),
        ("key", indicator.key),
        ("version", str(indicator.version)),
    ]
    return [(wording.sentence(f"definition.{name}", lang), text) for name, text in listed if text]


def _goal(goal: Goal | None, indicator: Indicator, lang: str) -> str:
    if goal is None:
        return wording.sentence("definition.no_goal", lang)
    source = goal.source if lang == "da" else goal.source_en or goal.source
    return f"{wording.with_unit(goal.value, indicator.unit, lang)} ({source})"
