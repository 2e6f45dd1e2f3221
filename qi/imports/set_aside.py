"""How large a share of the rows each import set aside: one run chart for each mapping, over its imports."""

from __future__ import annotations

from collections.abc import Sequence

from qi.analysis import Analysis
from qi.imports.history import Receipt
from qi.improvement.own_indicator import OwnIndicator, OwnKind, OwnValue, Rhythm
from qi.own_series import analyse_own
from qi.selection import Selection
from qi.verdict import Direction


def set_aside_charts(kept: Sequence[Receipt]) -> tuple[Analysis, ...]:
    """Return an analysis for each mapping that has been imported by, in order of its title.

    Imports by one mapping on one day are one point; those that changed nothing left no receipt.
    """
    by_mapping: dict[str, list[Receipt]] = {}
    for one in kept:
        by_mapping.setdefault(one.mapping, []).append(one)
    return tuple(_chart(title, by_mapping[title]) for title in sorted(by_mapping))


def _chart(title: str, imports: Sequence[Receipt]) -> Analysis:
    counted = OwnIndicator(team="", name=title, kind=OwnKind.SHARE, direction=Direction.DOWN, rhythm=Rhythm.WHENEVER)
    values = [
        OwnValue(
            indicator=title,
            on=one.extracted_at.date(),
            value=one.rows_set_aside,
            of=one.rows_in + one.rows_set_aside,
        )
        for one in imports
    ]
    return analyse_own(title, counted, values, Selection(), as_of=max(one.on for one in values))
