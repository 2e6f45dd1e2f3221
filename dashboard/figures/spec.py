"""What one chart shows, in data coordinates and already in words: the same for SVG, Plotly, wall and print.

Positions on the time axis are indices of the subgroup table; a boundary between two periods lies at a half.
The table is blanked before it comes here, so no suppressed number can reach a drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from dashboard.figures import chart_events, scales
from dashboard.figures.chart_events import Band, EventLine
from dashboard.figures.scales import Tick
from qi import calendar, formats
from qi.analysis import Analysis
from qi.indicator import Indicator, Measure
from qi.run_charts import MIN_POINTS, RunPhase
from qi.selection import Period
from qi.subgroups import Status
from qi.verdict import Direction, Side, Tone, Verdict, VerdictFacts
from qi.wording import charts, counted, sentence
from qi.wording.facts_in_words import level_decimals
from qi.wording.nouns import PERCENT, without_unit


class Mark(StrEnum):
    """How one period is drawn."""

    COUNTED = "counted"
    OPEN = "open"
    SUPPRESSED = "suppressed"
    NOTHING = "nothing"


class LineKind(StrEnum):
    """How a centre line is drawn; dashed means signal and nothing else."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class CentreLine:
    """The centre line of one phase, from ``start`` to ``end`` on the time axis."""

    start: float
    end: float
    value: float
    kind: LineKind
    tone: Tone
    text: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Bracket:
    """The run that made the signal: which points, on which side, and the words on it."""

    points: tuple[int, ...]
    side: Side
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """The goal; ``wanted`` is the side the hachures point to, None when no side is wanted."""

    value: float
    wanted: Side | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """Everything one run chart draws; see the module for coordinates. ``y`` is None where there is no point."""

    summary: str
    y: tuple[float | None, ...]
    marks: tuple[Mark, ...]
    n: tuple[int, ...]
    numerator: tuple[int, ...] | None
    period_names: tuple[str, ...]
    unit: str
    decimals: int
    lang: str
    tone: Tone
    bottom: float
    top: float
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    first_text: str
    last_text: str
    centre_lines: tuple[CentreLine, ...]
    bracket: Bracket | None
    crossings: tuple[tuple[float, float], ...]
    crossings_text: str
    beyond: tuple[int, ...]
    goal: GoalLine | None
    bands: tuple[Band, ...]
    events: tuple[EventLine, ...]
    latest: int | None
    open_from: float | None
    open_text: str
    suppressed_text: str
    empty_slots: tuple[int, ...]
    is_gap: bool

    @property
    def n_slots(self) -> int:
        """The number of places on the time axis, coming ones included."""
        return len(self.y) + len(self.empty_slots)


_MARK = {
    Status.COUNTED: Mark.COUNTED,
    Status.IMMATURE: Mark.OPEN,
    Status.PARTIAL: Mark.OPEN,
    Status.OPEN: Mark.OPEN,
    Status.SUPPRESSED: Mark.SUPPRESSED,
    Status.EMPTY: Mark.NOTHING,
}


def chart_spec(analysis: Analysis, lang: str = "da") -> ChartSpec:
    """Return what the run chart of ``analysis`` draws, with its labels in ``lang``."""
    indicator, table = analysis.indicator, analysis.table
    is_gap = indicator.measure is Measure.GAP
    period = "day" if is_gap else str(analysis.selection.period)
    y = tuple(None if v != v else v for v in table.value.tolist())
    open_from = None if is_gap else _open_from(table.status)
    slots = _empty_slots(analysis)
    starts = (*table.starts, *_next_periods(table.starts, len(slots), period))
    first, last = _ends(starts, period, lang)
    lines = _centre_lines(analysis, open_from, lang)
    goal = _goal_line(analysis, lang)
    bottom, top, y_ticks = _value_axis(indicator, _seen(y, lines, goal), lang)
    crossings = _crossings(analysis)
    return ChartSpec(
        summary=charts.chart_summary(analysis, lang),
        y=y,
        marks=tuple(_MARK[status] for status in table.status),
        n=tuple(table.n.tolist()),
        numerator=tuple(table.numerator.tolist()) if indicator.measure is Measure.SHARE else None,
        period_names=tuple(formats.period(start, period, lang=lang, form="axis") for start in table.starts),
        unit=indicator.unit,
        decimals=indicator.decimals,
        lang=lang,
        tone=analysis.facts.tone,
        bottom=bottom,
        top=top,
        y_ticks=y_ticks,
        x_ticks=_x_ticks(analysis, starts, period, lang),
        first_text=first,
        last_text=last,
        centre_lines=lines,
        bracket=_bracket(analysis, lang),
        crossings=crossings,
        crossings_text=charts.crossings_label(analysis.facts, lang) if crossings else "",
        beyond=_beyond(analysis),
        goal=goal,
        bands=tuple(chart_events.bands(analysis.events, table.starts, lang)),
        events=tuple(chart_events.event_lines(analysis.events, table.starts, lang)),
        latest=analysis.latest,
        open_from=open_from,
        open_text=_open_text(table.status, period, lang) if open_from is not None else "",
        suppressed_text=sentence("label.suppressed", lang),
        empty_slots=slots,
        is_gap=is_gap,
    )


def _value_axis(indicator: Indicator, seen: Sequence[float], lang: str) -> tuple[float, float, tuple[Tick, ...]]:
    is_percent = indicator.unit == PERCENT
    from_zero = indicator.measure in (Measure.GAP, Measure.COUNT)
    bottom, top = scales.y_range(seen, is_percent=is_percent, from_zero=from_zero)
    return bottom, top, scales.y_ticks(bottom, top, is_percent=is_percent, lang=lang) if seen else ()


def _ends(starts: Sequence[date], period: str, lang: str) -> tuple[str, str]:
    named = [formats.period(start, period, lang=lang, form="axis") for start in (*starts[:1], *starts[-1:])]
    return (named[0], named[1]) if named else ("", "")


def _seen(y: Iterable[float | None], lines: Iterable[CentreLine], goal: GoalLine | None) -> list[float]:
    values = [v for v in y if v is not None]
    values += [line.value for line in lines]
    return [*values, goal.value] if goal else values


def _open_from(status: Sequence[Status]) -> float | None:
    """Where the trailing periods begin that are not counted yet."""
    i = len(status)
    while i and status[i - 1] in (Status.IMMATURE, Status.PARTIAL):
        i -= 1
    return i - 0.5 if i < len(status) else None


def _open_text(status: Sequence[Status], period: str, lang: str) -> str:
    n_open = sum(s in (Status.IMMATURE, Status.PARTIAL) for s in status)
    if n_open == 1:
        return sentence(f"status.{status[-1]}", lang)
    latest = sentence("label.latest", lang, periods=counted(n_open, period, lang))
    return sentence("label.not_counted", lang, latest_periods=latest)


def _empty_slots(analysis: Analysis) -> tuple[int, ...]:
    """The places still to come before a short series can be judged; none on an axis that is long already."""
    n = len(analysis.table.starts)
    if analysis.facts.verdict is not Verdict.FEW or not 0 < n < MIN_POINTS:
        return ()
    return tuple(range(n, n + MIN_POINTS - analysis.chart.current.n_points))


def _next_periods(starts: Sequence[date], count: int, period: str) -> list[date]:
    step = 3 if period == Period.QUARTER else 1
    latest = calendar.month_number(starts[-1]) if starts else 0
    return [calendar.month_start(latest + step * i) for i in range(1, count + 1)]


def _centre_lines(analysis: Analysis, open_from: float | None, lang: str) -> tuple[CentreLine, ...]:
    phases = analysis.chart.phases
    lines = (
        _centre_line(analysis, phase, is_current=phase is phases[-1], open_from=open_from, lang=lang)
        for phase in phases
    )
    return tuple(line for line in lines if line is not None)


def _centre_line(
    analysis: Analysis, phase: RunPhase, *, is_current: bool, open_from: float | None, lang: str
) -> CentreLine | None:
    verdict = analysis.facts.verdict if is_current else phase.verdict
    tone = analysis.facts.tone if is_current else Tone.NEUTRAL
    kind = _line_kind(verdict, is_provisional=phase.is_provisional)
    if kind is None or phase.centre != phase.centre:
        return None
    end = phase.last + 0.5
    return CentreLine(
        start=phase.first - 0.5,
        end=end if open_from is None else max(phase.first, min(end, open_from)),
        value=phase.centre,
        kind=kind,
        tone=tone if kind is LineKind.DASHED else Tone.QUIET,
        text=charts.centre_label(analysis.facts, lang) if is_current else _earlier_label(phase, analysis.facts, lang),
        is_current=is_current,
    )


def _earlier_label(phase: RunPhase, facts: VerdictFacts, lang: str) -> str:
    value = without_unit(phase.centre, facts.unit, lang, decimals=level_decimals(facts))
    return sentence("label.median", lang, value=value)


def _line_kind(verdict: Verdict, *, is_provisional: bool) -> LineKind | None:
    if verdict.is_signal:
        return LineKind.DASHED
    if is_provisional or verdict is Verdict.PROVISIONAL:
        return LineKind.DOTTED
    if verdict in (Verdict.TIES, Verdict.CONSTANT):
        return LineKind.FAINT
    return LineKind.SOLID if verdict is Verdict.RANDOM else None


def _bracket(analysis: Analysis, lang: str) -> Bracket | None:
    phase = analysis.chart.current
    if analysis.facts.verdict not in (Verdict.RUN, Verdict.BOTH) or phase.side is None:
        return None
    text = charts.run_label(analysis.facts, lang)
    return Bracket(phase.longest_run_points, phase.side, text, charts.run_label(analysis.facts, lang, is_narrow=True))


def _crossings(analysis: Analysis) -> tuple[tuple[float, float], ...]:
    """Where the line between two neighbours off the median goes through it, as (position, median)."""
    if analysis.facts.tone is not Tone.UNCLEAR:
        return ()
    chart, phase = analysis.chart, analysis.chart.current
    values, sides = chart.values.tolist(), chart.sides.tolist()
    off = [(i, values[i] - phase.centre) for i in range(phase.first, phase.last + 1) if sides[i]]
    return tuple(
        (i + (j - i) * abs(a) / (abs(a) + abs(b)), phase.centre)
        for (i, a), (j, b) in pairwise(off)
        if (a > 0) != (b > 0)
    )


def _beyond(analysis: Analysis) -> tuple[int, ...]:
    """The points outside the control limits that the verdict names."""
    facts = analysis.facts
    if facts.verdict is not Verdict.BEYOND or facts.signal_period not in analysis.table.starts:
        return ()
    return (analysis.table.starts.index(facts.signal_period),)


def _goal_line(analysis: Analysis, lang: str) -> GoalLine | None:
    if analysis.goal is None:
        return None
    value = analysis.goal.value
    direction = analysis.indicator.direction
    wanted = {Direction.UP: Side.OVER, Direction.DOWN: Side.UNDER}.get(direction)
    return GoalLine(value, wanted, charts.goal_label(value, analysis.indicator.unit, lang, direction=direction))


def _x_ticks(analysis: Analysis, starts: Sequence[date], period: str, lang: str) -> tuple[Tick, ...]:
    n = len(analysis.table.starts)
    if period not in (Period.MONTH, Period.QUARTER):
        return _three_ticks(starts[:n], period, lang)
    if len(starts) > n:
        return scales.short_series_ticks(starts, period, latest=n - 1, lang=lang)
    return scales.x_ticks(starts, period, lang=lang)


def _three_ticks(starts: Sequence[date], kind: str, lang: str) -> tuple[Tick, ...]:
    """Return ticks where places are not months: the first, a middle one and the last."""
    last = len(starts) - 1
    between = "point" if kind == Period.POINT else "month"
    named = {i: formats.period(starts[i], between, lang=lang, form="axis") for i in {0, last // 2} if i < last}
    ticks = [Tick(i, text, 2 if i == 0 else 1) for i, text in named.items()]
    return (*ticks, Tick(last, formats.period(starts[last], kind, lang=lang, form="axis"), 0)) if starts else ()
