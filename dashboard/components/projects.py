"""The projects of a team: the list, and the form that begins a new one; teams are made here too."""

from __future__ import annotations

import streamlit as st

from dashboard import cache, state
from dashboard.components import html, record_form, writing
from dashboard.components.chrome import notice, section
from qi import formats, store, wording
from qi.improvement import Project, Team
from qi.store import Kept

PROJECT = "projekt"
AIM = ("title", "owner", "what", "how_much", "for_whom", "by")


def chosen_or_told(lang: str) -> Kept[Project] | None:
    """Return the project that the address names; say so where there is no such project. Raises StoreTroubleError."""
    name = st.query_params.get(PROJECT)
    if not name:
        return None
    found = store.find(state.kept(), Project, name)
    if found is None:
        notice(wording.sentence("project.unknown", lang))
    return found


def show(lang: str) -> None:
    """Show the projects of a team and the form for a new one."""
    teams = writing.all_teams()
    with st.container(horizontal=True, vertical_alignment="bottom", key="forbedring-hvem"):
        team = writing.choose_team(teams, lang) if teams else None
        writing.writer(lang)
    if team is None:
        notice(wording.sentence("write.no_team", lang))
    else:
        _of_team(team, lang)
    if writing.may(Team):
        new_team(lang, expanded=team is None)


def _of_team(team: Kept[Team], lang: str) -> None:
    found = store.every(state.kept(), Project, owner=team.id)
    kept = sorted(found, key=lambda one: formats.sort_key(one.record.title))
    html.show(section("projects", lang, n=len(kept)))
    html.show(html.render("projects", projects=[_line(one, lang) for one in kept], empty=_said("project.none", lang)))
    if not writing.may(Project):
        return
    with st.expander(_said("project.new", lang), expanded=not kept), st.form("nyt-projekt", border=False):
        new = record_form.ask(
            Project(team=team.id), AIM, prefix="nyt-projekt", lang=lang, places=st.columns(2, gap="large")
        )
        if st.form_submit_button(_said("project.make", lang), type="primary") and (made := writing.add(new, lang)):
            st.query_params[PROJECT] = made.id
            st.rerun()


def _line(kept: Kept[Project], lang: str) -> dict[str, str]:
    project = kept.record
    return {
        "href": f"/forbedring?{PROJECT}={kept.id}",
        "title": project.title,
        "aim": aim(project, lang),
        "stage": wording.sentence(f"stage.{project.stage.value}", lang),
        "owner": project.owner,
    }


def aim(project: Project, lang: str) -> str:
    """Return the aim as one line: what, how much, for whom, by when."""
    by = formats.long_date(project.by, lang) if project.by else ""
    parts = [
        project.what,
        project.how_much,
        project.for_whom,
        wording.sentence("project.by", lang, date=by) if by else "",
    ]
    return " · ".join(part for part in parts if part)


def new_team(lang: str, *, expanded: bool) -> None:
    """Offer to make a team."""
    data = cache.dataset()
    with st.expander(_said("write.make_team", lang), expanded=expanded), st.form("nyt-team", border=False):
        name, municipality, programme = st.columns(3, gap="large")
        typed = name.text_input(_said("entry.name", lang), max_chars=120, key="nyt-team-navn").strip()
        code = municipality.selectbox(
            wording.sentence("filter.municipality", lang),
            formats.by_name(data.municipalities),
            index=None,
            format_func=data.municipalities.__getitem__,
            placeholder=wording.sentence("scope.municipality", lang),
            key="nyt-team-kommune",
        )
        chosen_programme = programme.selectbox(
            wording.sentence("filter.programme", lang),
            list(data.codes["programme"]),
            index=None,
            format_func=lambda one: wording.sentence(f"programme.{one}", lang),
            placeholder=wording.sentence("scope.programme", lang),
            key="nyt-team-forloeb",
        )
        if st.form_submit_button(_said("write.make_team", lang)):
            made = writing.add(Team(name=typed, municipality=code, programme=chosen_programme), lang)
            if made:
                st.query_params[writing.TEAM] = made.id
                st.session_state.pop("skriver-team", None)
                st.rerun()


def _said(key: str, lang: str) -> str:
    return wording.sentence(key, lang)
