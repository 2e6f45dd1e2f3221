"""A mapping: how the columns of one kind of export become canonical tables, kept as a TOML file people can read."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qi.dataset import TABLES
from qi.imports.code_lists import code_lists as code_lists  # a mapping names them: they are asked for here as well
from qi.imports.code_lists import recognised
from qi.imports.export_text import plain_name
from qi.imports.formats.surveyxact import LABEL, Variable
from qi.imports.instruments import INSTRUMENTS, Instrument
from qi.imports.mapping_checks import check_comparisons, check_names, check_sources, check_targets, choice
from qi.imports.refused import ImportRefusedError

KINDS = ("id", "cpr", "code", "pattern", "date", "whole", "decimal", "flag", "course")
FORMATS = ("", "surveyxact")
_COLUMN_WORDS = {
    **dict.fromkeys(
        ("header", "kind", "pattern", "not_before", "equals", "at", "refers_to", "only_if", "choice", "citizen"), (str,)
    ),
    **dict.fromkeys(("required", "may_be_future", "labels"), (bool,)),
    **dict.fromkeys(("lowest", "highest"), (int, float)),
    "codes": (str, dict),
}
_ENTRY_WORDS = {
    **dict.fromkeys(("into", "when", "instrument"), (str,)),
    **dict.fromkeys(("columns", "constants", "items"), (dict,)),
    "unless": (str, list),
}
_FILE_WORDS = {
    **dict.fromkeys(("title", "version", "format", "sheet", "note", "form"), (str,)),
    **dict.fromkeys(("example", "title_above"), (bool,)),
    "key": (list,),
    "columns": (dict,),
    "tables": (list,),
}
"""What may stand in each part of the file, and as what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumn:
    """One column of the export.

    ``codes`` turn what stands in a cell (folded) into a canonical code; a key that ends in ``*`` stands for every cell
    that begins so. ``lowest`` and ``highest`` are allowed values. ``not_before`` names a date column that may not be
    later, ``equals`` what the cell must agree with, ``at`` the date column at which an age is reckoned, ``refers_to``
    a canonical table that must already hold the id. ``only_if`` names a flag without which the cell counts as empty.
    Of SurveyXact, ``choice`` is the text of one choice of the question in ``header``, and ``has_labels`` says that
    the label of a code is read in its place. A column of the kind course has no cells of its own: it is the course that
    the ``citizen`` of the line was in on the day ``at``.
    """

    name: str
    header: str
    kind: str
    required: bool = False
    codes: Table[str, str] = field(default_factory=dict)
    pattern: str = ""
    lowest: float | None = None
    highest: float | None = None
    not_before: str = ""
    equals: str = ""
    at: str = ""
    may_be_future: bool = False
    refers_to: str = ""
    only_if: str = ""
    choice: str = ""
    has_labels: bool = False
    citizen: str = ""

    @property
    def source(self) -> str:
        """What the text table of an export calls the column."""
        label = LABEL if self.has_labels else ""
        return f"{self.header}{f' = {self.choice}' if self.choice else ''}{label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one line adds to a canonical table, where ``when`` is filled and none of ``unless``.

    ``columns`` and ``constants`` are by canonical name.
    """

    into: str
    columns: Table[str, str]
    constants: Table[str, str]
    when: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A validated mapping; ``key`` are the columns that tell one line from another, ``sha256`` is of the file.

    ``format`` is surveyxact where dataset, structure and labels make one export, else empty: the content decides.
    ``is_title_allowed`` says that rows may stand above the column names; they are left out.
    """

    title: str
    version: str
    is_example: bool
    key: tuple[str, ...]
    format: str
    sheet: str | None
    columns: Table[str, SourceColumn]
    entries: tuple[Entry, ...]
    sha256: str
    is_title_allowed: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers the export must have, each once."""
        return tuple(dict.fromkeys(column.header for column in self.columns.values()))

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What a SurveyXact export is asked for."""
        return tuple(Variable(one.source, one.header, one.choice, one.has_labels) for one in self.sources)

    @property
    def sources(self) -> tuple[SourceColumn, ...]:
        """One column for each text that must be read."""
        return tuple({column.source: column for column in self.columns.values()}.values())


def read_mapping(path: Path) -> Mapping:
    """Read and check the mapping at ``path``. Raises ImportRefusedError as ``parse_mapping`` does."""
    try:
        return parse_mapping(path.read_bytes())
    except OSError:
        raise ImportRefusedError("mapping_missing") from None


def parse_mapping(content: bytes) -> Mapping:
    """Check the TOML of a mapping. Raises ImportRefusedError naming the part of the file and what was expected."""
    try:
        raw = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ImportRefusedError("mapping_toml") from None
    _check_words(raw, _FILE_WORDS, "")
    columns = {name: _column(name, table) for name, table in _part(raw, "columns", dict).items()}
    entries = tuple(
        one for number, table in enumerate(_part(raw, "tables", list), 1) for one in _entries(table, number)
    )
    mapping = Mapping(
        title=_part(raw, "title", str),
        version=_part(raw, "version", str),
        is_example=bool(raw.get("example", False)),
        key=tuple(_part(raw, "key", list)),
        format=raw.get("format", ""),
        sheet=raw.get("sheet"),
        columns=_with_instruments(_with_citizens(columns), entries),
        entries=entries,
        sha256=hashlib.sha256(content).hexdigest(),
        is_title_allowed=bool(raw.get("title_above", False)),
    )
    if mapping.format not in FORMATS:
        raise choice("", "format", FORMATS[1:])
    for column in mapping.columns.values():
        if not mapping.format and (column.choice or column.has_labels):
            raise ImportRefusedError("mapping_part", part=column.name, word='format = "surveyxact"')
    check_names(mapping)
    check_comparisons(mapping)
    for entry in mapping.entries:
        check_targets(entry)
        check_sources(entry, mapping)
    return mapping


def _column(name: str, raw: dict[str, Any]) -> SourceColumn:
    _check_words(raw, _COLUMN_WORDS, name)
    if raw.get("kind") not in KINDS:
        raise choice(name, "kind", KINDS)
    values = {("has_labels" if word == "labels" else word): value for word, value in raw.items()}
    values |= {"header": raw.get("header", name), "codes": _codes(name, raw.get("codes", {}))}
    if values["kind"] == "code" and not values["codes"]:
        raise ImportRefusedError("mapping_part", part=name, word="codes")
    if values["kind"] == "pattern":
        try:
            re.compile(_part(raw, "pattern", str))
        except re.error:
            raise ImportRefusedError("mapping_part", part=name, word="pattern") from None
    return SourceColumn(name=name, **values)


def _codes(name: str, raw: str | dict[str, str]) -> dict[str, str]:
    if isinstance(raw, dict):
        return {plain_name(key): str(code) for key, code in raw.items()}
    if raw not in code_lists():
        raise choice(name, "codes", code_lists())
    return recognised(raw)


def _entries(raw: dict[str, Any], number: int) -> list[Entry]:
    """Return the entries of one table; the items of an instrument give one each."""
    where = f"tables {number}"
    _check_words(raw, _ENTRY_WORDS, where)
    if raw.get("into") not in TABLES:
        raise choice(where, "into", TABLES)
    columns, constants = dict(raw.get("columns", {})), {key: str(one) for key, one in raw.get("constants", {}).items()}
    if "instrument" not in raw:
        return [Entry(into=raw["into"], columns=columns, constants=constants, **_conditions(raw))]
    instrument = INSTRUMENTS.get(raw["instrument"])
    if instrument is None:
        raise choice(where, "instrument", INSTRUMENTS)
    items = _part(raw, "items", dict)
    if not items.keys() <= set(instrument.items):
        raise choice(where, "items", instrument.items)
    known = {"instrument": instrument.key, "version": instrument.version}
    return [
        Entry(
            into="responses",
            columns={**columns, "value": source},
            constants={**known, "item": item, **constants},
            **{**_conditions(raw), "when": source},
        )
        for item, source in items.items()
    ]


def _conditions(raw: dict[str, Any]) -> dict[str, Any]:
    unless = raw.get("unless", ())
    return {"when": raw.get("when", ""), "unless": (unless,) if isinstance(unless, str) else tuple(unless)}


def _with_citizens(columns: dict[str, SourceColumn]) -> dict[str, SourceColumn]:
    """Return the columns, those found by a citizen and a day with the header of the citizen: there it is wrong."""
    for column in columns.values():
        citizen = columns.get(column.citizen)
        if column.kind == "course" and (citizen is None or citizen.kind not in ("cpr", "id") or not column.at):
            raise ImportRefusedError("mapping_part", part=column.name, word="citizen, at")
    found = {name: columns[one.citizen] for name, one in columns.items() if one.kind == "course"}
    return {
        name: replace(one, header=found[name].header, choice=found[name].choice, required=True)
        if name in found
        else one
        for name, one in columns.items()
    }


def _with_instruments(columns: dict[str, SourceColumn], entries: tuple[Entry, ...]) -> dict[str, SourceColumn]:
    """Return the columns, those that hold answers with the lowest and highest code of their instrument."""
    limits = {
        entry.columns["value"]: INSTRUMENTS[entry.constants["instrument"]]
        for entry in entries
        if entry.into == "responses" and entry.constants.get("instrument") in INSTRUMENTS and "value" in entry.columns
    }
    return {name: _with_limits(column, limits[name]) if name in limits else column for name, column in columns.items()}


def _with_limits(column: SourceColumn, instrument: Instrument) -> SourceColumn:
    if column.kind != "code":
        return replace(column, lowest=instrument.lowest, highest=instrument.highest)
    allowed = [str(code) for code in range(instrument.lowest, instrument.highest + 1)]
    if not set(column.codes.values()) <= set(allowed):
        raise choice(column.name, "codes", allowed)
    return column


def _check_words(raw: Any, known: Table[str, tuple[type, ...]], part: str) -> None:
    if not isinstance(raw, dict):
        raise ImportRefusedError("mapping_part", part=part, word="[ ]")
    for word, value in raw.items():
        if word not in known:
            raise ImportRefusedError("mapping_word", part=part, word=word, choices=", ".join(sorted(known)))
        within = value.values() if word in ("columns", "items") and part else value if isinstance(value, list) else ()
        is_list_of_tables = word == "tables"
        if type(value) not in known[word] or not (is_list_of_tables or all(isinstance(one, str) for one in within)):
            raise ImportRefusedError("mapping_part", part=part, word=word)


def _part(raw: dict[str, Any], word: str, kind: type) -> Any:
    if not isinstance(raw.get(word), kind) or not raw[word]:
        raise ImportRefusedError("mapping_part", part="", word=word)
    return raw[word]
