"""What one indicator is: a record from which its numbers, page, filters, documentation and tests follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qi.verdict import Direction


class Kind(StrEnum):
    """The role of a measure in an improvement project."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"
    DATA_QUALITY = "data_quality"
    NEED = "need"


class Measure(StrEnum):
    """How the cases of a subgroup become one number; each is finished from integer aggregates."""

    COUNT = "count"  # number of cases
    SHARE = "share"  # numerator / denominator, shown as percent 0-100
    MEAN = "mean"  # total / n
    MEDIAN = "median"  # from value counts
    GAP = "gap"  # days between events, one point per event


class Page(StrEnum):
    """The page that shows an indicator."""

    REFERRALS = "henvisninger"
    RESPONSE = "svarprocenter"
    OUTCOME = "udbytte"
    NEEDS = "behov"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in the unit of the indicator (percent 0-100), with where it comes from."""

    value: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator. Texts are Danish and English; ``unit`` is a key of the units the wording knows."""

    key: str
    title_da: str
    title_en: str
    kind: Kind
    page: Page
    direction: Direction
    unit: str
    measure: Measure
    numerator_da: str
    denominator_da: str
    dated_by_da: str
    source_system: str
    owner: str
    reference: str
    decimals: int = 0
    goal: Goal | None = None
    caveat_da: str = ""
    caveat_en: str = ""
    version: int = 1
