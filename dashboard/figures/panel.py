"""One chart with its words, in the order they are read; board, sheet of paper and slide each set them in their way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.figures import icons
from dashboard.figures.spec import ChartSpec, chart_spec
from dashboard.theme import LIGHT
from qi import formats, wording
from qi.analysis import Analysis
from qi.indicator import CASE_MEASURES, Measure
from qi.selection import Period
from qi.verdict import Side, VerdictFacts

NO_VALUE = "–"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One chart in words and as a specification of its drawing.

    ``role`` is outcome, process or balancing measure; ``months`` are the starts of the periods where they are calendar
    months or quarters, else empty.
    """

    key: str
    title: str
    role: str
    headline: str
    is_signal: bool
    facts: VerdictFacts
    value: str
    unit: str
    when: str
    why: str
    goal: str
    card: str
    months: tuple[date, ...]
    spec: ChartSpec


def panel(analysis: Analysis, lang: str = "da") -> Panel:
    """Return the panel of one analysis."""
    indicator, facts = analysis.indicator, analysis.facts
    text = wording.verdict_text(facts, lang)
    i = analysis.latest
    return Panel(
        key=indicator.key,
        title=indicator.title(lang),
        role=wording.sentence(f"paper.role_{indicator.kind.value}", lang),
        headline=formats.bind(text.headline),
        is_signal=facts.verdict.is_signal,
        facts=facts,
        value=NO_VALUE if i is None else formats.number(float(analysis.table.value[i]), indicator.decimals, lang=lang),
        unit="%" if indicator.unit == "percent" and i is not None else "",
        when=_when(analysis, lang),
        why=_why(facts, text.card, lang),
        goal=_goal(analysis, lang),
        card=text.card,
        months=_months(analysis),
        spec=chart_spec(analysis, lang),
    )


def paper_icon(facts: VerdictFacts) -> str:
    """Return the icon of a verdict as an SVG document of its own, in the inks of paper."""
    drawing = icons.icon(icons.icon_name(facts), 24, down=facts.side is Side.UNDER, ink=LIGHT)
    return drawing.replace("<svg ", SVG, 1)


def _months(analysis: Analysis) -> tuple[date, ...]:
    is_calendar = analysis.selection.period in (Period.MONTH, Period.QUARTER)
    return analysis.table.starts if is_calendar and analysis.indicator.measure is not Measure.GAP else ()


def _when(analysis: Analysis, lang: str) -> str:
    i, indicator = analysis.latest, analysis.indicator
    if i is None:
        return ""
    kind = "day" if indicator.measure is Measure.GAP else str(analysis.selection.period)
    n = int(analysis.table.n[i]) if indicator.measure in CASE_MEASURES else None
    return wording.value_line(analysis.table.starts[i], indicator.unit, lang, n=n, kind=kind)


def _why(facts: VerdictFacts, card: str, lang: str) -> str:
    """Return the two rules with what chance would give; where nothing is judged, the sentence that says why."""
    if not facts.verdict.is_judged:
        return card
    numbers = {
        "run": facts.longest_run,
        "run_max": facts.longest_run_max,
        "crossings": facts.crossings,
        "crossings_min": facts.crossings_min,
    }
    return wording.sentence("paper.why", lang, **numbers)


def _goal(analysis: Analysis, lang: str) -> str:
    """Return the goal and how the level stands to it."""
    if analysis.goal is None:
        return wording.sentence("paper.no_goal", lang)
    indicator, relation = analysis.indicator, analysis.facts.goal_relation
    goal = wording.with_unit(analysis.goal.value, indicator.unit, lang, decimals=indicator.decimals)
    return wording.sentence(f"paper.goal_{relation.value}", lang, goal=goal)
