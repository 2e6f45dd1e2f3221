"""Records as plain JSON values and back, by their own annotations: the one form that is kept, exported and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


class PlainError(ValueError):
    """A plain value that is no record of the wanted kind; the message names the field, never the value."""


def to_text(record: object) -> str:
    """Return a record as JSON: keys in the order of the fields, so equal records are equal texts."""
    return json.dumps(to_plain(record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def to_plain(value: Any) -> Plain:
    """Return a dataclass as a dict, a tuple as a list, a date as ISO text, an enumeration as its value."""
    if is_dataclass(value):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    plain: Plain = value.value if isinstance(value, StrEnum) else value
    return plain


def from_text(kind: type, text: str) -> Any:
    """Return the record of this kind that a JSON text holds. Raises PlainError."""
    try:
        plain = json.loads(text)
    except ValueError:
        raise PlainError("need JSON, got other text") from None
    return from_plain(kind, plain)


def from_plain(wanted: Any, plain: Any, *, where: str = "record") -> Any:
    """Return ``plain`` as the annotated type; a field left out takes its default. Raises PlainError."""
    options = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    if plain is None and NoneType in options:
        return None
    kind = next(one for one in options if one is not NoneType)
    try:
        return _read(kind, plain, where)
    except (TypeError, ValueError, KeyError) as error:
        raise error if isinstance(error, PlainError) else PlainError(f"need {_name(kind)} in {where}") from None


def _read(kind: Any, plain: Any, where: str) -> Any:
    if is_dataclass(kind):
        return _record(kind, plain, where)
    if get_origin(kind) is tuple:
        return tuple(from_plain(get_args(kind)[0], one, where=where) for one in _of(list, plain))
    if issubclass(kind, date):
        return kind.fromisoformat(_of(str, plain))
    if issubclass(kind, StrEnum):
        return kind(plain)
    return float(_of((int, float), plain)) if kind is float else _of(kind, plain)


def _record(kind: Any, plain: Mapping[str, Any], where: str) -> Any:
    hints = annotations_of(kind)
    if unknown := set(_of(dict, plain)) - set(hints):
        raise PlainError(f"need only fields of {_name(kind)} in {where}, got {len(unknown)} others")
    return kind(**{name: from_plain(hints[name], one, where=f"{where}.{name}") for name, one in plain.items()})


def _of(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
        raise TypeError
    return plain


def _name(kind: Any) -> str:
    return getattr(kind, "__name__", str(kind))


@cache
def annotations_of(kind: type) -> dict[str, Any]:
    """Return the fields of a record with their types."""
    return get_type_hints(kind)
