"""One project: aim, three questions, driver diagram, measures with their charts, holding and spread, history."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from dashboard import cache, filters, state, team_charts, viewer
from dashboard.board.today import selection_of
from dashboard.components import chrome, html, record_form, writing
from dashboard.components.indicator_titles import titles
from dashboard.components.projects import AIM, aim
from dashboard.figures import card
from qi import formats, store, wording
from qi.analysis import Analysis
from qi.improvement import Cycle, PhaseDecision, Project, Team
from qi.improvement.outline import from_outline, to_outline
from qi.improvement.project import FamilyMeasure, Role, Spread, SpreadStage, Standard
from qi.selection import Selection
from qi.store import Kept

QUESTIONS = ("achieve", "know", "change")
PEOPLE = ("stage", "started_on", "members", "hypothesis")
SDCA = ("standardise", "do", "check", "act", "next_check")


@dataclass(frozen=True, slots=True)
class Open:
    """A project with all that its page shows; a measure that nobody knows any more has no chart."""

    project: Kept[Project]
    team: Kept[Team] | None
    cycles: tuple[Kept[Cycle], ...]
    decisions: tuple[Kept[PhaseDecision], ...]
    charts: dict[str, Analysis | None]
    titles: dict[str, str]

    @property
    def selection(self) -> Selection:
        """The citizens of the team, in the months that the pages show."""
        return _shown(self.team)


def _shown(team: Kept[Team] | None) -> Selection:
    return selection_of(team.record, cache.dataset()) if team else Selection()


def read(kept: Kept[Project], lang: str) -> Open:
    """Read what belongs to a project. Raises StoreTroubleError, and NoAccessError for that of others."""
    engine, team_name = state.kept(), kept.record.team
    team = store.find(engine, Team, team_name)
    selection = _shown(team)
    viewer.current().check(selection)
    cycles = tuple(one for one in store.every(engine, Cycle, owner=team_name) if one.record.project == kept.id)
    keys = [measure.indicator for measure in kept.record.measures]
    keys += [key for one in cycles for key in one.record.indicators]
    return Open(
        project=kept,
        team=team,
        cycles=cycles,
        decisions=store.every(engine, PhaseDecision, owner=team_name),
        charts={key: team_charts.chart(key, selection) for key in dict.fromkeys(keys)},
        titles=titles(team_name, lang),
    )


def head(now: Open, lang: str) -> None:
    """Show title, aim, the three questions and who works on it."""
    project = now.project.record
    html.show(
        html.render(
            "project_head",
            home=f"/forbedring?{writing.TEAM}={project.team}",
            home_title=wording.sentence("page.forbedring", lang),
            title=project.title,
            stage=wording.sentence(f"stage.{project.stage.value}", lang),
            synthetic=chrome.synthetic_label(lang),
            team=now.team.record.name if now.team else "",
            people=" · ".join(part for part in (project.owner, project.members) if part),
            aim_label=wording.sentence("project.aim", lang),
            aim=aim(project, lang),
            questions=[(writing.field_label(Project, name, lang), getattr(project, name)) for name in QUESTIONS],
            hypothesis_label=wording.sentence("entry.hypothesis", lang),
            hypothesis=project.hypothesis,
        )
    )


def drivers(now: Open, lang: str) -> None:
    """Draw the driver diagram."""
    project = now.project.record
    html.show(chrome.section("drivers", lang))
    html.show(
        html.render(
            "drivers",
            aim=f"{project.what}: {project.how_much}",
            heads=[wording.sentence(f"driver.{name}", lang) for name in ("aim", "primary", "secondary", "idea")],
            drivers=project.drivers,
            empty=wording.sentence("driver.none", lang),
        )
    )


def measures(now: Open, lang: str) -> None:
    """Show the family of measures with their charts: outcome, process, balancing."""
    family = now.project.record.measures
    html.show(chrome.section("measures", lang, n=len(family)))
    if not family:
        html.show(html.render("aside", text=wording.sentence("measure.none", lang)))
    cells = [_measure(now, one, lang) for role in Role for one in family if one.role is role]
    html.show(html.render("measures", cells=cells))


def _measure(now: Open, measure: FamilyMeasure, lang: str) -> dict[str, object]:
    chart, role = now.charts[measure.indicator], wording.sentence(f"role.{measure.role.value}", lang)
    if chart is None:
        gone = wording.sentence("measure.gone", lang, name=wording.safe_echo(measure.indicator))
        return {"key": "gone", "role": role, "card": html.render("aside", text=gone)}
    link = filters.indicator_links(now.selection, lang)(measure.indicator)
    return {"key": measure.indicator, "role": role, "card": card.large_card(chart, href=link, lang=lang)}


def holding(now: Open, lang: str) -> None:
    """Show how a gain is held (SDCA) and where the change spreads to, once something is written there."""
    project = now.project.record
    if project.standard is None and not project.spread:
        return
    html.show(chrome.section("holding", lang))
    standard = project.standard or Standard()
    html.show(
        html.render(
            "holding",
            steps=[(writing.field_label(Standard, name, lang), getattr(standard, name)) for name in SDCA[:4]],
            next_check=wording.sentence("holding.next", lang, date=formats.long_date(standard.next_check, lang))
            if standard.next_check
            else "",
            spread_title=wording.sentence("entry.spread", lang),
            spread=[_place(one, lang) for one in project.spread],
            rule=wording.sentence("holding.rule", lang),
        )
    )


def _place(one: Spread, lang: str) -> dict[str, str]:
    since = wording.sentence("spread.since", lang, date=formats.short_date(one.since, lang)) if one.since else ""
    stage = wording.sentence(f"spread.{one.stage.value}", lang)
    return {"place": one.place, "stage": f"{stage} {since}".strip(), "step": str(list(SpreadStage).index(one.stage))}


def edit(now: Open, lang: str) -> None:
    """Let people change the project in plain widgets; what two change at once is put together."""
    if not writing.may(Project):
        return
    with st.expander(wording.sentence("project.edit", lang)), st.form("ret-projekt", border=False):
        seen = writing.pinned(now.project)
        wanted = _form(seen, now, lang)
        if st.form_submit_button(wording.sentence("write.save", lang), type="primary"):
            kept = writing.change(seen, wanted, lang)
            if kept:
                writing.pin(kept)
                writing.say("write.saved")
                st.rerun()


def _form(seen: Kept[Project], now: Open, lang: str) -> Project:
    prefix, project = f"projekt-{seen.id}", seen.record
    project = record_form.ask(project, AIM, prefix=prefix, lang=lang, places=st.columns(2, gap="large"))
    project = record_form.ask(project, QUESTIONS, prefix=prefix, lang=lang, places=st.columns(3, gap="large"))
    project = record_form.ask(project, PEOPLE, prefix=prefix, lang=lang, places=st.columns(2, gap="large"))
    outline = st.text_area(
        wording.sentence("entry.drivers", lang),
        value=to_outline(project.drivers),
        height=180,
        help=wording.sentence("driver.help", lang),
        max_chars=8000,
        key=f"{prefix}-drivere",
    )
    standard = record_form.ask(
        project.standard or Standard(), SDCA, prefix=f"{prefix}-sdca", lang=lang, places=st.columns(2, gap="large")
    )
    return replace(
        project,
        drivers=from_outline(outline),
        measures=_family(project, prefix, now, lang),
        standard=None if standard == Standard() else standard,
        spread=_spread(project, prefix, lang),
    )


def _family(project: Project, prefix: str, now: Open, lang: str) -> tuple[FamilyMeasure, ...]:
    chosen = []
    for role, place in zip(Role, st.columns(3, gap="large"), strict=True):
        keys = [one.indicator for one in project.measures if one.role is role]
        named = {key: wording.sentence("write.gone", lang, name=wording.safe_echo(key)) for key in keys} | now.titles
        found = place.multiselect(
            wording.sentence(f"role.{role.value}", lang),
            list(named),
            default=keys,
            format_func=named.__getitem__,
            placeholder=wording.sentence("write.choose", lang),
            key=f"{prefix}-{role.value}",
        )
        chosen += [FamilyMeasure(key, role) for key in found]
    return tuple(chosen)


def _spread(project: Project, prefix: str, lang: str) -> tuple[Spread, ...]:
    """Ask for the places one line each, and how far each one is; a new line is one more place."""
    known = {one.place: one for one in project.spread}
    typed = st.text_area(
        wording.sentence("entry.spread", lang),
        value="\n".join(known),
        height=90,
        help=wording.sentence("spread.help", lang),
        key=f"{prefix}-spredning",
    )
    places = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    return tuple(
        _stage_of(known.get(place, Spread(place)), f"{prefix}-trin-{i}", lang) for i, place in enumerate(places)
    )


def _stage_of(one: Spread, key: str, lang: str) -> Spread:
    stages = list(SpreadStage)
    stage = st.selectbox(
        one.place.replace("[", "(").replace("]", ")"),
        stages,
        index=stages.index(one.stage),
        format_func=lambda stage: wording.sentence(f"spread.{stage.value}", lang),
        key=key,
    )
    return one if stage is one.stage else Spread(one.place, stage or one.stage, state.today())
