"""The memory of signals: what a chart shows now is set against what is remembered, so that one shift alarms once.

A signal is told apart by its team, indicator, phase and side, and by *when* its run lay, not by how long it is. As data
arrive the run grows and its first point may change: runs that overlap in time are one signal. The median also moves, up
into a new level as that grows, and then the rules find the old level instead. Hence two more rules: a long run that the
latest run has ended, or that opens the phase, is told as the shift that ended it; and a run that holds no new data
never alarms anew. Few crossings without a long run are remembered for the phase; they turn into the signal of a run
that was under way when they were seen, and a run that falls below its limit while crossings stay few is still the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

import numpy as np

from qi.analysis import Analysis
from qi.improvement.text import line, prose
from qi.verdict import Verdict


class Pattern(StrEnum):
    """What the rules found: a long run on one side, or only too few crossings."""

    OVER = "over"
    UNDER = "under"
    CROSSINGS = "crossings"


class Handling(StrEnum):
    """What people have done about a signal."""

    NEW = "new"
    SEEN = "seen"
    OWNED = "owned"
    EXPLAINED = "explained"
    CLOSED = "closed"


UNEXPLAINED = (Handling.NEW, Handling.SEEN, Handling.OWNED)


@dataclass(frozen=True, slots=True)
class Observation:
    """One signal of a chart as it is now. ``phase_from`` is None in the first phase, whose start is only the window.

    ``earliest`` and ``latest`` bound where the same signal may lie in what is remembered. ``is_recent``: it holds the
    latest point that is not on the centre line. ``ended_by``: the same told as the shift that ended the run.
    """

    pattern: Pattern
    phase_from: date | None
    run_from: date
    run_to: date
    earliest: date
    latest: date
    is_recent: bool = True
    ended_by: Observation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A remembered signal. ``noticed_at`` (UTC) when it was first seen, ``data_through`` the data it was last seen in.

    ``run_from`` and ``run_to`` hold all periods that its run has ever covered.

    ``quiet_since``: the data from which the rules no longer find it. ``cycle`` and ``note`` link the explanation.
    """

    team: str
    indicator: str
    pattern: Pattern
    phase_from: date | None
    run_from: date
    run_to: date
    noticed_at: datetime
    data_through: date
    quiet_since: date | None = None
    handling: Handling = Handling.NEW
    owner: str = line()
    cause: str = prose()
    cycle: str | None = None
    note: str | None = None

    @property
    def is_unexplained(self) -> bool:
        """Whether the signal still stands and nobody has said what lies behind it."""
        return self.quiet_since is None and self.handling in UNEXPLAINED


def observe(analysis: Analysis) -> tuple[Observation, ...]:
    """Return the signals of the current phase of a run chart, in time order."""
    if not analysis.facts.verdict.is_signal:
        return ()
    phase, starts = analysis.chart.current, analysis.table.starts
    phase_from = starts[phase.first] if phase.first > 0 else None
    if analysis.facts.verdict is Verdict.CROSSINGS:
        points = np.flatnonzero(np.isfinite(analysis.chart.values[phase.first :])) + phase.first
        first, last = starts[points[0]], starts[points[-1]]
        return (Observation(Pattern.CROSSINGS, phase_from, first, last, first, last),)
    runs = _runs(analysis)
    long_points = set(phase.long_run_points)
    return tuple(
        _observation(runs, number, phase_from, starts, long_points)
        for number, run in enumerate(runs)
        if run.points[0] in long_points
    )


MARGIN = 3
"""Points by which the place of a shift may move while the old level is what the rules find (house rule)."""


@dataclass(frozen=True, slots=True)
class _Run:
    pattern: Pattern
    points: list[int]


def _runs(analysis: Analysis) -> list[_Run]:
    phase, sides = analysis.chart.current, analysis.chart.sides.tolist()
    useful = [i for i in range(phase.first, phase.last + 1) if sides[i]]
    return [
        _Run(Pattern.OVER if side > 0 else Pattern.UNDER, list(points))
        for side, points in groupby(useful, key=lambda i: sides[i])
    ]


def _observation(
    runs: list[_Run], number: int, phase_from: date | None, starts: Sequence[date], long_points: set[int]
) -> Observation:
    run, after = runs[number], runs[number + 1 :]
    first, last = starts[run.points[0]], starts[run.points[-1]]
    found = Observation(run.pattern, phase_from, first, last, first, last, is_recent=not after)
    is_ended = number == 0 or (
        bool(after) and (after[0].points[0] in long_points or (len(after) == 1 and len(after[0].points) >= MARGIN))
    )
    return replace(found, ended_by=_ended(run, after, phase_from, starts)) if after and is_ended else found


def _ended(run: _Run, after: list[_Run], phase_from: date | None, starts: Sequence[date]) -> Observation:
    later = after[0].points
    following = [i for one in after for i in one.points][:MARGIN]
    return Observation(
        pattern=after[0].pattern,
        phase_from=phase_from,
        run_from=starts[later[0]],
        run_to=starts[later[-1]],
        earliest=starts[run.points[-MARGIN:][0]],
        latest=starts[max(following[-1], later[-1])],
        is_recent=len(after) == 1,
    )


@dataclass(frozen=True, slots=True)
class Remembered:
    """What changes in the memory: signals met for the first time, and known ones by their place in the list."""

    new: tuple[Signal, ...]
    changed: dict[int, Signal]


def remember(
    known: Sequence[Signal], seen: Sequence[Observation], *, team: str, indicator: str, as_of: date, at: datetime
) -> Remembered:
    """Set what a chart shows now against what is remembered about it.

    ``known``: the signals of this team and indicator. ``as_of``: how far the data go. Signals that are found again are
    brought up to date, those that are not have gone quiet, and what matches none is new if it holds new data.
    """
    told = [one.ended_by if one.ended_by and not _is_known(known, one) else one for one in seen]
    new: list[Signal] = []
    for one in told:
        holds_new_data = one.is_recent or one.run_to > _read_through(known, one.phase_from)
        if holds_new_data and not _is_known([*known, *new], one):
            new.append(_signal(one, team=team, indicator=indicator, as_of=as_of, at=at))
    now = [_seen_now(signal, [one for one in told if _is_same(signal, one)], as_of) for signal in known]
    changed = {i: after for i, (before, after) in enumerate(zip(known, now, strict=True)) if after != before}
    return Remembered(new=tuple(new), changed=changed)


def _signal(seen: Observation, *, team: str, indicator: str, as_of: date, at: datetime) -> Signal:
    return Signal(
        team=team,
        indicator=indicator,
        pattern=seen.pattern,
        phase_from=seen.phase_from,
        run_from=seen.run_from,
        run_to=seen.run_to,
        noticed_at=at,
        data_through=as_of,
    )


def _read_through(known: Sequence[Signal], phase_from: date | None) -> date:
    """Return how far the data went when this phase was last remembered; the first date there is where it never was."""
    read = (signal.quiet_since or signal.data_through for signal in known if signal.phase_from == phase_from)
    return max(read, default=date.min)


def _is_known(known: Sequence[Signal], seen: Observation) -> bool:
    return any(_is_same(signal, seen) for signal in known)


def _is_same(signal: Signal, seen: Observation) -> bool:
    if signal.phase_from != seen.phase_from:
        return False
    if seen.pattern is Pattern.CROSSINGS:
        return signal.quiet_since is None or signal.pattern is Pattern.CROSSINGS
    if signal.pattern is Pattern.CROSSINGS:
        return signal.quiet_since is None and seen.run_from <= signal.data_through
    return signal.pattern is seen.pattern and seen.earliest <= signal.run_to and signal.run_from <= seen.latest


def _seen_now(signal: Signal, found: Sequence[Observation], as_of: date) -> Signal:
    if not found:
        return signal if signal.quiet_since else replace(signal, quiet_since=as_of)
    latest = found[-1]
    after = replace(signal, data_through=as_of, quiet_since=None)
    if latest.pattern is Pattern.CROSSINGS and signal.pattern is not Pattern.CROSSINGS:
        return after
    if signal.pattern is not latest.pattern:
        return replace(after, pattern=latest.pattern, run_from=latest.run_from, run_to=latest.run_to)
    return replace(after, run_from=min(signal.run_from, latest.run_from), run_to=max(signal.run_to, latest.run_to))


def signal_id(signal: Signal) -> str:
    """Return the name of a new signal: two sessions that notice it in one moment give it the same name."""
    parts = (signal.team, signal.indicator, signal.pattern, signal.phase_from or "", signal.run_from)
    return "-".join(["signal", *map(str, parts)])
