"""Why citizens declined or left early: the registered reasons, counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qi import calendar
from qi.dataset import Dataset
from qi.disclosure import is_small
from qi.selection import Selection

REASON_KINDS = ("declined", "dropout")


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many gave a reason; ``n`` is 0 where it is only 1 to 4 citizens. ``code`` is empty where none is stated."""

    code: str
    n: int
    is_suppressed: bool = False


def reasons(dataset: Dataset, kind: str, selection: Selection) -> tuple[ReasonCount, ...]:
    """Return the reasons for ``declined`` or ``dropout`` by the month it happened, most frequent first.

    Raises KeyError for another kind.
    """
    told = dataset.reasons[kind]
    keep = dataset.cube.profiles.chosen(selection)[told.profile].astype(bool)
    if selection.first:
        keep &= np.asarray(told.month >= calendar.month_number(selection.first))
    if selection.last:
        keep &= np.asarray(told.month <= calendar.month_number(selection.last))
    codes, counts = np.unique(told.code[keep], return_counts=True)
    found = [
        ReasonCount(str(code), 0 if is_small(n, n) else int(n), bool(is_small(n, n)))
        for code, n in zip(codes, counts, strict=True)
    ]
    return tuple(sorted(found, key=lambda reason: (-reason.n, reason.code)))
