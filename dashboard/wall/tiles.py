"""What stands on one tile of a slide, in words: the same sentence, value and chart as on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard.figures import icons
from dashboard.figures.spec import ChartSpec, chart_spec
from qi import formats, wording
from qi.analysis import Analysis
from qi.indicator import Indicator, Measure
from qi.subgroups import Status
from qi.wording.charts import value_line

NO_VALUE = "–"
CYCLE_KIND = "pdsa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One chart with its words; ``spec`` is None where there is nothing to draw."""

    title: str
    headline: str
    icon: Markup
    is_signal: bool = False
    value: str = NO_VALUE
    unit: str = ""
    when: str = ""
    n: str = ""
    goal: str = ""
    level: str = ""
    badges: tuple[str, ...] = ()
    cycle: str = ""
    spec: ChartSpec | None = None


def chart_tile(analysis: Analysis, lang: str = "da") -> Tile:
    """Return the tile of one indicator."""
    # A hidden number may be large itself, where it would give a small one away: say only that it is not shown.
    spec = replace(chart_spec(analysis, lang), suppressed_text=wording.sentence("wall.hidden", lang))
    text = wording.verdict_text(analysis.facts, lang)
    value, unit = _value(analysis, lang)
    when, n = _when(analysis, lang)
    return Tile(
        title=analysis.indicator.title(lang),
        headline=formats.bind(text.headline),
        icon=icons.verdict_icon(analysis.facts, size=24),
        is_signal=analysis.facts.verdict.is_signal,
        value=value,
        unit=unit,
        when=when,
        n=n,
        goal=spec.goal.text if spec.goal else "",
        level=next((line.text for line in spec.centre_lines if line.is_current), ""),
        badges=text.wall_badges,
        cycle=_running_cycle(analysis, lang),
        spec=spec if analysis.table.starts else None,
    )


def since_tile(gaps: Analysis, indicator: Indicator, lang: str = "da") -> Tile:
    """Return the tile of a number of days since the latest event, from the gaps between the events."""
    title, is_open = indicator.title(lang), gaps.table.status[-1:] == (Status.OPEN,)
    if not is_open:
        return Tile(title=title, headline=wording.sentence("wall.no_series", lang), icon=_icon("few"))
    days = int(gaps.table.value[-1])
    goal = int(indicator.goal.value) if indicator.goal else None
    is_held = goal is not None and days >= goal
    return Tile(
        title=title,
        headline=_since(days, goal, lang),
        icon=_icon("goal_held" if is_held else "goal_open"),
        value=formats.number(days, lang=lang),
        when=formats.short_date(gaps.as_of, lang),
    )


def missing_tile(key: str, lang: str = "da") -> Tile:
    """Return the tile of an indicator that the product no longer has."""
    name = wording.sentence("wall.no_indicator", lang, name=wording.safe_echo(key))
    return Tile(title=name, headline=wording.sentence("wall.choose_again", lang), icon=_icon("few"))


def _icon(name: str) -> Markup:
    return Markup(icons.icon(name, 24))  # noqa: S704 - no text in it


def _value(analysis: Analysis, lang: str) -> tuple[str, str]:
    i, indicator = analysis.latest, analysis.indicator
    if i is None:
        return NO_VALUE, ""
    value = formats.number(float(analysis.table.value[i]), indicator.decimals, lang=lang)
    return value, "%" if indicator.unit == "percent" else ""


def _when(analysis: Analysis, lang: str) -> tuple[str, str]:
    """Return the unit and period of the latest value, and how many it rests on; counts say that themselves."""
    i, indicator = analysis.latest, analysis.indicator
    if i is None:
        return "", ""
    when = value_line(analysis.table.starts[i], indicator.unit, lang, kind=str(analysis.selection.period))
    has_n = indicator.measure not in (Measure.COUNT, Measure.GAP)
    return when, formats.sample_size(int(analysis.table.n[i]), lang=lang) if has_n else ""


def _since(days: int, goal: int | None, lang: str) -> str:
    if goal is None:
        return wording.sentence("wall.since", lang)
    key = "wall.goal_reached" if days >= goal else "wall.goal_ahead"
    return wording.sentence(key, lang, goal=wording.counted(goal, "days", lang))


def _running_cycle(analysis: Analysis, lang: str) -> str:
    """Return the latest cycle in scope that has begun and has not ended."""
    running = [
        event
        for event in analysis.events
        if event.kind == CYCLE_KIND and event.starts_on <= analysis.as_of and event.ends_on is not None
        if event.ends_on >= analysis.as_of
    ]
    if not running:
        return ""
    title = running[-1].title(lang)
    return wording.sentence("wall.cycle", lang, title=title)
