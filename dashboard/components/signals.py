"""The signals of a project's charts: seen, owned, explained with a cause or a cycle, closed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.components import chrome, html, record_form, writing
from dashboard.components.project import Open
from qi import formats, store, wording
from qi.improvement import Signal
from qi.improvement.annotate import cycle_title
from qi.store import Kept

NO_CYCLE = ""


def show(now: Open, lang: str) -> None:
    """Notice what the charts show now, and let people say what they do about each signal."""
    charts = [chart for chart in now.charts.values() if chart is not None]
    noticed = writing.attempt(
        lambda: store.notice_signals(state.kept(), now.project.record.team, charts, at=state.utc_now()), lang
    )
    signals = [one for one in noticed or () if one.record.indicator in now.charts]
    html.show(chrome.section("signals", lang, n=sum(one.record.is_unexplained for one in signals)))
    if not signals:
        html.show(html.render("aside", text=wording.sentence("signal.none", lang)))
    for kept in sorted(signals, key=lambda one: one.record.noticed_at, reverse=True):
        html.show(html.render("proposal", title=now.titles[kept.record.indicator], text=_said(kept.record, lang)))
        if writing.may(Signal):
            _handle(kept, now, lang)


def _said(signal: Signal, lang: str) -> str:
    told = wording.sentence(f"signal.{signal.pattern.value}", lang, start=formats.long_date(signal.run_from, lang))
    state_now = wording.sentence(f"handling.{signal.handling.value}", lang)
    quiet = ""
    if signal.quiet_since:
        quiet = wording.sentence("signal.quiet", lang, date=formats.long_date(signal.quiet_since, lang))
    owner = signal.owner and wording.sentence("signal.owner", lang, who=signal.owner)
    return " ".join(part for part in (told, quiet, f"{state_now}.", owner, signal.cause) if part)


def _handle(kept: Kept[Signal], now: Open, lang: str) -> None:
    cycles = {NO_CYCLE: wording.sentence("phase.no_cycle", lang)}
    cycles |= {one.id: cycle_title(one.record) for one in now.cycles}
    with st.expander(wording.sentence("signal.handle", lang)), st.form(f"signal-{kept.id}", border=False):
        seen = writing.pinned(kept)
        places = st.columns(2, gap="large")
        wanted = record_form.ask(
            seen.record, ("handling", "owner", "cause"), prefix=f"signal-{kept.id}", lang=lang, places=places
        )
        linked = places[1].selectbox(
            wording.sentence("phase.cycle", lang),
            list(cycles),
            index=list(cycles).index(seen.record.cycle) if seen.record.cycle in cycles else 0,
            format_func=cycles.__getitem__,
            key=f"signal-{kept.id}-proeve",
        )
        if st.form_submit_button(wording.sentence("write.save", lang)):
            changed = writing.change(seen, replace(wanted, cycle=linked or None), lang)
            if changed:
                writing.pin(changed)
                writing.say("write.saved")
                st.rerun()
