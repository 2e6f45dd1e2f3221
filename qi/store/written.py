"""What is kept, as the analyses take it."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Engine

from qi.annotations import Annotations
from qi.improvement import Cycle, Note, PhaseDecision, Team, TeamGoal
from qi.improvement.annotate import annotations_of
from qi.store.records import every

R = TypeVar("R")


def chart_annotations(store: Engine) -> Annotations:
    """Return all that stands on charts. Raises StoreTroubleError."""
    return annotations_of(
        _by_name(store, Team),
        cycles=_by_name(store, Cycle),
        notes=_by_name(store, Note),
        decisions=_by_name(store, PhaseDecision),
        goals=_by_name(store, TeamGoal).values(),
    )


def _by_name(store: Engine, kind: type[R]) -> dict[str, R]:
    return {kept.id: kept.record for kept in every(store, kind)}
