"""New phases of the charts of a project: proposed with a reason, accepted with a cause or declined, and undone."""

from __future__ import annotations

import streamlit as st

from dashboard.components import chrome, html, writing
from dashboard.components.project import Open
from qi import formats, wording
from qi.analysis import Analysis
from qi.improvement import PhaseDecision
from qi.improvement.annotate import cycle_title
from qi.improvement.proposal import OpenProposal, Waiting, open_proposal, waiting_for
from qi.improvement.text import LONGEST_LINE
from qi.store import Kept

NO_CYCLE = ""


def show(now: Open, lang: str) -> None:
    """Show what may be decided about each chart, and what has been decided."""
    charts = {key: chart for key, chart in now.charts.items() if chart is not None}
    decided = [one for one in now.decisions if one.record.indicator in charts]
    records = [one.record for one in decided]
    html.show(chrome.section("phases", lang, n=len(decided)))
    n_shown = sum(_one(key, chart, records, now, lang) for key, chart in charts.items())
    for kept in decided:
        _decided(kept, charts[kept.record.indicator], now, lang)
    if not n_shown and not decided:
        html.show(html.render("aside", text=wording.sentence("phase.nothing", lang)))


def _one(key: str, chart: Analysis, decisions: list[PhaseDecision], now: Open, lang: str) -> bool:
    proposal = open_proposal(chart, decisions)
    if proposal:
        with st.container(border=True, key=f"forslag-{key}"):
            html.show(html.render("proposal", title=now.titles.get(key, key), text=_said(proposal, chart, lang)))
            if writing.may(PhaseDecision):
                _decide(key, proposal, now, lang)
        return True
    waiting = waiting_for(chart)
    if waiting:
        html.show(html.render("proposal", title=now.titles.get(key, key), text=_waits(waiting, chart, lang)))
    return waiting is not None


def _said(proposal: OpenProposal, chart: Analysis, lang: str) -> str:
    unit, decimals = chart.indicator.unit, chart.indicator.decimals
    return wording.sentence(
        "phase.proposal",
        lang,
        start=_period(proposal.starts_on, chart, lang),
        after=wording.with_unit(proposal.centre_after, unit, lang, decimals=decimals),
        before=wording.with_unit(proposal.centre_before, unit, lang, decimals=decimals),
        n_before=proposal.n_before,
        n_after=proposal.n_after,
    )


def _waits(waiting: Waiting, chart: Analysis, lang: str) -> str:
    return wording.sentence(
        "phase.waiting", lang, start=_period(waiting.starts_on, chart, lang), missing=waiting.missing
    )


def _period(start: object, chart: Analysis, lang: str) -> str:
    return formats.period(start, str(chart.selection.period), lang=lang)  # type: ignore[arg-type]


def _decide(key: str, proposal: OpenProposal, now: Open, lang: str) -> None:
    cycles = {NO_CYCLE: wording.sentence("phase.no_cycle", lang)}
    cycles |= {one.id: cycle_title(one.record) for one in now.cycles if key in one.record.indicators}
    with st.form(f"fase-{key}", border=False):
        left, right = st.columns(2, gap="large")
        cause = left.text_input(
            wording.sentence("phase.cause", lang), max_chars=LONGEST_LINE, key=f"fase-{key}-{proposal.starts_on}"
        ).strip()
        cycle = right.selectbox(
            wording.sentence("phase.cycle", lang),
            list(cycles),
            format_func=cycles.__getitem__,
            key=f"fase-{key}-proeve",
        )
        with st.container(horizontal=True):
            accepted = st.form_submit_button(wording.sentence("phase.accept", lang), type="primary")
            declined = st.form_submit_button(wording.sentence("phase.decline", lang))
    if accepted or declined:
        decision = PhaseDecision(
            team=now.project.record.team,
            indicator=key,
            starts_on=proposal.starts_on,
            is_accepted=accepted,
            cause=cause or (cycles[cycle] if cycle else ""),
            cycle=cycle or None,
            centre_before=proposal.centre_before,
            centre_after=proposal.centre_after,
        )
        if writing.add(decision, lang):
            st.rerun()


def _decided(kept: Kept[PhaseDecision], chart: Analysis, now: Open, lang: str) -> None:
    one = kept.record
    text = wording.sentence(
        "phase.accepted" if one.is_accepted else "phase.declined",
        lang,
        start=_period(one.starts_on, chart, lang),
        cause=one.cause,
        who=kept.by,
        date=formats.short_date(kept.at.date(), lang),
    )
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        html.show(html.render("proposal", title=now.titles.get(one.indicator, one.indicator), text=text))
    if writing.may(PhaseDecision) and right.button(wording.sentence("phase.undo", lang), key=f"fortryd-{kept.id}"):
        writing.remove(kept, lang)
        st.rerun()
