"""Step 1: the files a visitor chooses, which of them make one export, and a first look at each without persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.components import html
from dashboard.components.chrome import notice
from dashboard.uploads import Upload, as_files
from qi import wording
from qi.imports.look import ROWS_SHOWN, ColumnLook, FileLook, look_at, look_at_survey
from qi.imports.refused import ImportRefusedError
from qi.imports.sorting import exports_among

TYPES = ["csv", "tsv", "txt", "xlsx", "parquet"]
ROUND = "data-omgang"
"""How often files were let go: a widget with a new key has no files, and Streamlit then forgets the old ones."""

SORTED = "data-eksporter"
LOOKS = "data-kig"


@dataclass(frozen=True, slots=True)
class Given:
    """One export as it was given: its files, and surveyxact where dataset, structure and labels make one."""

    uploads: tuple[Upload, ...]
    format: str = ""

    @property
    def name(self) -> str:
        """What people call it: the names of its files."""
        return ", ".join(upload.name for upload in self.uploads)

    @property
    def digest(self) -> str:
        """Tell one content from another."""
        return "-".join(upload.digest for upload in self.uploads)


def ask(lang: str) -> tuple[Upload, ...]:
    """Let the visitor choose files; return them, none while there are none."""
    files = st.file_uploader(
        wording.sentence("data.files", lang),
        TYPES,
        accept_multiple_files=True,
        key=f"data-filer-{st.session_state.get(ROUND, 0)}",
        help=wording.sentence("data.files_help", lang),
    )
    html.show(html.render("aside", text=wording.sentence("data.not_kept", lang)))
    return tuple(Upload(file.name, file.getvalue()) for file in files)


def let_go() -> None:
    """Forget the files: what is published needs them no longer."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(LOOKS, None)
    st.session_state.pop(SORTED, None)


def sorted_out(uploads: tuple[Upload, ...]) -> tuple[Given, ...]:
    """Return the exports among the files, a file that was given twice once; worked out once for the same files."""
    asked = tuple((upload.digest, upload.name) for upload in uploads)
    kept: tuple[object, tuple[Given, ...]] | None = st.session_state.get(SORTED)
    if kept is not None and kept[0] == asked:
        return kept[1]
    different = {upload.digest: upload for upload in reversed(uploads)}
    once = tuple(different.values())[::-1]
    with as_files(once) as paths:
        by_path = dict(zip(paths, once, strict=True))
        found = tuple(Given(tuple(by_path[path] for path in one.paths), one.format) for one in exports_among(paths))
    st.session_state[SORTED] = (asked, found)
    return found


def first_look(given: Given, lang: str) -> tuple[FileLook, str | None] | None:
    """Return the look at an export and the sheet it is of, or None after saying why it cannot be read."""
    sheet = st.session_state.get(f"data-ark-{given.digest}")
    try:
        seen = _kept_look(given, sheet)
    except ImportRefusedError as refused:
        notice(f"{given.name}: {refused.said(lang)}")
        return None
    if len(seen.sheets) > 1:
        sheet = st.selectbox(wording.sentence("data.sheet", lang), seen.sheets, key=f"data-ark-{given.digest}")
    _title_above(given, seen, lang)
    return seen, sheet


def _title_above(given: Given, seen: FileLook, lang: str) -> None:
    """Say which row the column names were taken from where that is not the first one, and let it be changed."""
    key = _line_key(given)
    if not seen.has_title and key not in st.session_state:
        return
    html.show(html.render("aside", text=wording.sentence("data.header_found", lang, line=seen.header_line)))
    label, lines = wording.sentence("data.header_line", lang), seen.header_lines
    st.selectbox(label, lines, index=lines.index(seen.header_line), key=key, width=240)


def _line_key(given: Given) -> str:
    return f"data-navnelinje-{given.digest}"


def _kept_look(given: Given, sheet: str | None) -> FileLook:
    """Look once at each file, sheet and row of names: every click on the page runs through here."""
    asked = (given.digest, given.name, sheet, st.session_state.get(_line_key(given)))
    kept: dict[object, FileLook] = st.session_state.setdefault(LOOKS, {})
    if asked not in kept:
        kept[asked] = _look(given, sheet, asked[-1])
    return kept[asked]


def _look(given: Given, sheet: str | None, line: int | None) -> FileLook:
    with as_files(given.uploads) as paths:
        return look_at_survey(paths) if given.format else look_at(paths[0], sheet=sheet, header_line=line)


def preview(seen: FileLook, fields: Mapping[str, str], lang: str) -> None:
    """Show the first rows, each column with the field it is taken for; persons only as a class of content."""
    html.show(
        html.render(
            "data_preview",
            title=wording.sentence("data.first_rows", lang),
            note=" ".join(
                (
                    wording.counted(seen.n_rows, "row", lang),
                    "·",
                    wording.sentence("data.first_rows_note", lang),
                )
            ),
            columns=[_column(one, fields, lang) for one in seen.columns],
            n_rows=min(ROWS_SHOWN, seen.n_rows),
        )
    )


def _column(one: ColumnLook, fields: Mapping[str, str], lang: str) -> dict[str, object]:
    cells = (
        one.shown if one.shown is not None else [wording.sentence(f"import.came_{kind}", lang) for kind in one.classes]
    )
    field = fields.get(one.header)
    return {
        "header": one.header,
        "field": field or wording.sentence("data.not_used", lang),
        "is_shown": one.shown is not None,
        "cells": [*cells, *[""] * (ROWS_SHOWN - len(cells))],
    }
