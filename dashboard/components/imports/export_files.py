"""Step 1: the files a visitor chooses, and a first look at them without persons."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.components import html
from dashboard.components.chrome import notice
from dashboard.uploads import Upload, as_file
from qi import wording
from qi.imports.look import ROWS_SHOWN, ColumnLook, FileLook, look_at
from qi.imports.refused import ImportRefusedError

TYPES = ["csv", "tsv", "txt", "xlsx", "parquet"]
ROUND = "data-omgang"
"""How often files were let go: a widget with a new key has no files, and Streamlit then forgets the old ones."""


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
    st.session_state.pop("data-kig", None)


def first_look(uploads: tuple[Upload, ...], lang: str) -> tuple[FileLook, str | None] | None:
    """Return the look at the first file and the sheet it is of, or None after saying why it cannot be read."""
    sheet = st.session_state.get("data-ark")
    try:
        seen = _kept_look(uploads[0], sheet)
    except ImportRefusedError as refused:
        notice(refused.said(lang))
        return None
    if len(seen.sheets) > 1:
        sheet = st.selectbox(wording.sentence("data.sheet", lang), seen.sheets, key="data-ark")
        return seen, sheet
    return seen, None


def _kept_look(upload: Upload, sheet: str | None) -> FileLook:
    """Look once at each file and sheet: every click on the page runs through here."""
    asked = (upload.digest, upload.name, sheet)
    kept: tuple[object, FileLook] | None = st.session_state.get("data-kig")
    if kept is not None and kept[0] == asked:
        return kept[1]
    with as_file(upload) as path:
        try:
            seen = look_at(path, sheet=sheet)
        except ImportRefusedError as refused:
            if refused.key != "sheet":
                raise
            seen = look_at(path)  # the sheet was chosen for the file before this one
    st.session_state["data-kig"] = (asked, seen)
    return seen


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
        "field": wording.sentence(f"data_field.{field}" if field else "data.not_used", lang),
        "is_shown": one.shown is not None,
        "cells": [*cells, *[""] * (ROWS_SHOWN - len(cells))],
    }
