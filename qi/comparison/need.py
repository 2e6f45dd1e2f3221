"""How much of the expected need each municipality covers, and how sure that is.

The need is an estimate: 40 % of the new cancer cases of 2012 (S1, table 3). The interval holds the chance in the number
of courses that began; how wrong the estimate is, nobody knows, so another published estimate is set beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qi.analysis import Analysis
from qi.comparison.pooling import Window, pool
from qi.intervals import Interval, poisson_exact

NEED_OF_TABLE_3 = 657
"""The sum of the estimates of six municipalities: 40 % of the new cases of each, rounded down. Source: S1, table 3."""

NEED_OF_TABLE_4 = 677
"""The citizens the same note expects in courses across municipalities, without a word on the 20 more (S1, table 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Courses begun against the need of the same months; ``percent`` (0-100) and its 95 % interval."""

    code: str
    started: int
    need: float
    percent: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedCovered:
    """The municipalities with an estimate and numbers that may be shown, and all of them together."""

    parts: tuple[Covered, ...]
    whole: Covered
    percent_of_other_estimate: float | None
    """The coverage if the need were that of table 4; None where the estimates are not those of table 3."""


def need_covered(analyses: Mapping[str, Analysis], need: Mapping[str, int], within: Window) -> NeedCovered | None:
    """Return the coverage of the need a year over the pooled months; None where no municipality has an estimate.

    ``analyses``: courses begun by citizens with cancer, by municipality.
    """
    known = {code: pool(one, within) for code, one in analyses.items() if need.get(code)}
    parts = tuple(
        _covered(code, one.n, need[code] * one.n_months / 12) for code, one in known.items() if one.n_months and one.n
    )
    if not parts:
        return None
    whole = _covered("", sum(one.started for one in parts), sum(one.need for one in parts))
    is_table_3 = sum(need[code] for code in known) == NEED_OF_TABLE_3
    return NeedCovered(
        parts=parts,
        whole=whole,
        percent_of_other_estimate=whole.percent * NEED_OF_TABLE_3 / NEED_OF_TABLE_4 if is_table_3 else None,
    )


def _covered(code: str, started: int, need: float) -> Covered:
    return Covered(
        code=code,
        started=started,
        need=need,
        percent=100 * started / need,
        interval=poisson_exact(started).scaled(100 / need),
    )
