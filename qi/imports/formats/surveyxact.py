"""SurveyXact: a dataset with its structure and labels, as three files or as sheets of one workbook.

The dataset has one row per respondent and one column per variable, with codes; a question with several answers has a
variable of 0 and 1 for each choice. The structure tells which question and choice a variable is, the labels what a code
means. Source: files published with NIFU-NO/readSX (MIT), by way of domain dossier 2.6.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from qi.imports.export_text import ExportText, plain_name, positions_of, text_table
from qi.imports.formats import delimited, workbook
from qi.imports.refused import ImportRefusedError

NAME = "surveyxact"

LABEL = " (label)"
"""Ends the name of a variable that is read as the label of its code."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Variable:
    """What a mapping asks for: a variable, or one choice of a question by its text; as the code or as its label.

    ``name`` is what the text table calls it.
    """

    name: str
    question: str
    choice: str = ""
    is_label: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Survey:
    """An export as it was opened: the columns of its dataset, what they are, what codes mean, and a way to its text."""

    columns: tuple[str, ...]
    variables: Mapping[str, tuple[str, str]]
    labels: Mapping[tuple[str, str], str]
    text: Callable[[Sequence[str]], ExportText]


def read(contents: Sequence[bytes], wanted: Sequence[Variable]) -> ExportText:
    """Read a dataset with its structure and labels, in any order. Raises ImportRefusedError, also without one."""
    survey = _opened(contents)
    names = _resolved(wanted, survey.variables)
    return _renamed(survey.text(list(dict.fromkeys(names.values()))), wanted, names, survey.labels)


def everything(contents: Sequence[bytes]) -> tuple[Variable, ...]:
    """Return all that a mapping can ask of an export: each choice of a question, and each variable, also as label."""
    survey = _opened(contents)
    labelled = {variable for variable, _ in survey.labels}
    found = []
    for column in survey.columns:
        question, choice = survey.variables.get(plain_name(column), (column, ""))
        if choice:
            found.append(Variable(f"{question} = {choice}", question, choice))
            continue
        found.append(Variable(column, column))
        if plain_name(column) in labelled:
            found.append(Variable(f"{column}{LABEL}", column, is_label=True))
    return tuple(found)


def has(contents: Sequence[bytes], wanted: Sequence[Variable]) -> bool:
    """Whether an export has all that is asked for. Raises ImportRefusedError for what is none."""
    survey = _opened(contents)
    try:
        names = _resolved(wanted, survey.variables)
    except ImportRefusedError:
        return False
    return {*map(plain_name, names.values())} <= {*map(plain_name, survey.columns)}


def is_workbook(content: bytes) -> bool:
    """Whether a workbook holds the three sheets of an export. Raises ImportRefusedError for a damaged one."""
    return _sheets(content) is not None


def is_structure(content: bytes) -> bool:
    """Whether a text file is the structure of an export. Raises ImportRefusedError for what is no text."""
    return _is_structure([delimited.peek(content, most=0, line=1).columns])


def partners(structure: bytes, others: Sequence[bytes]) -> tuple[int, int] | None:
    """Return which of the other files are the dataset and the labels of a structure, None where one is missing."""
    variables = _variables(delimited.rows(structure))
    headers = [delimited.peek(content, most=0, line=1).columns for content in others]
    labels = next((place for place, header in enumerate(headers) if _is_labels([header], variables)), None)
    dataset = next((place for place, header in enumerate(headers) if _is_dataset(header, variables)), None)
    return None if labels is None or dataset is None else (dataset, labels)


def _is_dataset(header: Sequence[str], variables: Mapping[str, object]) -> bool:
    """Whether most of the variables are columns; a few may have been left out."""
    return 2 * len({*map(plain_name, header)} & variables.keys()) > len(variables)


def _opened(contents: Sequence[bytes]) -> _Survey:
    if len(contents) == 1 and contents[0].startswith(b"PK\x03\x04"):
        return _from_workbook(contents[0])
    parts = {number: delimited.rows(content) for number, content in enumerate(contents)}
    structure = next((number for number, rows in parts.items() if _is_structure(rows)), None)
    variables = _variables(parts[structure]) if structure is not None else {}
    labels = next((number for number, rows in parts.items() if _is_labels(rows, variables)), None)
    dataset = next((number for number in parts if number not in (structure, labels)), None)
    if structure is None or labels is None or dataset is None:
        raise ImportRefusedError("survey_parts", found=len(contents))
    sha256 = hashlib.sha256(b"".join(hashlib.sha256(contents[one]).digest() for one in (dataset, structure, labels)))

    def text(wanted: Sequence[str]) -> ExportText:
        return delimited.read(contents[dataset], wanted, sha256=sha256.hexdigest())

    return _Survey(tuple(parts[dataset][0]), variables, _label_texts(parts[labels]), text)


def _sheets(content: bytes) -> tuple[list[str], str, str] | None:
    """Return the sheets of the dataset, of the structure and of the labels, None where one is missing."""
    sheets = {name.casefold(): name for name in workbook.sheets(content)}
    datasets = [name for folded, name in sheets.items() if folded == "dataset" or folded.startswith("dataset(")]
    is_whole = datasets and {"structure", "labels"} <= sheets.keys()
    return (datasets, sheets["structure"], sheets["labels"]) if is_whole else None


def _from_workbook(content: bytes) -> _Survey:
    sheets = _sheets(content)
    if sheets is None:
        raise ImportRefusedError("survey_parts", found=len(workbook.sheets(content)))
    datasets, structure, labels = sheets
    # A dataset with too many variables for one sheet goes on in the next, row by row.
    pieces = [workbook.rows(content, name) for name in datasets]
    rows = [[cell for part in line for cell in part] for line in zip(*pieces, strict=False)]

    def text(wanted: Sequence[str]) -> ExportText:
        positions = positions_of(wanted, rows[0])
        filled = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(map(str.strip, row))]
        if not filled:
            raise ImportRefusedError("no_rows")
        columns = [[row[position] for _, row in filled] for position in positions]
        table = text_table(wanted, [line for line, _ in filled], columns)
        return ExportText(tuple(rows[0]), table, (), NAME, "", "", hashlib.sha256(content).hexdigest())

    variables, known = _variables(workbook.rows(content, structure)), _label_texts(workbook.rows(content, labels))
    return _Survey(tuple(rows[0]), variables, known, text)


def _is_structure(rows: Rows) -> bool:
    return {"questionname", "variablename", "choicetext"} <= {plain_name(cell) for cell in rows[0]}


def _is_labels(rows: Rows, variables: Mapping[str, object]) -> bool:
    """Whether each row is a variable, a value and its label; a dataset has variables in all cells of its first row."""
    first = [plain_name(cell) for cell in rows[0]]
    return len(first) >= 3 and first[0] in variables and first[1] not in variables


def _variables(structure: Rows) -> dict[str, tuple[str, str]]:
    """Return question and choice of each variable, as they are written but for outer blanks."""
    header = [plain_name(cell) for cell in structure[0]]
    question, variable, choice = (header.index(name) for name in ("questionname", "variablename", "choicetext"))
    last = max(question, variable, choice)
    return {
        plain_name(row[variable]): (row[question].strip(), row[choice].strip())
        for row in structure[1:]
        if len(row) > last
    }


def _label_texts(labels: Rows) -> dict[tuple[str, str], str]:
    return {(plain_name(row[0]), row[1].strip()): row[2].strip() for row in labels if len(row) >= 3}


def _resolved(wanted: Sequence[Variable], variables: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the variable behind each column asked for. Raises ImportRefusedError for a choice no question has."""
    found: dict[str, str] = {}
    for one in wanted:
        question = plain_name(one.question)
        choices = {
            plain_name(choice): variable
            for variable, (name, choice) in variables.items()
            if choice and plain_name(name) == question
        }
        if one.choice and plain_name(one.choice) not in choices:
            known = ", ".join(choices) or "–"
            raise ImportRefusedError("survey_choice", column=one.question, choice=one.choice, found=known)
        found[one.name] = choices[plain_name(one.choice)] if one.choice else one.question
    return found


def _renamed(
    export: ExportText, wanted: Sequence[Variable], names: Mapping[str, str], labels: Mapping[tuple[str, str], str]
) -> ExportText:
    """Return the export with its columns named as they are asked for, and labels in place of codes where wanted."""
    columns = {"line": export.table["line"]}
    for one in wanted:
        column = export.table[names[one.name]]
        columns[one.name] = _labelled(column, plain_name(names[one.name]), labels) if one.is_label else column
    return replace(export, table=pa.table(columns), file_format=NAME)


def _labelled(column: pa.ChunkedArray, variable: str, labels: Mapping[tuple[str, str], str]) -> pa.Array:
    """Return the label of each code; a code without one stays, and is then no code of the mapping."""
    encoded = pa.chunked_array(column.dictionary_encode(), pa.dictionary(pa.int32(), pa.string())).combine_chunks()
    said = [labels.get((variable, code.strip()), code) for code in encoded.dictionary.to_pylist()]
    return pa.array(said, pa.string()).take(encoded.indices)
