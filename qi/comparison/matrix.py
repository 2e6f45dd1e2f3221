"""Indicators by municipalities: the verdict of every series, how many false signals to expect, and what comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qi.comparison.priority import false_discovery_shares, smallest_tail_probabilities
from qi.comparison.published import Series
from qi.judgement import verdict_facts
from qi.many import ManyCharts, analyse_many
from qi.run_charts import run_chart, sides_of
from qi.runs_distribution import false_alarm_rate
from qi.subgroups import Status
from qi.verdict import Side, Tone, Verdict

_ATTENTION = {Tone.BAD: 0, Tone.UNCLEAR: 1, Tone.NEUTRAL: 1, Tone.GOOD: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The verdict of one series. ``probability``: how often chance gives a tail as small as the smaller of its two.

    ``false_share``: expected share of false signals among all at least as improbable. Both None without a verdict.
    """

    indicator: str
    code: str
    verdict: Verdict
    tone: Tone
    side: Side
    n_useful: int
    n_hidden: int
    probability: float | None = None
    false_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Cells by indicator and municipality, in the order they were given."""

    indicators: tuple[str, ...]
    codes: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    expected_by_chance: float
    """Signals to expect among the judged series if all variation were random."""

    @property
    def n_judged(self) -> int:
        """How many series have a verdict."""
        return sum(cell.verdict.is_judged for cell in self.cells.values())

    @property
    def signals(self) -> tuple[Cell, ...]:
        """The series with a signal, the least probable first; among equals those that need attention most."""
        found = [cell for cell in self.cells.values() if cell.verdict.is_signal]
        return tuple(sorted(found, key=lambda cell: (cell.false_share, cell.probability, _ATTENTION[cell.tone])))


def matrix(series: Sequence[Series]) -> Matrix:
    """Judge many series at once; the rows and columns are the indicators and municipalities that occur."""
    indicators = tuple(dict.fromkeys(one.indicator.key for one in series))
    codes = tuple(dict.fromkeys(one.code for one in series))
    long = [i for i, one in enumerate(series) if len(one.table.starts)]
    judged = _judged([series[i] for i in long]) if long else []
    cells = [_nothing(one) for one in series]
    for i, cell in zip(long, judged, strict=True):
        cells[i] = cell
    probabilities = np.array([np.nan if cell.probability is None else cell.probability for cell in cells])
    shares = false_discovery_shares(probabilities)
    told = [
        cell if cell.probability is None else replace(cell, false_share=float(share))
        for cell, share in zip(cells, shares, strict=True)
    ]
    return Matrix(
        indicators=indicators,
        codes=codes,
        cells={(cell.indicator, cell.code): cell for cell in told},
        expected_by_chance=sum(false_alarm_rate(cell.n_useful) for cell in told if cell.verdict.is_judged),
    )


def _nothing(one: Series) -> Cell:
    return Cell(
        indicator=one.indicator.key,
        code=one.code,
        verdict=Verdict.NONE,
        tone=Tone.QUIET,
        side=Side.OVER,
        n_useful=0,
        n_hidden=0,
    )


def _judged(series: Sequence[Series]) -> list[Cell]:
    lengths = np.array([len(one.table.starts) for one in series])
    charts = analyse_many(
        {
            "series": np.repeat(np.arange(len(series)), lengths),
            "x": np.concatenate([np.arange(length) for length in lengths]),
            "y": np.concatenate([one.table.counted for one in series]),
        },
        split={i: one.split for i, one in enumerate(series) if one.split},
    )
    latest = np.flatnonzero(np.append(np.diff(charts.phases["series"]) != 0, True))
    now = {name: column[latest] for name, column in charts.phases.items()}
    verdicts = [Verdict(name) for name in now["verdict"].tolist()]
    is_judged = np.array([verdict.is_judged for verdict in verdicts])
    above, below = _sides(charts)
    chance = smallest_tail_probabilities(
        np.where(is_judged, above, 0),
        np.where(is_judged, below, 0),
        longest_run=now["longest_run"],
        crossings=now["crossings"],
    )
    return [
        _cell(one, verdict, int(n_useful), float(p))
        for one, verdict, n_useful, p in zip(series, verdicts, now["n_useful"], chance, strict=True)
    ]


def _sides(charts: ManyCharts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many points of the latest phase of each series lie above and below its centre line."""
    is_now = (charts.phase == charts.phase.max(axis=-1, keepdims=True)) & charts.is_included
    values = np.where(is_now, charts.values, np.nan)
    centre = np.where(is_now, charts.centre, np.nan)
    middle = np.fmax.reduce(centre, axis=-1, keepdims=True)
    sides = sides_of(values, np.nan_to_num(middle))
    return np.count_nonzero(sides > 0, axis=-1), np.count_nonzero(sides < 0, axis=-1)


def _cell(one: Series, verdict: Verdict, n_useful: int, probability: float) -> Cell:
    n_hidden = one.table.status.count(Status.SUPPRESSED)
    plain = replace(
        _nothing(one),
        verdict=Verdict.HIDDEN if verdict is Verdict.NONE and n_hidden else verdict,
        n_useful=n_useful,
        n_hidden=n_hidden,
        probability=probability if verdict.is_judged else None,
    )
    if not verdict.is_signal:
        return plain
    # Only signals need to be told which way they go, and whether they still last.
    chart = run_chart(one.table.counted, split=one.split)
    facts = verdict_facts(one.indicator, one.table, chart, period=one.selection.period)
    return replace(plain, tone=facts.tone, side=facts.side)
