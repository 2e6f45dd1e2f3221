"""The verdict on one chart, as plain values that page, wall, print and export all put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What a reader may conclude from a chart; the values are the keys of the wording catalogue."""

    NONE = "none"
    FEW = "few"
    HIDDEN = "hidden"
    PROVISIONAL = "prov"
    CONSTANT = "const"
    TIES = "ties"
    RANDOM = "random"
    RUN = "run"
    CROSSINGS = "cross"
    BOTH = "both"
    BEYOND = "beyond"
    BEYOND_SEVERAL = "beyond_k"
    TREND = "trend"
    NEAR_LIMIT = "near"
    OTHER = "other"

    @property
    def is_signal(self) -> bool:
        """Whether a rule has found non-random variation."""
        return self in _SIGNALS

    @property
    def is_judged(self) -> bool:
        """Whether the rules could be read at all."""
        return self is Verdict.RANDOM or self.is_signal


_SIGNALS = frozenset(
    {
        Verdict.RUN,
        Verdict.CROSSINGS,
        Verdict.BOTH,
        Verdict.BEYOND,
        Verdict.BEYOND_SEVERAL,
        Verdict.TREND,
        Verdict.NEAR_LIMIT,
        Verdict.OTHER,
    }
)


class Direction(StrEnum):
    """Which way the number is wanted to move."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Side(StrEnum):
    """On which side of the centre line a run or a point lies."""

    OVER = "over"
    UNDER = "under"


class Tone(StrEnum):
    """Whether a signal goes the wanted way; QUIET where there is no signal or no verdict."""

    GOOD = "good"
    BAD = "bad"
    NEUTRAL = "neutral"
    UNCLEAR = "unclear"
    QUIET = "quiet"


class GoalRelation(StrEnum):
    """How the level of the current phase stands to the goal, compared unrounded."""

    NONE = "none"
    MET = "met"
    AT = "at"
    HELD = "held"
    NOT_MET = "not"


class PhaseKind(StrEnum):
    """Where the centre line of the judged phase comes from."""

    BASE = "base"
    BASELINE = "baseline"
    FROZEN = "frozen"
    NEW = "new"
    BREAK = "break"  # the definition or the system changed: numbers before and after are not compared
    PROPOSED = "proposed"


class Pending(StrEnum):
    """What an immature period still waits for."""

    COURSES = "courses"  # citizens are still in their course
    CASES = "cases"  # cases are not settled yet
    ANSWERS = "answers"  # answers may still arrive


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFacts:
    """All that the sentences about one chart may say; periods are the first day of the period.

    Numbers are unrounded. ``unit`` is a key of the units in ``qi.indicator``; percentages are 0-100.
    Texts typed by people (``change``, ``rule``, ``also``) are pairs (Danish, English).
    """

    verdict: Verdict
    direction: Direction = Direction.NEUTRAL
    unit: str = "percent"
    decimals: int = 0
    period: str = "month"

    n_points: int | None = None
    n_useful: int = 0
    longest_run: int = 0
    longest_run_max: int = 0
    crossings: int = 0
    crossings_min: int = 0
    side: Side = Side.OVER
    is_recent: bool = True
    run_from: date | None = None
    run_to: date | None = None
    centre: float | None = None

    goal: float | None = None
    goal_relation: GoalRelation = GoalRelation.NONE
    goal_hits: int | None = None
    latest: float | None = None

    phase: PhaseKind = PhaseKind.BASE
    phase_since: date | None = None
    previous_centre: float | None = None
    frozen_from: date | None = None
    frozen_to: date | None = None
    n_frozen: int = 0
    change: tuple[str, str] | None = None

    signal_period: date | None = None
    signal_value: float | None = None
    signal_limit: float | None = None
    n_beyond: int = 0
    trend_length: int = 0
    trend_min: int = 0
    rule: tuple[str, str] | None = None
    also: tuple[str, str] | None = None
    ruleset: str | None = None

    n_on_centre: int = 0
    immature_periods: int = 0
    pending: Pending = Pending.COURSES
    partial_period: date | None = None
    suppressed_periods: int = 0
    missing_periods: tuple[date, ...] = ()
    empty_period: date | None = None

    @property
    def tone(self) -> Tone:
        """Good, bad, neutral or unclear for a signal; quiet otherwise.

        Few crossings and pattern rules never get a direction, and neither does a signal that has ended.
        """
        if not self.verdict.is_signal:
            return Tone.QUIET
        if self.verdict in (Verdict.CROSSINGS, Verdict.OTHER, Verdict.BEYOND_SEVERAL):
            return Tone.UNCLEAR
        if not self.is_recent or self.direction is Direction.NEUTRAL:
            return Tone.NEUTRAL
        is_wanted = (self.side is Side.OVER) == (self.direction is Direction.UP)
        return Tone.GOOD if is_wanted else Tone.BAD
