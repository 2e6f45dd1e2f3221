"""The few words that stand inside a chart, Danish and English, and numbers in the unit of the chart."""

from __future__ import annotations

from qi import formats
from qi.verdict import Side

_WORDS = {
    "da": {
        "median": "Median {}",
        "provisional": "Foreløbig {}",
        "goal": "Mål {}",
        "run_over": "{} i træk over medianen",
        "run_under": "{} i træk under medianen",
        "run_over_short": "{} i træk over",
        "run_under_short": "{} i træk under",
        "crossings": "kun {} kryds, forventet mindst {}",
        "immature": "i forløb endnu – tælles ikke med",
        "partial": "ikke slut – tælles ikke med",
        "suppressed": "færre end 5",
        "empty": "ingen",
        "today": "i dag",
        "n": "n = {}",
        "on_median": "på medianen",
    },
    "en": {
        "median": "Median {}",
        "provisional": "Provisional {}",
        "goal": "Goal {}",
        "run_over": "{} in a row over the median",
        "run_under": "{} in a row under the median",
        "run_over_short": "{} in a row over",
        "run_under_short": "{} in a row under",
        "crossings": "only {} crossings, expected at least {}",
        "immature": "still under way – not counted",
        "partial": "not over yet – not counted",
        "suppressed": "fewer than 5",
        "empty": "none",
        "today": "today",
        "n": "n = {}",
        "on_median": "on the median",
    },
}


def say(key: str, *values: object, lang: str) -> str:
    """Return one of the chart's own texts."""
    return _WORDS[lang][key].format(*values)


def run_label(length: int, side: Side, *, lang: str) -> tuple[str, str]:
    """Return the text on the bracket of a run, in full and for narrow charts."""
    return say(f"run_{side.value}", length, lang=lang), say(f"run_{side.value}_short", length, lang=lang)


def quantity(value: float, unit: str, decimals: int, *, lang: str) -> str:
    """Write a value on the chart: ``82 %``, ``44``, ``9,3``."""
    if unit == "percent":
        return formats.percent(value, decimals, lang=lang)
    return formats.shortest(value, lang=lang, at_most=max(decimals, 1))


def tick_number(value: float, *, lang: str) -> str:
    """Write a number on an axis, without its unit."""
    return formats.shortest(value, lang=lang)
