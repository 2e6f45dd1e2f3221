"""Analyses for the figure tests, made of a list of numbers: no dataset, no composition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from qi.analysis import Analysis, Event
from qi.indicator import Goal, Indicator, Kind, Measure, Page
from qi.run_charts import run_chart
from qi.selection import Selection
from qi.subgroups import Status, SubgroupTable
from qi.verdict import Direction, PhaseKind, Side, Verdict, VerdictFacts

SYMBOL = {".": Status.COUNTED, "o": Status.IMMATURE, "p": Status.PARTIAL, "x": Status.SUPPRESSED, "-": Status.EMPTY}


def months(n: int, first: date = date(2024, 1, 1)) -> tuple[date, ...]:
    count = [first.year * 12 + first.month - 1 + i for i in range(n)]
    return tuple(date(m // 12, m % 12 + 1, 1) for m in count)


def indicator(title: str = "Kontakt inden 5 hverdage", **changes: object) -> Indicator:
    base = Indicator(
        key="contact",
        title_da=title,
        title_en="Contact within 5 working days",
        kind=Kind.PROCESS,
        page=Page.RESPONSE,
        direction=Direction.UP,
        unit="percent",
        measure=Measure.SHARE,
        numerator_da="",
        denominator_da="",
        dated_by_da="",
        source_system="",
        owner="",
        reference="",
    )
    return replace(base, **changes)


def analysis(
    values: list[float],
    status: str = "",
    *,
    first: date = date(2024, 1, 1),
    goal: float | None = None,
    events: tuple[Event, ...] = (),
    split: tuple[int, ...] = (),
    of: Indicator | None = None,
    verdict: Verdict | None = None,
) -> Analysis:
    """Judge ``values``; ``status`` has one letter per period (``.oxp-``), counted when left out."""
    of = of or indicator()
    marks = tuple(SYMBOL[letter] for letter in status or "." * len(values))
    hidden = [mark in (Status.SUPPRESSED, Status.EMPTY) for mark in marks]
    value = np.where(hidden, np.nan, np.array(values, dtype=float))
    n = np.where(hidden, 0, 40)
    table = SubgroupTable(
        months(len(values), first), n, np.nan_to_num(value).astype(np.int64), value, np.zeros_like(n), marks
    )
    chart = run_chart(table.counted, split=split)
    now = chart.current
    counted = np.flatnonzero(np.isfinite(table.counted))
    facts = VerdictFacts(
        verdict=verdict or chart.verdict,
        direction=of.direction,
        n_points=now.n_points,
        n_useful=now.n_useful,
        longest_run=now.longest_run,
        longest_run_max=now.longest_run_max,
        crossings=now.crossings,
        crossings_min=now.crossings_min,
        side=now.side or Side.OVER,
        centre=now.centre if now.n_points else None,
        unit=of.unit,
        decimals=of.decimals,
        phase=PhaseKind.NEW if split else PhaseKind.BASE,
        phase_since=table.starts[now.first] if split else None,
        previous_centre=chart.phases[0].centre if split and chart.phases[0].n_points else None,
        run_from=table.starts[now.longest_run_points[0]] if now.longest_run_points else None,
        run_to=table.starts[now.longest_run_points[-1]] if now.longest_run_points else None,
    )
    return Analysis(
        indicator=of,
        selection=Selection(),
        as_of=date(2026, 11, 22),
        is_synthetic=True,
        table=table,
        chart=chart,
        goal=None if goal is None else Goal(goal, "Lokalt mål"),
        events=events,
        facts=facts,
        latest=int(counted[-1]) if len(counted) else None,
        false_alarm_rate=0.03,
    )


RANDOM = [80, 81, 93, 78, 71, 74, 73.5, 84, 74.5, 90.5, 73, 86, 83, 83, 81, 82, 77, 81, 81.5, 72.5, 72, 77, 79, 77, 88]
RANDOM = [*RANDOM, 90, 76, 83, 79, 80, 86, 83, 77, 67]
SHIFT = [88, 72, 76, 73, 59, 64, 74, 72, 77, 82, 63, 75.5, 75, 71, 68, 81, 62.5, 68, 62, 87, 78, 76, 94, 79.5, 85, 87]
SHIFT = [*SHIFT, 92, 84, 94, 88, 90, 89, 93, 86]
UNWANTED = [5, 8.5, 4, 11, 6, 12, 8, 9.5, 10, 8, 10, 7, 13, 5, 8, 4.5, 13, 8, 7, 14, 13, 18, 12, 11, 10.5, 14, 12, 18.5]
UNWANTED = [*UNWANTED, 12, 14, 15, 14, 17, 12.5]
