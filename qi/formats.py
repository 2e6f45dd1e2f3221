"""Numbers, dates and periods as people read them in Danish and English.

Rounding happens here and nowhere else: half up, once, at the edge. No-break spaces keep a number and its unit together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

LANGUAGES = ("da", "en")
NBSP = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"

_SEPARATORS = {"da": (".", ","), "en": (",", ".")}

_MONTHS = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_MONTHS_SHORT = {
    "da": ("jan.", "feb.", "marts", "apr.", "maj", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_MONTHS_AXIS = {
    "da": ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": _MONTHS_SHORT["en"],
}

_QUANTA = tuple(Decimal(1).scaleb(-decimals) for decimals in range(13))

_BINDINGS = (
    (re.compile(r"(?<=[\d}]) (?=%)"), NBSP),
    (re.compile(r"(?<=%) (?=CI\b)"), NBSP),
    (re.compile(r"(?<=[\d}]) (?=pp\.)"), NBSP),
    (re.compile(r"\bn = (?=[\d{])"), f"n{NBSP}={NBSP}"),
    (re.compile(r"(\bpr\.|\bkl\.|\buge|§) (?=[\d{])"), rf"\1{NBSP}"),
    (re.compile(r" (?=– )"), NBSP),
)


def bind(text: str) -> str:
    """Put no-break spaces where no line may break: ``81 %``, ``95 % CI``, ``n = 5``, ``pr. 1.000``, before a dash.

    A place to fill in counts as a number.
    """
    for pattern, replacement in _BINDINGS:
        text = pattern.sub(replacement, text)
    return text


def sort_key(name: str) -> str:
    """Return a key by which names sort as in Danish: æ, ø and å come last, in that order, and aa counts as å.

    ü sorts as y, and other accents change nothing. English has no rule of its own for these letters: Danish names keep
    their Danish order there. Source: Retskrivningsordbogen, section 3 (aa that stands for one sound sorts as å).
    """
    danish = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_LAST)
    return "".join(letter for letter in unicodedata.normalize("NFD", danish) if not unicodedata.combining(letter))


def by_name(names: Mapping[str, str]) -> list[str]:
    """Return the codes of ``names`` in the order people look them up."""
    return sorted(names, key=lambda code: sort_key(names[code]))


_LAST = str.maketrans({"æ": "\uffe0", "ä": "\uffe0", "ø": "\uffe1", "ö": "\uffe1", "å": "\uffe2", "ü": "y"})


def capitalise(text: str) -> str:
    """Return ``text`` with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """Round half away from zero, as Danish statistics are printed.

    The value is read to 12 significant digits first, so 14.499999999999998 (100 x 0.145) counts as 14.5.
    Raises ValueError for a value that is not a finite number: a missing value has words of its own.
    """
    if not isfinite(value):
        raise ValueError(f"need a finite number to write, got {value}: say in words that there is none")
    return Decimal(f"{value:.12g}").quantize(_QUANTA[decimals], ROUND_HALF_UP)


def number(value: float, decimals: int = 0, *, lang: str = "da") -> str:
    """Write a number: ``1.652``, ``58,5``, ``−6,5`` (true minus); English ``1,652``, ``58.5``."""
    thousands, decimal_mark = _SEPARATORS[lang]
    rounded = value if isinstance(value, int) and not decimals else round_half_up(value, decimals)
    digits = f"{abs(rounded):,}".replace(",", " ").replace(".", decimal_mark).replace(" ", thousands)
    return f"{MINUS if rounded < 0 else ''}{digits}"


def for_file(value: float, decimals: int = 0) -> str:
    """Write a number for a file that a Danish spreadsheet opens: ``1652``, ``58,5``, ``-6,5``, in either language.

    No separator of thousands and an ordinary hyphen: a spreadsheet must read a number and not a text.
    """
    return str(round_half_up(value, decimals)).replace(".", ",")


def shortest(value: float, *, lang: str = "da", at_most: int = 2) -> str:
    """Write a number with no more decimals than it needs: a goal of 80 is ``80``, one of 7.5 is ``7,5``."""
    return number(value, decimals_needed(value, at_most=at_most), lang=lang)


def decimals_needed(value: float, *, at_most: int = 2) -> int:
    """Return the fewest decimals that write ``value`` exactly, or ``at_most``."""
    return next((d for d in range(at_most) if round_half_up(value, d) == round_half_up(value, 12)), at_most)


def signed(value: float, decimals: int = 0, *, lang: str = "da") -> str:
    """Write a change with its sign: ``+9``, ``−6,5``; no sign on what rounds to 0."""
    return f"{'+' if round_half_up(value, decimals) > 0 else ''}{number(value, decimals, lang=lang)}"


def percent(value: float, decimals: int = 0, *, lang: str = "da") -> str:
    """Write a percentage (0-100): ``81 %`` with a no-break space; English ``81%``."""
    return f"{number(value, decimals, lang=lang)}{NBSP if lang == 'da' else ''}%"


def percentage_points(value: float, decimals: int = 0, *, lang: str = "da") -> str:
    """Write a change in a share with its sign: ``+9 pp.``; the abbreviation ends with a full stop."""
    return f"{signed(value, decimals, lang=lang)}{NBSP}pp."


def interval(low: float, high: float, decimals: int = 1, *, lang: str = "da") -> str:
    """Write the limits of an interval: ``(−9,0; −4,1)``; a semicolon, because the comma is the decimal mark."""
    return f"({number(low, decimals, lang=lang)}; {number(high, decimals, lang=lang)})"


def confidence_interval(low: float, high: float, decimals: int = 1, *, lang: str = "da") -> str:
    """Write a 95 % interval: ``95 % CI (−9,0; −4,1)``; the unit stands before it, never inside."""
    return f"{percent(95, lang=lang)}{NBSP}CI {interval(low, high, decimals, lang=lang)}"


def sample_size(n: int, *, lang: str = "da") -> str:
    """Write how many a number rests on: ``n = 131``."""
    return f"n{NBSP}={NBSP}{number(n, lang=lang)}"


def long_date(day: date, lang: str = "da") -> str:
    """Write a date in full: ``28. oktober 2026``; English ``28 October 2026``."""
    return f"{day.day}{'.' if lang == 'da' else ''}{NBSP}{_MONTHS[lang][day.month - 1]}{NBSP}{day.year}"


def short_date(day: date, lang: str = "da") -> str:
    """Write a date for a card or an axis: ``28. okt. 2026``; English ``28 Oct 2026``."""
    return f"{day.day}{'.' if lang == 'da' else ''}{NBSP}{_MONTHS_SHORT[lang][day.month - 1]}{NBSP}{day.year}"


def clock(time: datetime, lang: str = "da") -> str:
    """Write a time of day: ``06.10``; English ``06:10``."""
    return time.strftime("%H.%M" if lang == "da" else "%H:%M")


def timestamp(time: datetime, lang: str = "da") -> str:
    """Write a moment: ``28. oktober 2026 kl. 06.10``; English ``28 October 2026 at 06:10``."""
    return f"{long_date(time, lang)} {'kl.' if lang == 'da' else 'at'}{NBSP}{clock(time, lang)}"


def period(start: date, kind: str = "month", *, lang: str = "da", form: str = "long") -> str:
    """Write the period that begins on ``start``.

    kind: month, quarter, week, day, year, or point for a series without dates, where it is the number of the point.
    form: ``long`` for sentences (april 2025), ``short`` for cards (apr. 2025) and ``axis`` for chart axes and summary
    lines (apr 2025, lower case, no full stop).
    """
    name = period_name(start, kind, lang=lang, form=form)
    return name if kind in ("day", "year", "point") else f"{name}{_before_year(kind)}{_year(start, kind)}"


def period_name(start: date, kind: str = "month", *, lang: str = "da", form: str = "long") -> str:
    """Write the period without its year: ``marts``, ``1. kvartal``, ``uge 12``; days and years stay whole."""
    if kind == "month":
        return {"long": _MONTHS, "short": _MONTHS_SHORT, "axis": _MONTHS_AXIS}[form][lang][start.month - 1]
    if kind == "quarter":
        quarter = (start.month + 2) // 3
        words = {"long": "kvartal", "short": "kvt.", "axis": "kvt"}[form]
        return f"{quarter}.{NBSP}{words}" if lang == "da" else f"Q{quarter}"
    if kind == "week":
        return f"{'uge' if lang == 'da' else 'week'}{NBSP}{start.isocalendar().week}"
    if kind == "year":
        return str(start.year)
    if kind == "point":
        return f"{'nr.' if lang == 'da' else 'no.'}{NBSP}{start.toordinal()}"
    return long_date(start, lang) if form == "long" else short_date(start, lang)


def axis_month(month: date, lang: str = "da") -> str:
    """Write a month for an axis: ``okt 2026``."""
    return period(month, lang=lang, form="axis")


def span(first: date, last: date, kind: str = "month", *, lang: str = "da", form: str = "short") -> str:
    """Write a closed span of periods, the year once where it is the same.

    short: ``apr.–dec. 2023``, ``marts 2024–feb. 2025``; axis: ``jan 2023 – okt 2026``;
    long: ``januar 2024 til oktober 2026``.
    """
    end = period(last, kind, lang=lang, form=form)
    if period(first, kind, lang=lang, form=form) == end:
        return end
    is_one_year = kind not in ("day", "year", "point") and _year(first, kind) == _year(last, kind)
    start = (period_name if is_one_year else period)(first, kind, lang=lang, form=form)
    to = {"short": EN_DASH, "axis": f"{NBSP}{EN_DASH} ", "long": " til " if lang == "da" else " to "}[form]
    return f"{start}{to}{end}"


def _before_year(kind: str) -> str:
    # "uge 12, 2025" but "marts 2025": the week number must not run into the year.
    return f",{NBSP}" if kind == "week" else NBSP


def _year(start: date, kind: str) -> int:
    return start.isocalendar().year if kind == "week" else start.year
