"""The ``qi`` command: ``qi chart FILE.csv`` judges the series of a file without a server."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from qi.backup import add_backup_commands
from qi.chart_file import ChartFileError, SeriesColumns, missing_months, read_series
from qi.chart_report import NamedChart, as_csv, as_json, as_text
from qi.control_charts import CHART_TYPES, Measure, advise, chart_type, control_chart
from qi.imports.cli import add_import_command
from qi.phases import split_positions
from qi.reading import parse_date
from qi.release_cli import add_release_commands
from qi.retention import add_forget_command
from qi.signals import RULE_SETS
from qi.sources.cli import add_source_commands
from qi.store.cli import add_log_command
from qi.store.files_cli import add_state_commands
from qi.verdict import Direction

FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 0, or 2 after one sentence on standard error."""
    options = parser().parse_args(arguments)
    return int(options.run(options))


def run_chart_command(options: argparse.Namespace) -> int:
    """Print the charts of a file; return 0, or 2 after one sentence on standard error."""
    try:
        print(_chart(options))
    except BrokenPipeError:
        # Whoever reads has seen enough, as with head; Python must not write to the closed pipe again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (ChartFileError, ValueError) as error:
        print(f"qi: {error}", file=sys.stderr)
        return FAILED
    return 0


def _chart(options: argparse.Namespace) -> str:
    columns = read_series(Path(options.file), x=options.x, y=options.y, n=options.n, by=options.by)
    first = next(iter(columns.values()))
    advice = advise(first.y, first.n, periods=first.x)
    kind, why = (options.type, ()) if options.type else (advice.kind, (advice.reason_da, advice.reason_en))
    charts = [_named_chart(name, series, kind, options) for name, series in columns.items()]
    if why:
        notes = (why[0] if options.lang == "da" else why[1], *charts[0].chart.warnings)
        charts[0] = replace(charts[0], chart=replace(charts[0].chart, warnings=notes))
    if options.format == "json":
        return as_json(charts)
    if options.format == "csv":
        return as_csv(charts).rstrip("\n")
    return as_text(charts, options.lang, target=options.target, direction=Direction(options.direction))


def _named_chart(name: str | None, series: SeriesColumns, kind: str, options: argparse.Namespace) -> NamedChart:
    positions = sorted(set(series.x.tolist()))
    starts = [series.starts[x] for x in positions] if series.starts else None
    chart = control_chart(
        kind,
        series.y,
        series.n,
        periods=series.x,
        split=_positions("split", options.split, starts, len(positions), first=2),
        freeze=options.freeze,
        exclude=_positions("exclude", options.exclude, starts, len(positions), first=1),
        centre=options.centre,
        screen=not options.no_screen,
        rules=options.rules,
    )
    return NamedChart(
        name=name,
        chart=replace(chart, warnings=chart.warnings + _gap_warning(starts)),
        shown=[series.shown[x] for x in positions],
        starts=starts,
        is_percent=_is_share(series, kind),
    )


def _gap_warning(starts: Sequence[date] | None) -> tuple[str, ...]:
    missing = missing_months(starts or ())
    if not missing:
        return ()
    listed = ", ".join(missing[:10]) + (", …" if len(missing) > 10 else "")
    return (f"no row for {listed}: the chart steps over it; add a row with an empty value to keep its place",)


def _is_share(series: SeriesColumns, kind: str) -> bool:
    if series.n is None or chart_type(kind).measure is Measure.RATE:
        return False
    return bool((series.y[np.isfinite(series.y)] <= series.n[np.isfinite(series.y)]).all())


def _positions(option: str, texts: str | None, starts: Sequence[date] | None, count: int, *, first: int) -> list[int]:
    """Return 0-based positions from indices counted from 1, or from dates: the first point on or after each."""
    listed = [text.strip() for text in texts.split(",") if text.strip()] if texts else []
    found = [int(text) if text.isdigit() else _index_of(option, text, starts) for text in listed]
    outside = [index for index in found if not first <= index <= count]
    if outside:
        raise ValueError(f"{option} needs points from {first} to {count}, got {outside[0]}: correct it")
    return [index - 1 for index in found]


def _index_of(option: str, text: str, starts: Sequence[date] | None) -> int:
    day = parse_date(text)
    if day is None or starts is None or day > starts[-1]:
        raise ValueError(f"{option} needs numbers from 1, or dates up to the last where x is a date, got {text!r}")
    return split_positions(starts, [day])[0] + 1


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments of ``qi``."""
    one = _OneSentence(prog="qi", description="Run charts and control charts for health care.")
    commands = one.add_subparsers(required=True, metavar="command", parser_class=_OneSentence)
    _add_chart_command(commands)
    add_import_command(commands)
    add_backup_commands(commands)
    add_log_command(commands)
    add_state_commands(commands)
    add_forget_command(commands)
    add_release_commands(commands)
    add_source_commands(commands)
    return one


def _add_chart_command(commands: argparse._SubParsersAction[_OneSentence]) -> None:
    chart = commands.add_parser("chart", help="judge the series of a CSV file")
    chart.add_argument("file", help="CSV with a header; comma or semicolon, decimal point or comma")
    chart.add_argument("--type", choices=list(CHART_TYPES), help="chart type; the one that fits when left out")
    chart.add_argument("--x", required=True, help="column with the period")
    chart.add_argument("--y", required=True, help="column with the value or the numerator")
    chart.add_argument("--n", help="column with the denominator")
    chart.add_argument("--by", help="column that names the series")
    chart.add_argument("--rules", choices=list(RULE_SETS), default="anhoej", help="rule set (default: anhoej)")
    chart.add_argument("--freeze", type=int, metavar="K", help="the first K points of each phase are the baseline")
    chart.add_argument("--split", metavar="I,J", help="first point of each new phase, from 1, or dates")
    chart.add_argument("--exclude", metavar="I,J", help="points left out of lines and rules, from 1, or dates")
    chart.add_argument("--centre", type=_number, metavar="V", help="a known centre line")
    chart.add_argument("--target", type=_number, metavar="V", help="a goal, in the unit of the values")
    chart.add_argument("--direction", choices=[str(d) for d in Direction], default="neutral", help="the wanted way")
    chart.add_argument("--no-screen", action="store_true", help="keep moving ranges beyond their own limit")
    chart.add_argument("--format", choices=["json", "csv", "text"], default="text")
    chart.add_argument("--lang", choices=["da", "en"], default="da", help="language of the text")
    chart.set_defaults(run=run_chart_command)


class _OneSentence(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        """Say in one sentence what is wrong with the options."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(FAILED)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


if __name__ == "__main__":
    sys.exit(main())
