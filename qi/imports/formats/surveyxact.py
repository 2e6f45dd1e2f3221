"""SurveyXact: a dataset with its structure and labels, as three files or as sheets of one workbook.

The dataset has one row per respondent and one column per variable, with codes; a question with several answers has a
variable of 0 and 1 for each choice. The structure tells which question and choice a variable is, the labels what a code
means. Source: files published with NIFU-NO/readSX (MIT), by way of domain dossier 2.6.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from qi.imports.export_text import ExportText, plain_name, positions_of, text_table
from qi.imports.formats import delimited, workbook
from qi.imports.refused import ImportRefusedError

NAME = "surveyxact"

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


def read(contents: Sequence[bytes], wanted: Sequence[Variable]) -> ExportText:
    """Read a dataset with its structure and labels, in any order. Raises ImportRefusedError, also without one."""
    if len(contents) == 1 and contents[0].startswith(b"PK\x03\x04"):
        return _from_workbook(contents[0], wanted)
    parts = {number: delimited.rows(content) for number, content in enumerate(contents)}
    structure = next((number for number, rows in parts.items() if _is_structure(rows)), None)
    variables = _variables(parts[structure]) if structure is not None else {}
    labels = next((number for number, rows in parts.items() if _is_labels(rows, variables)), None)
    dataset = next((number for number in parts if number not in (structure, labels)), None)
    if structure is None or labels is None or dataset is None:
        raise ImportRefusedError("survey_parts", found=len(contents))
    names = _resolved(wanted, variables)
    sha256 = hashlib.sha256(b"".join(hashlib.sha256(contents[one]).digest() for one in (dataset, structure, labels)))
    export = delimited.read(contents[dataset], list(dict.fromkeys(names.values())), sha256=sha256.hexdigest())
    return _renamed(export, wanted, names, _label_texts(parts[labels]))


def _from_workbook(content: bytes, wanted: Sequence[Variable]) -> ExportText:
    sheets = {name.casefold(): name for name in workbook.sheets(content)}
    datasets = [name for folded, name in sheets.items() if folded == "dataset" or folded.startswith("dataset(")]
    if not datasets or not {"structure", "labels"} <= sheets.keys():
        raise ImportRefusedError("survey_parts", found=len(sheets))
    # A dataset with too many variables for one sheet goes on in the next, row by row.
    pieces = [workbook.rows(content, name) for name in datasets]
    rows = [[cell for part in line for cell in part] for line in zip(*pieces, strict=False)]
    variables = _variables(workbook.rows(content, sheets["structure"]))
    names = _resolved(wanted, variables)
    physical = list(dict.fromkeys(names.values()))
    positions = positions_of(physical, rows[0])
    filled = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(map(str.strip, row))]
    if not filled:
        raise ImportRefusedError("no_rows")
    columns = [[row[position] for _, row in filled] for position in positions]
    table = text_table(physical, [line for line, _ in filled], columns)
    export = ExportText(tuple(rows[0]), table, (), NAME, "", "", hashlib.sha256(content).hexdigest())
    return _renamed(export, wanted, names, _label_texts(workbook.rows(content, sheets["labels"])))


def _is_structure(rows: Rows) -> bool:
    return {"questionname", "variablename", "choicetext"} <= {plain_name(cell) for cell in rows[0]}


def _is_labels(rows: Rows, variables: Mapping[str, object]) -> bool:
    """Whether each row is a variable, a value and its label; a dataset has variables in all cells of its first row."""
    first = [plain_name(cell) for cell in rows[0]]
    return len(first) >= 3 and first[0] in variables and first[1] not in variables


def _variables(structure: Rows) -> dict[str, tuple[str, str]]:
    """Return question and choice of each variable, all as they are compared."""
    header = [plain_name(cell) for cell in structure[0]]
    question, variable, choice = (header.index(name) for name in ("questionname", "variablename", "choicetext"))
    last = max(question, variable, choice)
    return {
        plain_name(row[variable]): (plain_name(row[question]), plain_name(row[choice]))
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
        choices = {choice: variable for variable, (name, choice) in variables.items() if name == question and choice}
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
