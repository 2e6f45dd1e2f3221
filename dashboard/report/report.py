"""What a report says, before it becomes a file: each chart with its verdict, numbers and definition, and the method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dashboard import cache, tables
from dashboard.definitions import definition
from dashboard.figures.panel import Panel, panel
from dashboard.tables import Row
from qi import formats, wording
from qi.analysis import Analysis
from qi.disclosure import K_MEAN, N_PERCENT
from qi.indicator import Measure, Page
from qi.indicators import INDICATORS
from qi.overview import overview
from qi.selection import Selection
from qi.subgroups import Status

METHOD = ("median", "run", "crossings", "points", "phases", "goal", "false_alarm", "partial", "deadlines", "sources")
"""The texts of the page Metode that a report repeats, so that it can be read alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One indicator: its panel, its numbers (latest first) and its definition as terms and texts."""

    panel: Panel
    rows: tuple[Row, ...]
    analysis: Analysis
    definition: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in words. ``fresh``: how fresh the data are and when the report was made."""

    lang: str
    title: str
    scope: str
    fresh: tuple[str, ...]
    synthetic: str
    summary: str
    charts: tuple[Chart, ...]
    method: tuple[str, ...]
    small: tuple[str, ...]
    made_at: datetime


def offered(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the indicators of some pages that a report may show: those of citizens, over time."""
    return tuple(
        key
        for key, indicator in INDICATORS.items()
        if indicator.page in pages and indicator.spec is not None and indicator.has_run_chart
    )


def compose(keys: Sequence[str], selection: Selection, lang: str, *, made_at: datetime) -> Report:
    """Return the report of some indicators for one selection, signals first, each as it may leave the house.

    Raises BeyondLatticeError for a selection that may not leave the house.
    """
    data = cache.dataset()
    told = [cache.published(key, selection) for key in keys]
    ordered = overview(told)
    signals = ordered.signals
    names = {"municipality": data.municipalities}
    last = max((one.table.starts[-1] for one in told if one.table.starts), default=data.as_of.replace(day=1))
    return Report(
        lang=lang,
        title=wording.sentence("report.title", lang),
        scope=wording.scope_line(replace(selection, last=last), names, lang, first=data.first_month),
        fresh=(
            wording.sentence("foot.data_through", lang, date=formats.long_date(data.as_of, lang)),
            wording.sentence("report.made", lang, time=formats.timestamp(made_at, lang)),
        ),
        synthetic=wording.sentence("foot.synthetic", lang) if data.is_synthetic else "",
        summary=wording.signal_summary(len(signals), ordered.n_judged, ordered.expected_by_chance, lang),
        charts=tuple(chart(one, lang) for one in (*signals, *ordered.random, *ordered.unjudged)),
        method=tuple(wording.sentence(f"method.{name}", lang) for name in METHOD),
        small=(
            wording.sentence("report.small_text", lang, n_percent=N_PERCENT, k_mean=K_MEAN),
            wording.sentence("report.quarters", lang),
        ),
        made_at=made_at,
    )


def is_empty(report: Report) -> bool:
    """Whether no number is shown at all."""
    return all(chart.analysis.latest is None for chart in report.charts)


def chart(analysis: Analysis, lang: str) -> Chart:
    """Return one indicator as a report shows it; ``analysis`` must be as it may leave the house."""
    # A hidden number may be large itself, where it would give a small one away: say only that it is not shown.
    hidden = wording.sentence("border.hidden", lang)
    of = panel(analysis, lang)
    status = reversed(analysis.table.status)
    rows = [
        replace(row, n="" if one is Status.IMMATURE else row.n, note=hidden if one is Status.SUPPRESSED else row.note)
        for row, one in zip(tables.rows(analysis, lang), status, strict=True)
    ]
    return Chart(
        panel=replace(of, spec=replace(of.spec, suppressed_text=wording.sentence("wall.hidden", lang))),
        rows=tuple(rows),
        analysis=analysis,
        definition=tuple(definition(analysis.indicator, lang)),
    )


def has_n(chart: Chart) -> bool:
    """Whether the number of citizens says more than the value itself."""
    return chart.analysis.indicator.measure is not Measure.COUNT
