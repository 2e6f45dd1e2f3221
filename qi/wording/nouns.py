"""Numbers with what they count: units of indicators, periods, citizens; singular and plural."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from qi.formats import LANGUAGES, NBSP, bind, number, percent, percentage_points, signed
from qi.wording.catalogue import read_plurals

PERCENT = "percent"
PERCENTAGE_POINTS = "percentage_points"
PLAIN = "number"
"""A unit without a name, for numbers a user has pasted."""


@cache
def nouns() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Return every noun by key as language -> (singular, plural)."""
    return {
        key: {lang: (bind(form[0]), bind(form[-1])) for lang, form in zip(LANGUAGES, forms, strict=True)}
        for key, forms in read_plurals("nouns").items()
    }


def is_unit(key: str) -> bool:
    """Whether an indicator may use ``key`` as its unit."""
    return key in (PERCENT, PERCENTAGE_POINTS, PLAIN) or key in nouns()


def counted(value: float, noun: str, lang: str = "da", *, decimals: int = 0) -> str:
    """Write a number with its noun: ``1 borger``, ``0 borgere``, ``1,5 måneder``. Raises KeyError for another noun."""
    written = number(value, decimals, lang=lang)
    singular, plural = nouns()[noun][lang]
    return f"{written}{NBSP}{singular if written == '1' else plural}"


def with_unit(value: float, unit: str, lang: str = "da", *, decimals: int = 0) -> str:
    """Write a value as a sentence needs it: ``81 %``, ``46 henvendelser``, ``58,5 mmol/mol``."""
    if unit == PERCENT:
        return percent(value, decimals, lang=lang)
    if unit == PERCENTAGE_POINTS:
        return percentage_points(value, decimals, lang=lang)
    return number(value, decimals, lang=lang) if unit == PLAIN else counted(value, unit, lang, decimals=decimals)


def without_unit(value: float, unit: str, lang: str = "da", *, decimals: int = 0) -> str:
    """Write a value where its unit is known from beside it; only % stays."""
    if unit == PERCENTAGE_POINTS:
        return signed(value, decimals, lang=lang)
    return percent(value, decimals, lang=lang) if unit == PERCENT else number(value, decimals, lang=lang)


def unit_name(unit: str, lang: str = "da") -> str:
    """Return the unit alone, as beside a big number: ``%``, ``hverdage``; empty for plain numbers."""
    if unit == PERCENT:
        return "%"
    if unit == PERCENTAGE_POINTS:
        return "pp."
    return "" if unit == PLAIN else nouns()[unit][lang][1]
