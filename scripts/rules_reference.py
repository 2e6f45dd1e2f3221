"""The reference page of chart types, rules and their exact false-alarm rates, made from the records themselves."""

from __future__ import annotations

import inspect

from qi.control_charts import CHART_TYPES, ChartType
from qi.run_charts import MIN_POINTS, MIN_POINTS_PROVISIONAL, TIE_TOLERANCE
from qi.runs_distribution import crossings_min, false_alarm_rate, longest_run_max
from qi.signals import RULE_SETS, Rule

LENGTHS = (12, 16, 20, 24, 30, 36, 48, 60, 100)


def charts_and_rules(generated: str) -> str:
    """Return the page."""
    return (
        "\n\n".join([f"# Chart types and rules\n\n{generated}", _charts(), _sets(), _rules(), _limits(), _odd()]) + "\n"
    )


def _charts() -> str:
    rows = "\n".join(_chart(chart) for chart in CHART_TYPES.values())
    head = "## Chart types\n\n`qi.control_chart(kind, values, denominators)` and `qi chart --type`.\n\n"
    return f"{head}| kind | Danish | denominators | centre line and limits | source |\n|---|---|---|---|---|\n{rows}"


def _chart(chart: ChartType) -> str:
    text = " ".join((inspect.getdoc(chart.lines) or "").split())
    said, _, source = text.partition("Reference: ")
    formula = said.removeprefix("Return ").strip()
    needed = "yes" if chart.needs_denominators else "may" if chart.takes_denominators else "no"
    return f"| `{chart.key}` | {chart.title_da} | {needed} | {formula} | {source} |"


def _sets() -> str:
    rows = "\n".join(f"| `{name}` | {', '.join(f'`{r.key}`' for r in rules)} |" for name, rules in RULE_SETS.items())
    note = "On a chart without limits the rules that need them are silent."
    return f"## Rule sets\n\n| name | rules |\n|---|---|\n{rows}\n\n{note}"


def _rules() -> str:
    known = {rule.key: rule for rules in RULE_SETS.values() for rule in rules}
    rows = "\n".join(_rule(rule) for rule in known.values())
    return f"## Rules\n\n| rule | Danish | needs limits | judges the whole phase |\n|---|---|---|---|\n{rows}"


def _rule(rule: Rule) -> str:
    limits, phase = ("yes" if claim else "no" for claim in (rule.needs_limits, rule.judges_phase))
    return f"| `{rule.key}`: {rule.title_en} | {rule.title_da} | {limits} | {phase} |"


def _limits() -> str:
    rows = "\n".join(
        f"| {n} | {longest_run_max(n)} | {crossings_min(n)} | {100 * false_alarm_rate(n):.2f} % | "
        f"{100 * false_alarm_rate(n, centre_is_own_median=False):.2f} % |"
        for n in LENGTHS
    )
    text = (
        "Exact, for a stable series of that many useful points; the median comes from the same points, or was known "
        "beforehand (frozen, or given)."
    )
    head = "| useful points | longest run at most | crossings at least | own median | known centre |"
    return f"## The Anhøj rules and how often chance sets them off\n\n{text}\n\n{head}\n|---|---|---|---|---|\n{rows}"


def _odd() -> str:
    return f"""## Odd data

| what comes | what happens |
|---|---|
| fewer than {MIN_POINTS} points | `few`; from {MIN_POINTS_PROVISIONAL} in a new phase `prov`, a provisional line |
| all points equal, or half of them on the centre line | `const`, `ties`: the runs rules are not read |
| a point within {TIE_TOLERANCE:g} of the largest number from the centre line | lies on the line |
| missing value | keeps its place; no rule marks it; runs step over it; both moving ranges beside it are missing |
| excluded point | out of lines and rules; its neighbours form a moving range |
| denominator 0, infinite number | an empty period, and a warning with the row |
| count above its denominator, negative count | an error with the row |
| several rows of one period | one subgroup: mean and standard deviation (`xbar`, `s`), sums (counts), mean (values) |
| periods out of order | put in order |
| fewer baseline points than limits need | no limits, and a warning with the phase |"""
