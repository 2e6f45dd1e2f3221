"""Step 2: what the columns are: proposed from the file, taken from a mapping saved before, or from an example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from dashboard import cache
from dashboard.components.chrome import notice
from dashboard.components.imports import export_files, mapping_fields
from dashboard.components.imports.mapping_fields import Sheet
from dashboard.uploads import Upload
from qi import wording
from qi.imports import own_folder
from qi.imports.draft import Draft, as_toml, draft_from, draft_of, mapping_of
from qi.imports.forms import forms
from qi.imports.look import FileLook
from qi.imports.mapping import Mapping, read_mapping
from qi.imports.proposals import propose
from qi.imports.refused import ImportRefusedError

PROPOSE = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mapping to import by. ``text`` is what it looks like as a file, empty for one that is kept elsewhere."""

    mapping: Mapping
    text: str


def choose(uploads: tuple[Upload, ...], seen: FileLook, sheet: str | None, lang: str) -> Chosen | None:
    """Let the visitor choose or correct a mapping; return it, or None while something is missing."""
    first_rows = st.container()
    left, right = st.columns([2, 3], gap="large")
    with left:
        path = _file(uploads[0], lang)
    begun = draft_from(path.read_bytes()) if path else None
    if path and begun is None:
        with first_rows:
            return _by_hand(path, seen, lang)
    with right:
        made = _sheet(uploads[0], seen, sheet, begun, lang)
    with st.container(key="data-felter"):
        draft = mapping_fields.edit(made, lang)
    fields = {header: name for name, header in draft.columns.items()}
    with first_rows:  # above the choices, but it tells what they have become
        export_files.preview(seen, fields, lang)
    if mapping_fields.complain(draft, seen, lang):
        return None
    return _as_mapping(_named(draft, begun, lang), lang)


def _file(upload: Upload, lang: str) -> Path | None:
    """Let the visitor choose a mapping file; None to have one proposed."""
    saved = own_folder.saved_mappings(cache.publication().folder)
    titles = {str(path): read_mapping(path).title for path in (*saved, *own_folder.example_mappings())}
    chosen = st.selectbox(
        wording.sentence("data.mapping", lang),
        [PROPOSE, *titles],
        format_func=lambda path: titles[path] if path else wording.sentence("data.mapping_propose", lang),
        key=f"data-kobling-{upload.digest}",
        help=wording.sentence("data.mapping_help", lang),
    )
    return Path(chosen) if chosen else None


def _by_hand(path: Path, seen: FileLook, lang: str) -> Chosen:
    mapping = read_mapping(path)
    export_files.preview(seen, {}, lang)
    notice(wording.sentence("data.mapping_by_hand", lang, file=path.name))
    return Chosen(mapping, "")


def _sheet(upload: Upload, seen: FileLook, sheet: str | None, begun: Draft | None, lang: str) -> Sheet:
    """Return what the widgets begin from: a saved draft as it is, or the proposals for the kind of file chosen."""
    if begun is not None:
        return Sheet(seen, begun, {}, f"data-{upload.digest}-{own_folder.file_name(begun.title)}")
    found = propose(seen)
    if found is None:
        notice(wording.sentence("data.nothing_recognised", lang))
    names = list(forms())
    form = st.selectbox(
        wording.sentence("data.form", lang),
        names,
        index=names.index(found.form) if found else 0,
        format_func=lambda name: wording.sentence(f"data.form_{name}", lang),
        key=f"data-slags-{upload.digest}-{sheet}",
    )
    proposals = propose(seen, form)
    assert proposals is not None  # noqa: S101 - a form that is asked for is always proposed
    draft = draft_of(proposals, title=Path(upload.name).stem[:60], sheet=sheet)
    return Sheet(seen, draft, proposals.fields, f"data-{upload.digest}-{sheet}-{form}")


def _named(draft: Draft, begun: Draft | None, lang: str) -> Draft:
    """Let the visitor name the mapping; one that was saved before gets its next version when it has changed."""
    title = st.text_input(
        wording.sentence("data.title", lang), draft.title, max_chars=60, key=f"data-navn-{draft.form}-{draft.title}"
    )
    draft = replace(draft, title=title.strip() or draft.title)
    return replace(draft, version=begun.version + 1) if begun is not None and draft != begun else draft


def _as_mapping(draft: Draft, lang: str) -> Chosen | None:
    try:
        return Chosen(mapping_of(draft), as_toml(draft))
    except ImportRefusedError as refused:
        notice(refused.said(lang))
        return None
