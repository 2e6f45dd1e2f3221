"""The text of a cell as a value, in the engine's SQL: one expression for the value, one for what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from qi.imports.cpr import LOOKS_LIKE
from qi.imports.mapping import SourceColumn

EARLIEST = date(2000, 1, 1)
"""Older dates are defaults of a system or typing errors: the municipalities took over rehabilitation in 2007."""

MAX_ID = 64
EMPTY_WORDS = ("", "null", "na", "n/a", "#n/a", "nan", "none", "-")
"""Ways to write an empty cell. "Ved ikke" is an answer and not among them."""

BLANKS = " \t\n\r\u00a0"
"""What may stand before and after the text of a cell."""

_ID = r"[0-9A-Za-zÆØÅæøåÄÖÜäöü_./:\-]+( [0-9A-Za-zÆØÅæøåÄÖÜäöü_./:\-]+)*"
_SCIENTIFIC = r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+"
_TIME = r"([T ][0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}([.,][0-9]+)?)?)?"
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}" + _TIME
_DANISH = r"([0-9]{1,2})[-./ ]+([0-9]{1,2})[-./ ]+([0-9]{4}|[0-9]{2})" + _TIME
_WITH_MONTH = r"([0-9]{1,2})\.? ([a-zæøå]{3,9})\.? ([0-9]{4})"
_ZONED = r".*[0-9]{2}:[0-9]{2}.*(Z|[+-][0-9]{2}:?[0-9]{2})"
_MONTHS = "['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']"
WHOLE = r"[+-]?[0-9]{1,18}"
DECIMAL = r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?"
GROUPED = r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+"


def quoted(text: str) -> str:
    """Return ``text`` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    """Return ``name`` as an SQL name."""
    return '"' + name.replace('"', '""') + '"'


def clean(text: str) -> str:
    """Return the expression of a trimmed cell, NULL where it is empty or says so."""
    words = ", ".join(map(quoted, EMPTY_WORDS))
    longest = max(map(len, EMPTY_WORDS))
    return f"case when length({text}) > {longest} or lower({text}) not in ({words}) then {text} end"


def trimmed(text: str) -> str:
    """Return the expression of a cell without outer blanks."""
    return f"trim({text}, {quoted(BLANKS)})"


def parsed(column: SourceColumn, text: str, *, decimal_sign: str) -> str:
    """Return the expression of what the cleaned cell ``text`` says, NULL where it is nothing of the column's kind.

    ``decimal_sign`` is "," where the column writes decimals by comma. Personal numbers are read in ``qi.imports.cpr``.
    """
    if column.kind == "date":
        return _date(text)
    if column.kind in ("whole", "decimal"):
        return _number(text, column.kind, decimal_sign)
    if column.kind == "flag":
        return f"case when {text} <> '0' then '1' end"
    if column.kind == "code":
        return _code(column.codes, text)
    pattern = column.pattern if column.kind == "pattern" else _ID
    is_right = f"length({text}) <= {MAX_ID} and regexp_full_match({text}, {quoted(pattern)})"
    if column.kind == "id":
        is_right += f" and not regexp_full_match({text}, '{_SCIENTIFIC}')"
    return f"case when {is_right} then {text} end"


def fault(column: SourceColumn, text: str, read: str, *, latest: date) -> str:
    """Return the expression of what was expected of a filled cell, NULL where it is right.

    ``read`` is the name of what ``parsed`` made of it; ``latest`` is the last day that is not future.
    """
    if column.kind == "flag":
        return "null"
    cases = [f"when {read} is null then '{column.kind}'"]
    if column.kind == "date":
        cases.insert(0, f"when {read} is null and regexp_full_match({text}, '{_ZONED}') then 'zone'")
        cases.append(f"when {read} < date '{EARLIEST}' then 'too_early'")
        cases += [] if column.may_be_future else [f"when {read} > date '{latest}' then 'future'"]
    cases += [f"when {read} < {column.lowest} then 'range'"] if column.lowest is not None else []
    cases += [f"when {read} > {column.highest} then 'range'"] if column.highest is not None else []
    return f"case {' '.join(cases)} end"


def kind_of(text: str) -> str:
    """Return the expression of the class of what stands in a cell: a key that tells nothing about anybody."""
    return (
        f"case when {text} is null then 'empty' when {text} = '=?' then 'formula'"
        f" when regexp_matches({text}, '{LOOKS_LIKE}') then 'cpr'"
        f" when regexp_full_match({text}, '[0-9]{{4}}') then 'year'"
        f" when regexp_full_match({text}, '[+-]?[0-9]+') then 'whole'"
        f" when regexp_full_match({text}, '{_SCIENTIFIC}') then 'scientific'"
        f" when regexp_full_match({text}, '[+-]?[0-9.]*[.,][0-9]+') then 'decimal'"
        f" when regexp_full_match({text}, '{_ZONED}') then 'zoned'"
        f" when regexp_full_match({text}, '{_ISO}|{_DANISH}') then 'date'"
        f" else 'text' end"
    )


def _date(text: str) -> str:
    day, month, year = (f"regexp_extract({text}, '{_DANISH}', {group})" for group in (1, 2, 3))
    named_day, name, named_year = (f"regexp_extract(lower({text}), '{_WITH_MONTH}', {group})" for group in (1, 2, 3))
    number = f"coalesce(list_position({_MONTHS}, left({name}, 3)), 0)"
    return (
        # Most dates are written so; the patterns below cost ten times as much.
        f"case when length({text}) = 10 and substr({text}, 5, 1) = '-' then try_cast({text} as date)"
        f" when regexp_full_match({text}, '{_ISO}') then try_cast(left({text}, 10) as date)"
        f" when regexp_full_match({text}, '{_DANISH}') then"
        f" try_cast(concat_ws('-', if(length({year}) = 2, '20', '') || {year}, {month}, {day}) as date)"
        f" when regexp_full_match(lower({text}), '{_WITH_MONTH}') then"
        f" try_cast(concat_ws('-', {named_year}, {number}, {named_day}) as date) end"
    )


def _number(text: str, kind: str, decimal_sign: str) -> str:
    plain = f"replace({text}, chr(8722), '-')"
    if decimal_sign == ",":
        plain = f"replace(replace({plain}, '.', ''), ',', '.')"
    form, engine_type = (WHOLE, "bigint") if kind == "whole" else (DECIMAL, "double")
    return f"case when regexp_full_match({plain}, '{form}') then try_cast({plain} as {engine_type}) end"


def _code(codes: Mapping[str, str], text: str) -> str:
    """Whole cells first, then the longest beginning; codes that stand for themselves are looked up together."""
    folded = f"lower(nfc_normalize({text}))"
    own = [key for key, code in codes.items() if key == code and not key.endswith("*")]
    other = [(key, code) for key, code in codes.items() if key != code and not key.endswith("*")]
    begun = sorted(((key, code) for key, code in codes.items() if key.endswith("*")), key=lambda one: -len(one[0]))
    cases = [f"when {folded} in ({', '.join(map(quoted, own))}) then {folded}"] if own else []
    for target in dict.fromkeys(code for _, code in other):
        keys = ", ".join(quoted(key) for key, code in other if code == target)
        cases.append(f"when {folded} in ({keys}) then {quoted(target)}")
    cases += [f"when starts_with({folded}, {quoted(key[:-1])}) then {quoted(code)}" for key, code in begun]
    return f"case {' '.join(cases)} end"
