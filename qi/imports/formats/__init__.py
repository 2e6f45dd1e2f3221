"""The formats an export may have, one module each; the content of a file decides which it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from qi.imports.export_text import MAX_BYTES, ExportHead, ExportText
from qi.imports.formats import delimited, parquet, surveyxact, workbook
from qi.imports.refused import ImportRefusedError

ENDINGS = {ending: kind.NAME for kind in (delimited, workbook, parquet) for ending in kind.ENDINGS}

_OTHER = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!", b"%PDF", b"\xd0\xcf\x11\xe0")
"""Packed files, PDF and the old Excel format, which hides macros and passwords: none of them is opened."""


def read_export(
    path: Path, wanted: Sequence[str], *, sheet: str | None = None, is_title_allowed: bool = False
) -> ExportText:
    """Read the wanted columns of a CSV, TSV, Excel or Parquet file as text.

    ``is_title_allowed`` lets rows stand above the column names; they are left out.

    Raises ImportRefusedError with one sentence: no such file, empty, too large, packed, damaged, another format than
    its name says, a column that is missing or there twice.
    """
    content, found = _open(path)
    sha256 = hashlib.sha256(content).hexdigest()
    if found == workbook.NAME:
        return workbook.read(content, wanted, sha256=sha256, sheet=sheet, is_title_allowed=is_title_allowed)
    if found == parquet.NAME:
        return parquet.read(content, wanted, sha256=sha256)
    return delimited.read(content, wanted, sha256=sha256, is_title_allowed=is_title_allowed)


def read_survey(paths: Sequence[Path], wanted: Sequence[surveyxact.Variable]) -> ExportText:
    """Read a SurveyXact export: dataset, structure and labels in any order, or one workbook with all of them."""
    return surveyxact.read([_open(path)[0] for path in paths], wanted)


def survey_columns(paths: Sequence[Path]) -> tuple[surveyxact.Variable, ...]:
    """Return all that a mapping can ask of a SurveyXact export. Raises ImportRefusedError as ``read_survey`` does."""
    return surveyxact.everything([_open(path)[0] for path in paths])


def has_survey(paths: Sequence[Path], wanted: Sequence[surveyxact.Variable]) -> bool:
    """Whether a SurveyXact export has all that is asked for. Raises ImportRefusedError as ``read_survey`` does."""
    return surveyxact.has([_open(path)[0] for path in paths], wanted)


def survey_parts(path: Path, among: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files of a SurveyXact export: dataset, structure and labels where ``path`` is the structure.

    A workbook may hold all three. Empty for any other file, and where one of the three is missing.
    """
    content, found = _opened(path)
    if found == workbook.NAME:
        return (path,) if surveyxact.is_workbook(content) else ()
    if found != delimited.NAME or not surveyxact.is_structure(content):
        return ()
    others = [(one, _opened(one)) for one in among if one != path]
    texts = [(one, content) for one, (content, found) in others if found == delimited.NAME]
    places = surveyxact.partners(content, [content for _, content in texts])
    return () if places is None else (texts[places[0]][0], path, texts[places[1]][0])


def _opened(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a file and its format, empty for one that cannot be read: whoever reads it will say why."""
    try:
        content, found = _open(path)
        if found == delimited.NAME:
            delimited.peek(content, most=0)
        elif found == workbook.NAME:
            workbook.sheets(content)
    except ImportRefusedError:
        return b"", ""
    return content, found


def peek_export(path: Path, *, sheet: str | None = None, most: int, line: int | None = None) -> ExportHead:
    """Read the column names, from where they most likely stand or from ``line``, and the first ``most`` rows below.

    Raises ImportRefusedError as ``read_export`` does.
    """
    content, found = _open(path)
    if found == workbook.NAME:
        return workbook.peek(content, sheet=sheet, most=most, line=line)
    if found == parquet.NAME:
        return parquet.peek(content, most=most)
    return delimited.peek(content, most=most, line=line)


def _open(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a file and the format they have."""
    try:
        size = path.stat().st_size
    except OSError:
        raise ImportRefusedError("no_file") from None
    if size > MAX_BYTES:
        raise ImportRefusedError("too_large", most=MAX_BYTES // 1_000_000)
    content = path.read_bytes()
    found = _format_of(content)
    named = ENDINGS.get(path.suffix.casefold())
    if named is not None and named != found and content.strip():
        raise ImportRefusedError("other_format", named=path.suffix.casefold())
    return content, found


def _format_of(content: bytes) -> str:
    if content.startswith(_OTHER):
        raise ImportRefusedError("packed")
    if content.startswith(b"PK\x03\x04"):
        return workbook.NAME
    return parquet.NAME if content.startswith(b"PAR1") else delimited.NAME
