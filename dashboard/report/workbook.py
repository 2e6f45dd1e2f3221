"""A report as an Excel workbook: a front sheet, one sheet for each indicator, definitions and method.

Texts are written as texts and numbers as numbers, so no cell is ever read as a formula and Danish Excel shows commas.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.report.report import Chart, Report, has_n
from dashboard.report.sheets import SAFE
from dashboard.tables import has_numerator
from qi import wording
from qi.subgroups import Status

NARROW, MIDDLE, WIDE = 12, 34, 90
"""Widths of columns in characters."""

LONGEST_SHEET_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class _Book:
    file: xlsxwriter.Workbook
    title: Format
    head: Format
    text: Format


def xlsx(report: Report) -> bytes:
    """Return the report as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as file:
        file.set_properties({"title": report.title, "created": report.made_at.replace(tzinfo=None)})
        book = _Book(
            file,
            file.add_format({"bold": True, "font_size": 16}),
            file.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            file.add_format({"text_wrap": True, "valign": "top"}),
        )
        _front(book, report)
        for chart in report.charts:
            _numbers(book, chart, report)
        _definitions(book, report)
    return out.getvalue()


def _front(book: _Book, report: Report) -> None:
    lang = report.lang
    sheet = _sheet(book, wording.sentence("report.overview", lang), (MIDDLE, 46, NARROW, 30, 30))
    sheet.write_string(0, 0, report.title, book.title)
    said = [report.scope, *report.fresh, report.synthetic, report.summary, *report.small]
    lines = [line for line in said if line]
    for i, line in enumerate(lines):
        sheet.merge_range(2 + i, 0, 2 + i, 4, "", book.text)
        sheet.write_string(2 + i, 0, line, book.text)
        sheet.set_row(2 + i, 15 * (1 + len(line) // 150))
    top = 3 + len(lines)
    heads = [wording.sentence(f"report.{name}", lang) for name in ("indicator", "verdict", "latest", "when", "goal")]
    _texts(sheet, top, heads, book.head)
    for i, chart in enumerate(report.charts, top + 1):
        of = chart.panel
        _texts(sheet, i, [of.title, of.headline, "", of.when, of.goal], book.text)
        if chart.analysis.latest is not None:
            _number(sheet, i, 2, float(chart.analysis.table.value[chart.analysis.latest]), _as(book, chart))


def _numbers(book: _Book, chart: Chart, report: Report) -> None:
    """Write one sheet of numbers, oldest first; what is not shown is an empty cell with a note."""
    lang, table, of = report.lang, chart.analysis.table, chart.panel
    sheet = _sheet(book, f"{of.key} {of.title}", (14, NARROW, NARROW, NARROW, 60))
    for i, line in enumerate((of.title, of.card, of.spec.summary, report.scope, *report.fresh, report.synthetic)):
        sheet.write_string(i, 0, line, book.title if i == 0 else None)
    heads = [wording.sentence(f"table.{name}", lang) for name in ("period", "numerator", "n", "value", "note")]
    _texts(sheet, 8, heads, book.head)
    sheet.freeze_panes(9, 1)
    for i, row in enumerate(reversed(chart.rows)):
        _texts(sheet, 9 + i, [row.period, "", "", "", row.note], book.text)
        if table.status[i] in (Status.SUPPRESSED, Status.IMMATURE):
            continue
        if has_numerator(chart.analysis) and table.n[i]:
            _number(sheet, 9 + i, 1, float(table.numerator[i]))
        if has_n(chart):
            _number(sheet, 9 + i, 2, float(table.n[i]))
        if isfinite(table.value[i]):
            _number(sheet, 9 + i, 3, float(table.value[i]), _as(book, chart))


def _definitions(book: _Book, report: Report) -> None:
    lang = report.lang
    sheet = _sheet(book, wording.sentence("report.definitions", lang), (MIDDLE, 24, WIDE))
    terms = [(chart.panel.title, term, said) for chart in report.charts for term, said in chart.definition]
    for i, line in enumerate(terms):
        _texts(sheet, i, line, book.text)
    sheet = _sheet(book, wording.sentence("report.method", lang), (WIDE,))
    for i, said in enumerate((*report.method, *report.small)):
        sheet.write_string(i, 0, said, book.text)


def _sheet(book: _Book, name: str, widths: Sequence[float]) -> Worksheet:
    sheet: Worksheet = book.file.add_worksheet(name.translate(_NOT_IN_NAMES)[:LONGEST_SHEET_NAME].strip())
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def _texts(sheet: Worksheet, row: int, texts: Iterable[str], style: Format) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, style)


def _number(sheet: Worksheet, row: int, column: int, value: float, style: Format | None = None) -> None:
    sheet.write_number(row, column, value, style)


def _as(book: _Book, chart: Chart) -> Format:
    decimals = chart.analysis.indicator.decimals
    style: Format = book.file.add_format({"num_format": f"0.{'0' * decimals}" if decimals else "0", "valign": "top"})
    return style
