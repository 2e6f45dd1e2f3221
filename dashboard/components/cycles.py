"""The PDSA cycles of a project: what was expected beside what was seen, what happened after, and the forms."""

from __future__ import annotations

from math import isfinite

import streamlit as st
from markupsafe import Markup

from dashboard import state, team_charts
from dashboard.components import chrome, html, record_form, writing
from dashboard.components.project import Open
from qi import formats, wording
from qi.analysis import Analysis
from qi.improvement import Cycle
from qi.improvement.annotate import cycle_title
from qi.improvement.cycle import Step
from qi.store import Kept
from qi.wording.aftermath import aftermath_lines, trend_lines

PLAN = (
    *("title", "number", "question", "prediction", "starts_on", "ends_on"),
    *("indicators", "who", "where", "when", "what", "data"),
)
REST = ("done", "seen", "learned", "act", "decided_on")
MOST_VALUES = 6


def show(now: Open, lang: str) -> None:
    """Show every cycle, the latest first, with a form for each and one for the next."""
    html.show(chrome.section("cycles", lang, n=len(now.cycles)))
    if not now.cycles:
        html.show(html.render("aside", text=wording.sentence("cycle.none", lang)))
    for kept in sorted(now.cycles, key=lambda one: -one.record.number):
        html.show(_card(kept.record, now, lang))
        if writing.may(Cycle):
            _edit(kept, now, lang)
    if writing.may(Cycle):
        _new(now, lang)


def _card(cycle: Cycle, now: Open, lang: str) -> Markup:
    step = cycle.step(state.today())
    plan = " · ".join(part for part in (cycle.who, cycle.where, cycle.when) if part)
    rows = [
        ("question", cycle.question),
        ("prediction", cycle.prediction),
        ("plan", plan),
        ("what", cycle.what),
        ("data", cycle.data),
        ("done", cycle.done),
        ("seen", cycle.seen),
        ("learned", cycle.learned),
        ("act", _decision(cycle, lang)),
    ]
    return html.render(
        "cycle",
        title=cycle_title(cycle),
        when=_when(cycle, lang),
        steps=[{"name": wording.sentence(f"step.{one.value}", lang), "is_now": one is step} for one in Step],
        rows=[(wording.sentence(f"entry.{name}", lang), text) for name, text in rows if text],
        after_title=wording.sentence("after.title", lang),
        charts=[_after(key, cycle, now, lang) for key in cycle.indicators] if cycle.starts_on else [],
        not_why=wording.sentence("after.not_why", lang),
        expert_title=wording.sentence("its.title", lang),
        expert_help=wording.sentence("its.help", lang),
    )


def _when(cycle: Cycle, lang: str) -> str:
    if cycle.starts_on is None:
        return wording.sentence("cycle.undated", lang)
    first = formats.short_date(cycle.starts_on, lang)
    return f"{first} – {formats.short_date(cycle.ends_on, lang)}" if cycle.ends_on else first


def _decision(cycle: Cycle, lang: str) -> str:
    if cycle.act is None:
        return ""
    when = f" {formats.long_date(cycle.decided_on, lang)}" if cycle.decided_on else ""
    return f"{wording.sentence(f'act.{cycle.act.value}', lang)}{when}"


def _after(key: str, cycle: Cycle, now: Open, lang: str) -> dict[str, object]:
    chart = now.charts[key]
    after = team_charts.aftermath(key, now.selection, cycle.starts_on) if cycle.starts_on else None
    if chart is None or after is None:
        return {"title": wording.safe_echo(key), "lines": [wording.sentence("cycle.gone", lang)], "trend": []}
    return {
        "title": now.titles.get(key, key),
        "lines": [*_values(chart, cycle, lang), *aftermath_lines(after, chart.indicator, lang)],
        "trend": trend_lines(after.trend, chart.indicator, lang),
    }


def _values(chart: Analysis, cycle: Cycle, lang: str) -> list[str]:
    """Say the numbers of the periods that began while the test went on, to be set beside the prediction."""
    last = cycle.ends_on or chart.as_of
    during = [
        wording.without_unit(value, chart.indicator.unit, lang, decimals=chart.indicator.decimals)
        for start, value in zip(chart.table.starts, chart.table.value.tolist(), strict=True)
        if cycle.starts_on is not None and cycle.starts_on <= start <= last and isfinite(value)
    ]
    return (
        [wording.sentence("after.during", lang, values=wording.join_names(during[:MOST_VALUES], lang))]
        if during
        else []
    )


def _edit(kept: Kept[Cycle], now: Open, lang: str) -> None:
    with (
        st.expander(wording.sentence("cycle.edit", lang, n=kept.record.number)),
        st.form(f"ret-{kept.id}", border=False),
    ):
        seen = writing.pinned(kept)
        wanted = _form(seen.record, (*PLAN, *REST), f"proeve-{kept.id}", now, lang)
        if st.form_submit_button(wording.sentence("write.save", lang), type="primary"):
            changed = writing.change(seen, wanted, lang)
            if changed:
                writing.pin(changed)
                writing.say("write.saved")
                st.rerun()


def _new(now: Open, lang: str) -> None:
    number = max((one.record.number for one in now.cycles), default=0) + 1
    measured = tuple(one.indicator for one in now.project.record.measures)
    empty = Cycle(team=now.project.record.team, project=now.project.id, number=number, indicators=measured)
    with st.expander(wording.sentence("cycle.new", lang)), st.form(f"ny-proeve-{number}", border=False):
        wanted = _form(empty, PLAN, f"ny-proeve-{number}", now, lang)
        if st.form_submit_button(wording.sentence("cycle.make", lang), type="primary") and writing.add(wanted, lang):
            writing.say("write.saved")
            st.rerun()


def _form(cycle: Cycle, names: tuple[str, ...], prefix: str, now: Open, lang: str) -> Cycle:
    return record_form.ask(
        cycle, names, prefix=prefix, lang=lang, indicators=now.titles, places=st.columns(2, gap="large")
    )
