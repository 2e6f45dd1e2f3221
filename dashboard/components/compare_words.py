"""What a comparison says: headline, who stands out and by how much, who takes no part and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dashboard.figures.comparison import decimals_of, value_text
from qi import formats, wording
from qi.analysis import Analysis
from qi.comparison.units import FEWEST_CASES, FEWEST_UNITS, Band, Comparison, Missing, Unit
from qi.indicator import Measure
from qi.verdict import Side

Name = Callable[[str], str]


def units_word(by: str, lang: str) -> str:
    """Return what the units are called, in the plural."""
    return wording.sentence(f"compare.units.{by}", lang)


def headline(comparison: Comparison, by: str, lang: str) -> str:
    """Return how many units lie within the expected variation."""
    m, n_outside = len(comparison.units), sum(unit.is_outside for unit in comparison.units)
    units = units_word(by, lang)
    if n_outside == 0:
        return wording.sentence("compare.all_within", lang, m=m, units=units)
    return wording.sentence("compare.some_within", lang, x=m - n_outside, m=m, units=units)


def beyond_inner(comparison: Comparison, by: str, lang: str) -> str:
    """Return how many units lie beyond the 95 % limits, and how many chance would put there."""
    x = sum(unit.band is not Band.WITHIN for unit in comparison.units)
    values: dict[str, str | int] = {"m": len(comparison.units), "units": units_word(by, lang)}
    if x == 0:
        return wording.sentence("compare.beyond_none", lang, **values)
    values |= {"x": x}
    k = int(formats.round_half_up(comparison.expected_outside_inner))
    if k < 1:
        return wording.sentence("compare.beyond_inner_low", lang, **values)
    return wording.sentence("compare.beyond_inner", lang, k=k, **values)


def lines_headline(analyses: Iterable[Analysis], lang: str) -> str:
    """Return how many of the lines that can be judged show a signal."""
    judged = [one for one in analyses if one.facts.verdict.is_judged]
    x, m = sum(one.facts.verdict.is_signal for one in judged), len(judged)
    if m < FEWEST_UNITS:
        return wording.sentence(f"compare.lines.{'none' if m == 0 else 'one_signal' if x else 'one'}", lang)
    if x == 0:
        return wording.sentence("compare.no_signal", lang, m=m)
    return wording.sentence("compare.some_signal", lang, x=x, m=m)


def stands_out(unit: Unit, name: str, lang: str) -> str:
    """Return the headline of a unit outside the limits."""
    return wording.sentence("compare.over" if unit.side is Side.OVER else "compare.under", lang, unit=name)


def by_how_much(unit: Unit, comparison: Comparison, lang: str) -> list[str]:
    """Return value and expectation of a unit outside, and the best guess at its level to come."""
    low, high = (value_text(comparison, value, lang) for value in (unit.outer.low, unit.outer.high))
    value = value_text(comparison, unit.value, lang)
    if comparison.indicator.measure is Measure.COUNT:
        told = wording.sentence("compare.outside_count", lang, value=value, a=unit.pooled.n, low=low, high=high)
    else:
        counts = {"a": unit.pooled.numerator, "n": unit.pooled.n}
        told = wording.sentence("compare.outside_share", lang, value=value, low=low, high=high, **counts)
    return [told, wording.sentence("compare.settled", lang, settled=value_text(comparison, unit.settled, lang))]


def on_the_edge(comparison: Comparison, name: Name, lang: str) -> str:
    """Return who lies between the two limits; empty where nobody does."""
    names = sorted_names((u.code for u in comparison.units if u.band is Band.EDGE), name)
    return wording.sentence("compare.edge", lang, names=", ".join(names)) if names else ""


def left_out(comparison: Comparison, name: Name, lang: str) -> Iterator[str]:
    """Say who takes no part, by reason, and of whom some months are hidden."""
    for why in Missing:
        names = sorted_names((code for code, reason in comparison.missing.items() if reason is why), name)
        if names:
            extra = {"min": FEWEST_CASES} if why is Missing.FEW else {}
            yield wording.sentence(f"compare.missing.{why}", lang, names=", ".join(names), **extra)
    partly = sorted_names((unit.code for unit in comparison.units if unit.pooled.n_hidden), name)
    if partly:
        yield wording.sentence("compare.partly_hidden", lang, names=", ".join(partly))


def sorted_names(codes: Iterator[str], name: Name) -> list[str]:
    """Return names in alphabetical order."""
    return sorted((name(code) for code in codes), key=formats.sort_key)


def table_row(unit: Unit, name: str, comparison: Comparison, lang: str) -> list[str]:
    """Return one line of the table: name, value, n, interval, what is expected, and where it lies."""
    decimals = decimals_of(comparison)
    return [
        name,
        value_text(comparison, unit.value, lang),
        formats.number(unit.pooled.n, lang=lang),
        formats.interval(unit.interval.low, unit.interval.high, decimals, lang=lang),
        formats.interval(unit.outer.low, unit.outer.high, decimals, lang=lang),
        wording.sentence(f"compare.band.{unit.band}", lang),
    ]


def table_heads(lang: str) -> list[str]:
    """Return the heads of the table."""
    return [
        wording.sentence(f"compare.table.{name}", lang)
        for name in ("unit", "value", "n", "interval", "expected", "verdict")
    ]


SESSIONS = ("P11", "P12")
"""Indicators that count sessions, of which one citizen has several."""


def explanations(comparison: Comparison, by: str, lang: str) -> Sequence[str]:
    """Return what the picture means and what it does not mean."""
    is_out = any(unit.band is not Band.WITHIN for unit in comparison.units)
    few = (
        ""
        if comparison.has_funnel
        else wording.sentence("compare.few", lang, m=len(comparison.units), units=units_word(by, lang))
    )
    sessions = wording.sentence("compare.sessions", lang) if comparison.indicator.key in SESSIONS else ""
    bands = wording.sentence("compare.bands_widened" if comparison.is_widened else "compare.bands", lang)
    told = [
        f"{few} {bands} {sessions}".strip(),
        wording.sentence("compare.standardised", lang) if comparison.is_standardised else "",
        wording.sentence("compare.regression", lang) if is_out else "",
        wording.sentence("compare.mix", lang),
    ]
    return [text for text in told if text]
