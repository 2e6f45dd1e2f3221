"""What one indicator is: a record from which its numbers, page, filters, documentation and tests follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

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
    VALUE = "value"  # as somebody counted it, without its cases
    GAP = "gap"  # days between events, one point per event
    SINCE = "since"  # days since the last event: a number, no chart
    COVERAGE = "coverage"  # started courses a year against the expected need: yearly, no run chart


CASE_MEASURES = (Measure.SHARE, Measure.MEAN, Measure.MEDIAN)
"""Measures whose value rests on a number of cases that is worth saying beside it."""


class Page(StrEnum):
    """The page that shows an indicator."""

    REFERRALS = "henvisninger"
    RESPONSE = "svarprocenter"
    OUTCOME = "udbytte"
    NEEDS = "behov"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in the unit of the indicator (percent 0-100), with where it comes from."""

    value: float
    source: str
    source_en: str = ""


Comparison = Literal["==", "<=", "<", ">=", "known"]
Operand = int | str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A claim about one column of a fact row. A missing value meets no condition; ``known`` asks only for a value."""

    column: str
    comparison: Comparison
    operand: Operand = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maturity:
    """When a period that is over may be judged.

    ``lag_days``: this many days after its end. ``closed_share``: as soon as this share of its cases is closed, else
    ``closed_months`` after its end; ``pending`` then counts the open cases and leaves them in the denominator.
    """

    lag_days: int = 0
    closed_share: float | None = None
    closed_months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What to count, as data: compiled to one portable query on any engine.

    ``facts``: the fact table. ``month``: the whole-number month a case is charted by. ``among``: the cases in question.
    ``settled``: what must hold before a case is counted; until then it is pending. ``hit``: the numerator.
    ``value``: the whole-number column of a mean or median; a mean is multiplied by ``scale``. In a median a missing
    value is an open case: longer than any known one. ``rests_on``: kinds of event without which nothing is known; data
    that hold none of a kind do not record it, and a share of 0 would be an untruth.
    """

    facts: str
    month: str
    among: tuple[Condition, ...] = ()
    settled: tuple[Condition, ...] = ()
    hit: tuple[Condition, ...] = ()
    value: str | None = None
    scale: float = 1.0
    rests_on: tuple[str, ...] = ()
    maturity: Maturity = Maturity()


_NAMED_ALONE = ("source_system", "owner", "reference")
"""The texts whose Danish stands under the name alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator. Texts are Danish and English; ``unit`` is a key of the units the wording knows.

    ``reference_en`` is empty where the reference is the same in both languages.
    """

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
    spec: Spec | None = None  # None where the cases are events without citizens (B01, B03) or whole years (R05)
    caveat_da: str = ""
    caveat_en: str = ""
    numerator_en: str = ""
    denominator_en: str = ""
    dated_by_en: str = ""
    source_system_en: str = ""
    owner_en: str = ""
    reference_en: str = ""
    version: int = 1

    def title(self, lang: str) -> str:
        """Return what the indicator is called."""
        return self.title_da if lang == "da" else self.title_en

    def said(self, name: str, lang: str) -> str:
        """Return one text of the definition; the Danish one where there is no English (a series a team collects)."""
        danish: str = getattr(self, name if name in _NAMED_ALONE else f"{name}_da")
        english: str = getattr(self, f"{name}_en")
        return danish if lang == "da" else english or danish

    @property
    def has_run_chart(self) -> bool:
        """Whether the indicator is a series that the runs rules may read."""
        return self.measure not in (Measure.SINCE, Measure.COVERAGE)
