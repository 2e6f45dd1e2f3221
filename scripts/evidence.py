"""What the tool says of the sample, beside what the sample is known to hold: ``python -m scripts.evidence``.

Writes docs/reference/sample-evidence.md. A test refuses a page that the code no longer writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from qi import formats
from qi.analysis import Analysis, analyse
from qi.change import Among, attrition, paired_change, wave_distribution, wave_means
from qi.dataset import Dataset
from qi.intervals import Interval
from qi.printed_tables import printed_tables
from qi.selection import Selection
from qi.shares import indicator_shares
from qi.sources import open_dataset
from qi.verdict import Verdict

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
PAGE = ROOT / "docs" / "reference" / "sample-evidence.md"
WAVES_OF = {"start": 0, "end": 1, "follow-up": 2}


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure and what the tool shows for the selection that reproduces it."""

    key: str
    what: str
    printed: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A planted truth and what the tool says of its series."""

    truth: dict[str, Any]
    analysis: Analysis

    @property
    def says(self) -> str:
        verdict = self.analysis.facts.verdict
        phases = len(self.analysis.chart.phases)
        return f"{verdict.value}, {phases} phases" if phases > 1 else verdict.value

    @property
    def is_found(self) -> bool:
        return any(phase.verdict.is_signal for phase in self.analysis.chart.phases)


@cache
def sample() -> Dataset:
    return open_dataset(SAMPLE)


@cache
def truths() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SAMPLE / "truths.json").read_text(encoding="utf-8"))
    return document


def figure(one: dict[str, Any]) -> Figure:
    return Figure(one["figure"], one["what"], tuple(one["printed"]), tuple(_shown(one)))


def _shown(one: dict[str, Any]) -> Iterator[str]:
    selection = _selection(one)
    match one["figure"], one["what"].split(":")[-1].strip():
        case "F-C01", _:
            flow = attrition(sample(), "hba1c", selection)
            yield from map(str, (flow.n_started, flow.n_start, flow.n_end, flow.n_followup))
        case "F-C02", "start, end, follow-up":
            yield from (
                _mean(m.mean, m.interval) for m in wave_means(sample(), "hba1c", selection, among=Among.COMPLETE)
            )
        case "F-C02", "start-end, start-follow-up, end-follow-up":
            for before, after in (("start", "end"), ("start", "followup"), ("end", "followup")):
                found = paired_change(sample(), "hba1c", selection, before=before, after=after, among=Among.COMPLETE)
                yield _mean(found.difference, found.interval)
        case "F-C02", _:
            start = wave_means(sample(), "hba1c", selection)[0]
            yield _mean(start.mean, start.interval)
        case "F-C03" | "F-C04" | "F-C05", wave:
            measure = {"F-C03": "hba1c", "F-C04": "activity", "F-C05": "fitness"}[one["figure"]]
            spread = wave_distribution(sample(), measure, selection)[WAVES_OF[wave]]
            yield from (formats.number(percent) for percent in spread.percents)
        case _:
            shares = {share.key: share.percent for share in indicator_shares(sample(), one["indicators"], selection)}
            yield from (formats.number(shares[key] or 0.0) for key in one["indicators"])


def _mean(value: float | None, interval: Interval | None) -> str:
    if value is None or interval is None:
        return "not shown"
    limits = formats.interval(interval.low, interval.high).replace("; ", ";").replace(formats.NBSP, "")
    return f"{formats.number(value, 1)} {limits.replace(' ', '')}"


def _selection(one: dict[str, Any]) -> Selection:
    return Selection(
        **{name: (one[name],) for name in ("municipality", "programme", "unit") if one.get(name)},
        first=_month(one.get("first")),
        last=_month(one.get("last")),
    )


def _month(text: str | None) -> date | None:
    return date.fromisoformat(f"{text}-01") if text else None


def finding(truth: dict[str, Any]) -> Finding:
    return Finding(truth, analyse(sample(), truth["indicator"], _selection(truth)))


@cache
def stable_analyses() -> list[Analysis]:
    return [analyse(sample(), one["indicator"], _selection(one)) for one in truths()["stable"]]


def page() -> str:
    figures = [_figure_row(figure(one)) for one in truths()["published"]]
    return "\n".join([HEAD, *figures, "", *_printed_lines(), *_truth_lines(), "", *_stable_lines(), ""])


HEAD = """# What the tool says of the sample

Made from the sample and the code by `make docs`; do not edit by hand. The sample is synthetic.

## Published figures

Each printed figure, and what the tool shows for the selection in `data/sample/README.md`.

| figure | what | printed | shown |
|---|---|---|---|"""

TRUTHS_HEAD = """| truth | indicator | municipality | programme | from | what | how large | expected | the tool says |
|---|---|---|---|---|---|---|---|---|"""


def _figure_row(one: Figure) -> str:
    return f"| {one.key} | {one.what} | {' / '.join(one.printed)} | {' / '.join(one.shown)} |"


def _printed_lines() -> Iterator[str]:
    """Tables that are shown as printed, with what their numbers give."""
    for table in printed_tables():
        yield f"## {table.title_en} ({table.key}; {table.source})"
        yield ""
        yield f"| | {' | '.join(table.columns)} | printed total | sum |"
        yield f"|---|{'---|' * (len(table.columns) + 2)}"
        for row in table.rows:
            given = f"**{row.sum}**" if row.fails else str(row.sum)
            yield f"| {row.en} | {' | '.join(map(str, row.parts))} | {row.total} | {given} |"
        yield ""
        yield f"{len(table.failing())} of {len(table.rows)} printed totals are not the sum of their numbers."
        yield ""


def _truth_lines() -> list[str]:
    found = [finding(truth) for truth in truths()["truths"]]
    large = [one.is_found for one in found if one.truth["expected"] == "signal"]
    small = [one.is_found for one in found if one.truth["expected"] == "may_be_missed"]
    summary = (
        f"Of {len(large)} large shifts and drifts {sum(large)} are found; of {len(small)} small shifts {sum(small)}. "
        "One outlier month is no run: it is left to control limits."
    )
    return ["## Planted truths", "", summary, "", TRUTHS_HEAD, *map(_finding_row, found)]


def _stable_lines() -> list[str]:
    judged = [one for one in stable_analyses() if one.facts.verdict.is_judged]
    signals = sum(one.facts.verdict.is_signal for one in judged)
    expected = sum(one.false_alarm_rate for one in judged)
    summary = (
        f"{len(stable_analyses())} series in which nothing is planted: {len(judged)} can be judged, {signals} give a "
        f"false signal. By their own exact rates one would expect {expected:.1f}."
    )
    return ["## Stable series", "", summary]


def _finding_row(one: Finding) -> str:
    truth = one.truth
    cells = [truth["truth_id"], truth["indicator"], truth["municipality"], truth["programme"] or "all", truth["month"]]
    return "| " + " | ".join([*cells, truth["what"], truth["size"], truth["expected"], one.says]) + " |"


def is_as_expected(one: Finding) -> bool:
    """Whether the tool says of a series what its planted truth demands; small shifts may be found or missed."""
    verdict, phases = one.analysis.facts.verdict, one.analysis.chart.phases
    match one.truth["expected"]:
        case "signal":
            return one.is_found
        case "no_signal":
            return not one.is_found
        case "new_phase":
            return len(phases) > 1 and not one.is_found
        case "no_verdict":
            return verdict in (Verdict.TIES, Verdict.FEW, Verdict.HIDDEN, Verdict.CONSTANT)
        case "open_points":
            return one.analysis.facts.immature_periods > 0
        case _:
            return True


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
