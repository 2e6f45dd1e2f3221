"""Which units a selection is divided into, and what may not be divided: across municipalities only the lattice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from qi.dataset import Dataset
from qi.selection import Period, Selection

PUBLISHED = ("municipality", "programme")
"""The dimensions in which units may be compared across municipalities: those of the lattice."""

OWN = ("unit", "age_group", "sex", "education")
"""The dimensions in which the citizens of one municipality may be compared on its own screen."""

BY = (*PUBLISHED, *OWN)


class Refused(StrEnum):
    """Why a selection may not be divided into these units."""

    ONE_MUNICIPALITY = "one_municipality"
    ONE_OR_ALL = "one_or_all"


def refused(selection: Selection, by: str) -> Refused | None:
    """Return why a selection may not be divided by a dimension, None where it may."""
    n = len(selection.municipality)
    if by in OWN:
        return None if n == 1 else Refused.ONE_MUNICIPALITY
    return Refused.ONE_OR_ALL if by == "programme" and n > 1 else None


def not_applied(selection: Selection, by: str) -> tuple[str, ...]:
    """Return the filters that cannot be used across municipalities: those outside the lattice."""
    return tuple(name for name in selection.restrictions() if name not in PUBLISHED) if by in PUBLISHED else ()


def units_of(dataset: Dataset, selection: Selection, by: str) -> Mapping[str, Selection]:
    """Return the selection of each unit by code.

    Of one's own numbers the groups are small, so they are told by quarter. Raises ValueError where it is refused.
    """
    if reason := refused(selection, by):
        raise ValueError(f"cannot divide by {by}: {reason}: choose one municipality")
    kept = {name: getattr(selection, name) for name in (*PUBLISHED, "first", "last")}
    whole = Selection(**kept) if by in PUBLISHED else replace(selection, period=Period.QUARTER)
    return {code: _divided(whole, by, code) for code in _codes(dataset, selection, by)}


def _divided(whole: Selection, by: str, code: str) -> Selection:
    one: dict[str, Any] = {by: (code,)}
    return replace(whole, **one)


def _codes(dataset: Dataset, selection: Selection, by: str) -> tuple[str, ...]:
    chosen: tuple[str, ...] = getattr(selection, by)
    if chosen:
        return chosen
    if by == "unit":
        return tuple(unit.code for unit in dataset.units if unit.municipality in selection.municipality)
    return dataset.codes[by]
