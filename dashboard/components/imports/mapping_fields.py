"""The plain widgets of a mapping: which column is which field, what is the same for all rows, what the codes mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.components import html
from dashboard.components.chrome import notice
from qi import formats, wording
from qi.imports.draft import ALWAYS, Draft, lacking, no_codes, only_yes, unknown_cells
from qi.imports.export_text import plain_name
from qi.imports.forms import Field, Form, forms, words
from qi.imports.look import FileLook
from qi.imports.mapping import code_lists
from qi.imports.proposals import Proposal
from qi.indicators.needs import CATEGORIES, SYMPTOMS

NONE = ""
"""No column, no code: Streamlit draws a choice that is None with a button to clear it."""

MOST_VALUES = 12
"""More unknown values than this are not asked about one by one."""

_LABELLED = {"status": "session_status", "dropout_reason": "reason_code"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the widgets are about: the file, the draft to begin from and why, and how their keys begin."""

    seen: FileLook
    begun: Draft
    proposals: Mapping[str, Proposal]
    key: str


def edit(sheet: Sheet, lang: str) -> Draft:
    """Let the visitor correct the draft and return what it has become."""
    form = forms()[sheet.begun.form]
    first = [name for name in form.fields if name in sheet.begun.columns or name in form.key or _is_wanted(form, name)]
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    for name in first:
        _field(sheet, form.fields[name], columns, constants, lang)
    with st.expander(wording.sentence("data.more_fields", lang)):
        for name in form.fields:
            if name not in first:
                _field(sheet, form.fields[name], columns, constants, lang)
    draft = replace(sheet.begun, columns=columns, constants=constants)
    return replace(draft, codes=_codes(sheet, draft, lang))


def complain(draft: Draft, seen: FileLook, lang: str) -> bool:
    """Say what keeps the draft from being used; return whether something does."""
    said = [
        wording.sentence("data.no_codes", lang, column=draft.columns[name], field=field_label(name, lang))
        for name in no_codes(draft, seen)
    ]
    said += _doubled(draft, lang)
    said += [
        wording.sentence("data.only_yes", lang, column=draft.columns[name], field=field_label(name, lang))
        for name in only_yes(draft, seen)
    ]
    if missing := lacking(draft):
        names = wording.join_names([field_label(name, lang) for name in missing], lang)
        said.append(wording.sentence("data.lacking", lang, fields=names))
    for text in said:
        notice(text)
    if draft.form == "courses" and not {"cpr", "person_id"} & draft.columns.keys():
        html.show(html.render("aside", text=wording.sentence("data.no_person", lang)))
    return bool(said)


def field_label(name: str, lang: str) -> str:
    """Return what people call a field; of a need, the title of its chart."""
    titles = {need: (danish, english) for need, danish, english in (*CATEGORIES, *SYMPTOMS)}
    if name in titles:
        return titles[name][lang != "da"]
    return wording.sentence(f"data_field.{name}", lang)


def _doubled(draft: Draft, lang: str) -> list[str]:
    by_column: dict[str, list[str]] = {}
    for name, header in draft.columns.items():
        by_column.setdefault(header, []).append(field_label(name, lang))
    return [
        wording.sentence("data.column_twice", lang, column=header, first=names[0], second=names[1])
        for header, names in by_column.items()
        if len(names) > 1
    ]


def _is_wanted(form: Form, name: str) -> bool:
    """Whether a field stands among the first although no column was found: its tables cannot do without."""
    return name in lacking(Draft(form=form.name, title="", columns={}))


def _field(sheet: Sheet, one: Field, columns: dict[str, str], constants: dict[str, str], lang: str) -> None:
    headers = [column.header for column in sheet.seen.columns]
    begun = sheet.begun.columns.get(one.name)
    left, right = st.columns([2, 3], gap="large", vertical_alignment="bottom")
    chosen = left.selectbox(
        field_label(one.name, lang),
        [NONE, *headers],
        index=headers.index(begun) + 1 if begun in headers else 0,
        format_func=lambda header: header or wording.sentence("data.no_column", lang),
        key=f"{sheet.key}-felt-{one.name}",
    )
    if chosen:
        columns[one.name] = chosen
    with right:
        if not chosen and one.may_be_constant:
            code = _constant(sheet, one, lang)
            constants.update({one.name: code} if code else {})
        elif chosen and chosen == begun:
            _why(sheet.proposals.get(one.name), lang)
        elif begun is not None and begun not in headers:
            gone = wording.sentence("data.column_gone", lang, column=begun, field=field_label(one.name, lang))
            html.show(html.render("aside", text=gone))


def _constant(sheet: Sheet, one: Field, lang: str) -> str | None:
    codes = _codes_of(one)
    begun = sheet.begun.constants.get(one.name, ALWAYS.get(one.name))
    return st.selectbox(
        wording.sentence("data.constant", lang, field=field_label(one.name, lang)),
        codes,
        index=codes.index(begun) if begun in codes else None,
        format_func=lambda code: _code_label(one, code, lang),
        placeholder=wording.sentence("data.choose", lang),
        key=f"{sheet.key}-fast-{one.name}",
    )


def _codes_of(one: Field) -> list[str]:
    if one.words == "municipality":
        return formats.by_name(code_lists()["municipality"])
    return list(dict.fromkeys(words(one.words).values()))


def _code_label(one: Field, code: str, lang: str) -> str:
    if one.words == "municipality":
        return code_lists()["municipality"][code]
    return wording.code_label(_LABELLED.get(one.words, one.words), code, lang)


def _why(proposal: Proposal | None, lang: str) -> None:
    certainty = proposal.certainty.value if proposal else "saved"
    why = [wording.sentence(f"data.why_{one.key}", lang, **one.values) for one in proposal.why] if proposal else []
    if proposal and proposal.rivals:
        why.append(wording.sentence("data.rivals", lang, columns=", ".join(proposal.rivals)))
    label = wording.sentence(f"data.certainty_{certainty}", lang)
    html.show(html.render("data_why", certainty=certainty, label=label, why=why))


def _codes(sheet: Sheet, draft: Draft, lang: str) -> dict[str, dict[str, str]]:
    """Ask what the values mean that nobody knows; keep what the draft already knew."""
    codes = {name: dict(known) for name, known in sheet.begun.codes.items() if name in draft.columns}
    asked = {name: values for name, values in unknown_cells(draft, sheet.seen).items() if values}
    if asked:
        html.show(html.render("aside", text=wording.sentence("data.codes", lang)))
    for name, values in asked.items():
        one = forms()[draft.form].fields[name]
        for value in values[:MOST_VALUES]:
            code = _code(sheet, one, value, lang)
            own = codes.setdefault(name, {})
            own.pop(plain_name(value), None)
            own.update({plain_name(value): code} if code else {})
        if more := len(values[MOST_VALUES:]):
            text = wording.sentence("data.codes_more", lang, field=field_label(name, lang), n=more)
            html.show(html.render("aside", text=text))
    return {name: known for name, known in codes.items() if known}


def _code(sheet: Sheet, one: Field, value: str, lang: str) -> str | None:
    known = sheet.begun.codes.get(one.name, {}).get(plain_name(value))
    codes = _codes_of(one)
    return st.selectbox(
        wording.sentence("data.code", lang, field=field_label(one.name, lang), value=value),
        [NONE, *codes],
        index=codes.index(known) + 1 if known in codes else 0,
        format_func=lambda code: _code_label(one, code, lang) if code else wording.sentence("data.code_unknown", lang),
        key=f"{sheet.key}-kode-{one.name}-{plain_name(value)}",
    )
