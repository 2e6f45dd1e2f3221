"""A mapping in the making: which column is which field, what is the same for all lines, and what the codes mean."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qi.dataset import TABLES, Column
from qi.imports.formats.surveyxact import LABEL
from qi.imports.forms import Field, Form, code_of, forms, words
from qi.imports.instruments import INSTRUMENTS
from qi.imports.look import FileLook
from qi.imports.mapping import Mapping as ImportMapping
from qi.imports.mapping import SourceColumn, parse_mapping
from qi.imports.mapping_checks import has_default
from qi.imports.proposals import Proposals

ALWAYS = {"law": "119", "delivery": "individual"}
"""What is taken for granted where the file does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mapping in the making. ``columns`` are headers by field; ``constants`` codes by field for all lines.

    ``codes`` hold, by field, what a person has said that a cell means, beside the words that the form knows.
    """

    form: str
    title: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    format: str = ""
    sheet: str | None = None
    version: int = 1
    has_title: bool = False


def draft_of(proposals: Proposals, look: FileLook, *, title: str, sheet: str | None = None) -> Draft:
    """Return the draft that takes every proposal as it is."""
    columns = {name: one.header for name, one in proposals.fields.items()}
    given = {name: code for name, code in ALWAYS.items() if name in forms()[proposals.form].fields}
    constants = {name: code for name, code in given.items() if name not in columns}
    return Draft(
        form=proposals.form,
        title=title,
        columns=columns,
        constants=constants,
        sheet=sheet,
        format=look.format,
        has_title=look.has_title,
    )


def lacking(draft: Draft) -> tuple[str, ...]:
    """Return the fields that the draft still needs: without them its tables cannot be written."""
    form = forms()[draft.form]
    needed = [*form.key, *(name for table in _tables(draft, form) for name in _lacks(form, table))]
    return tuple(name for name in dict.fromkeys(needed) if not _is_told(draft, form, name))


def unknown_cells(draft: Draft, look: FileLook) -> dict[str, tuple[str, ...]]:
    """Return by code field the values of its column that the form does not know: a person must say what they mean."""
    found = {}
    for name, header in draft.columns.items():
        one, column = forms()[draft.form].fields[name], look.column(header)
        if one.kind == "code" and column is not None:
            found[name] = tuple(value for value in column.values if code_of(value, one.words) is None)
    return {name: values for name, values in found.items() if values}


def no_codes(draft: Draft, look: FileLook) -> tuple[str, ...]:
    """Return the code fields whose column cannot be one: its values are too many, too long or a person's."""
    chosen = {name: look.column(header) for name, header in draft.columns.items()}
    fields = forms()[draft.form].fields
    return tuple(
        name
        for name, column in chosen.items()
        if column is not None and fields[name].kind == "code" and column.n_filled and not column.values
    )


def only_yes(draft: Draft, look: FileLook) -> tuple[str, ...]:
    """Return the fields of yes and no whose column never says no: there, an empty cell would not be counted."""
    chosen = {name: look.column(header) for name, header in draft.columns.items()}
    fields = forms()[draft.form].fields
    return tuple(
        name
        for name, column in chosen.items()
        if column is not None
        and fields[name].words == "yes_no"
        and {code_of(value, "yes_no") for value in column.values} == {"1"}
    )


def mapping_of(draft: Draft) -> ImportMapping:
    """Return the mapping. Raises ImportRefusedError naming what is wrong with it."""
    return parse_mapping(as_toml(draft).encode())


def as_toml(draft: Draft) -> str:
    """Return the draft as a mapping file that people can read, correct and use again."""
    form = forms()[draft.form]
    tables = list(_tables(draft, form))
    lines = [
        f"title = {_text(draft.title)}",
        f"version = {_text(str(draft.version))}",
        f"form = {_text(draft.form)}",
        f"key = [{', '.join(_text(name) for name in _key_of(draft, form))}]",
        *([f"format = {_text(draft.format)}"] if draft.format else []),
        *([f"sheet = {_text(draft.sheet)}"] if draft.sheet else []),
        *(["title_above = true"] if draft.has_title else []),
    ]
    filled = _always_filled(tables) | {name.split(".")[0] for name in _key_of(draft, form)}
    if found := _course_found(draft, form):
        rules = {"kind": "course", "citizen": found[0], "at": found[1]}
        lines += ["", "[columns.course_id]", *_column_lines("course_id", rules)]
    for name, header in draft.columns.items():
        lines += ["", f"[columns.{name}]", *(_source_lines(header) if draft.format else [f"header = {_text(header)}"])]
        lines += _column_lines(name, dict(_rules(draft, form.fields[name], is_required=name in filled)))
    for table in tables:
        lines += ["", "[[tables]]", *(f"{key} = {_value(value)}" for key, value in table.items() if value)]
    return "\n".join(lines) + "\n"


def draft_from(content: bytes) -> Draft | None:
    """Return the draft that a mapping file was made from, None for one that a person has written or changed by hand.

    Raises ImportRefusedError for a file that is no mapping.
    """
    mapping, raw = parse_mapping(content), tomllib.loads(content.decode())
    form = forms().get(str(raw.get("form", "")))
    if form is None or not mapping.columns.keys() <= form.fields.keys():
        return None
    fixed = {name: code for entry in mapping.entries for name, code in entry.constants.items()}
    draft = Draft(
        form=form.name,
        title=mapping.title,
        columns={name: one.source for name, one in mapping.columns.items() if one.kind != "course"},
        format=mapping.format,
        constants={name: code for name, code in fixed.items() if name in form.fields and name not in mapping.columns},
        codes={name: own for name, one in mapping.columns.items() if (own := _own_codes(one, form.fields[name]))},
        sheet=mapping.sheet,
        version=int(mapping.version) if mapping.version.isdigit() else 1,
        has_title=mapping.is_title_allowed,
    )
    is_ours = not lacking(draft) and replace(mapping_of(draft), sha256="") == replace(mapping, sha256="")
    return draft if is_ours else None


def _tables(draft: Draft, form: Form) -> Iterator[dict[str, Any]]:
    """Give the tables of the form as far as the file fills them, each as it stands in a mapping."""
    for raw in form.tables:
        if "of" in raw and not draft.columns.keys() & set(raw["of"]):
            continue
        if "each" in raw:
            for kind in (name for name in raw["each"] if name in draft.columns):
                one = {"into": raw["into"], "when": kind, "constants": {raw["kind"]: kind}}
                yield one | {"columns": _columns(draft, form, raw) | {raw["value"]: kind}}
        elif "each_instrument" in raw:
            yield from _answers(draft, form, raw)
        elif raw.get("when", form.key[0]) in {*draft.columns, form.key[0]}:
            fixed = dict(raw.get("constants", {})) | {
                target: draft.constants[name]
                for target, sources in raw["columns"].items()
                for name in sources
                if name in draft.constants
            }
            unless = [name for name in raw.get("unless", ()) if name in draft.columns]
            table = {"into": raw["into"], "when": raw.get("when", ""), "unless": unless, "constants": fixed}
            yield table | {"columns": _columns(draft, form, raw)}


def _answers(draft: Draft, form: Form, raw: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for key, instrument in INSTRUMENTS.items():
        items = {item: item for item in instrument.items if item in draft.columns and form.fields[item].instrument}
        if items:
            fixed = {"wave": draft.constants["wave"]} if "wave" in draft.constants else {}
            columns = _columns(draft, form, raw)
            yield {"into": raw["into"], "instrument": key, "constants": fixed, "columns": columns, "items": items}


def _columns(draft: Draft, form: Form, raw: Mapping[str, Any]) -> dict[str, str]:
    """Return for each canonical column the first of its fields that the file tells."""
    return {
        target: found[0]
        for target, sources in raw["columns"].items()
        if (found := [name for name in sources if _is_in_file(draft, form, name.split(".")[0])])
    }


def _is_in_file(draft: Draft, form: Form, name: str) -> bool:
    return name in draft.columns or (name == "course_id" and _course_found(draft, form) is not None)


def _is_told(draft: Draft, form: Form, name: str) -> bool:
    is_numbered = name == "person_id" and "cpr" in draft.columns
    return _is_in_file(draft, form, name) or name in draft.constants or is_numbered


def _key_of(draft: Draft, form: Form) -> list[str]:
    """Return the columns of the file that tell its lines apart; of a personal number, the citizen it stands for."""
    told = [name for name in form.key if _is_told(draft, form, name) and name not in draft.constants]
    return [name if _is_in_file(draft, form, name) else "cpr.person_id" for name in told]


def _course_found(draft: Draft, form: Form) -> tuple[str, str] | None:
    """Return the citizen and the day by which the course of a line is found; None where it is named, or cannot be."""
    one = form.fields.get("course_id")
    if one is None or not one.found_by or "course_id" in draft.columns:
        return None
    citizen, *days = one.found_by
    day = next((name for name in days if name in draft.columns), None)
    return (citizen, day) if day and citizen in draft.columns else None


def _source_lines(header: str) -> list[str]:
    """Return how a mapping asks for a variable of a survey: by itself, by its label, or by one choice of a question."""
    if header.endswith(LABEL):
        return [f"header = {_text(header.removesuffix(LABEL))}", "labels = true"]
    question, is_choice, choice = header.partition(" = ")
    return [f"header = {_text(question)}", *([f"choice = {_text(choice)}"] if is_choice else [])]


def _lacks(form: Form, table: Mapping[str, Any]) -> Iterator[str]:
    """Give the fields for the canonical columns that must be filled and are not."""
    raw = next(one for one in form.tables if one["into"] == table["into"])
    for column in _must_be_filled(table["into"]):
        sources = raw["columns"].get(column.name)
        if sources and column.name not in table["columns"] and column.name not in table["constants"]:
            yield next((name for name in sources if name in form.key), sources[0].split(".")[0])


def _must_be_filled(table: str) -> list[Column]:
    return [column for column in TABLES[table] if not column.optional and not has_default(table, column)]


def _always_filled(tables: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the fields whose cells may not be empty, because a canonical column would be."""
    return {
        table["columns"][column.name].split(".")[0]
        for table in tables
        for column in _must_be_filled(table["into"])
        if column.name in table["columns"] and table["columns"][column.name] != table.get("when")
    }


def _rules(draft: Draft, one: Field, *, is_required: bool) -> Iterator[tuple[str, Any]]:
    """Give what a mapping says of a column beside its header; a rule about a column that is not there is left out."""
    yield "kind", one.kind
    if is_required:
        yield "required", True
    for key, value in one.rules.items():
        if key not in ("not_before", "equals", "at", "only_if") or value.split(".")[0] in draft.columns:
            yield key, value
    if one.kind == "code":
        own = draft.codes.get(one.name, {})
        is_listed = one.words == "municipality" and not own
        yield "codes", one.words if is_listed else {**words(one.words), **own}


def _own_codes(column: SourceColumn, one: Field) -> dict[str, str]:
    known = words(one.words) if one.kind == "code" else {}
    return {cell: code for cell, code in column.codes.items() if known.get(cell) != code}


def _column_lines(name: str, rules: Mapping[str, Any]) -> list[str]:
    """Return the lines of one column; its codes stand below it, one a line."""
    codes = rules.get("codes", "")
    lines = [f"{key} = {_value(value)}" for key, value in rules.items() if key != "codes" or isinstance(value, str)]
    if isinstance(codes, str):
        return lines
    return [*lines, "", f"[columns.{name}.codes]", *(f"{_key(cell)} = {_text(code)}" for cell, code in codes.items())]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + " }"
    return _text(value) if isinstance(value, str) else str(value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _text(text: str) -> str:
    """Return a TOML string; JSON writes the same, but for one sign that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
