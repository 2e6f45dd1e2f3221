"""Improvement projects by the Model for Improvement: aim, three questions, driver diagram, measures, holding, spread.

Sources: Langley et al., The Improvement Guide (2009), as used in KL's survey of 2019, p. 73 f. (spread from a prototype
with stable compliance above 95 % to the next unit; spot checks after six stable months), and the driver diagram with
SDCA on KL's theme day of 2021.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi.improvement.text import line, prose

STABLE_MONTHS = 6
"""Months with a stable process after which a unit may go over to spot checks. Source: KL 2019, 'Spredning'."""


class Stage(StrEnum):
    """How far a project is."""

    PLANNED = "planned"
    TESTING = "testing"
    SPREADING = "spreading"
    HOLDING = "holding"
    ENDED = "ended"


class Role(StrEnum):
    """What a measure tells a project: whether the aim is met, whether the change happens, what it costs elsewhere."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"


class SpreadStage(StrEnum):
    """How far one place is with a change: it waits, tests a prototype in its own setting, or does it stably."""

    WAITING = "waiting"
    PROTOTYPE = "prototype"
    STABLE = "stable"


@dataclass(frozen=True, slots=True)
class Driver:
    """One box of a driver diagram and the boxes below it: primary drivers, secondary drivers, change ideas."""

    text: str
    below: tuple[Driver, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyMeasure:
    """An indicator in the family of measures of a project."""

    indicator: str
    role: Role


@dataclass(frozen=True, slots=True)
class Spread:
    """One place that a change spreads to, and since when it stands where it does."""

    place: str
    stage: SpreadStage = SpreadStage.WAITING
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """How a gain is held (SDCA): the standard, who does it, who checks it and how often, what is done when it slips."""

    standardise: str = prose()
    do: str = prose()
    check: str = prose()
    act: str = prose()
    next_check: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One improvement project of a team.

    The aim: ``what``, ``how_much``, ``for_whom``, ``by``. The three questions of the model: ``achieve``, ``know``,
    ``change``.
    """

    team: str
    title: str = line(required=True)
    what: str = line(required=True)
    how_much: str = line(required=True)
    for_whom: str = line()
    by: date | None = None
    achieve: str = prose()
    know: str = prose()
    change: str = prose()
    hypothesis: str = prose()
    drivers: tuple[Driver, ...] = ()
    measures: tuple[FamilyMeasure, ...] = ()
    owner: str = line()
    members: str = line()
    stage: Stage = Stage.PLANNED
    started_on: date | None = None
    standard: Standard | None = None
    spread: tuple[Spread, ...] = ()
