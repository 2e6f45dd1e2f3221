"""Tables people take away, as CSV and as an Excel workbook: the tables, what each column means, and about the file.

A table holds what the page shows and rounds as the page rounds, so a file says no more than the screen.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.report.sheets import SAFE, Styles, add_sheet, styles_of, write_about, write_lines
from dashboard.tables import inert
from qi import formats, wording

NARROW, WIDE, MEANING = 13, 34, 90
"""Widths of columns in characters."""

Cell = str | date | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its key among the texts, the decimals of its numbers, and its unit where it has one."""

    key: str
    decimals: int = 0
    unit: str = ""

    def head(self, lang: str) -> str:
        """Return the name at the top of the column."""
        return wording.sentence(f"file.{self.key}", lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: its key among the texts, its columns, and a cell for each column in every row; None is empty."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def to_csv(table: Table, lang: str, about: Sequence[str]) -> bytes:
    """Return a table as a file that Danish Excel opens right, after the lines about it; no cell can start a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerows([[inert(line)] for line in about])
    heads = [(one.head(lang), one.unit) for one in table.columns]
    writer.writerow([f"{head} ({unit})" if unit else head for head, unit in heads])
    for row in table.rows:
        writer.writerow([_in_text(cell, one.decimals) for cell, one in zip(row, table.columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _in_text(cell: Cell, decimals: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return inert(cell.replace(formats.NBSP, " "))
    return cell.isoformat() if isinstance(cell, date) else formats.for_file(cell, decimals)


def xlsx(tables: Sequence[Table], lang: str, *, about: Sequence[str], made_at: datetime) -> bytes:
    """Return the workbook: a sheet a table, a dictionary of all columns, and the lines about the file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as file:
        file.set_properties({"title": about[0], "created": made_at.replace(tzinfo=None)})
        styles = styles_of(file)
        for table in tables:
            _numbers(add_sheet(file, f"file.sheet.{table.key}", lang), table, lang, styles)
        _dictionary(add_sheet(file, "take.dictionary", lang), tables, lang, styles)
        write_about(add_sheet(file, "take.about", lang), about, styles)
    return out.getvalue()


def _numbers(sheet: Worksheet, table: Table, lang: str, styles: Styles) -> None:
    for i, column in enumerate(table.columns):
        is_text = any(isinstance(row[i], str) for row in table.rows)
        sheet.set_column(i, i, WIDE if is_text else NARROW)
        sheet.write_string(0, i, column.head(lang), styles.head)
    for line, row in enumerate(table.rows, 1):
        for i, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, (line, i), cell, column, styles)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, column: Column, styles: Styles) -> None:
    if isinstance(cell, str):
        sheet.write_string(*at, cell.replace(formats.NBSP, " "))
    elif isinstance(cell, date):
        sheet.write_datetime(*at, cell, styles.day)
    elif cell is not None:
        # Rounded half up like every number on the page: Excel would show the format and keep what lies behind it.
        sheet.write_number(*at, float(formats.round_half_up(cell, column.decimals)), styles.numbers[column.decimals])


def _dictionary(sheet: Worksheet, tables: Sequence[Table], lang: str, styles: Styles) -> None:
    lines = [[wording.sentence(f"take.{name}", lang) for name in ("sheet", "column", "meaning", "codes")]]
    for table in tables:
        name = wording.sentence(f"file.sheet.{table.key}", lang)
        lines += [[name, one.head(lang), _meaning(one, lang), one.unit] for one in table.columns]
    write_lines(sheet, lines, (WIDE, WIDE, MEANING, NARROW), styles)


def _meaning(column: Column, lang: str) -> str:
    return wording.sentence(f"file.{column.key}.means", lang)
