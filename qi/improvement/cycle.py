"""PDSA cycles: a question, a prediction, a plan, what was done, what was seen beside the prediction, and what follows.

Source: the PDSA record of RKKP's handbook, chapter 4.4 (domain dossier 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi.improvement.text import line, prose


class Act(StrEnum):
    """What a team decides after a test."""

    ADAPT = "adapt"
    ADOPT = "adopt"
    ABANDON = "abandon"
    NEXT = "next"  # the next cycle tests more: other days, other people, more of them


class Step(StrEnum):
    """Where a cycle stands."""

    PLAN = "plan"
    DO = "do"
    STUDY = "study"
    ACT = "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One PDSA cycle; its band stands on the chart of every indicator it names, from ``starts_on`` to ``ends_on``."""

    team: str
    project: str | None = None
    number: int = 1
    title: str = line(required=True)
    question: str = prose(required=True)
    prediction: str = prose(required=True)
    who: str = line()
    what: str = prose()
    where: str = line()
    when: str = line()
    data: str = prose()
    starts_on: date | None = None
    ends_on: date | None = None
    done: str = prose()
    seen: str = prose()
    learned: str = prose()
    act: Act | None = None
    decided_on: date | None = None
    indicators: tuple[str, ...] = ()

    def step(self, on: date) -> Step:
        """Return where the cycle stands on a day: by what is written, and by its dates."""
        if self.act is not None:
            return Step.ACT
        if self.seen or (self.ends_on is not None and self.ends_on < on):
            return Step.STUDY
        if self.done or (self.starts_on is not None and self.starts_on <= on):
            return Step.DO
        return Step.PLAN

    def is_running(self, on: date) -> bool:
        """Whether the test goes on that day: begun, and nothing decided yet."""
        return self.act is None and self.starts_on is not None and self.starts_on <= on
