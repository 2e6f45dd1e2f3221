"""Notes on the charts of a team, and its goals: what happened, and what is aimed at, each with date and source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import cache, state
from dashboard.components import chrome, html, record_form, writing
from dashboard.components.project import Open
from qi import formats, store, wording
from qi.improvement import Note, TeamGoal
from qi.improvement.goal import current_goals
from qi.selection import Selection
from qi.store import Kept, StoreTroubleError

NOTE = ("title", "kind", "on", "until", "indicators", "text")
ON_CHART = ("title", "kind", "on", "until", "text")
GOAL = ("indicator", "value", "since", "by", "source")
SCOPES = ("team", "municipality", "programme")


def show(now: Open, lang: str) -> None:
    """Show goals and notes side by side, each with the form for one more."""
    html.show(chrome.section("goals_and_notes", lang))
    left, right = st.columns(2, gap="large")
    with left:
        _goals(now, lang)
    with right:
        _notes(now, lang)


def on_chart(key: str, selection: Selection, lang: str) -> None:
    """Offer to write a note on one chart, for those whom the page shows unless somebody chooses otherwise."""
    writing.said(lang)
    if not writing.may(Note):
        return
    try:
        scopes = _scopes_of(selection, lang)
    except StoreTroubleError:  # the page says so at its top, and the chart is there all the same
        return
    with st.container(key="note-her"), st.expander(wording.sentence("note.add", lang)):
        writing.writer(lang)
        with st.form("diagram-note", border=False):
            places = st.columns(2, gap="large")
            chosen = places[0].selectbox(
                wording.sentence("note.scope", lang),
                list(scopes),
                format_func=scopes.__getitem__,
                key="diagram-note-omfang",
            )
            field, code = chosen or ("all", "")
            empty = replace(_about(field, code), title="", indicators=(key,))
            wanted = record_form.ask(empty, ON_CHART, prefix="diagram-note", lang=lang, places=places)
            _kept_on_press(wanted, "note.make", lang)


def _scopes_of(selection: Selection, lang: str) -> dict[tuple[str, str], str]:
    """Return whom a note by who looks may concern, by field and code, what the selection shows first."""
    data = cache.dataset()
    places = {("municipality", code): data.municipalities[code] for code in selection.municipality}
    programmes = {("programme", one): wording.code_label("programme", one, lang) for one in selection.programme}
    teams = {("team", name): kept.record.name for name, kept in writing.all_teams().items()}
    named = {**places, **programmes, ("all", ""): wording.sentence("note.scope_all", lang), **teams}
    return {whom: title for whom, title in named.items() if writing.reaches(_about(*whom))}


def _about(field: str, code: str) -> Note:
    whom: dict[str, Any] = {} if field == "all" else {field: code}
    return Note(on=state.today(), title="-", **whom)


def _goals(now: Open, lang: str) -> None:
    team = now.project.record.team
    kept = store.every(state.kept(), TeamGoal, owner=team)
    for goal in current_goals(one.record for one in kept).values():
        html.show(
            html.render("proposal", title=now.titles.get(goal.indicator, goal.indicator), text=_goal(goal, now, lang))
        )
    if not writing.may(TeamGoal):
        return
    with st.expander(wording.sentence("goal.new", lang)), st.form("nyt-maal", border=False):
        first = next(iter(now.charts), next(iter(now.titles)))
        empty = TeamGoal(team=team, indicator=first, value=0.0, since=state.today())
        places = st.columns(2, gap="large")
        wanted = record_form.ask(empty, GOAL, prefix="nyt-maal", lang=lang, indicators=now.titles, places=places)
        _kept_on_press(wanted, "goal.make", lang)


def _goal(goal: TeamGoal, now: Open, lang: str) -> str:
    chart = now.charts.get(goal.indicator)
    unit = chart.indicator.unit if chart else "number"
    value = wording.with_unit(goal.value, unit, lang, decimals=formats.decimals_needed(goal.value))
    since = formats.long_date(goal.since, lang)
    said = wording.sentence("goal.said", lang, value=value, date=since, source=goal.source)
    by = wording.sentence("goal.by", lang, date=formats.long_date(goal.by, lang)) if goal.by else ""
    relation = wording.sentence(f"goal.{chart.facts.goal_relation.value}", lang) if chart else ""
    return " ".join(part for part in (said, by, relation) if part)


def _notes(now: Open, lang: str) -> None:
    for kept in store.every(state.kept(), Note):
        if _concerns(kept.record, now):
            _note(kept, lang)
    if not writing.may(Note):
        return
    with st.expander(wording.sentence("note.add", lang)), st.form("ny-note", border=False):
        places = st.columns(2, gap="large")
        empty = replace(Note(on=state.today()), **_scope(now, places[0], lang))
        wanted = record_form.ask(empty, NOTE, prefix="ny-note", lang=lang, indicators=now.titles, places=places)
        _kept_on_press(wanted, "note.make", lang)


def _concerns(note: Note, now: Open) -> bool:
    team = now.team.record if now.team else None
    if note.team or team is None:
        return note.team == now.project.record.team
    # A team without a municipality or a programme of its own has citizens of all.
    is_there = team.municipality is None or note.municipality in (None, team.municipality)
    return is_there and (team.programme is None or note.programme in (None, team.programme))


def _scope(now: Open, place: Any, lang: str) -> dict[str, Any]:
    """Ask whom a note concerns; a team without a municipality or programme of its own cannot name one."""
    team = now.team.record if now.team else None
    codes = {
        "team": now.project.record.team,
        "municipality": team.municipality if team else None,
        "programme": team.programme if team else None,
        "all": None,
    }
    named = [scope for scope in SCOPES if scope == "team" or codes[scope]]
    offered = named + (["all"] if writing.reaches(_about("all", "")) else [])
    chosen = place.selectbox(
        wording.sentence("note.scope", lang),
        offered,
        format_func=lambda scope: wording.sentence(f"note.scope_{scope}", lang),
        key="ny-note-omfang",
    )
    code = codes.get(chosen or "team")
    return {} if code is None else {str(chosen): code}


def _note(kept: Kept[Note], lang: str) -> None:
    note = kept.record
    until = f" – {formats.short_date(note.until, lang)}" if note.until else ""
    when = f"{wording.sentence(f'notekind.{note.kind.value}', lang)} · {formats.short_date(note.on, lang)}{until}"
    left, right = st.columns([4, 1], vertical_alignment="center")
    with left:
        html.show(html.render("proposal", title=note.title, text=f"{when}. {note.text}".strip()))
    if writing.reaches(note) and right.button(wording.sentence("note.remove", lang), key=f"slet-{kept.id}"):
        writing.remove(kept, lang)
        st.rerun()


def _kept_on_press(wanted: Note | TeamGoal, label: str, lang: str) -> None:
    if st.form_submit_button(wording.sentence(label, lang), type="primary") and writing.add(wanted, lang):
        writing.say("write.saved")
        st.rerun()
