"""Compares ``qi`` with the reference results in tests/golden, value by value.

Each deliberate difference has a name, the cases it covers and a reason; everything else must agree to 1e-9.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from qi.control_charts import CHART_TYPES, ControlChart, control_chart
from qi.control_charts.limits import Drawn, rule_series, signals_of
from qi.signals import rule_set

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 1e-9
RUNS = ("n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min")
ROUNDED_FACTOR = 2.66 * 1.128 / 3
"""NHS limits are the mean plus and minus 2.66 mean moving ranges, a rounding of 3 / 1.128."""

MDC_NAMES = {
    "Above UCL": "beyond_limits",
    "Below LCL": "beyond_limits",
    "7 Point Trend (Increasing)": "trend_7",
    "7 Point Trend (Decreasing)": "trend_7",
    "2 in 3 Above CL": "mdc_two_of_three",
    "2 in 3 Below CL": "mdc_two_of_three",
    "7 Points Above CL": "shift_7",
    "7 Points Below CL": "shift_7",
}


@dataclass(frozen=True)
class Compared:
    """One field of one case: how many values, the largest relative difference, and what differs beyond tolerance."""

    case: str
    field: str
    n_values: int
    largest: float
    mismatch: str | None = None


@cache
def cases(peer: str) -> tuple[dict[str, Any], ...]:
    """Return all cases of one peer; each names program, version and call."""
    files = sorted((GOLDEN / peer).glob("*.jsonl"))
    return tuple(json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines())


def compare(peer: str, case: dict[str, Any]) -> Iterator[Compared]:
    """Compare one case; a case the peer could not compute, or that needs an option we leave out, yields one line."""
    if "error" in case:
        yield Compared(case["id"], "peer", 0, 0.0, f"peer stops: {case['error']}")
    elif left_out(case):
        yield Compared(case["id"], "option", 0, 0.0, f"not offered: {left_out(case)}")
    elif peer == "nhsrplotthedots":
        yield from _compare_mdc(case)
    else:
        chart = chart_of(peer, case)
        yield from _compare_lines(case, chart)
        yield from _compare_runs(case, chart)


def left_out(case: dict[str, Any]) -> str | None:
    options = case["options"]
    if options.get("agg_fun", options.get("agg.fun")) in ("median", "sum", "sd"):
        return "aggregation by median, sum or sd"
    if "x.period" in options:
        return "calendar aggregation inside the chart"
    if isinstance(options.get("cl"), list):
        return "a centre line that varies point by point"
    if "facet1" in case["inputs"] or case["chart"] == "ms":
        return "facets in one call" if "facet1" in case["inputs"] else "moving S chart"
    return None


def chart_of(peer: str, case: dict[str, Any]) -> ControlChart:
    """Return our chart of a case of qicharts2 or pbcharts; there ``i`` is the I′ chart."""
    options, inputs = case["options"], case["inputs"]
    is_small = peer == "pbcharts"
    values = _numbers(inputs["y"])
    split = _split(options.get("part", options.get("split")))
    screened = options.get("screenms", False) if is_small else case["source"]["r_options"]["qic.screenedmr"]
    x = inputs["x"]
    periods = np.arange(x["count"]) if isinstance(x, dict) else np.unique(np.array(x), return_inverse=True)[1]
    return control_chart(
        "ip" if is_small and case["chart"] == "i" else case["chart"],
        values,
        None if inputs.get("n") is None else _numbers(inputs["n"], len(values)),
        periods=periods,
        split=split,
        freeze=None if split and not is_small else options.get("freeze"),
        exclude=[position - 1 for position in np.atleast_1d(options.get("exclude", [])).astype(int)],
        centre=options.get("cl"),
        screen=screened,
    )


def _split(part: Any) -> list[int]:
    if isinstance(part, list) and isinstance(part[0], str):
        return [i for i in range(1, len(part)) if part[i] != part[i - 1]]
    return [] if part is None else list(np.atleast_1d(part).astype(int))


def _numbers(column: Any, length: int | None = None) -> np.ndarray:
    if isinstance(column, dict):
        return np.full(length or 0, np.nan if column["all"] is None else column["all"], dtype=float)
    return np.array([np.nan if value is None else value for value in column], dtype=float)


def _compare_lines(case: dict[str, Any], chart: ControlChart) -> Iterator[Compared]:
    points, factor = case["outputs"]["points"], case["options"].get("multiply", 1)
    ours = {"y": chart.values, "cl": chart.centre, "lcl": chart.lower, "ucl": chart.upper}
    has_value = np.isfinite(chart.values)
    for field, line in ours.items():
        if field in points and not (chart.kind == "run" and field in ("lcl", "ucl")):
            theirs = _numbers(points[field], len(line)) / factor
            yield _compared(case["id"], field, line, theirs, has_value)
    if "sigma_signal" in points and chart.kind != "run":
        flags = points["sigma_signal"]
        theirs = np.array([bool(f) for f in ([flags["all"]] * len(has_value) if isinstance(flags, dict) else flags)])
        differ = np.flatnonzero(theirs != chart.signals["beyond_limits"])
        text = f"points {differ + 1} flagged by one only" if len(differ) else None
        yield Compared(case["id"], "beyond", len(theirs), 0.0, text)


def _compared(case: str, field: str, ours: np.ndarray, theirs: np.ndarray, where: np.ndarray) -> Compared:
    both = np.isfinite(ours) & np.isfinite(theirs)
    only_one = where & (np.isfinite(ours) != np.isfinite(theirs))
    scale = np.maximum(np.abs(theirs), np.abs(ours))
    relative = np.where(both & (scale > 1e-12), np.abs(ours - theirs) / np.where(scale > 0, scale, 1), 0.0)
    largest = float(relative.max(initial=0.0))
    text = None
    if only_one.any():
        i = int(np.argmax(only_one))
        text = f"ours {ours[i]:.6g}, peer {theirs[i]:.6g}"
    elif largest > TOLERANCE:
        i = int(np.argmax(relative))
        text = f"ours {ours[i]:.6g}, peer {theirs[i]:.6g}"
    return Compared(case, field, int(both.sum()), largest, text)


def _compare_runs(case: dict[str, Any], chart: ControlChart) -> Iterator[Compared]:
    for phase, (*theirs, _) in zip(chart.phases, case["outputs"].get("parts", []), strict=False):
        ours = [getattr(phase, name) for name in RUNS]
        is_same = ours == [value or 0 for value in theirs]
        yield Compared(case["id"], "runs", len(ours), 0.0, None if is_same else f"ours {ours}, peer {theirs}")


def _compare_mdc(case: dict[str, Any]) -> Iterator[Compared]:
    points, options = case["outputs"]["points"], case["options"]
    values = _numbers(case["inputs"]["y"])
    facet, rebase = (_column(points[name], len(values)) for name in ("facet", "rebase_group"))
    keys = [f"{f}/{r}" for f, r in zip(facet, rebase, strict=True)]
    for key in dict.fromkeys(keys):
        rows = np.array([k == key for k in keys])
        theirs = {f: _numbers(points[f], len(values))[rows] for f in ("mean", "lpl", "upl")}
        chart = control_chart(
            "i", values[rows], freeze=options.get("fix_after_n_points"), screen=options.get("screen_outliers", True)
        )
        yield _compared(case["id"], "mean", chart.centre, theirs["mean"], np.isfinite(values[rows]))
        for field, line in (("lpl", chart.lower), ("upl", chart.upper)):
            ours = chart.centre + (line - chart.centre) * ROUNDED_FACTOR
            yield _compared(case["id"], field, ours, theirs[field], np.isfinite(values[rows]))
        causes = np.array(_column(points["special_cause_type"], len(values)))[rows]
        yield _compare_causes(case["id"], values[rows], theirs, causes)


def _compare_causes(case: str, values: np.ndarray, lines: dict[str, np.ndarray], causes: np.ndarray) -> Compared:
    """Read our rules on the peer's own lines; the first rule that marks a point names it."""
    mean, sd = lines["mean"][None, :1], ((lines["upl"] - lines["mean"]) / 3)[None]
    chart = control_chart("i", values)
    drawn = Drawn(_Lines(mean, sd), lines["lpl"][None], lines["upl"][None])
    signals = signals_of(_I, rule_set("nhs_mdc"), rule_series(values[None], np.isfinite(values)[None], drawn))
    ours = np.full(len(values), "", dtype=object)
    for key in reversed(list(signals)):
        ours[signals[key][0]] = key
    theirs = np.array([MDC_NAMES.get(str(cause), "") for cause in causes], dtype=object)
    differ = np.flatnonzero(ours != theirs)
    text = None if not len(differ) else f"point {differ[0] + 1}: ours {ours[differ[0]]!r}, peer {theirs[differ[0]]!r}"
    return Compared(case, "causes", len(chart.values), 0.0, text)


_I = CHART_TYPES["i"]


class _Lines:
    def __init__(self, centre: np.ndarray, sd: np.ndarray) -> None:
        self.centre, self.at = centre, lambda k: centre + k * sd


def _column(column: Any, length: int) -> list[Any]:
    return [column["all"]] * length if isinstance(column, dict) else list(column)


@dataclass(frozen=True)
class Difference:
    """A deliberate difference: its name in docs/explanation/where-we-differ.md, where it shows, and why."""

    name: str
    shows: tuple[tuple[str, tuple[str, ...]], ...]
    reason: str

    def covers(self, compared: Compared) -> bool:
        return any(
            compared.field in fields and re.fullmatch(pattern, compared.case) is not None
            for pattern, fields in self.shows
        )


LIMITS = ("lcl", "ucl", "lpl", "upl", "beyond")
DIFFERENCES = (
    Difference(
        "constant baseline",
        (("(i|ip|pp)_p_all(100_12|zero12)", LIMITS), ("xmr_constant12", LIMITS)),
        "screening throws away every moving range of zero; we keep them, so the limits lie on the line",
    ),
    Difference(
        "almost constant baseline",
        (("(i|xmr)_almostconst12", LIMITS),),
        "screening away the only change leaves a spread of zero, and then every point is beyond the limits",
    ),
    Difference(
        "baseline of the I′ chart",
        (("ip_.*(freeze12|excl2_9).*", LIMITS),),
        "freeze and exclude must also set the width of the limits",
    ),
    Difference(
        "known centre of a T chart",
        (("t_.*_cl12", ("cl", "runs", *LIMITS)),),
        "12 days is 12 days; the peer draws 12 to the power 3.6",
    ),
    Difference(
        "known centre of a G chart",
        (("g_.*_cl30", ("cl",)),),
        "the line is drawn where the user put it, not at 0.693 of it",
    ),
    Difference(
        "left-out points are not flagged",
        (("(p_p_na24_freeze12|u_u_overdisp36)_excl2_9", ("beyond",)),),
        "a point that was excluded has been explained already",
    ),
    Difference(
        "degrees of freedom of an empty subgroup",
        (("(s|xbar)_sub_na20x5", ("cl", *LIMITS)),),
        "a month without values adds nothing; the peer subtracts one degree of freedom",
    ),
    Difference(
        "units are no time series",
        (("pp_categorical12", LIMITS),),
        "neighbouring units have no order, so they belong in a funnel and get no chart here",
    ),
    Difference(
        "negative limits are not hidden",
        (("i_skew30_yneg_false", LIMITS),),
        "a measurement chart does not know that its numbers cannot be negative",
    ),
)


def difference_of(compared: Compared) -> Difference | None:
    """Return the deliberate difference that covers a mismatch, if there is one."""
    return next((difference for difference in DIFFERENCES if difference.covers(compared)), None)
