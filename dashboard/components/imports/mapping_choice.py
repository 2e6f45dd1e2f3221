"""Step 2: what the columns of each export are: a saved mapping that fits, one proposed, or an example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from dashboard import cache
from dashboard.components import html
from dashboard.components.chrome import notice
from dashboard.components.imports import export_files, mapping_fields
from dashboard.components.imports.export_files import Given
from dashboard.components.imports.mapping_fields import Sheet, field_label
from dashboard.uploads import as_files
from qi import wording
from qi.imports import own_folder
from qi.imports.draft import Draft, as_toml, draft_from, draft_of, mapping_of
from qi.imports.forms import forms
from qi.imports.look import FileLook
from qi.imports.mapping import Mapping, read_mapping
from qi.imports.proposals import propose
from qi.imports.refused import ImportRefusedError
from qi.imports.sorting import Found, recognised

PROPOSE = ""
RECOGNISED = "data-genkendt"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An export and the mapping to import it by.

    ``text`` is what the mapping looks like as a file, empty for one that is kept already.
    """

    given: Given
    mapping: Mapping
    text: str = ""


def choose(given: Given, lang: str, *, is_only: bool) -> Chosen | None:
    """Let the visitor choose or correct the mapping of an export; return it, or None while something is missing."""
    if not is_only:
        html.show(html.render("data_file", name=given.name))
    look = export_files.first_look(given, lang)
    if look is None:
        return None
    seen, sheet = look
    fitting = _fitting(given)
    if fitting and not is_only and not _is_opened(given, fitting, seen, lang):
        return Chosen(given, read_mapping(fitting))
    first_rows = st.container()
    left, right = st.columns([2, 3], gap="large")
    with left:
        path = _file(given, fitting, lang)
    begun = draft_from(path.read_bytes()) if path else None
    if path and begun is None:
        with first_rows:
            return _by_hand(given, path, seen, lang)
    with right:
        made = _sheet(given, seen, sheet, begun, lang)
    with st.container(key=f"data-felter-{given.digest}"):
        draft = mapping_fields.edit(made, lang)
    fields = {header: field_label(name, lang) for name, header in draft.columns.items()}
    with first_rows:  # above the choices, but it tells what they have become
        export_files.preview(seen, fields, lang)
    if mapping_fields.complain(draft, seen, lang):
        return None
    return _as_mapping(given, _named(given, draft, begun, lang), lang)


def _fitting(given: Given) -> Path | None:
    """Return the saved mapping by which an export can be read, worked out once for each set of saved mappings."""
    paths = own_folder.saved_mappings(cache.publication().folder)
    saved = {one.sha256: one for one in map(read_mapping, paths)}
    asked = (given.digest, *saved)
    kept: dict[object, Path | None] = st.session_state.setdefault(RECOGNISED, {})
    if asked not in kept:
        with as_files(given.uploads) as files:
            fitting = recognised(Found(files, given.format), saved.values())
        kept[asked] = dict(zip(saved, paths, strict=True))[fitting.sha256] if fitting else None
    return kept[asked]


def _is_opened(given: Given, fitting: Path, seen: FileLook, lang: str) -> bool:
    """Say by which saved mapping an export was recognised; return whether the visitor wants to see and change it."""
    title = read_mapping(fitting).title
    html.show(html.render("aside", text=wording.sentence("data.recognised", lang, title=title, n=seen.n_rows)))
    return st.toggle(wording.sentence("data.open_mapping", lang), key=f"data-aaben-{given.digest}")


def _file(given: Given, fitting: Path | None, lang: str) -> Path | None:
    """Let the visitor choose a mapping file, at first the one that fits; None to have one proposed."""
    saved = own_folder.saved_mappings(cache.publication().folder)
    known = {path: read_mapping(path) for path in (*saved, *own_folder.example_mappings())}
    titles = {str(path): one.title for path, one in known.items() if one.format == given.format}
    choices = [PROPOSE, *titles]
    chosen = st.selectbox(
        wording.sentence("data.mapping", lang),
        choices,
        index=choices.index(str(fitting)) if fitting else 0,
        format_func=lambda path: titles[path] if path else wording.sentence("data.mapping_propose", lang),
        key=f"data-kobling-{given.digest}",
        help=wording.sentence("data.mapping_help", lang),
    )
    return Path(chosen) if chosen else None


def _by_hand(given: Given, path: Path, seen: FileLook, lang: str) -> Chosen:
    mapping = read_mapping(path)
    export_files.preview(seen, {}, lang)
    notice(wording.sentence("data.mapping_by_hand", lang, file=path.name))
    return Chosen(given, mapping)


def _sheet(given: Given, seen: FileLook, sheet: str | None, begun: Draft | None, lang: str) -> Sheet:
    """Return what the widgets begin from: a saved draft as it is, or the proposals for the kind of file chosen."""
    key = f"data-{given.digest}-{seen.header_line}"
    if begun is not None:
        known = replace(begun, has_title=begun.has_title or seen.has_title)
        return Sheet(seen, known, {}, f"{key}-{own_folder.file_name(begun.title)}")
    found = propose(seen)
    if found is None:
        notice(wording.sentence("data.nothing_recognised", lang))
    names = list(forms())
    form = st.selectbox(
        wording.sentence("data.form", lang),
        names,
        index=names.index(found.form) if found else 0,
        format_func=lambda name: wording.sentence(f"data.form_{name}", lang),
        key=f"data-slags-{given.digest}-{sheet}-{seen.header_line}",
    )
    proposals = propose(seen, form)
    assert proposals is not None  # noqa: S101 - a form that is asked for is always proposed
    draft = draft_of(proposals, seen, title=Path(given.uploads[0].name).stem[:60], sheet=sheet)
    return Sheet(seen, draft, proposals.fields, f"{key}-{sheet}-{form}")


def _named(given: Given, draft: Draft, begun: Draft | None, lang: str) -> Draft:
    """Let the visitor name the mapping; one that was saved before gets its next version when it has changed."""
    label, key = wording.sentence("data.title", lang), f"data-navn-{given.digest}-{draft.form}-{draft.title}"
    title = st.text_input(label, draft.title, max_chars=60, key=key)
    draft = replace(draft, title=title.strip() or draft.title)
    return replace(draft, version=begun.version + 1) if begun is not None and draft != begun else draft


def _as_mapping(given: Given, draft: Draft, lang: str) -> Chosen | None:
    try:
        return Chosen(given, mapping_of(draft), as_toml(draft))
    except ImportRefusedError as refused:
        notice(refused.said(lang))
        return None
