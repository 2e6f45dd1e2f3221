"""From a session on an engine to a dataset: make facts and sums, part by part, and bring only these home."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields, replace
from datetime import date
from typing import Any

import numpy as np

from qi.calendar import WorkingDays, month_number
from qi.dataset import TABLES, Change, Dataset, Programme, Unit
from qi.indicators import INDICATORS
from qi.reasons import REASON_KINDS
from qi.sources import joining
from qi.sources.description import Description
from qi.sources.engine import Engine
from qi.sources.joining import Part
from qi.sources.reduce import adverse_events, build_cube, journeys_of, make_facts, prepare, reasons_of, recorded


def read_dataset(
    engine: Engine,
    described: Description,
    *,
    closed_yearly: Sequence[tuple[int, int]] = (),
    closed_days: Sequence[date] = (),
) -> Dataset:
    """Return the dataset of checked tables that the engine sees."""
    get_ready(engine, described, closed_yearly=closed_yearly, closed_days=closed_days)
    events = adverse_events(engine)
    parts = joining.with_common_profiles(tuple(_parts(engine, described)))
    cube = joining.cube_of(parts)
    courses, journeys = joining.courses_of(parts)
    read = Dataset(
        version="",
        title_da=described.title_da,
        title_en=described.title_en,
        is_synthetic=described.is_synthetic,
        as_of=described.as_of,
        extracted_at=described.extracted_at,
        first_month=described.first_month,
        **_places(engine),
        units=_units(engine),
        programmes=_programmes(engine),
        changes=_changes(engine),
        codes=cube.profiles.codes,
        cube=cube,
        adverse_events=events,
        courses=courses,
        journeys=journeys,
        reasons={kind: joining.reasons_of(parts, kind) for kind in REASON_KINDS},
    )
    return replace(read, version=content_hash(read))


def _parts(engine: Engine, described: Description) -> Iterator[Part]:
    """Yield what comes home of the citizens, as many at a time as the engine shows."""
    first, last = month_number(described.first_month), month_number(described.as_of)
    kinds = recorded(engine)
    for _ in engine.parts():
        make_facts(engine)
        yield Part(
            cube=build_cube(engine, INDICATORS, kinds=kinds, first_month=first, last_month=last),
            journeys=journeys_of(engine),
            reasons={kind: reasons_of(engine, kind) for kind in REASON_KINDS},
        )


def get_ready(
    engine: Engine,
    described: Description,
    *,
    closed_yearly: Sequence[tuple[int, int]] = (),
    closed_days: Sequence[date] = (),
) -> None:
    """Make what the facts of checked tables need, once, in the engine that sees them."""
    working = WorkingDays(
        first=date(described.first_month.year - 2, 1, 1),
        last=date(described.as_of.year + 2, 12, 31),
        closed_yearly=tuple(closed_yearly),
        closed_days=frozenset(closed_days),
    )
    prepare(engine, working, as_of=described.as_of)


def content_hash(dataset: Dataset) -> str:
    """Return a hash of everything in a dataset: equal on every engine for equal tables and definitions."""
    cube, courses = dataset.cube, dataset.courses
    said = (
        *(dataset.title_da, dataset.title_en, dataset.is_synthetic, dataset.as_of, dataset.extracted_at),
        *(dataset.first_month, dataset.municipalities, dataset.expected_need, dataset.population),
        *(tuple(map(astuple, records)) for records in (dataset.units, dataset.programmes, dataset.changes)),
        *(dataset.codes, cube.rows, tuple(cube.value_counts), tuple(courses.scores)),
    )
    arrays = [
        *(getattr(cube.stored, part) for part in ("indptr", "indices", "data")),
        *cube.profiles.coded.values(),
        *(array for kept in cube.value_counts.values() for array in (kept.months, kept.values, *kept.counts.nonzero())),
        *(kept.counts.data for kept in cube.value_counts.values()),
        *(courses.profile, courses.start_month, *courses.scores.values()),
        *(getattr(dataset.journeys, one.name) for one in fields(dataset.journeys)),
        *(dataset.adverse_events.days, dataset.adverse_events.municipality, dataset.adverse_events.programme),
        *(array for told in dataset.reasons.values() for array in (told.code, told.profile, told.month)),
    ]
    digest = hashlib.blake2b(repr(said).encode(), digest_size=8)
    for array in arrays:
        digest.update(np.ascontiguousarray(array).view(np.uint8).data)
    return digest.hexdigest()


def _places(engine: Engine) -> dict[str, Any]:
    """Return names, expected needs and populations of the municipalities, by code."""
    rows = _rows(engine, "municipalities", "municipality", "name", "population", "expected_need")
    return {
        "municipalities": {code: name for code, name, _, _ in rows},
        "expected_need": {code: need for code, _, _, need in rows if need is not None},
        "population": {code: population for code, _, population, _ in rows if population is not None},
    }


def _units(engine: Engine) -> tuple[Unit, ...]:
    rows = _rows(engine, "units", "unit", "municipality", "name")
    return tuple(Unit(code=code, municipality=municipality, name=name) for code, municipality, name in rows)


def _programmes(engine: Engine) -> tuple[Programme, ...]:
    rows = _rows(engine, "programmes", "programme", "name_da", "name_en", "followup_anchor", "followup_months")
    return tuple(
        Programme(code=code, name_da=da, name_en=en, followup_anchor=anchor, followup_months=months)
        for code, da, en, anchor, months in rows
    )


def _changes(engine: Engine) -> tuple[Change, ...]:
    rows = _rows(engine, "changes", *(column.name for column in TABLES["changes"]))
    return tuple(
        Change(
            code=code,
            starts_on=starts_on,
            ends_on=ends_on,
            kind=kind,
            municipality=municipality or None,
            programme=programme or None,
            indicators=tuple(key.strip() for key in (indicators or "").split(",") if key.strip()),
            title_da=da,
            title_en=en,
        )
        for code, starts_on, ends_on, kind, municipality, programme, indicators, da, en in sorted(
            rows, key=lambda row: (row[1], row[0])
        )
    )


def _rows(engine: Engine, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return the rows of a small table in order of its first column; None where a value is missing."""
    found = engine.fetch(f"select {', '.join(columns)} from {table} order by {columns[0]}")  # noqa: S608
    return list(zip(*(_plain(found[column]) for column in columns), strict=True))


def _plain(column: Any) -> list[Any]:
    """Return an array as plain Python values; DuckDB gives dates as numpy's."""
    if np.issubdtype(column.dtype, np.datetime64):
        column = column.astype("datetime64[D]")
    values: list[Any] = column.tolist()
    return values
