"""What pages where people write have in common: who writes, for which team, and what is said when nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

import streamlit as st

from dashboard import cache, state, viewer
from dashboard.components import html
from dashboard.components.chrome import notice
from qi import formats, improvement, store, wording
from qi.access import NoAccessError, Right
from qi.improvement import Note, OwnIndicator, OwnValue, PhaseDecision, Project, Team, TeamGoal
from qi.improvement.merging import changed_fields, merged
from qi.improvement.rules import Problem, RecordError
from qi.selection import Selection
from qi.store import Edit, EditedMeanwhileError, Kept, StoreTroubleError
from qi.wording.catalogue import catalogue

R = TypeVar("R")

WHO = "skriver"
TEAM = "team"
SAID = "skrevet-sagt"


DECIDED: tuple[type, ...] = (Team, Project, TeamGoal, PhaseDecision, OwnIndicator)
"""What is decided for a team; everything else may be written by all who work in it."""


def _right(kind: type) -> Right:
    return Right.DECIDE if kind in DECIDED else Right.WRITE


def may(kind: type) -> bool:
    """Whether who looks may add and change records of a kind."""
    return viewer.current().may(_right(kind))


def writer(lang: str) -> None:
    """Ask once who writes, where no login says it; the name stays in the session and stands in the history."""
    if viewer.current().name:
        return
    st.text_input(
        wording.sentence("write.who", lang),
        key=WHO,
        max_chars=60,
        help=wording.sentence("write.who_help", lang),
        persist_state="session",
    )


def by() -> str:
    """Return who writes, as it stands in the history: the name of the login where there is one."""
    return (
        viewer.current().name or str(st.session_state.get(WHO) or "").strip() or wording.sentence("write.nobody", "da")
    )


def all_teams() -> dict[str, Kept[Team]]:
    """Return the teams that who looks may see, by their name in the store. Raises StoreTroubleError."""
    seen = [kept for kept in store.every(state.kept(), Team) if is_visible(kept.record)]
    return {kept.id: kept for kept in sorted(seen, key=lambda kept: formats.sort_key(kept.record.name))}


def is_visible(team: Team) -> bool:
    """Whether who looks may see all citizens of a team."""
    try:
        viewer.current().check(team.selection())
    except NoAccessError:
        return False
    return True


def choose_team(teams: Mapping[str, Kept[Team]], lang: str) -> Kept[Team] | None:
    """Let the visitor choose the team; the address names it."""
    asked = st.query_params.get(TEAM, "")
    names = list(teams)
    chosen = st.selectbox(
        wording.sentence("write.team", lang),
        names,
        index=names.index(asked) if asked in names else 0,
        format_func=lambda name: teams[name].record.name,
        key="skriver-team",
    )
    if chosen and chosen != asked:
        st.query_params[TEAM] = chosen
    return teams.get(chosen) if chosen else None


def add(record: R, lang: str, *, id: str | None = None) -> Kept[R] | None:  # noqa: A002
    """Keep a new record and return it; say in a sentence why it was not kept. Raises NoAccessError."""
    _require(record)
    return attempt(lambda: store.add(state.kept(), record, by=by(), at=state.utc_now(), id=id), lang)


def remove(kept: Kept[Any], lang: str) -> None:
    """Take a record away; say so where somebody else was first. Raises NoAccessError."""
    _require(kept.record)
    try:
        attempt(lambda: store.remove(state.kept(), kept, by=by(), at=state.utc_now()), lang)
    except EditedMeanwhileError:
        say("write.removed")


def reaches(record: object) -> bool:
    """Whether who looks may add, change and remove a record: by right, and for all whom it is about."""
    try:
        _require(record)
    except NoAccessError:
        return False
    return True


def _require(record: object) -> None:
    """Raise NoAccessError unless who looks may keep this for all whom it is about."""
    viewer.current().require(_right(type(record)))
    viewer.current().check(_about(record))


def _about(record: object) -> Selection:
    """Return the citizens a record is about: those of its team, of the place it names, or all."""
    name = improvement.owner_of(record)
    if isinstance(record, OwnValue):
        own = store.find(state.kept(), OwnIndicator, record.indicator)
        name = own.record.team if own else None
    team = store.find(state.kept(), Team, name) if name else None
    if team:
        return team.record.selection()
    if isinstance(record, Team):
        return record.selection()
    place = record.municipality if isinstance(record, Note) else None
    programme = record.programme if isinstance(record, Note) else None
    return Selection(
        municipality=(place,) if place else tuple(sorted(cache.dataset().municipalities)),
        programme=(programme,) if programme else (),
    )


def change(seen: Kept[R], record: R, lang: str) -> Kept[R] | None:
    """Keep a changed record; where somebody else was first, put both changes together, or say what both changed.

    Raises NoAccessError.
    """
    _require(record)
    try:
        return attempt(lambda: _change(seen, record), lang)
    except EditedMeanwhileError:
        theirs = store.find(state.kept(), type(record), seen.id)
        if theirs is None:
            notice(wording.sentence("write.removed", lang))
            return None
        return _put_together(seen, record, theirs, lang)


def _change(seen: Kept[R], record: R) -> Kept[R]:
    return store.change(state.kept(), seen, record, by=by(), at=state.utc_now())


def _put_together(seen: Kept[R], record: R, theirs: Kept[R], lang: str) -> Kept[R] | None:
    together = merged(seen.record, record, theirs.record)
    if together.both:
        names = ", ".join(field_label(type(record), name, lang) for name in together.both)
        notice(wording.sentence("write.both", lang, who=theirs.by, fields=names))
        for name in together.both:
            st.code(said_in_full(getattr(theirs.record, name), lang), language=None)
        # Saving once more keeps the form's answer to these fields, and theirs to all that the form did not touch.
        known = {name: getattr(theirs.record, name) for name in together.both}
        pin(replace(seen, record=replace(cast("Any", seen.record), **known)))
        return None
    kept = attempt(lambda: _change(theirs, together.record), lang)
    if kept:
        say("write.together", who=theirs.by)
    return kept


def attempt(keep: Callable[[], R], lang: str) -> R | None:
    """Keep something; whatever hinders it is said in one sentence, and what was typed stays."""
    try:
        return keep()
    except RecordError as error:
        for problem in error.problems:
            notice(_problem(problem, lang))
    except StoreTroubleError as error:
        notice(wording.sentence(error.trouble.value, lang))
    return None


def _problem(problem: Problem, lang: str) -> str:
    field = wording.sentence(f"entry.{problem.field}", lang)
    return wording.sentence(problem.key, lang, **_named({"field": field, "most": problem.most}, problem.key))


def _named(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in catalogue()[key].placeholders}


def field_label(kind: type, name: str, lang: str) -> str:
    """Return what a field is called on screen; a kind of record may have a name of its own for it."""
    own = f"entry.{kind.__name__.lower()}.{name}"
    return wording.sentence(own if own in catalogue() else f"entry.{name}", lang)


def said_in_full(value: Any, lang: str) -> str:
    """Return the value of a field as text."""
    if value is None or value == () or value == "":
        return "–"
    return formats.short_date(value, lang=lang) if hasattr(value, "isoformat") else str(value)


def pin(kept: Kept[Any]) -> None:
    """Remember which version of a record this visitor has seen."""
    st.session_state[f"set-{kept.id}"] = kept


def pinned(kept: Kept[R]) -> Kept[R]:
    """Return the version of a record that this visitor works on: the one first seen, until it is saved."""
    seen: Kept[R] = st.session_state.setdefault(f"set-{kept.id}", kept)
    return seen


def say(key: str, **values: str) -> None:
    """Leave a sentence for the next run, which shows it once; "put together" says more than "saved"."""
    if key == "write.saved" and st.session_state.get(SAID, ("",))[0] == "write.together":
        return
    st.session_state[SAID] = (key, values)


def said(lang: str) -> None:
    """Show the sentence that the run before has left."""
    if left := st.session_state.pop(SAID, None):
        key, values = left
        notice(wording.sentence(key, lang, **values))


def history(kept: Kept[Any], lang: str) -> None:
    """Show who changed what when, latest first."""
    edits = [
        {"who": edit.by, "when": formats.short_date(edit.at.date(), lang=lang), "lines": _edit(edit, lang)}
        for edit in reversed(store.history(state.kept(), kept.id))
    ]
    with st.expander(wording.sentence("write.history", lang)):
        html.show(html.render("history", edits=edits))


def _edit(edit: Edit, lang: str) -> list[str]:
    if edit.before is None or edit.after is None:
        return [wording.sentence("write.made" if edit.before is None else "write.taken_away", lang)]
    return [
        f"{field_label(type(edit.after), name, lang)}: {said_in_full(getattr(edit.before, name), lang)} → "
        f"{said_in_full(getattr(edit.after, name), lang)}"
        for name in changed_fields(edit.before, edit.after)
    ]
