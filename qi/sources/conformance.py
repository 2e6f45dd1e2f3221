"""Does an engine say what DuckDB says? Every indicator on the tiny tables; an engine that differs is not used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qi.dataset import TABLES, Dataset, DatasetError
from qi.sources.embedded import embedded
from qi.sources.engine import Engine
from qi.sources.reading import read_dataset
from qi.sources.tiny import DESCRIPTION, tiny_tables

REST = ("profiles", "scores", "journeys", "reasons", "adverse_events", "version")
"""What is compared beside the indicators; the version is a hash of the whole answer."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One indicator, or one of ``REST``: how many values DuckDB has for it, and whether the engine has the same."""

    subject: str
    n_values: int
    is_equal: bool


def agreements(engine: Engine) -> tuple[Agreement, ...]:
    """Return how the engine compares with DuckDB on the tiny tables, which are made in this session of it."""
    wanted, found = reference(), reduced(engine)
    answers = _answers(found)
    return tuple(
        Agreement(subject, sum(map(len, arrays)), _are_equal(arrays, answers[subject]))
        for subject, arrays in _answers(wanted).items()
    )


def require(compared: Sequence[Agreement], name: str) -> None:
    """Raise DatasetError, which names the engine and what differs, unless it says all that DuckDB says."""
    different = [found.subject for found in compared if not found.is_equal]
    if different:
        raise DatasetError(f"{name} does not count as DuckDB does and is not used: {', '.join(different)} differ")


def table(compared: Mapping[str, Sequence[Agreement]]) -> str:
    """Return a Markdown table: a row an indicator, a column an engine; DuckDB with how many values it has."""
    wanted = _answers(reference())
    lines = [f"| | DuckDB | {' | '.join(compared)} |".replace("|  |", "|"), "|---" * (len(compared) + 2) + "|"]
    for number, (subject, arrays) in enumerate(wanted.items()):
        told = [_told(found[number]) for found in compared.values()]
        lines.append(f"| {' | '.join([subject, f'{sum(map(len, arrays))} values', *told])} |")
    return "\n".join(lines) + "\n"


def _told(agreement: Agreement) -> str:
    return "equal" if agreement.is_equal else "DIFFERS"


@cache
def reference() -> Dataset:
    """Return what DuckDB makes of the tiny tables."""
    with embedded(Path()) as engine:
        return reduced(engine)


def reduced(engine: Engine) -> Dataset:
    """Make the tiny tables in a session of an engine and return what it makes of them."""
    for name, rows in tiny_tables().items():
        columns = TABLES[name]
        engine.put(name, columns, {column.name: [row[column.name] for row in rows] for column in columns})
    return read_dataset(engine, DESCRIPTION)


def _answers(dataset: Dataset) -> dict[str, tuple[NDArray[np.generic], ...]]:
    """Return the numbers behind each indicator, and the rest, as arrays without gaps."""
    cube = dataset.cube
    answers: dict[str, tuple[NDArray[np.generic], ...]] = {}
    for key in cube.rows:
        cells = cube.of(key)
        counts = cube.value_counts.get(key)
        of_median = (counts.months, counts.values, *counts.counts.nonzero(), counts.counts.data) if counts else ()
        answers[key] = (*cells.nonzero(), cells.data, *of_median)
    told = dataset.reasons.values()
    return {
        **answers,
        "profiles": (*cube.profiles.coded.values(), *(np.array(codes) for codes in cube.profiles.codes.values())),
        "scores": (dataset.courses.profile, dataset.courses.start_month, *dataset.courses.scores.values()),
        "journeys": tuple(getattr(dataset.journeys, one.name).ravel() for one in fields(dataset.journeys)),
        "reasons": tuple(array for one in told for array in (one.code, one.profile, one.month)),
        "adverse_events": (dataset.adverse_events.days, dataset.adverse_events.municipality),
        "version": (np.array([dataset.version]),),
    }


def _are_equal(wanted: tuple[NDArray[np.generic], ...], found: tuple[NDArray[np.generic], ...]) -> bool:
    return len(wanted) == len(found) and all(
        np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(wanted, found, strict=True)
    )
