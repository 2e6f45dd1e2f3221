"""The board of a team as it is now: numbers from the cache, the work of the team from the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dashboard import cache, state
from dashboard.board import compose
from dashboard.board.board import Board
from dashboard.board.work import Work, work_of
from dashboard.wall.screen import GAPS, YEARS_SHOWN
from dashboard.wall.words import DANISH_TIME
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


def board_of(team: str, *, at: datetime, lang: str) -> Board | None:
    """Return the board of a team, None where there is no such team. Raises StoreTroubleError."""
    work = work_of(state.kept(), team)
    return None if work is None else composed(work, at=at, lang=lang)


def composed(work: Work, *, at: datetime, lang: str) -> Board:
    """Return the board for what a team has written."""
    data = cache.dataset()
    selection = selection_of(work.team.record, data)
    return compose.board(
        work, analyses_of(work, selection), data, selection=selection, gaps=_gaps(selection), now=at, lang=lang
    )


def analyses_of(work: Work, selection: Selection) -> dict[str, Analysis]:
    """Return the analyses of the core indicators that still exist, in the order of the board."""
    keys = tuple(key for key in work.team.record.core if key in cache.chart_keys())
    return {one.indicator.key: one for one in cache.analyses(selection, keys)}


def _gaps(selection: Selection) -> Analysis | None:
    if DAYS_SINCE not in INDICATORS or GAPS[DAYS_SINCE] not in cache.chart_keys():
        return None
    return cache.analysis(GAPS[DAYS_SINCE], replace(selection, last=None))
