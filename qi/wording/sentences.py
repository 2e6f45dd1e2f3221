"""Sentences about several charts, change, answers and rare events; the numbers choose among the texts."""

from __future__ import annotations

from collections.abc import Sequence

from qi import formats
from qi.disclosure import is_small
from qi.formats import capitalise
from qi.verdict import Direction
from qi.wording.catalogue import sentence
from qi.wording.nouns import PERCENT, PERCENTAGE_POINTS, counted, with_unit


def signal_summary(n_signals: int, n_charts: int, expected: float, lang: str = "da") -> str:
    """Say how many charts show a signal and how many chance alone would give; empty for fewer than two charts."""
    if n_charts < 2:
        return ""
    if n_signals == 0:
        return sentence("multi.none", lang, m=n_charts)
    by_chance = formats.round_half_up(expected)
    if expected < 0.5:
        return sentence("multi.low", lang, x=n_signals, m=n_charts)
    return sentence("multi.some", lang, x=n_signals, m=n_charts, k=int(by_chance))


def change_sentence(
    indicator: str,
    change: float,
    *,
    low: float,
    high: float,
    n: int,
    unit: str,
    lang: str = "da",
    decimals: int = 1,
    direction: Direction = Direction.NEUTRAL,
) -> str:
    """Say the mean paired change with its 95 % interval, in the unit of the indicator.

    An interval that includes 0 settles nothing, and is told so. ``direction`` adds whether the change is wanted.
    """
    limits = _limits(low, high, decimals, lang)
    if low <= 0 <= high:
        return sentence("pair.unclear", lang, change=_signed(change, unit, decimals, lang), **limits)
    said = sentence(
        "pair.clear",
        lang,
        indicator=indicator,
        moved=_moved(change, lang),
        change=_size(change, unit, decimals, lang),
        n=n,
        **limits,
    )
    return _with_direction(said, change, direction, lang)


def share_change_sentence(
    before: float,
    after: float,
    change: float,
    *,
    low: float,
    high: float,
    n: int,
    lang: str = "da",
    direction: Direction = Direction.NEUTRAL,
) -> str:
    """Say how a share moved among those who answered both times; all values in percent or percentage points."""
    limits = _limits(low, high, 1, lang)
    written = formats.percentage_points(change, 1, lang=lang)
    if low <= 0 <= high:
        return sentence("pair.unclear", lang, change=written, **limits)
    said = sentence(
        "pair.share",
        lang,
        moved=_moved(change, lang),
        p0=formats.percent(before, lang=lang),
        p1=formats.percent(after, lang=lang),
        change=written,
        n=n,
        **limits,
    )
    return _with_direction(said, change, direction, lang)


def pairs_sentence(n: int, n_started: int, lang: str = "da") -> str:
    """Say how many of those who started are measured both times: attrition beside every change."""
    if is_small(n, n):
        return sentence("small", lang)
    return sentence("pair.who", lang, n=n, n_started=n_started, percent=_share(n, n_started, lang))


def start_difference_sentence(difference: float, *, n: int, unit: str, lang: str = "da") -> str:
    """Say how much higher or lower those measured both times started than all measured at start."""
    side = sentence("change.higher" if difference > 0 else "change.lower", lang)
    return sentence("pair.select", lang, n=n, change=_size(difference, unit, 1, lang), higher=side)


def attrition_sentence(n_started: int, n_end: int, n_followup: int, lang: str = "da") -> str:
    """Say how many of those who started are measured at the end and at follow-up."""
    if any(is_small(n, n) for n in (n_started, n_end, n_followup)):
        return sentence("small", lang)
    shares = {"p": _share(n_end, n_started, lang), "q": _share(n_followup, n_started, lang)}
    return sentence("attr.flow", lang, n_started=n_started, a=n_end, b=n_followup, **shares)


def days_since_sentence(days: int, event: str, lang: str = "da", *, goal: int | None = None) -> str:
    """Say how long ago the latest event was. ``event`` is indefinite singular: tryksår, fald, UTH."""
    if days == 0:
        return sentence("rare.today", lang, event=capitalise(event))
    written = counted(days, "days", lang)
    if goal is None:
        return sentence("rare.since", lang, days=written, event=event)
    key = "rare.met" if days >= goal else "rare.below"
    return sentence(key, lang, days=written, event=event, goal=counted(goal, "days", lang))


def join_names(names: Sequence[str], lang: str = "da") -> str:
    """Join names for a sentence: ``køn, alder og uddannelse``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {sentence('word.and', lang)} {names[-1]}"


def _share(part: int, whole: int, lang: str) -> str:
    return formats.percent(100 * part / whole, lang=lang)


def _limits(low: float, high: float, decimals: int, lang: str) -> dict[str, str]:
    return {"low": formats.number(low, decimals, lang=lang), "high": formats.number(high, decimals, lang=lang)}


def _moved(change: float, lang: str) -> str:
    return sentence("word.risen" if change > 0 else "word.fallen", lang)


def _size(change: float, unit: str, decimals: int, lang: str) -> str:
    """Write a change without its sign, for a sentence whose verb carries it."""
    if unit in (PERCENT, PERCENTAGE_POINTS):
        return f"{formats.number(abs(change), decimals, lang=lang)}{formats.NBSP}pp."
    return with_unit(abs(change), unit, lang, decimals=decimals)


def _signed(change: float, unit: str, decimals: int, lang: str) -> str:
    if unit in (PERCENT, PERCENTAGE_POINTS):
        return formats.percentage_points(change, decimals, lang=lang)
    plus = "+" if formats.round_half_up(change, decimals) > 0 else ""
    return f"{plus}{with_unit(change, unit, lang, decimals=decimals)}"


def _with_direction(said: str, change: float, direction: Direction, lang: str) -> str:
    if direction is Direction.NEUTRAL:
        return said
    is_wanted = (change > 0) == (direction is Direction.UP)
    return f"{said} {sentence('card_direction.shift_good' if is_wanted else 'card_direction.shift_bad', lang)}"
