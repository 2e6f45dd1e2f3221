"""What the workbooks people take away have in common: safe texts, styles, a dictionary and the lines about the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qi import wording

# Every text is only a text, whatever it begins with: no formulas, no links, no numbers read out of words.
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

ABOUT_WIDTH = 110
"""In characters."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of cells; ``numbers`` by the count of decimals."""

    title: Format
    head: Format
    text: Format
    day: Format
    numbers: tuple[Format, ...]


def styles_of(file: xlsxwriter.Workbook) -> Styles:
    """Make the styles in a workbook."""
    return Styles(
        title=file.add_format({"bold": True, "font_size": 16}),
        head=file.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        text=file.add_format({"text_wrap": True, "valign": "top"}),
        # Built-in format 14 is the short date of whoever opens the file: 01-10-2026 in Danish.
        day=file.add_format({"num_format": 14, "align": "left"}),
        numbers=tuple(file.add_format({"num_format": f"0.{'0' * n}" if n else "0"}) for n in range(3)),
    )


def add_sheet(file: xlsxwriter.Workbook, key: str, lang: str) -> Worksheet:
    """Add a sheet that is called as a text of the catalogue says."""
    sheet: Worksheet = file.add_worksheet(wording.sentence(key, lang))
    return sheet


def write_lines(sheet: Worksheet, lines: Sequence[Sequence[str]], widths: Sequence[int], styles: Styles) -> None:
    """Fill a sheet with texts, the first line as the heads of columns of these widths."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for line, texts in enumerate(lines):
        for column, text in enumerate(texts):
            sheet.write_string(line, column, text, styles.head if line == 0 else styles.text)


def write_about(sheet: Worksheet, lines: Sequence[str], styles: Styles) -> None:
    """Fill a sheet with what is said about the file, the first line as its title."""
    sheet.set_column(0, 0, ABOUT_WIDTH)
    for i, line in enumerate(lines):
        sheet.write_string(i, 0, line, styles.title if i == 0 else styles.text)
