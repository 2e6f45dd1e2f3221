"""Hand-collected numbers: enter today's in a touch or two, see the chart, correct, paste, make a new indicator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import state, team_charts
from dashboard.components import chrome, html, record_form, writing
from dashboard.figures import card
from qi import formats, store, wording
from qi.improvement import OwnIndicator, OwnValue, Team, TeamGoal
from qi.improvement.own_indicator import HIGHEST_SCORE, LOWEST_SCORE, OwnKind
from qi.improvement.pasting import pasted_values
from qi.improvement.rules import RecordError, value_problems
from qi.own_series import days_since
from qi.reading import ReadingError, read_table
from qi.store import EditedMeanwhileError, Kept, StoreTroubleError

OWN = "tal"
LARGEST_TOUCH = 12
"""Counts up to this one have a button of their own; larger ones are typed."""
LATEST = 12
NEW = ("name", "unit", "kind", "rhythm", "direction")

Values = tuple[Kept[OwnValue], ...]


def choose(lang: str) -> Kept[OwnIndicator] | None:
    """Let the visitor choose team and indicator; both stand in the address, so a shortcut opens the right one."""
    teams = writing.all_teams()
    with st.container(horizontal=True, vertical_alignment="bottom", key="registrer-hvem"):
        team = writing.choose_team(teams, lang) if teams else None
        writing.writer(lang)
    writing.said(lang)
    if team is None:
        if not teams:
            chrome.notice(wording.sentence("own.no_team", lang))
        return None
    own = _own(team, lang)
    if not own:
        chrome.notice(wording.sentence("own.none", lang))
        if writing.may(OwnIndicator):
            _new(team, lang, expanded=True)
        return None
    return _chosen(own, lang)


def _own(team: Kept[Team], lang: str) -> dict[str, Kept[OwnIndicator]]:
    kept = writing.attempt(lambda: store.every(state.kept(), OwnIndicator, owner=team.id), lang) or ()
    return {one.id: one for one in kept if not one.record.is_retired}


def _chosen(own: dict[str, Kept[OwnIndicator]], lang: str) -> Kept[OwnIndicator]:
    asked, names = st.query_params.get(OWN, ""), list(own)
    with st.container(key="registrer-valg"):
        chosen = st.pills(
            wording.sentence("own.which", lang),
            names,
            default=asked if asked in own else names[0],
            format_func=lambda name: _plain(own[name].record.name),
            required=True,
            key="registrer-tal",
        )
    if chosen != asked:
        st.query_params[OWN] = chosen or names[0]
    return own[chosen or names[0]]


def _plain(text: str) -> str:
    """Return a text whose signs no widget reads as Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|<>~:$" else sign for sign in text)


def enter(kept: Kept[OwnIndicator], lang: str) -> None:
    """Enter a number, then show the chart and the latest numbers."""
    values = writing.attempt(lambda: store.every(state.kept(), OwnValue, owner=kept.id), lang)
    if values is None:
        return
    left, right = st.columns([0.42, 0.58], gap="large")
    if writing.may(OwnValue):
        with left, st.container(border=True, key="registrer-ny"):
            _enter(kept, values, lang)
    with right:
        _chart(kept, values, lang)


def _enter(kept: Kept[OwnIndicator], values: Values, lang: str) -> None:
    own = kept.record
    html.show(html.render("own_head", name=own.name, unit=own.unit, since=_since(own, values, lang)))
    day = st.date_input(
        wording.sentence("entry.on", lang),
        state.today(),
        max_value=state.today(),
        format="DD.MM.YYYY",
        key="registrer-dag",
    )
    there = next((one for one in values if one.record.on == day), None)
    if there:
        html.show(html.render("aside", text=wording.sentence("own.there", lang, value=_text(own, there.record, lang))))
    typed = _ask(own, values, f"{kept.id}-{day}", lang)
    label = "own.happened" if own.kind is OwnKind.EVENT else "write.save"
    pressed = st.button(wording.sentence(label, lang), type="primary", width="stretch", key="registrer-gem")
    if pressed and typed is not None:
        _keep(kept, replace(typed, indicator=kept.id, on=day), there, lang)


def _ask(own: OwnIndicator, values: Values, key: str, lang: str) -> OwnValue | None:
    """Ask for the number by buttons where there are few answers, else by typing; None while nothing is given."""
    empty = OwnValue(indicator="", on=date.min, value=1.0)
    if own.kind is OwnKind.EVENT:
        return empty
    if own.kind is OwnKind.SHARE:
        return _ask_share(empty, values, key, lang)
    first, last = (LOWEST_SCORE, HIGHEST_SCORE) if own.kind is OwnKind.SCORE else (0, LARGEST_TOUCH)
    touched = _touch(wording.sentence("entry.value", lang), first, last, key)
    if own.kind is OwnKind.SCORE:
        return None if touched is None else replace(empty, value=float(touched))
    typed = st.number_input(
        wording.sentence("own.larger", lang), min_value=0, value=None, step=1, key=f"{key}-skrevet", placeholder="–"
    )
    number = typed if typed is not None else touched
    return None if number is None else replace(empty, value=float(number))


def _ask_share(empty: OwnValue, values: Values, key: str, lang: str) -> OwnValue | None:
    latest = max(values, key=lambda one: one.record.on, default=None)
    usual = int(latest.record.of) if latest and latest.record.of else 10
    of = st.number_input(wording.sentence("entry.of", lang), min_value=1, value=usual, step=1, key=f"{key}-af")
    if of <= LARGEST_TOUCH:
        number = _touch(wording.sentence("entry.value", lang), 0, int(of), f"{key}-{of}")
    else:
        number = st.number_input(
            wording.sentence("entry.value", lang),
            min_value=0,
            value=None,
            step=1,
            key=f"{key}-taeller",
            placeholder="–",
        )
    return None if number is None else replace(empty, value=float(number), of=float(of))


def _touch(label: str, first: int, last: int, key: str) -> int | None:
    with st.container(key="registrer-knapper"):
        touched: int | None = st.pills(label, range(first, last + 1), key=f"{key}-valgt")
    return touched


def _keep(kept: Kept[OwnIndicator], value: OwnValue, there: Kept[OwnValue] | None, lang: str) -> None:
    if there and kept.record.kind is OwnKind.EVENT:
        value = replace(value, value=there.record.value + 1)
    if problems := value_problems(kept.record, value):
        writing.attempt(lambda: _refuse(RecordError(problems)), lang)
        return
    saved = writing.change(there, value, lang) if there else writing.add(value, lang, id=f"{kept.id}-{value.on}")
    if saved:
        writing.say("own.kept", value=_text(kept.record, value, lang), date=formats.short_date(value.on, lang))
        st.rerun()


def _refuse(error: RecordError) -> None:
    raise error


def _since(own: OwnIndicator, values: Values, lang: str) -> str:
    days = days_since([one.record for one in values], state.today())
    if own.kind is not OwnKind.EVENT or days is None:
        return ""
    return wording.sentence("own.since", lang, days=wording.counted(days, "day", lang), name=own.name)


def _text(own: OwnIndicator, value: OwnValue, lang: str) -> str:
    if own.kind is OwnKind.SHARE and value.of:
        return wording.sentence("own.of", lang, value=int(value.value), of=int(value.of))
    return formats.shortest(value.value, lang=lang)


def _chart(kept: Kept[OwnIndicator], values: Values, lang: str) -> None:
    try:
        chart = team_charts.own_chart(kept)
    except StoreTroubleError:
        return
    html.show(html.render("grid", size="m", cards=[{"key": "own", "card": card.large_card(chart, href="", lang=lang)}]))
    latest = sorted(values, key=lambda one: one.record.on, reverse=True)[:LATEST]
    rows = [
        {"on": formats.short_date(one.record.on, lang), "value": _text(kept.record, one.record, lang), "by": one.by}
        | {"was": _was(kept.record, one, lang)}
        for one in latest
    ]
    html.show(html.render("own_values", heads=_heads(lang), rows=rows))


def _heads(lang: str) -> list[str]:
    return [wording.sentence(f"own.{name}", lang) for name in ("day", "number", "by", "was")]


def _was(own: OwnIndicator, kept: Kept[OwnValue], lang: str) -> str:
    """Say the number before the latest correction."""
    if kept.version == 1:
        return ""
    before = store.history(state.kept(), kept.id)[-1].before
    return _text(own, before, lang) if before else ""


def more(kept: Kept[OwnIndicator], lang: str) -> None:
    """Paste many numbers from a spreadsheet, or make another indicator."""
    if writing.may(OwnValue):
        _paste(kept, lang)
    team = writing.attempt(lambda: store.find(state.kept(), Team, kept.record.team), lang)
    if team and writing.may(OwnIndicator):
        _new(team, lang, expanded=False)


def _paste(kept: Kept[OwnIndicator], lang: str) -> None:
    with st.expander(wording.sentence("own.paste", lang)), st.form("registrer-indsaet", border=False):
        text = st.text_area(
            wording.sentence("own.paste_help", lang), height=140, key="registrer-tekst", placeholder="23-11-2026\t4"
        )
        if st.form_submit_button(wording.sentence("own.paste_keep", lang)) and text.strip():
            _keep_pasted(kept, text, lang)


def _keep_pasted(kept: Kept[OwnIndicator], text: str, lang: str) -> None:
    try:
        values = pasted_values(read_table(text.encode()), kept.id, kept.record)
    except ReadingError as error:
        known = {"read.cpr": "note_cpr", "read.empty": "try.empty"}
        key = str(error)
        chrome.notice(wording.sentence(key if key.startswith("paste.") else known.get(key, "try.unreadable"), lang))
        return
    if writing.attempt(lambda: _all_or_told(kept, values), lang):
        writing.say("own.pasted", rows=wording.counted(len(values), "row", lang))
        st.rerun()


def _all_or_told(kept: Kept[OwnIndicator], values: tuple[OwnValue, ...]) -> bool:
    """Keep new days, and correct those that are there; what somebody corrects in the same moment stays theirs."""
    there = {one.record.on: one for one in store.every(state.kept(), OwnValue, owner=kept.id)}
    new = [value for value in values if value.on not in there]
    now, who = state.utc_now(), writing.by()
    store.add_all(state.kept(), new, by=who, at=now, ids=[f"{kept.id}-{value.on}" for value in new])
    for value in values:
        if value.on in there:
            try:
                store.change(state.kept(), there[value.on], value, by=who, at=now)
            except EditedMeanwhileError:
                continue
    return True


def _new(team: Kept[Team], lang: str, *, expanded: bool) -> None:
    with st.expander(wording.sentence("own.new", lang), expanded=expanded), st.form("registrer-opret", border=False):
        places = st.columns(2, gap="large")
        made = record_form.ask(OwnIndicator(team=team.id), NEW, prefix="ny-indikator", lang=lang, places=places)
        goal = places[1].number_input(wording.sentence("own.goal", lang), value=None, key="ny-indikator-maal")
        if st.form_submit_button(wording.sentence("own.make", lang), type="primary") and (
            kept := writing.add(made, lang)
        ):
            if goal is not None:
                _set_goal(kept, float(goal), lang)
            st.query_params[OWN] = kept.id
            st.session_state.pop("registrer-tal", None)
            st.rerun()


def _set_goal(kept: Kept[OwnIndicator], value: float, lang: str) -> None:
    source = wording.sentence("own.goal_source", lang)
    goal = TeamGoal(team=kept.record.team, indicator=kept.id, value=value, since=state.today(), source=source)
    writing.add(goal, lang)
