"""The numbers behind a chart as rows of text: the table on the page and the file people take away say the same."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from math import isfinite

from qi import formats, wording
from qi.analysis import Analysis
from qi.indicator import CASE_MEASURES, Measure
from qi.subgroups import Status

COLUMNS = ("period", "numerator", "n", "value", "side", "note")
FILE_COLUMNS = ("period", "first_day", "numerator", "n", "value", "median", "side", "note")
_SIDES = {1: "over", 0: "on", -1: "under"}
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")


@dataclass(frozen=True, slots=True)
class Row:
    """One period: what it is, what it counts, its value and what to know about it."""

    period: str
    numerator: str
    n: str
    value: str
    side: str
    note: str
    is_signal: bool


def rows(analysis: Analysis, lang: str) -> list[Row]:
    """Return one row per period, latest first."""
    sides = analysis.chart.sides.tolist()
    return [_row(analysis, i, lang, side=sides[i]) for i in reversed(range(len(analysis.table.starts)))]


def _row(analysis: Analysis, i: int, lang: str, *, side: int) -> Row:
    table, indicator = analysis.table, analysis.indicator
    status = table.status[i]
    has_value = isfinite(table.value[i])
    return Row(
        period=formats.period(table.starts[i], period_kind(analysis), lang=lang, form="axis"),
        numerator=formats.number(int(table.numerator[i]), lang=lang) if has_value and has_numerator(analysis) else "",
        n=formats.number(int(table.n[i]), lang=lang) if status is not Status.SUPPRESSED else "",
        value=wording.without_unit(float(table.value[i]), indicator.unit, lang, decimals=indicator.decimals)
        if has_value
        else "–",
        side=wording.sentence(f"table.{_SIDES[side]}", lang) if status is Status.COUNTED else "",
        note=_note(analysis, i, lang),
        is_signal=i in analysis.chart.current.longest_run_points and analysis.facts.verdict.is_signal,
    )


def has_numerator(analysis: Analysis) -> bool:
    """Whether a value is a share of something, so that a numerator says more than the value itself."""
    return analysis.indicator.measure is Measure.SHARE


def counts_citizens(analysis: Analysis) -> bool:
    """Whether a value rests on a number of citizens that is not the value itself."""
    return analysis.indicator.measure in CASE_MEASURES


def period_kind(analysis: Analysis) -> str:
    """Return what one point of a chart stands for on the time axis."""
    return "day" if analysis.indicator.measure is Measure.GAP else analysis.selection.period.value


def _note(analysis: Analysis, i: int, lang: str) -> str:
    status = analysis.table.status[i]
    said = "" if status is Status.COUNTED else wording.sentence(f"status.{status}", lang)
    return " · ".join(part for part in (said, events_of(analysis, i, lang)) if part)


def events_of(analysis: Analysis, i: int, lang: str) -> str:
    """Return what happened in one period."""
    start = analysis.table.starts[i]
    after = analysis.table.starts[i + 1] if i + 1 < len(analysis.table.starts) else date.max
    return " · ".join(event.title(lang) for event in analysis.events if start <= event.starts_on < after)


def to_csv(analysis: Analysis, lang: str, preamble: list[str]) -> bytes:
    """Return the rows, oldest first, as a file that Danish Excel opens right; no cell can start a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerows([[inert(line)] for line in preamble])
    heads = {name: wording.sentence(f"table.{name}", lang) for name in FILE_COLUMNS}
    unit = wording.unit_name(analysis.indicator.unit, lang)
    writer.writerow(list((heads | ({"value": f"{heads['value']} ({unit})"} if unit else {})).values()))
    for i, row in enumerate(reversed(rows(analysis, lang))):
        writer.writerow(_in_file(figures(analysis, i), row, analysis.indicator.decimals))
    return out.getvalue().encode("utf-8-sig")


def _in_file(found: Figures, row: Row, decimals: int) -> list[str]:
    """Return one line of a file: numbers and dates as a spreadsheet reads them, texts that start no formula."""

    def written(value: float | None, places: int = 0) -> str:
        return "" if value is None else formats.for_file(value, places)

    return [
        inert(row.period.replace("\u00a0", " ")),
        found.first_day.isoformat(),
        written(found.numerator),
        written(found.n),
        written(found.value, decimals),
        written(found.centre, decimals),
        row.side,
        inert(row.note),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One period in numbers, for files; None where nothing is told. ``phase`` counts from 1."""

    first_day: date
    numerator: int | None
    n: int | None
    value: float | None
    centre: float | None
    phase: int


def figures(analysis: Analysis, i: int) -> Figures:
    """Return what a file says of one period; a period that is hidden or not settled has no number at all."""
    table, phases = analysis.table, analysis.chart.phases
    is_told = table.status[i] not in (Status.SUPPRESSED, Status.IMMATURE)
    at = next((k for k, phase in enumerate(phases) if phase.first <= i <= phase.last), len(phases) - 1)
    has_value = is_told and isfinite(table.value[i])
    return Figures(
        first_day=table.starts[i],
        numerator=int(table.numerator[i]) if has_value and has_numerator(analysis) else None,
        n=int(table.n[i]) if is_told and counts_citizens(analysis) else None,
        value=float(table.value[i]) if has_value else None,
        centre=float(phases[at].centre) if phases[at].n_points else None,
        phase=at + 1,
    )


def inert(cell: str) -> str:
    """Return a text that no spreadsheet reads as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
