"""The charts a team may follow, of the data or collected by hand, and what happened on them after a day."""

from __future__ import annotations

from datetime import date

from dashboard import cache, state, viewer
from dashboard.viewer import within_scope
from qi import aftermath as qi_aftermath
from qi import store
from qi.aftermath import Aftermath
from qi.analysis import Analysis
from qi.improvement import OwnIndicator, OwnValue, Team
from qi.own_series import analyse_own
from qi.selection import Selection
from qi.store import Kept, StoreTroubleError


@within_scope
def chart(key: str, selection: Selection) -> Analysis | None:
    """Return the analysis of any indicator, of the data or collected by hand; None for a key that nobody knows.

    What a team collects by hand is about its own citizens whatever is selected.
    """
    if key in cache.chart_keys():
        return cache.analysis(key, selection)
    try:
        own = store.find(state.kept(), OwnIndicator, key)
        return own_chart(own) if own else None
    except StoreTroubleError:
        return None


@within_scope
def aftermath(key: str, selection: Selection, since: date) -> Aftermath | None:
    """Return what happened on one chart after a day; None for a key that nobody knows."""
    if key in cache.chart_keys():
        return _aftermath(key, selection, since)
    own = chart(key, selection)
    return qi_aftermath.aftermath(own, since) if own else None


@cache.per_state(256)
def _aftermath(key: str, selection: Selection, since: date) -> Aftermath:
    return qi_aftermath.aftermath(cache.analysis(key, selection), since)


def own_chart(own: Kept[OwnIndicator]) -> Analysis:
    """Return the analysis of an indicator that a team collects by hand. Raises StoreTroubleError."""
    team = store.find(state.kept(), Team, own.record.team)
    selection = team.record.selection() if team else Selection()
    viewer.current().check(selection)
    values = store.every(state.kept(), OwnValue, owner=own.id)
    return analyse_own(
        own.id,
        own.record,
        [kept.record for kept in values],
        selection,
        as_of=state.today(),
        annotations=cache.chart_annotations(),
    )


def team_charts(team: Team) -> dict[str, Analysis | None]:
    """Return the charts of the indicators a team follows, in its order; None for one that nobody knows any more."""
    return {key: chart(key, team.selection()) for key in team.core}
