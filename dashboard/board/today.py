"""The board of a team as it is now: numbers from the cache, the work of the team from the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dashboard import cache, state, team_charts
from dashboard.board import compose
from dashboard.board.board import Board
from dashboard.board.work import Work, work_of
from dashboard.wall.screen import GAPS, YEARS_SHOWN
from dashboard.wall.words import DANISH_TIME
from qi import store, wording
from qi.analysis import Analysis
from qi.dataset import Dataset
from qi.improvement.team import Team
from qi.indicators import INDICATORS
from qi.selection import Selection

DAYS_SINCE = "B03"


def now() -> datetime:
    """Return the time of the meeting."""
    return datetime.now(DANISH_TIME)


def selection_of(team: Team, data: Dataset) -> Selection:
    """Return the citizens of a team and the months that a page shows unless somebody asks for more."""
    first = max(data.first_month, date(data.as_of.year - YEARS_SHOWN, 1, 1))
    return replace(team.selection(), first=first, last=data.as_of.replace(day=1))


def printed(team: str, *, at: datetime, lang: str) -> Board | None:
    """Return the board of a team for a sheet: what signals now is news on it, also where nobody has opened the page.

    None where there is no such team. Raises StoreTroubleError.
    """
    work = work_of(state.kept(), team)
    return None if work is None else composed(noticed(work), at=at, lang=lang)


def composed(work: Work, *, at: datetime, lang: str) -> Board:
    """Return the board for what a team has written."""
    data = cache.dataset()
    selection = selection_of(work.team.record, data)
    return compose.board(
        work, charts_of(work.team.record), data, selection=selection, gaps=_gaps(selection), now=at, lang=lang
    )


def charts_of(team: Team) -> dict[str, Analysis]:
    """Return the charts of a board in its order, of the data or collected by hand; those that are gone are left out."""
    selection = selection_of(team, cache.dataset())
    known = tuple(key for key in team.core if key in cache.chart_keys())
    charts = {one.indicator.key: one for one in cache.analyses(selection, known)}
    own = {key: team_charts.chart(key, selection) for key in team.core if key not in charts}
    found = {key: charts.get(key) or own.get(key) for key in team.core}
    return {key: analysis for key, analysis in found.items() if analysis is not None}


def noticed(work: Work) -> Work:
    """Set the charts against the memory of signals, and return the work with what is remembered now.

    Raises StoreTroubleError.
    """
    charts = charts_of(work.team.record).values()
    return replace(work, signals=store.notice_signals(state.kept(), work.team.id, charts, at=state.utc_now()))


def title(key: str, work: Work, lang: str) -> str:
    """Return the name of an indicator, of the data or collected by hand; an unknown key stands for itself."""
    if key in INDICATORS:
        return INDICATORS[key].title(lang)
    own = next((one.record.name for one in work.own if one.id == key), None)
    return wording.safe_echo(key) if own is None else own


def _gaps(selection: Selection) -> Analysis | None:
    return cache.analysis(GAPS[DAYS_SINCE], replace(selection, last=None))
