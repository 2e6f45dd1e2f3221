"""Join what came home of the citizens, part by part, to one cube and one row a course.

The answer does not depend on the parts, nor on the order in which an engine gave the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from qi.cells import PROFILE
from qi.cube import Cube, Profiles, ValueCounts
from qi.dataset import PAIRED_MEASURES, WAVES, Courses, Journeys, Reasons
from qi.selection import DIMENSIONS

Numbers = NDArray[np.int64]
Columns = Mapping[str, NDArray[Any]]

_MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd number: the order of the columns matters
_DAYS = ("start_days", "end_days", "left_days", "followup_due_days")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What came home of some citizens: the cube of their profiles, the columns of their courses, reasons by kind."""

    cube: Cube
    journeys: Columns
    reasons: Mapping[str, Columns]


def with_common_profiles(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts with profiles numbered among those of all parts, ordered by their codes."""
    codes: dict[str, tuple[str, ...]] = {}
    coded: list[Numbers] = []
    for dimension in DIMENSIONS:
        said = [np.array(part.cube.profiles.codes[dimension], dtype=np.str_) for part in parts]
        known, number = np.unique(np.concatenate(said), return_inverse=True)
        of_part = np.split(number, np.cumsum([len(one) for one in said])[:-1])
        codes[dimension] = tuple(known.tolist())
        coded.append(
            np.concatenate([n[part.cube.profiles.coded[dimension]] for n, part in zip(of_part, parts, strict=True)])
        )
    shape = [max(len(known), 1) for known in codes.values()]
    places, number = np.unique(np.ravel_multi_index(coded, shape), return_inverse=True)
    found = dict(zip(DIMENSIONS, np.unravel_index(places, shape), strict=True))
    profiles = Profiles(codes=codes, coded=found, size=len(places))
    ends = np.cumsum([part.cube.profiles.size for part in parts])[:-1]
    return tuple(_renumbered(part, profiles, n) for part, n in zip(parts, np.split(number, ends), strict=True))


def _renumbered(part: Part, profiles: Profiles, number: Numbers) -> Part:
    """Return the part with these profiles; ``number`` says which of them each of its own is."""

    def placed(counts: csr_array) -> csr_array:
        shape = (counts.shape[0], profiles.size)
        return csr_array((counts.data, number[counts.indices], counts.indptr), shape=shape)

    def renamed(columns: Columns) -> Columns:
        return {**columns, PROFILE: number[columns[PROFILE].astype(np.int64)]}

    cube = part.cube
    kept = {key: replace(found, counts=placed(found.counts)) for key, found in cube.value_counts.items()}
    return Part(
        cube=replace(cube, profiles=profiles, stored=placed(cube.stored), value_counts=kept),
        journeys=renamed(part.journeys),
        reasons={kind: renamed(found) for kind, found in part.reasons.items()},
    )


def cube_of(parts: Sequence[Part]) -> Cube:
    """Return the sums of all parts."""
    first = parts[0].cube
    return replace(
        first,
        stored=reduce(csr_array.__add__, (part.cube.stored for part in parts)),
        value_counts={key: _added([part.cube.value_counts[key] for part in parts]) for key in first.value_counts},
    )


def _added(counted: Sequence[ValueCounts]) -> ValueCounts:
    """Return the value counts of all parts, ordered by month and value."""
    places = np.concatenate([np.stack([one.months, one.values]) for one in counted], axis=1)
    keys, row = np.unique(places, axis=1, return_inverse=True)
    found = [one.counts.tocoo() for one in counted]
    of_part = np.split(row.ravel(), np.cumsum([len(one.months) for one in counted])[:-1])
    at = np.concatenate([rows[one.row] for rows, one in zip(of_part, found, strict=True)])
    data, profile = (np.concatenate([getattr(one, name) for one in found]) for name in ("data", "col"))
    counts = coo_array((data, (at, profile)), shape=(keys.shape[1], counted[0].counts.shape[1])).tocsr()
    return ValueCounts(months=keys[0], values=keys[1], counts=counts)


def courses_of(parts: Sequence[Part]) -> tuple[Courses, Journeys]:
    """Return the started courses with their scores, and every course from received to closed, in the same order."""
    found = _ordered([part.journeys for part in parts])
    is_started = np.isfinite(found["start_month"])
    courses = Courses(
        profile=found[PROFILE][is_started],
        start_month=found["start_month"][is_started].astype(np.int64),
        scores={
            measure: _by_wave(found, f"{measure}_{{}}")[is_started] * factor
            for measure, factor in PAIRED_MEASURES.items()
        },
    )
    journeys = Journeys(
        profile=found[PROFILE],
        received_month=found["received_month"].astype(np.int64),
        start_month=np.where(is_started, found["start_month"], -1).astype(np.int64),
        observed_days=found["observed_days"].astype(np.int64),
        is_assessed=found["is_assessed"] == 1,
        forms=_by_wave(found, "{}_form"),
        form_days=_by_wave(found, "{}_form_days"),
        **{name: found[name].astype(np.float64) for name in _DAYS},
    )
    return courses, journeys


def reasons_of(parts: Sequence[Part], kind: str) -> Reasons:
    """Return the reasons registered with one kind of event."""
    return Reasons(**_ordered([part.reasons[kind] for part in parts]))


def _by_wave(found: Columns, name: str) -> NDArray[np.float64]:
    return np.stack([found[name.format(wave)] for wave in WAVES], axis=1).astype(np.float64)


def _ordered(parts: Sequence[Columns]) -> dict[str, NDArray[Any]]:
    """Return the rows of all parts in an order that follows from their values alone."""
    order = np.argsort(np.concatenate([_mixed(part) for part in parts]), kind="stable")
    return {name: np.concatenate([part[name] for part in parts])[order] for name in parts[0]}


def _mixed(columns: Columns) -> NDArray[np.uint64]:
    """Return a number for each row that nearly always differs where the rows do."""
    mixed = np.zeros(len(columns[PROFILE]), dtype=np.uint64)
    for column in columns.values():
        values = column.astype(object) if column.dtype.kind == "U" else column
        mixed = pd.util.hash_array(mixed * _MIX + pd.util.hash_array(values, categorize=True))
    return mixed
