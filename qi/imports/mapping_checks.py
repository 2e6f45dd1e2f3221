"""What a mapping must agree on with itself and with the canonical tables before a file is read by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qi.dataset import TABLES, Column
from qi.imports.refused import ImportRefusedError

if TYPE_CHECKING:
    from qi.imports.mapping import Entry, Mapping

OF_CPR = ("person_id", "sex", "age_group", "birth_year")
"""What a personal number is turned into; written ``cpr.sex`` where ``cpr`` is the name of the column."""

_FITTING = {
    "text": ("id", "code", "pattern", "course"),
    "date": ("date",),
    "int": ("whole", "code"),
    "float": ("decimal", "whole"),
}
"""The kinds of column that fit each canonical type."""

_COMPARED = {"whole": "number", "decimal": "number", "date": "date", "birth_year": "number"}
"""What a kind or a part of a personal number is compared as; the others are text."""


def check_names(mapping: Mapping) -> None:
    """Raise ImportRefusedError where a part names a column that the mapping does not have."""
    personal = {f"{name}.{part}" for name, one in mapping.columns.items() if one.kind == "cpr" for part in OF_CPR}
    named = [("key", name) for name in mapping.key]
    for name, column in mapping.columns.items():
        named += [(name, other) for other in (column.not_before, column.equals, column.at, column.only_if) if other]
        if column.refers_to and column.refers_to not in TABLES:
            raise choice(name, "refers_to", TABLES)
    for entry in mapping.entries:
        named += [(entry.into, name) for name in (*entry.columns.values(), entry.when, *entry.unless) if name]
    for part, name in named:
        if name not in mapping.columns and name not in personal:
            raise ImportRefusedError("mapping_name", part=part, name=name)
        if name in mapping.columns and mapping.columns[name].kind == "cpr":
            raise ImportRefusedError("mapping_cpr", part=part, name=name)


def check_comparisons(mapping: Mapping) -> None:
    """Raise ImportRefusedError where a column would be compared with one of another nature."""
    for column in mapping.columns.values():
        for word, other in (("not_before", column.not_before), ("at", column.at)):
            if other and (other not in mapping.columns or mapping.columns[other].kind != "date"):
                raise choice(column.name, word, ("date",))
        nature = _COMPARED.get(column.kind, "text")
        equal = (
            mapping.columns[column.equals].kind if column.equals in mapping.columns else column.equals.split(".")[-1]
        )
        if column.equals and nature != _COMPARED.get(equal, "text"):
            raise choice(column.name, "equals", (nature,))
        if column.not_before and nature != "date":
            raise choice(column.name, "kind", ("date",))
        if column.refers_to and nature != "text":
            raise choice(column.name, "kind", ("id", "code", "pattern"))


def check_targets(entry: Entry) -> None:
    """Raise ImportRefusedError where an entry gives a column its table lacks, or lacks one it must have."""
    given = entry.columns.keys() | entry.constants.keys()
    columns = {column.name: column for column in TABLES[entry.into]}
    if unknown := sorted(given - columns.keys()):
        raise choice(entry.into, unknown[0], columns)
    for column in columns.values():
        if column.name not in given and not column.optional and not has_default(entry.into, column):
            raise ImportRefusedError("mapping_part", part=entry.into, word=column.name)
        fixed = entry.constants.get(column.name)
        if fixed is not None and column.codes and fixed not in column.codes:
            raise choice(entry.into, column.name, column.codes)


def check_sources(entry: Entry, mapping: Mapping) -> None:
    """Raise ImportRefusedError where a canonical column would get empty cells, another type or an unknown code."""
    for target in TABLES[entry.into]:
        source = mapping.columns.get(entry.columns.get(target.name, ""))
        if source is None:
            continue
        if source.kind not in _FITTING[target.type]:
            raise choice(source.name, "kind", _FITTING[target.type])
        if target.type == "int" and not all(code.isdecimal() for code in source.codes.values()):
            raise choice(source.name, "codes", ("0", "1", "2 …"))
        if target.codes and not set(source.codes.values()) <= set(target.codes):
            raise choice(source.name, "codes", target.codes)
        is_filled = source.required or source.name == entry.when or has_default(entry.into, target)
        if not target.optional and not is_filled:
            raise ImportRefusedError("mapping_required", part=source.name, table=entry.into)


def choice(part: str, word: str, choices: Iterable[str]) -> ImportRefusedError:
    """Return the refusal of a part that says something else than one of the choices."""
    return ImportRefusedError("mapping_choice", part=part, word=word, choices=", ".join(choices))


def has_default(table: str, column: Column) -> bool:
    """Whether a column that is not given is filled in: unknown where that is a code; a course has a unit of its own."""
    return "unknown" in column.codes or (table, column.name) == ("courses", "unit")
