"""The kinds of file that need no mapping written by hand: their fields, what people call them, and what cells say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from qi.imports.export_text import plain_name
from qi.imports.mapping import code_lists
from qi.indicators.needs import CATEGORIES, SYMPTOMS

NEEDS = "needs"
"""Stands in a form for all needs that citizens are asked about."""

_OFFICIAL = {"source": "referral_source", "law": "law", "dropout_reason": "dropout_reason"}
"""The code list of ``code_lists.toml`` that holds the official labels of a list of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a column of a file may be. ``names`` are headers people use, in plain words; ``rules`` go to the mapping.

    ``words`` names the list of what its cells say, empty where it has none. A field that ``may_be_constant`` is often
    not in the file, because it is the same for all of its lines. ``found_by`` are the field of a citizen and those of
    days, by which the course of a line is found where the file does not name it.
    """

    name: str
    kind: str
    names: tuple[str, ...]
    words: str = ""
    instrument: str = ""
    may_be_constant: bool = False
    found_by: tuple[str, ...] = ()
    rules: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of file: the columns that tell its lines apart, its fields, and the tables it can fill."""

    name: str
    key: tuple[str, ...]
    fields: Mapping[str, Field]
    tables: tuple[Mapping[str, Any], ...]


@cache
def forms() -> Mapping[str, Form]:
    """Return every kind of file by name."""
    raw = _raw()
    return {name: _form(name, table) for name, table in raw.items() if "fields" in table}


@cache
def words(name: str) -> Mapping[str, str]:
    """Return what cells say and the code it means; a key that ends in ``*`` is a beginning."""
    known = {plain_name(word): code for code, listed in _raw()["words"].get(name, {}).items() for word in listed}
    official = code_lists().get(_OFFICIAL.get(name, name), {})
    labels = {plain_name(label): code for code, label in official.items()}
    if name == "municipality":
        labels |= {f"0{code}": code for code in official}
        labels |= {plain_name(f"{label} Kommune"): code for code, label in official.items()}
    return {**known, **{plain_name(code): code for code in official}, **labels}


def code_of(cell: str, name: str) -> str | None:
    """Return the code of the list ``name`` that a cell means: the whole cell first, then the longest beginning."""
    known, said = words(name), plain_name(cell)
    if said in known and not said.endswith("*"):
        return known[said]
    begun = [word for word in known if word.endswith("*") and said.startswith(word[:-1])]
    return known[max(begun, key=len)] if begun else None


def is_known_word(cell: str) -> bool:
    """Whether some list knows what a cell says."""
    return any(code_of(cell, name) is not None for name in (*_raw()["words"], "municipality", "dropout_reason"))


@cache
def plain_words(header: str) -> tuple[str, ...]:
    """Return the words of a header: small letters and digits, without signs and words that tell nothing."""
    said = plain_name(header).replace("_", " ")
    for spelled, letter in (("aa", "å"), ("ae", "æ"), ("oe", "ø")):  # variables of a survey have no Danish letters
        said = said.replace(spelled, letter)
    found = re.findall(r"[a-zæøå]+|\d+", said)
    return tuple(word for word in found if word not in ("f", "for", "af", "på", "til", "den", "of", "the"))


@cache
def is_personal(header: str) -> bool:
    """Whether a header announces a name, an address or free text: such a column is neither kept nor shown."""
    named = {plain_words(name) for name in _raw()["personal"]["names"]}
    found = plain_words(header)
    return found in named or any((word,) in named for word in found)


def _form(name: str, raw: Mapping[str, Any]) -> Form:
    fields = {key: _field(key, dict(table)) for key, table in raw["fields"].items()}
    tables = tuple(raw["tables"])
    if any(table.get("each") == NEEDS for table in tables):
        fields |= {key: _need(key, titles) for key, *titles in (*CATEGORIES, *SYMPTOMS)}
        tables = tuple({**table, "each": [key for key, *_ in (*CATEGORIES, *SYMPTOMS)]} for table in tables)
    return Form(name=name, key=tuple(raw["key"]), fields=fields, tables=tables)


def _need(key: str, titles: Sequence[str]) -> Field:
    """Return the field of one need: whether it is there, in a column of its own."""
    names = (*(title.casefold() for title in titles), key.removeprefix("symptom_").replace("_", " "))
    return Field(name=key, kind="code", words="yes_no", names=names, rules={})


def _field(name: str, raw: dict[str, Any]) -> Field:
    own = ("kind", "names", "words", "instrument", "may_be_constant", "found_by")
    given = {key: raw.pop(key) for key in own if key in raw}
    lists: dict[str, Any] = {key: tuple(given[key]) for key in ("names", "found_by") if key in given}
    return Field(name=name, **{**given, **lists}, rules=raw)


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("forms.toml").read_text(encoding="utf-8"))
