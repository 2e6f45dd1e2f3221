"""The short words on and around one chart: labels, status of a small card, reasons, and the picture in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qi import formats
from qi.analysis import Analysis
from qi.formats import decimals_needed
from qi.indicator import Measure
from qi.run_charts import MIN_POINTS
from qi.verdict import Direction, Tone, Verdict, VerdictFacts
from qi.wording.catalogue import sentence
from qi.wording.facts_in_words import level_decimals
from qi.wording.nouns import PERCENT, counted, unit_name, without_unit
from qi.wording.verdicts import has_wanted_goal, verdict_text


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule in three columns: what is counted, how many, how many chance would give; ``is_broken`` is the signal."""

    label: str
    value: str
    expected: str
    is_broken: bool


def chart_summary(analysis: Analysis, lang: str = "da") -> str:
    """Return the accessible name of the picture: indicator, period, and the same sentence as on the card."""
    indicator, starts = analysis.indicator, analysis.table.starts
    title = indicator.title(lang)
    card = verdict_text(analysis.facts, lang).card
    if not starts:
        return sentence("picture.undated", lang, title=title, card=card)
    kind = "day" if indicator.measure is Measure.GAP else str(analysis.selection.period)
    span = formats.span(starts[0], starts[-1], kind, lang=lang, form="long")
    return sentence("picture", lang, title=title, span=span, card=card)


def reasons(facts: VerdictFacts, lang: str = "da") -> tuple[Reason, ...]:
    """Return longest run, crossings and useful points with what chance would give; empty without a verdict."""
    if not facts.verdict.is_judged:
        return ()
    return (
        _reason("longest_run", facts.longest_run, "at_most", facts.longest_run_max, lang),
        _reason("crossings", facts.crossings, "at_least", facts.crossings_min, lang),
        Reason(
            sentence("reason.useful", lang), formats.number(facts.n_useful, lang=lang), _of_points(facts, lang), False
        ),
    )


def _reason(name: str, value: int, expected: str, limit: int, lang: str) -> Reason:
    is_broken = value > limit if expected == "at_most" else value < limit
    expectation = sentence(f"reason.{expected}", lang, n=limit)
    if is_broken:
        expectation = sentence("reason.broken", lang, expectation=expectation)
    return Reason(sentence(f"reason.{name}", lang), formats.number(value, lang=lang), expectation, is_broken)


def _of_points(facts: VerdictFacts, lang: str) -> str:
    n = facts.n_useful + facts.n_on_centre
    if facts.n_on_centre:
        return sentence("reason.of_points_tied", lang, n=n, k=facts.n_on_centre)
    return sentence("reason.of", lang, n=n)


def small_status(facts: VerdictFacts, lang: str = "da", *, n_periods: int | None = None) -> str:
    """Return the one line of a small card. ``n_periods`` is the length of the axis, for 'so many are not shown'."""
    if facts.verdict.is_signal:
        return _signal_status(facts, lang)
    if facts.verdict is Verdict.RANDOM:
        return _random_status(facts, lang)
    n_points = facts.n_useful if facts.n_points is None else facts.n_points
    is_mostly_hidden = n_periods is not None and facts.suppressed_periods * 2 > n_periods
    if is_mostly_hidden and facts.verdict in (Verdict.NONE, Verdict.FEW, Verdict.HIDDEN):
        periods = counted(n_periods or 0, facts.period, lang)
        return sentence("small.suppressed", lang, k=facts.suppressed_periods, periods=periods)
    if facts.verdict is Verdict.FEW:
        return sentence("small.few", lang, n=n_points if n_points < MIN_POINTS else facts.n_useful)
    return sentence(f"small.{facts.verdict}", lang)


def _signal_status(facts: VerdictFacts, lang: str) -> str:
    if facts.tone is Tone.UNCLEAR:
        return sentence("small.unclear", lang)
    if not facts.is_recent:
        return sentence("small.shift_old", lang)
    if facts.tone is Tone.NEUTRAL:
        return sentence("small.shift_up" if facts.side == "over" else "small.shift_down", lang)
    return sentence(f"small.shift_{facts.tone}", lang)


def _random_status(facts: VerdictFacts, lang: str) -> str:
    if has_wanted_goal(facts):
        goal = without_unit(facts.goal or 0.0, facts.unit, lang, decimals=decimals_needed(facts.goal or 0.0))
        return sentence(f"small.goal_{facts.goal_relation}", lang, goal=goal)
    if facts.immature_periods:
        periods = counted(facts.immature_periods, f"{facts.period}_short", lang)
        return sentence("small.not_counted", lang, periods=periods)
    return sentence("small.random", lang)


def centre_label(facts: VerdictFacts, lang: str = "da") -> str:
    """Return the label of the centre line: ``Median 82 %``; empty where no line is drawn."""
    if facts.centre is None or facts.verdict in (Verdict.NONE, Verdict.FEW, Verdict.HIDDEN):
        return ""
    value = without_unit(facts.centre, facts.unit, lang, decimals=level_decimals(facts))
    is_provisional = facts.verdict is Verdict.PROVISIONAL
    return sentence("label.median_provisional" if is_provisional else "label.median", lang, value=value)


def goal_label(value: float, unit: str, lang: str = "da", *, direction: Direction = Direction.UP) -> str:
    """Return the label of the goal line: ``Mål 90 %``; without a wanted direction the line is for reference."""
    key = "label.reference" if direction is Direction.NEUTRAL else "label.goal"
    return sentence(key, lang, value=without_unit(value, unit, lang, decimals=decimals_needed(value)))


def run_label(facts: VerdictFacts, lang: str = "da", *, is_narrow: bool = False) -> str:
    """Return the label of the run bracket: ``12 i træk over medianen``; narrow: ``12 i træk over``."""
    side = sentence(f"word.side.{facts.side}", lang)
    return sentence("label.run_narrow" if is_narrow else "label.run", lang, run=facts.longest_run, side=side)


def crossings_label(facts: VerdictFacts, lang: str = "da") -> str:
    """Return the label of few crossings: ``kun 10 kryds, forventet mindst 12``."""
    crossings = counted(facts.crossings, "crossing", lang)
    return sentence("label.crossings", lang, crossings=crossings, cmin=facts.crossings_min)


def value_line(
    start: date, unit: str, lang: str = "da", *, n: int | None = None, kind: str = "month", form: str = "axis"
) -> str:
    """Return the line under a big number: ``okt 2026 · n = 151``, ``hverdage, okt 2026 · n = 39``."""
    when = formats.period(start, kind, lang=lang, form=form)
    named = when if unit == PERCENT or not unit_name(unit, lang) else f"{unit_name(unit, lang)}, {when}"
    return named if n is None else f"{named} · {formats.sample_size(n, lang=lang)}"
