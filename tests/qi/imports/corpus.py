"""Small synthetic exports: twelve courses and their answers, whole or with one thing wrong. All numbers are made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from qi.imports.mapping import Mapping
from qi.imports.outcome import ImportReport
from qi.imports.report import as_text

COURSE_HEADER = (
    *("course_id", "cpr", "municipality", "referral_source", "referral_date", "first_contact_date"),
    *("assessment_date", "start_date", "end_date", "status", "diagnosis", "sex", "birth_year", "education"),
)
SURVEY_HEADER = (
    *("course_id", "wave", "sent_date", "answered_date", "self_rated_health"),
    *(f"who5_{item}" for item in range(1, 6)),
    "hba1c_mmol_mol",
)
FIRST_REFERRAL = date(2025, 1, 6)


def cpr(birth: date, serial: int) -> str:
    """Put a number together at run time, so that none stands in the repository."""
    return f"{birth:%d%m%y}-{serial:04d}"


def course_rows(n: int = 12) -> list[list[str]]:
    """Twelve courses: F1000 to F1011, three municipalities, one more year and month of birth each."""
    rows = []
    for i in range(n):
        referral = FIRST_REFERRAL + timedelta(days=9 * i)
        days = [referral + timedelta(days=after) for after in (0, 5, 12, 20, 104)]
        rows.append(
            [
                f"F{1000 + i}",
                cpr(date(1945 + i, 1 + i % 12, 1 + i % 12), 1000 + i),
                ("751", "461", "101")[i % 3],
                ("sygehus", "praksis", "selv")[i % 3],
                *(day.isoformat() for day in days),
                "afsluttet",
                ("C50", "C18", "E11")[i % 3],
                "KM"[i % 2],
                str(1945 + i),
                ("grundskole", "erhvervsfaglig", "videregående")[i % 3],
            ]
        )
    return rows


def survey_rows() -> list[list[str]]:
    """Twelve answers at the start of the courses: self-rated health 1 to 5, WHO-5 items 0 to 5, HbA1c 48 to 59."""
    return [
        [
            *(f"F{1000 + i}", "start", "2025-03-01", "2025-03-09", str(i % 5 + 1)),
            *(str((i + item) % 6) for item in range(5)),
            str(48 + i),
        ]
        for i in range(12)
    ]


def told(report: ImportReport, mapping: Mapping, lang: str = "da") -> list[str]:
    """Return the sentences of a report about its lines."""
    return [line[2:] for line in as_text(report, mapping, lang).splitlines() if line.startswith("  ")]


def changed(rows: list[list[str]], column: int, value: str, row: int = 3) -> list[list[str]]:
    """Return the rows with one other value; row 3 is line 5 of the file."""
    copy = [list(one) for one in rows]
    copy[row][column] = value
    return copy


def delimited(header: Sequence[str], rows: Sequence[Sequence[str]], *, delimiter: str = ",", end: str = "\n") -> str:
    return "".join(delimiter.join(line) + end for line in (header, *rows))


def course_file(path: Path, rows: Sequence[Sequence[str]] | None = None) -> Path:
    path.write_text(delimited(COURSE_HEADER, course_rows() if rows is None else rows), encoding="utf-8")
    return path


def survey_file(path: Path, rows: Sequence[Sequence[str]] | None = None) -> Path:
    path.write_text(delimited(SURVEY_HEADER, survey_rows() if rows is None else rows), encoding="utf-8")
    return path


def workbook(
    lines: Sequence[Sequence[str]],
    *,
    cells: dict[str, str] | None = None,
    more: dict[str, bytes] | None = None,
    last_row: int | None = None,
) -> bytes:
    """Return a workbook of text cells; ``cells`` replaces the XML inside single ones, ``more`` adds parts."""
    sheet = _rows(lines, cells or {})
    sheet += f'<row r="{last_row}"><c r="A{last_row}"><v>1</v></c></row>' if last_row else ""
    return _packed({"Ark1": sheet}, more or {})


def workbook_of(sheets: dict[str, Sequence[Sequence[str]]]) -> bytes:
    """Return a workbook of several sheets of text cells."""
    return _packed({name: _rows(lines, {}) for name, lines in sheets.items()}, {})


def _rows(lines: Sequence[Sequence[str]], cells: dict[str, str]) -> str:
    return "".join(
        f'<row r="{r}">' + "".join(_cell(f"{_letters(c)}{r}", text, cells) for c, text in enumerate(line)) + "</row>"
        for r, line in enumerate(lines, start=1)
    )


def _packed(sheets: dict[str, str], more: dict[str, bytes]) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, start=1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
        **{
            f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
            for n, rows in enumerate(sheets.values(), start=1)
        },
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        for name, content in more.items():
            file.writestr(name, content)
    return packed.getvalue()


def _cell(reference: str, text: str, cells: dict[str, str]) -> str:
    if reference in cells:
        return f'<c r="{reference}">{cells[reference]}</c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _letters(column: int) -> str:
    return chr(ord("A") + column)
