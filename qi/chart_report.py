"""A chart as JSON, as CSV or as text; positions are counted from 1 for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from qi.chart_facts import chart_facts
from qi.control_charts import ControlChart, Measure, chart_type
from qi.formats import number
from qi.run_charts import RunPhase
from qi.verdict import Direction
from qi.wording import verdict_text

MEDIAN_KINDS = ("run", "g")
"""Chart types whose centre line is a median; the others draw a mean."""

CENTRE_WORDS = {"da": (("medianen", "midtlinjen"), ("median", "midtlinje")), "en": (("median", "centre line"),)}
POINT_COLUMNS = ("series", "i", "x", "y", "n", "phase", "included", "centre", "lower", "upper", "signals")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedChart:
    """A chart with its name (None for the only series), what x looks like, and the dates where x is a date."""

    name: str | None
    chart: ControlChart
    shown: Sequence[str | float]
    starts: Sequence[date] | None
    is_percent: bool


def as_json(charts: Sequence[NamedChart]) -> str:
    """Return all charts as one JSON object; null for what is not defined, full precision otherwise."""
    document = {
        "chart": charts[0].chart.kind,
        "rules": charts[0].chart.rules,
        "points": [point for named in charts for point in _points(named)],
        "phases": [phase for named in charts for phase in _phases(named)],
        "warnings": _warnings(charts),
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def as_csv(charts: Sequence[NamedChart]) -> str:
    """Return one row per point; the signals of a point are parted by spaces."""
    page = io.StringIO()
    writer = csv.DictWriter(page, POINT_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for named in charts:
        for point in _points(named):
            writer.writerow({**point, "signals": " ".join(point["signals"])})
    return page.getvalue()


def as_text(
    charts: Sequence[NamedChart],
    lang: str = "da",
    *,
    target: float | None = None,
    direction: Direction = Direction.NEUTRAL,
) -> str:
    """Return the verdict of each chart in words, the same sentences as on the dashboard."""
    blocks = [_block(named, lang, target, direction) for named in charts]
    notes = _warnings(charts)
    return "\n\n".join([*blocks, "\n".join(notes)] if notes else blocks)


def _block(named: NamedChart, lang: str, target: float | None, direction: Direction) -> str:
    facts = chart_facts(
        named.chart, starts=named.starts, is_percent=named.is_percent, target=target, direction=direction
    )
    text = verdict_text(facts, lang)
    kind = chart_type(named.chart.kind)
    title = kind.title(lang)
    head = f"{named.name} – {title}" if named.name else title
    lines = [head, text.headline, text.card, text.explanation, *text.notes, _numbers(named.chart.phases[-1], lang)]
    return "\n".join(_with_centre_word(line, named.chart.kind, lang) for line in lines)


def _with_centre_word(line: str, kind: str, lang: str) -> str:
    # The catalogue speaks of run charts, whose centre line is the median; a control chart draws a mean.
    if kind in MEDIAN_KINDS:
        return line
    for median, centre in CENTRE_WORDS[lang]:
        line = line.replace(median, centre)
    return line


def _numbers(phase: RunPhase, lang: str) -> str:
    p_value = _p_value(phase.p_value, lang)
    if lang == "da":
        return (
            f"{phase.n_useful} brugbare tal; længste serie {phase.longest_run} (højst {phase.longest_run_max}); "
            f"kryds {phase.crossings} (mindst {phase.crossings_min}); {p_value}."
        )
    return (
        f"{phase.n_useful} useful points; longest run {phase.longest_run} (at most {phase.longest_run_max}); "
        f"crossings {phase.crossings} (at least {phase.crossings_min}); {p_value}."
    )


def _p_value(p_value: float | None, lang: str) -> str:
    if p_value is None:
        return "p –"
    return f"p < {number(0.001, 3, lang=lang)}" if p_value < 0.001 else f"p = {number(p_value, 3, lang=lang)}"


def _points(named: NamedChart) -> list[dict[str, Any]]:
    chart = named.chart
    has_size = chart_type(chart.kind).measure is Measure.SUBGROUP or bool((chart.denominators != 1).any())
    phase_of = np.searchsorted([phase.first for phase in chart.phases], np.arange(len(chart.values)), side="right")
    return [
        {
            "series": named.name,
            "i": i + 1,
            "x": named.shown[i],
            "y": _or_null(chart.values[i]),
            "n": _or_null(chart.denominators[i]) if has_size else None,
            "phase": int(phase_of[i]),
            "included": bool(chart.is_included[i]),
            "centre": _or_null(chart.centre[i]),
            "lower": _or_null(chart.lower[i]),
            "upper": _or_null(chart.upper[i]),
            "signals": [key for key, marked in chart.signals.items() if marked[i]],
        }
        for i in range(len(chart.values))
    ]


def _phases(named: NamedChart) -> list[Mapping[str, Any]]:
    return [
        {
            "series": named.name,
            "phase": number_,
            "first": phase.first + 1,
            "last": phase.last + 1,
            "centre": _or_null(phase.centre),
            "n_useful": phase.n_useful,
            "longest_run": phase.longest_run,
            "longest_run_max": phase.longest_run_max,
            "crossings": phase.crossings,
            "crossings_min": phase.crossings_min,
            "runs_signal": _has_runs_signal(named.chart, phase),
            "p_value": phase.p_value,
            "p_longest_run": phase.p_longest_run,
            "p_crossings": phase.p_crossings,
            "verdict": str(phase.verdict),
        }
        for number_, phase in enumerate(named.chart.phases, start=1)
    ]


def _has_runs_signal(chart: ControlChart, phase: RunPhase) -> bool:
    """Whether the numbers beside it break a limit, also where the verdict says that there are too few to judge.

    Never where neighbours share data (moving ranges).
    """
    return chart_type(chart.kind).reads_runs and (phase.has_long_run or phase.has_few_crossings)


def _warnings(charts: Sequence[NamedChart]) -> list[str]:
    return [f"{named.name}: {text}" if named.name else text for named in charts for text in named.chart.warnings]


def _or_null(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
