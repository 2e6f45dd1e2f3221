"""The memory of signals: what a chart shows now is set against what is remembered, so that one shift alarms once.

A signal is told apart by its team, indicator, phase and side, and by *when* its run lay, not by how long it is: as data
arrive the median moves a little, the run grows, and its first point may change; runs that overlap in time are one
signal. The median also moves into the new level as that grows, until the rules find the old level instead: a long run
from the start of the phase is therefore told as the shift to the other side that ended it. Few crossings without a long
run are remembered for the phase. They turn into the signal of a run that was under way when they were seen, and a run
that falls below its limit while crossings stay few is still the same signal.
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

    ``earliest`` and ``latest`` bound where the same signal may lie in what is remembered.
    """

    pattern: Pattern
    phase_from: date | None
    run_from: date
    run_to: date
    earliest: date
    latest: date


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
    return tuple(_observation(shift, phase_from, starts) for shift in _shifts(analysis))


MARGIN = 3
"""Points by which the place of a shift may move while the old level is what the rules find (house rule)."""


@dataclass(frozen=True, slots=True)
class _Shift:
    """A run on one side as positions, and the positions between which it must begin to be the same shift."""

    pattern: Pattern
    first: int
    last: int
    earliest: int
    latest: int


def _shifts(analysis: Analysis) -> list[_Shift]:
    phase, sides = analysis.chart.current, analysis.chart.sides.tolist()
    useful = [i for i in range(phase.first, phase.last + 1) if sides[i]]
    runs = [list(run) for _, run in groupby(useful, key=lambda i: sides[i])]
    too_long = set(phase.long_run_points)
    found = [_as_it_is(run, sides) for run in runs[1:] if run[0] in too_long]
    opening, *rest = runs
    if opening[0] in too_long and rest and not any(one.first == rest[0][0] for one in found):
        around = useful[max(0, len(opening) - MARGIN) : len(opening) + MARGIN]
        found.insert(0, _Shift(_pattern(sides[rest[0][0]]), rest[0][0], rest[0][-1], around[0], around[-1]))
    return found


def _as_it_is(run: list[int], sides: list[int]) -> _Shift:
    return _Shift(_pattern(sides[run[0]]), run[0], run[-1], run[0], run[-1])


def _pattern(side: int) -> Pattern:
    return Pattern.OVER if side > 0 else Pattern.UNDER


def _observation(shift: _Shift, phase_from: date | None, starts: Sequence[date]) -> Observation:
    places = (shift.first, shift.last, shift.earliest, shift.latest)
    return Observation(shift.pattern, phase_from, *(starts[i] for i in places))


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
    brought up to date, those that are not have gone quiet, and what matches none is new.
    """
    new = [one for one in seen if not any(_is_same(signal, one) for signal in known)]
    now = [_seen_now(signal, [one for one in seen if _is_same(signal, one)], as_of) for signal in known]
    return Remembered(
        new=tuple(
            Signal(
                team=team,
                indicator=indicator,
                pattern=one.pattern,
                phase_from=one.phase_from,
                run_from=one.run_from,
                run_to=one.run_to,
                noticed_at=at,
                data_through=as_of,
            )
            for one in new
        ),
        changed={i: after for i, (before, after) in enumerate(zip(known, now, strict=True)) if after != before},
    )


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
