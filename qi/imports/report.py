"""What came of an import, in words: rows in, rows set aside, and for each the line, the column and the rule."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from qi.imports.checked import Finding
from qi.imports.mapping import Mapping, SourceColumn
from qi.imports.outcome import ImportReport
from qi.wording import sentence

MOST_CODES = 8
"""A longer list of codes is not written out; the mapping has it."""


def as_text(report: ImportReport, mapping: Mapping, lang: str = "da", *, most: int = 20) -> str:
    """Return the report: what happened, what was left out, and the first ``most`` findings."""
    found = problems(report, mapping, lang)
    lines = [
        _outcome(report, lang),
        sentence("import.report_rows", lang, read=report.rows_read, taken=report.rows_in, aside=report.rows_set_aside),
        _form(report, lang),
    ]
    if report.header_line > 1:
        lines.append(sentence("import.report_header", lang, line=report.header_line))
    if report.as_of is not None:
        lines.append(sentence("import.report_as_of", lang, date=report.as_of.isoformat()))
    if report.dropped:
        lines.append(sentence("import.report_dropped", lang, columns=", ".join(report.dropped)))
    lines += [f"  {_sentence(one, lang)}" for one in found[:most]]
    if len(found) > most:
        lines.append(sentence("import.report_more", lang, more=len(found) - most))
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one line, in words; ``column`` is empty where the whole line is meant."""

    line: int
    local_id: str
    column: str
    came: str
    expected: str


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The same thing wrong with the same column: in how many lines, and the first of them."""

    column: str
    came: str
    expected: str
    n_lines: int
    first_line: int


def problems(report: ImportReport, mapping: Mapping, lang: str = "da") -> tuple[Problem, ...]:
    """Return what is wrong, in order of line, without any value of a person."""
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for one in report.findings:
        if (one.came, one.rule) not in said:
            said[one.came, one.rule] = (_came(one, lang), _expected(one, mapping, lang))
    return tuple(Problem(one.line, one.local_id, one.column, *said[one.came, one.rule]) for one in report.findings)


def problem_groups(report: ImportReport, mapping: Mapping, lang: str = "da") -> tuple[ProblemGroup, ...]:
    """Return what is wrong, each kind once, the most frequent first."""
    lines: dict[tuple[str, str, str], list[int]] = {}
    for one in problems(report, mapping, lang):
        lines.setdefault((one.column, one.came, one.expected), []).append(one.line)
    groups = [ProblemGroup(*said, n_lines=len(found), first_line=found[0]) for said, found in lines.items()]
    return tuple(sorted(groups, key=lambda group: (-group.n_lines, group.first_line)))


def as_csv(report: ImportReport, mapping: Mapping, lang: str = "da") -> str:
    """Return the findings as a table to correct the source by: line, local id, column, what came, what was expected."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\n")
    writer.writerow([sentence(f"import.list_{name}", lang) for name in ("line", "id", "column", "came", "expected")])
    for one in problems(report, mapping, lang):
        writer.writerow([one.line, _no_formula(one.local_id), _no_formula(one.column), one.came, one.expected])
    return table.getvalue()


def _no_formula(text: str) -> str:
    """Return a text that begins no formula in a spreadsheet: local ids and column names come from the file."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _sentence(problem: Problem, lang: str) -> str:
    column = {"column": problem.column} if problem.column else {}
    key = "import.finding" if problem.column else "import.finding_line"
    return sentence(key, lang, line=problem.line, **column, came=problem.came, expected=problem.expected)


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
    if rule == "refers_to" and column.refers_to != "courses":
        return sentence("import.expect_known_id", lang)
    if rule == "equals":
        other = column.equals.split(".")[0]
        return sentence("import.expect_equals", lang, other=mapping.columns[other].header)
    return sentence(f"import.expect_{rule}", lang)


def _range(column: SourceColumn, lang: str) -> str:
    lowest, highest = (f"{limit:g}" if limit is not None else "–" for limit in (column.lowest, column.highest))
    return sentence("import.expect_range", lang, lowest=lowest, highest=highest)
