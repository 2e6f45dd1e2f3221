"""One chart with its words, in the order they are read; board, sheet of paper and slide each set them in their way."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.figures import icons
from dashboard.figures.spec import ChartSpec, chart_spec
from dashboard.theme import LIGHT
from qi import formats, wording
from qi.analysis import Analysis
from qi.indicator import CASE_MEASURES, Measure
from qi.verdict import GoalRelation, Side, VerdictFacts

NO_VALUE = "–"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One chart in words and as a specification of its drawing; ``role`` is outcome, process or balancing measure."""

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
    spec: ChartSpec


def panel(analysis: Analysis, lang: str = "da") -> Panel:
    """Return the panel of one analysis."""
    indicator, facts = analysis.indicator, analysis.facts
    text = wording.verdict_text(facts, lang)
    i = analysis.latest
    spec = chart_spec(analysis, lang)
    return Panel(
        key=indicator.key,
        title=indicator.title_da if lang == "da" else indicator.title_en,
        role=wording.sentence(f"paper.role_{indicator.kind.value}", lang),
        headline=formats.bind(text.headline),
        is_signal=facts.verdict.is_signal,
        facts=facts,
        value=NO_VALUE if i is None else formats.number(float(analysis.table.value[i]), indicator.decimals, lang=lang),
        unit="%" if indicator.unit == "percent" and i is not None else "",
        when=_when(analysis, lang),
        why=_why(analysis, text.card, lang),
        goal=_goal(analysis, spec, lang),
        card=text.card,
        spec=spec,
    )


def paper_icon(facts: VerdictFacts) -> str:
    """Return the icon of a verdict as an SVG document of its own, in the inks of paper."""
    drawing = icons.icon(icons.icon_name(facts), 24, down=facts.side is Side.UNDER, ink=LIGHT)
    return drawing.replace("<svg ", SVG, 1)


def _when(analysis: Analysis, lang: str) -> str:
    i, indicator = analysis.latest, analysis.indicator
    if i is None:
        return ""
    kind = "day" if indicator.measure is Measure.GAP else str(analysis.selection.period)
    n = int(analysis.table.n[i]) if indicator.measure in CASE_MEASURES else None
    return wording.value_line(analysis.table.starts[i], indicator.unit, lang, n=n, kind=kind)


def _why(analysis: Analysis, card: str, lang: str) -> str:
    """Return the two rules with what chance would give; where nothing is judged, the sentence that says why."""
    rules = wording.reasons(analysis.facts, lang)[:2]
    return " · ".join(f"{rule.label} {rule.value} ({rule.expected})" for rule in rules) or card


def _goal(analysis: Analysis, spec: ChartSpec, lang: str) -> str:
    if spec.goal is None:
        return wording.sentence("paper.no_goal", lang)
    if analysis.facts.goal_relation is GoalRelation.HELD:
        return wording.sentence("paper.goal_held", lang, goal=spec.goal.text)
    return spec.goal.text
