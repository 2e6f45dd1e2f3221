"""Plain widgets for the fields of a record, chosen by the type of each: one line, prose, date, choice, indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, cast, get_args

import streamlit as st

from dashboard.components.writing import field_label
from qi import wording
from qi.improvement.text import LONGEST_LINE
from qi.store.plain import annotations_of

R = TypeVar("R")

PROSE_HEIGHT = 96


def ask(
    record: R,
    names: Iterable[str],
    *,
    prefix: str,
    lang: str,
    indicators: Mapping[str, str] | None = None,
    places: Iterable[Any] = (),
) -> R:
    """Draw a widget for each named field and return the record as it would be; nothing is kept.

    ``prefix``: parts these widgets from others on the page. ``indicators``: titles by key, for fields that name
    indicators. ``places``: columns to draw in, in turn; the page itself where there are none.
    """
    columns, answers = list(places) or [st], {}
    for i, name in enumerate(names):
        answers[name] = _widget(columns[i % len(columns)], record, name, f"{prefix}-{name}", lang, indicators or {})
    answered: R = replace(cast("Any", record), **answers)
    return answered


def _widget(place: Any, record: Any, name: str, key: str, lang: str, indicators: Mapping[str, str]) -> Any:
    kind: type = type(record)
    label, value = field_label(kind, name, lang), getattr(record, name)
    wanted = annotations_of(kind)[name]
    options = [one for one in get_args(wanted) or (wanted,) if one is not type(None)]
    if name == "indicators":
        return tuple(_indicators(place, label, value, key, lang, indicators))
    if name == "indicator":
        return _indicator(place, label, value, key, indicators)
    if options[0] is date:
        return place.date_input(label, value=value, format="DD.MM.YYYY", key=key)
    if options[0] in (int, float):
        return place.number_input(label, value=value, key=key)
    if issubclass(options[0], StrEnum):
        return _choice(place, label, value, key, lang, options[0], is_optional=len(get_args(wanted)) > 1)
    most = _most(record, name)
    if most > LONGEST_LINE:
        return place.text_area(label, value=value, max_chars=most, height=PROSE_HEIGHT, key=key).strip()
    return place.text_input(label, value=value, max_chars=most, key=key).strip()


def _most(record: Any, name: str) -> int:
    return next(int(one.metadata.get("most", LONGEST_LINE)) for one in fields(record) if one.name == name)


def _choice(
    place: Any, label: str, value: Any, key: str, lang: str, kind: type[StrEnum], *, is_optional: bool
) -> StrEnum | None:
    choices = list(kind)
    chosen: StrEnum | None = place.selectbox(
        label,
        choices,
        index=choices.index(value) if value in choices else None if is_optional else 0,
        format_func=lambda one: wording.sentence(f"{kind.__name__.lower()}.{one.value}", lang),
        placeholder=wording.sentence("write.not_yet", lang),
        key=key,
    )
    return chosen


def _indicators(
    place: Any, label: str, value: tuple[str, ...], key: str, lang: str, indicators: Mapping[str, str]
) -> list[str]:
    gone = {one: wording.sentence("write.gone", lang, name=wording.safe_echo(one)) for one in value}
    titles = gone | dict(indicators)
    chosen: list[str] = place.multiselect(
        label,
        list(titles),
        default=list(value),
        format_func=titles.__getitem__,
        placeholder=wording.sentence("write.choose", lang),
        key=key,
    )
    return chosen


def _indicator(place: Any, label: str, value: str, key: str, indicators: Mapping[str, str]) -> str:
    names = list(indicators)
    chosen: str = place.selectbox(
        label,
        names,
        index=names.index(value) if value in names else 0,
        format_func=indicators.__getitem__,
        key=key,
    )
    return chosen
