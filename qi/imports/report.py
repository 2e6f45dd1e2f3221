"""What came of an import, in words: rows in, rows set aside, and for each the line, the column and the rule."""

from __future__ import annotations

import csv
import io

from qi.imports.checked import Finding
from qi.imports.mapping import Mapping, SourceColumn
from qi.imports.run import ImportReport
from qi.wording import sentence

MOST_CODES = 8
"""A longer list of codes is not written out; the mapping has it."""


def as_text(report: ImportReport, mapping: Mapping, lang: str = "da", *, most: int = 20) -> str:
    """Return the report: what happened, what was left out, and the first ``most`` findings."""
    found = problem_lines(report, mapping, lang)
    lines = [
        _outcome(report, lang),
        sentence("import.report_rows", lang, read=report.rows_read, taken=report.rows_in, aside=report.rows_set_aside),
        _form(report, lang),
    ]
    if report.as_of is not None:
        lines.append(sentence("import.report_as_of", lang, date=report.as_of.isoformat()))
    if report.dropped:
        lines.append(sentence("import.report_dropped", lang, columns=", ".join(report.dropped)))
    lines += [f"  {line}" for line in found[:most]]
    if len(found) > most:
        lines.append(sentence("import.report_more", lang, more=len(found) - most))
    return "\n".join(lines)


def problem_lines(report: ImportReport, mapping: Mapping, lang: str = "da") -> list[str]:
    """Return one sentence per finding, without any value of a person."""
    return [
        sentence(
            "import.finding" if one.column else "import.finding_line",
            lang,
            line=one.line,
            **({"column": one.column} if one.column else {}),
            came=_came(one, lang),
            expected=_expected(one, mapping, lang),
        )
        for one in report.findings
    ]


def as_csv(report: ImportReport, mapping: Mapping, lang: str = "da") -> str:
    """Return the findings as a table to correct the source by: line, local id, column, what came, what was expected."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\n")
    writer.writerow([sentence(f"import.list_{name}", lang) for name in ("line", "id", "column", "came", "expected")])
    for one in report.findings:
        # A cell must never begin a formula in a spreadsheet; local ids come from the file.
        own = f"'{one.local_id}" if one.local_id[:1] in ("=", "+", "-", "@") else one.local_id
        writer.writerow([one.line, own, one.column, _came(one, lang), _expected(one, mapping, lang)])
    return table.getvalue()


def _outcome(report: ImportReport, lang: str) -> str:
    if not report.rows_in:
        return sentence("import.report_nothing", lang)
    if not report.is_changed:
        return sentence("import.report_unchanged", lang)
    if report.version is None:
        return sentence("import.report_dry_run", lang)
    return sentence("import.report_published", lang, version=report.version)


def _form(report: ImportReport, lang: str) -> str:
    signs = {"\t": "tab", "": "–"}
    delimiter = signs.get(report.delimiter, report.delimiter)
    return sentence(
        "import.report_form", lang, format=report.file_format, encoding=report.encoding or "–", delimiter=delimiter
    )


def _came(finding: Finding, lang: str) -> str:
    return sentence(f"import.came_{finding.came}", lang)


def _expected(finding: Finding, mapping: Mapping, lang: str) -> str:
    name, rule = finding.rule.split(":")
    column = mapping.columns.get(name)
    if column is None:
        return sentence(f"import.expect_{rule}", lang)
    if rule == "range":
        return _range(column, lang)
    if rule == "code":
        codes = [key for key in column.codes if not key.endswith("*")]
        shown = ", ".join(codes) if codes and len(column.codes) <= MOST_CODES else ""
        return sentence("import.expect_one_of", lang, codes=shown) if shown else sentence("import.expect_code", lang)
    if rule == "not_before":
        return sentence("import.expect_not_before", lang, other=mapping.columns[column.not_before].header)
    if rule == "equals":
        other = column.equals.split(".")[0]
        return sentence("import.expect_equals", lang, other=mapping.columns[other].header)
    return sentence(f"import.expect_{rule}", lang)


def _range(column: SourceColumn, lang: str) -> str:
    lowest, highest = (f"{limit:g}" if limit is not None else "–" for limit in (column.lowest, column.highest))
    return sentence("import.expect_range", lang, lowest=lowest, highest=highest)
