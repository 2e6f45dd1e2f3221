"""What a page is about, in one line; what a link asked for that nobody knows; the foot of every page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from qi import formats
from qi.selection import Period, Selection
from qi.wording.catalogue import catalogue, sentence
from qi.wording.nouns import counted
from qi.wording.sentences import join_names

MOST_NAMES = 3
"""More names than this are counted instead of listed."""

LONGEST_ECHO = 30
"""Characters of a foreign value that a message repeats."""

_LIKE_CPR = re.compile(r"(0[1-9]|[1-7]\d)(0[1-9]|1[0-2])\d{2}[\s-]{0,3}\d{4}")


def code_label(dimension: str, code: str, lang: str = "da") -> str:
    """Return what people call a code of the canonical tables; a code nobody knows is returned as it is."""
    key = f"{dimension}.{code}"
    return sentence(key, lang) if key in catalogue() else code


def scope_line(
    selection: Selection,
    names: Mapping[str, Mapping[str, str]],
    lang: str = "da",
    *,
    first: date | None = None,
    last: date | None = None,
) -> str:
    """Return what a page is about: ``Kræftrehabilitering · 6 kommuner · jan 2023 – okt 2026``.

    ``names`` are the labels of codes that belong to the data, by dimension (municipality, unit). ``first`` and
    ``last`` stand in where the selection leaves the ends open.
    """
    return " · ".join(_scope(selection, names, lang, selection.first or first, selection.last or last))


def _scope(
    selection: Selection, names: Mapping[str, Mapping[str, str]], lang: str, first: date | None, last: date | None
) -> Iterator[str]:
    chosen = selection.restrictions()
    for dimension in ("programme", "municipality"):
        codes = chosen.pop(dimension, ())
        yield _chosen(dimension, codes, names, lang) if codes else sentence(f"scope.{dimension}", lang)
    for dimension, codes in chosen.items():
        yield _chosen(dimension, codes, names, lang)
    if first and last:
        yield formats.span(first, last, lang=lang, form="axis")
    if selection.period is Period.QUARTER:
        yield sentence("scope.by_quarter", lang)


def _chosen(dimension: str, codes: tuple[str, ...], names: Mapping[str, Mapping[str, str]], lang: str) -> str:
    own = names.get(dimension, {})
    if len(codes) <= MOST_NAMES:
        shown = [own.get(code) or code_label(dimension, code, lang) for code in codes]
        # Names of places stand by name; groups such as ages keep the order of their codes.
        return join_names(sorted(shown, key=formats.sort_key) if own else shown, lang)
    if dimension == "municipality":
        return counted(len(codes), "municipality", lang)
    return sentence("scope.of_count", lang, filter=sentence(f"filter.{dimension}", lang), n=len(codes))


def is_like_cpr(text: str) -> bool:
    """Whether a text holds what looks like a CPR number."""
    return _LIKE_CPR.search(text) is not None


def safe_echo(value: str) -> str:
    """Return a foreign value fit to repeat: short, on one line, and never what looks like a CPR number."""
    flat = " ".join(value.split())
    if is_like_cpr(flat):
        return "…"
    return flat if len(flat) <= LONGEST_ECHO else f"{flat[: LONGEST_ECHO - 1]}…"


def unknown_in_link(name: str, value: str, lang: str = "da") -> str:
    """Say that a link names a value unknown here, and what is shown instead. ``name`` is the query name."""
    key = f"link_instead.{name}"
    choice = sentence(key if key in catalogue() else "link_instead.other", lang)
    return sentence("link", lang, value=safe_echo(value), choice=choice)


def footer(as_of: date, extracted_at: datetime, lang: str = "da", *, is_synthetic: bool = False) -> tuple[str, ...]:
    """Return the parts of the foot: how fresh the data are, that small numbers are hidden, that data are synthetic."""
    parts = (
        sentence("foot.data_through", lang, date=formats.long_date(as_of, lang)),
        sentence("foot.updated", lang, time=formats.timestamp(extracted_at, lang)),
        sentence("foot.small", lang),
    )
    return (*parts, sentence("foot.synthetic", lang)) if is_synthetic else parts
