"""What stands on the board of one team, in words and drawings: the same for screen, sheet of paper and slides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.figures.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to talk about: an icon by its name (``dashboard.figures.icons``), a sentence, and what it is about."""

    icon: str
    text: str
    is_down: bool = False
    indicator: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleOnBoard:
    """A PDSA cycle that runs. ``step`` is 0 to 3: plan, do, study, act; ``weeks`` names the weeks of the test."""

    id: str
    title: str
    question: str
    prediction: str
    learned_before: str
    who: str
    when: str
    step: int
    weeks: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOnBoard:
    """What somebody will do, and by when; late when that day has passed."""

    id: str
    what: str
    who: str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartOnBoard:
    """A core indicator: its chart, the tests of change that name it with what they predict, and the next step."""

    panel: Panel
    cycles: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The days since the latest adverse event, and the longest time between two so far."""

    days: str
    text: str
    longest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything on a board on one day, in the order it is talked about.

    ``missing`` are the keys of core indicators that are gone, ``since`` says which meeting news is counted from.
    """

    team: str
    team_id: str
    scope: str
    on: date
    lang: str
    day: str
    aims: tuple[str, ...]
    since: str
    news: tuple[Line, ...]
    unexplained: tuple[Line, ...]
    charts: tuple[ChartOnBoard, ...]
    missing: tuple[str, ...]
    cycles: tuple[CycleOnBoard, ...]
    celebrate: tuple[str, ...]
    counter: Counter | None
    steps: tuple[StepOnBoard, ...]
    notes: str
    decisions: str
    foot: tuple[str, ...]
    is_synthetic: bool
