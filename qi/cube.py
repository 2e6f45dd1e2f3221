"""The cube: every indicator's whole-number sums per month and profile, so that any selection is one sparse product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from qi.selection import DIMENSIONS, Selection

SUMS = ("n", "numerator", "total", "sumsq", "pending", "citizens", "citizens_quarter")
"""The sums kept for a month: counted cases, hits, sum and sum of squares of the value, cases not settled, citizens.

``citizens_quarter`` counts each citizen once a quarter, in the first month of the quarter that he or she appears.
"""

_CITIZENS = slice(SUMS.index("citizens"), None)

OPEN = 2**31 - 1
"""The value of an open case among value counts: longer than any known."""


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """The combinations of dimension values that occur: one code array per dimension, shape (profiles,)."""

    codes: Mapping[str, tuple[str, ...]]
    coded: Mapping[str, NDArray[np.int64]]
    size: int

    def chosen(self, selection: Selection) -> NDArray[np.int64]:
        """Return 1 for each profile the selection holds, else 0; unknown values choose nothing."""
        is_chosen = np.ones(self.size, dtype=bool)
        for dimension, values in selection.restrictions().items():
            wanted = np.array([code in values for code in self.codes[dimension]], dtype=bool)
            is_chosen &= wanted[self.coded[dimension]]
        return is_chosen.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class ValueCounts:
    """How often each value occurs, for medians: rows ordered by month and value, shape (rows, profiles)."""

    months: NDArray[np.int64]
    values: NDArray[np.int64]
    counts: csr_array


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """The sums of all indicators. ``stored`` has one row per (indicator, month, sum) and one column per profile.

    In the rows of citizens stands by how much the cases are more than the citizens, which nearly everywhere is 0: this
    keeps the cube of a whole country in memory.
    """

    profiles: Profiles
    first_month: int
    n_months: int
    rows: Mapping[str, int]
    stored: csr_array
    value_counts: Mapping[str, ValueCounts]

    def select(self, selection: Selection, keys: Iterable[str]) -> dict[str, NDArray[np.int64]]:
        """Return for each indicator its sums, shape (months, len(SUMS)), over all months of the data."""
        chosen = self.profiles.chosen(selection)
        wanted = list(keys)
        if len(wanted) * 4 > len(self.rows):
            everything = (self.stored @ chosen).reshape(-1, self.n_months, len(SUMS))
            return {key: _with_citizens(everything[self.rows[key]]) for key in wanted}
        shape = (self.n_months, len(SUMS))
        return {key: _with_citizens((self.of(key) @ chosen).reshape(shape)) for key in wanted}

    def grouped(self, key: str, groups: csr_array) -> NDArray[np.int64]:
        """Return the sums of one indicator over groups of profiles, shape (months, len(SUMS), groups).

        ``groups`` is 1 where a profile belongs to a group, shape (profiles, groups).
        """
        summed = (self.of(key) @ groups).toarray()
        return _with_citizens(summed.reshape(self.n_months, len(SUMS), groups.shape[1]))

    def of(self, key: str) -> csr_array:
        """Return the stored rows of one indicator, shape (months * len(SUMS), profiles)."""
        height = self.n_months * len(SUMS)
        first = self.rows[key] * height
        begins = self.stored.indptr[first : first + height + 1]
        # These rows lie together: seen where they are, since a slice would copy them for each selection.
        entries = slice(begins[0], begins[-1])
        kept = csr_array((height, self.profiles.size), dtype=self.stored.dtype)
        kept.indptr, kept.indices = begins - begins[0], self.stored.indices[entries]
        kept.data = self.stored.data[entries]
        return kept

    def select_values(self, selection: Selection, key: str) -> tuple[NDArray[np.int64], ...]:
        """Return months, values and counts of one indicator's value counts, each of shape (rows,)."""
        kept = self.value_counts[key]
        return kept.months, kept.values, kept.counts @ self.profiles.chosen(selection)


def _with_citizens(sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sums, shape (months, len(SUMS), ...), with citizens where the cube stores repeats."""
    counted = sums.copy()
    counted[:, _CITIZENS] = sums[:, :1] - sums[:, _CITIZENS]
    return counted


def median_of_counts(values: NDArray[np.int64], counts: NDArray[np.int64]) -> float:
    """Return the median of ``values`` (ascending) that occur ``counts`` times; NaN where it falls on an open case."""
    reached = np.cumsum(counts)
    n = int(reached[-1]) if len(reached) else 0
    if n == 0:
        return float("nan")
    middle = [int(values[np.searchsorted(reached, k)]) for k in ((n + 1) // 2, n // 2 + 1)]
    return float("nan") if OPEN in middle else sum(middle) / 2


def profiles_of(columns: Mapping[str, NDArray[np.object_]]) -> Profiles:
    """Return the profiles whose dimension values are given, one array of shape (profiles,) per dimension."""
    codes: dict[str, tuple[str, ...]] = {}
    coded: dict[str, NDArray[np.int64]] = {}
    for dimension in DIMENSIONS:
        known, inverse = np.unique(columns[dimension].astype(str), return_inverse=True)
        codes[dimension] = tuple(str(code) for code in known)
        coded[dimension] = inverse.astype(np.int64)
    return Profiles(codes=codes, coded=coded, size=len(columns[DIMENSIONS[0]]))
