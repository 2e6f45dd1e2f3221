"""Keep the memory of signals up to date with what the charts of a team show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine

from qi.analysis import Analysis
from qi.improvement.signal import Signal, observe, remember, signal_id
from qi.store.errors import EditedMeanwhileError, NameTakenError
from qi.store.records import Kept, add, change, every

NOTICED_BY = "Kvalitetstavle"
"""Who stands in the history for what the program noticed by itself."""


def notice_signals(store: Engine, team: str, analyses: Iterable[Analysis], *, at: datetime) -> tuple[Kept[Signal], ...]:
    """Set the charts of a team against the memory and return all its signals. Raises StoreTroubleError.

    Nothing is written where nothing is new; what another session notices in the same moment is left to it.
    """
    known = every(store, Signal, owner=team)
    for one in analyses:
        _notice(store, team, one, [kept for kept in known if kept.record.indicator == one.indicator.key], at)
    return every(store, Signal, owner=team)


def _notice(store: Engine, team: str, analysis: Analysis, known: list[Kept[Signal]], at: datetime) -> None:
    now = remember(
        [kept.record for kept in known],
        observe(analysis),
        team=team,
        indicator=analysis.indicator.key,
        as_of=analysis.as_of,
        at=at,
    )
    try:
        for signal in now.new:
            add(store, signal, by=NOTICED_BY, at=at, id=signal_id(signal))
        for i, signal in now.changed.items():
            change(store, known[i], signal, by=NOTICED_BY, at=at)
    except (NameTakenError, EditedMeanwhileError):
        return  # somebody else has just noticed or handled it: the next look sees what they kept
