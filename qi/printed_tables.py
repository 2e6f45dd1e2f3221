"""Tables as public documents print them: every number is kept, and a sum that fails is told instead of mended."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """One row: what it counts, its numbers column by column, and the total that is printed."""

    da: str
    en: str
    parts: tuple[int, ...]
    total: int

    def name(self, lang: str) -> str:
        """Return what the row is about in ``lang``."""
        return self.da if lang == "da" else self.en

    @property
    def sum(self) -> int:
        """What the numbers give."""
        return sum(self.parts)

    @property
    def fails(self) -> bool:
        """Whether the printed total is another than the sum of its numbers."""
        return self.sum != self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """One printed table and where it stands."""

    key: str
    title_da: str
    title_en: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]

    def title(self, lang: str) -> str:
        """Return the title of the table in ``lang``."""
        return self.title_da if lang == "da" else self.title_en

    def failing(self) -> tuple[PrintedRow, ...]:
        """Return the rows whose total is not their sum."""
        return tuple(row for row in self.rows if row.fails)


@cache
def printed_tables() -> tuple[PrintedTable, ...]:
    """Return every printed table."""
    written = tomllib.loads(files("qi").joinpath("printed_tables.toml").read_text(encoding="utf-8"))
    return tuple(table_of(one) for one in written["table"])


def table_of(one: Mapping[str, Any]) -> PrintedTable:
    """Return one table as it is written down. Raises ValueError where a row has not one number per column."""
    rows = tuple(PrintedRow(**{**row, "parts": tuple(row["parts"])}) for row in one["row"])
    if uneven := [row.en for row in rows if len(row.parts) != len(one["columns"])]:
        raise ValueError(f"table {one['key']} has {len(one['columns'])} columns, got another number in: {uneven}")
    return PrintedTable(
        key=one["key"],
        title_da=one["title_da"],
        title_en=one["title_en"],
        source=one["source"],
        columns=tuple(one["columns"]),
        rows=rows,
    )
