"""Indirect standardisation: the hits a unit would have if each group of its citizens did as that group does overall.

Reference: Verburg et al. (2018), Stat Methods Med Res 27:3350 (PMC6193208), on funnels of standardised shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qi import calendar
from qi.analysis import Analysis
from qi.comparison.pooling import Window
from qi.cube import SUMS
from qi.dataset import Dataset
from qi.subgroups import MONTHS, Status

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


CASE_MIX = ("age_group", "sex", "programme")
"""What citizens are made alike in: the programme stands for the diagnosis."""


def expected_hits(hits: Counts, cases: Counts) -> Numbers:
    """Return the hits each unit would have with the overall share of each group; arrays have shape (units, groups).

    The sum over units is the number of hits there are. A group without cases adds nothing.
    """
    in_group = cases.sum(axis=0)
    share = np.divide(hits.sum(axis=0), in_group, out=np.zeros(len(in_group)), where=in_group > 0)
    return np.asarray(cases @ share)


def expected_of_units(
    dataset: Dataset, key: str, analyses: Mapping[str, Analysis], within: Window, *, by: str = "municipality"
) -> dict[str, float]:
    """Return the hits expected of each unit in the periods that are pooled, given who its citizens are.

    The analyses are the series that are compared, divided ``by`` a dimension that is not made alike; only their counted
    periods in the window are used. What comes out is one sum over all citizens of a unit, never that of one group.
    """
    group, n_groups = _groups(dataset, [name for name in CASE_MIX if name != by])
    found = [_by_group(dataset, key, one, within, group, n_groups) for one in analyses.values()]
    if not found:
        return {}
    hits, cases = (np.stack([counts[i] for counts in found]) for i in (0, 1))
    return dict(zip(analyses, expected_hits(hits, cases).tolist(), strict=True))


def _groups(dataset: Dataset, names: Sequence[str]) -> tuple[NDArray[np.int64], int]:
    """Return the group of each profile, and how many there can be."""
    profiles = dataset.cube.profiles
    sizes = [len(profiles.codes[name]) for name in names]
    coded = np.ravel_multi_index([profiles.coded[name] for name in names], sizes)
    return np.asarray(coded, dtype=np.int64), int(np.prod(sizes))


def _by_group(
    dataset: Dataset, key: str, analysis: Analysis, within: Window, group: NDArray[np.int64], n_groups: int
) -> tuple[Counts, Counts]:
    """Return hits and cases of each group in the pooled periods of one unit."""
    cube = dataset.cube
    length, table = MONTHS[analysis.selection.period], analysis.table
    months = [
        calendar.month_number(start) - cube.first_month + i
        for start, status in zip(table.starts, table.status, strict=True)
        if status is Status.COUNTED and within.holds(start)
        for i in range(length)
    ]
    chosen = cube.profiles.chosen(analysis.selection)
    first = cube.rows[key] * cube.n_months * len(SUMS)
    by_profile = (
        np.asarray(cube.stored[[first + month * len(SUMS) + SUMS.index(name) for month in months]].sum(axis=0)).ravel()
        for name in ("numerator", "n")
    )
    hits, cases = (np.bincount(group, weights=counts * chosen, minlength=n_groups) for counts in by_profile)
    return hits.astype(np.int64), cases.astype(np.int64)
