"""Data with their dictionary as an Excel workbook: one long table, what each column means, and where it comes from.

Numbers are numbers and days are days, so a Danish Excel writes them its own way; a text is only a text. The analyses
must be as they may leave the house.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard import tables
from dashboard.definitions import definition
from dashboard.report.sheets import SAFE, Styles, add_sheet, styles_of, write_about, write_lines
from qi import formats, wording
from qi.analysis import Analysis
from qi.selection import Period
from qi.subgroups import Status

COLUMNS = (
    "key", "indicator", "period", "first_day", "numerator", "n", "value", "unit", "median", "phase", "status", "note",
)  # fmt: skip
WIDTHS = (9, 38, 13, 13, 10, 10, 10, 14, 10, 8, 28, 60)
DICTIONARY_WIDTHS = (34, 90, 50)
TOLD = (Status.COUNTED, Status.PARTIAL, Status.IMMATURE, Status.SUPPRESSED, Status.EMPTY)
"""The status that a period may have in a file."""

_NUMBERS = {"numerator", "n", "value", "median", "phase"}


def xlsx(analyses: Sequence[Analysis], lang: str, *, about: Sequence[str], made_at: datetime) -> bytes:
    """Return the workbook; ``about`` says what is selected, how fresh the data are, and whether they are synthetic."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as file:
        file.set_properties({"title": about[0], "created": made_at.replace(tzinfo=None)})
        styles = styles_of(file)
        _data(add_sheet(file, "take.data", lang), analyses, lang, styles)
        _dictionary(add_sheet(file, "take.dictionary", lang), analyses, lang, styles)
        write_about(add_sheet(file, "take.about", lang), [*about, *provenance(analyses, lang)], styles)
    return out.getvalue()


def provenance(analyses: Sequence[Analysis], lang: str) -> list[str]:
    """Return which systems the numbers come from, and what each indicator rests on."""
    systems = dict.fromkeys(one.indicator.said("source_system", lang) for one in analyses)
    return [wording.sentence("take.source", lang, source="; ".join(systems))] + [
        f"{one.indicator.title(lang)}: {total(one, lang)}" for one in analyses
    ]


def total(analysis: Analysis, lang: str) -> str:
    """Return how many the shown numbers of a chart rest on: n, or the sum where the number itself is a count."""
    found = [tables.figures(analysis, i) for i in range(len(analysis.table.starts))]
    shown = [one for one in found if one.value is not None]
    n = sum(one.n if one.n is not None else round(one.value or 0) for one in shown)
    return wording.sentence(
        "take.total",
        lang,
        n=formats.sample_size(n, lang=lang),
        periods=wording.counted(len(shown), str(analysis.selection.period), lang),
    )


def _data(sheet: Worksheet, analyses: Sequence[Analysis], lang: str, styles: Styles) -> None:
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, wording.sentence(f"table.{name}", lang), styles.head)
    rows = [row for analysis in analyses for row in _rows(analysis, lang)]
    for line, (decimals, cells) in enumerate(rows, 1):
        for column, (name, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
            _write(sheet, (line, column), cell, _style(name, decimals, styles))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)


def _rows(analysis: Analysis, lang: str) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield each period of a chart, oldest first: its decimals and the cells of its line."""
    of = analysis.indicator
    for i, row in enumerate(reversed(tables.rows(analysis, lang))):
        period = row.period.replace("\u00a0", " ")  # as people search for it
        found, status = tables.figures(analysis, i), analysis.table.status[i]
        told = (found.first_day, found.numerator, found.n, found.value)
        unit, median = wording.unit_name(of.unit, lang), (found.centre, found.phase)
        said = (wording.sentence(f"status.{status}", lang), tables.events_of(analysis, i, lang))
        yield of.decimals, (of.key, of.title(lang), period, *told, unit, *median, *said)


def _style(name: str, decimals: int, styles: Styles) -> Format | None:
    if name == "first_day":
        return styles.day
    return styles.numbers[decimals if name in ("value", "median") else 0] if name in _NUMBERS else None


def _write(sheet: Worksheet, at: tuple[int, int], cell: object, style: Format | None) -> None:
    if isinstance(cell, str):
        sheet.write_string(*at, cell, style)
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, style)
    elif cell is not None:
        sheet.write_datetime(*at, cell, style)


def _dictionary(sheet: Worksheet, analyses: Sequence[Analysis], lang: str, styles: Styles) -> None:
    lines = [[wording.sentence(f"take.{name}", lang) for name in ("column", "meaning", "codes")]]
    lines += [
        [wording.sentence(f"table.{name}", lang), wording.sentence(f"take.column.{name}", lang), values]
        for name, values in zip(COLUMNS, _codes(analyses, lang), strict=True)
    ]
    for analysis in analyses:
        of = analysis.indicator
        lines += [["", "", ""], [of.key, of.title(lang), wording.unit_name(of.unit, lang)]]
        lines += [["", f"{term}: {text}", ""] for term, text in definition(of, lang)]
    write_lines(sheet, lines, DICTIONARY_WIDTHS, styles)


def _codes(analyses: Iterable[Analysis], lang: str) -> Iterator[str]:
    """Yield for each column which values it may have, empty where the meaning says it."""
    units = dict.fromkeys(wording.unit_name(one.indicator.unit, lang) for one in analyses)
    values = {
        "period": "; ".join(wording.sentence(f"period.{one}", lang) for one in (Period.MONTH, Period.QUARTER)),
        "unit": "; ".join(unit for unit in units if unit),
        "status": "; ".join(wording.sentence(f"status.{one}", lang) for one in TOLD),
    }
    yield from (values.get(name, "") for name in COLUMNS)
