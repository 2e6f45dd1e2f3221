"""A first look at a file whose columns nobody has described: what kind of thing stands in each, without persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from qi.imports import cell_values, cpr
from qi.imports.cell_values import clean, kind_of, named, trimmed
from qi.imports.cpr import LOOKS_LIKE
from qi.imports.export_text import plain_name
from qi.imports.formats import peek_export, read_export, read_survey, survey_columns
from qi.imports.forms import is_known_word, is_personal
from qi.imports.mapping import SourceColumn
from qi.reading import CPR

ROWS_LOOKED_AT = 2_000
ROWS_SHOWN = 5
MOST_CODES = 40
"""A column with more different values is no code; its text is not listed."""

LONGEST_CODE = 60
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False,
    "temp_directory": "",
    "threads": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLook:
    """What one column holds.

    ``fits`` is the share (0-1) of the filled cells that the import would read as each kind. ``values`` are its
    different values, the most frequent first, where they are few and short enough to be codes; otherwise empty.
    ``shown`` are the first cells, or None where only their ``classes`` may be told: personal numbers, names, free text.
    """

    header: str
    n_filled: int
    n_different: int
    fits: Mapping[str, float]
    values: tuple[str, ...]
    shown: tuple[str, ...] | None
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLook:
    """The columns of a file in its order; ``n_rows`` counts all lines, the looks rest on the first of them.

    ``sheets`` are the names of the sheets of a workbook. The column names were taken from ``header_line``, one of
    ``header_lines``, the filled ones among the first. ``format`` is surveyxact for an export of three parts.
    """

    columns: tuple[ColumnLook, ...]
    n_rows: int
    sheets: tuple[str, ...]
    header_line: int
    header_lines: tuple[int, ...]
    format: str = ""

    @property
    def has_title(self) -> bool:
        """Whether something stands above the column names."""
        return self.header_line != self.header_lines[0]

    def column(self, header: str) -> ColumnLook | None:
        """Return the column with this header, None where the file has none."""
        return {one.header: one for one in self.columns}.get(header)


def look_at(path: Path, *, sheet: str | None = None, header_line: int | None = None) -> FileLook:
    """Read every usable column of a file and tell what it holds.

    The column names are taken from ``header_line``, or from where they most likely stand. A column without a name,
    with a name used twice or one that looks like a personal number is left out. Raises ImportRefusedError as
    ``read_export`` does.
    """
    head = peek_export(path, sheet=sheet, most=1, line=header_line)
    export = read_export(path, _usable(head.columns), sheet=sheet, is_title_allowed=True)
    return FileLook(
        columns=_looks(export.table),
        n_rows=export.table.num_rows + len(export.broken),
        sheets=head.sheets,
        header_line=head.line,
        header_lines=head.lines,
    )


def look_at_survey(paths: Sequence[Path]) -> FileLook:
    """Look at a SurveyXact export: its columns are what a mapping can ask for. Raises ImportRefusedError."""
    wanted = survey_columns(paths)
    usable = _usable([one.name for one in wanted])
    export = read_survey(paths, [one for one in wanted if one.name in usable])
    n_rows = export.table.num_rows + len(export.broken)
    return FileLook(
        columns=_looks(export.table),
        n_rows=n_rows,
        sheets=(),
        header_line=1,
        header_lines=(1,),
        format=export.file_format,
    )


def _looks(table: pa.Table) -> tuple[ColumnLook, ...]:
    with duckdb.connect(config=_CONFIG) as engine:
        engine.register("whole", table)
        engine.register("first", table.slice(0, ROWS_LOOKED_AT))
        return tuple(_look(engine, name) for name in table.column_names if name != "line")


def _usable(header: Sequence[str]) -> list[str]:
    named_ones = [name for name in header if name.strip()]
    plain = [plain_name(name) for name in header]
    return [name for name in named_ones if plain.count(plain_name(name)) == 1 and not CPR.search(name)]


def _look(engine: duckdb.DuckDBPyConnection, header: str) -> ColumnLook:
    cells = f"(select {clean(trimmed(named(header)))} as t from first)"  # noqa: S608
    counts = {kind: f"count(*) filter ({fit} is not null)" for kind, fit in _fits().items()}
    n_filled, n_different, longest, *hits = _one(
        engine,
        f"select count(t), count(distinct t), coalesce(max(length(t)), 0), {', '.join(counts.values())} from {cells}",  # noqa: S608
    )
    fits = {kind: hit / n_filled if n_filled else 0.0 for kind, hit in zip(counts, hits, strict=True)}
    (n_cpr,) = _one(engine, f"select count(*) from whole where regexp_matches({named(header)}, '{LOOKS_LIKE}')")  # noqa: S608
    is_private = bool(n_cpr) or fits["cpr"] > 0 or is_personal(header)
    is_code = not is_private and n_different <= MOST_CODES and longest <= LONGEST_CODE
    values = _values(engine, cells) if is_code else ()
    kinds = engine.execute(f"select coalesce({kind_of('t')}, 'empty') from {cells} limit {ROWS_SHOWN}").fetchall()  # noqa: S608
    return ColumnLook(
        header=header,
        n_filled=n_filled,
        n_different=n_different,
        fits=fits,
        values=values,
        shown=_shown(engine, cells) if not is_private and _is_impersonal(fits, values) else None,
        classes=tuple("cpr" if n_cpr else kind for (kind,) in kinds),
    )


def _is_impersonal(fits: Mapping[str, float], values: Sequence[str]) -> bool:
    """Whether all cells are dates, numbers, numbered ids or known words: no names, sentences or telephone numbers."""
    if fits["long_number"]:
        return False
    is_number = max(fits["date"], fits["decimal"], fits["numbered"]) == 1.0
    return is_number or (bool(values) and all(is_known_word(value) for value in values))


def _fits() -> dict[str, str]:
    def fit(kind: str, sign: str = ".") -> str:
        return cell_values.parsed(SourceColumn(name="", header="", kind=kind), "t", decimal_sign=sign)

    return {
        "date": fit("date"),
        "whole": fit("whole"),
        "decimal": f"coalesce({fit('decimal')}, {fit('decimal', ',')})",
        "id": fit("id"),
        "numbered": "case when regexp_full_match(t, '[0-9A-Za-zÆØÅæøå./_-]*[0-9][0-9A-Za-zÆØÅæøå./_-]*') then 1 end",
        "long_number": "case when regexp_full_match(t, '[+]?[0-9 ]{8,}') then 1 end",
        "cpr": cpr.birth(cpr.digits("t")),
    }


def _values(engine: duckdb.DuckDBPyConnection, cells: str) -> tuple[str, ...]:
    rows = engine.execute(
        f"select t from {cells} where t is not null group by t order by count(*) desc, t"  # noqa: S608
    ).fetchall()
    return tuple(text for (text,) in rows)


def _shown(engine: duckdb.DuckDBPyConnection, cells: str) -> tuple[str, ...]:
    rows = engine.execute(f"select coalesce(t, '') from {cells} limit {ROWS_SHOWN}").fetchall()  # noqa: S608
    return tuple(text for (text,) in rows)


def _one(engine: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    row = engine.execute(query).fetchone()
    assert row is not None  # noqa: S101 - a count always gives a row
    return row
