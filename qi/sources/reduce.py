"""Reduce the validated tables to facts, cube and score arrays, on the engine that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import duckdb
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from qi import facts
from qi.calendar import WorkingDays, calendar_rows, day_number, due_rows
from qi.cells import cells_query, value_counts_query
from qi.cube import OPEN, SUMS, Cube, Profiles, ValueCounts, profiles_of
from qi.dataset import PAIRED_MEASURES, WAVES, AdverseEvents, Courses, Journeys, Reasons
from qi.indicator import Indicator, Measure
from qi.selection import DIMENSIONS

Columns = Mapping[str, Any]
T = TypeVar("T", bound=np.generic)


def build_facts(engine: duckdb.DuckDBPyConnection, working: WorkingDays, *, as_of: date) -> None:
    """Make the calendar tables and every ``fact_<step>`` from the canonical tables in the engine."""
    _insert(engine, "calendar", calendar_rows(working))
    anchors = [row[0] for row in engine.execute("select distinct followup_months from programmes").fetchall()]
    _insert(engine, "due", due_rows(calendar_rows(working)["d"], months=anchors))  # type: ignore[arg-type]
    _insert(engine, "snapshot", {"as_of_day": [day_number(as_of)], "as_of_workday": [working.passed(as_of)]})
    for step in facts.STEPS:
        engine.execute(f"create table fact_{step} as {facts.statement(step)}")


def build_cube(
    engine: duckdb.DuckDBPyConnection, indicators: Mapping[str, Indicator], *, first_month: int, last_month: int
) -> Cube:
    """Run every indicator's query and return the cube from ``first_month`` to ``last_month`` (month numbers)."""
    profiles = _profiles(engine)
    n_months = last_month - first_month + 1
    specs = {key: indicator.spec for key, indicator in indicators.items() if indicator.spec is not None}
    filled = {step for step in facts.STEPS if engine.execute(f"select 1 from fact_{step} limit 1").fetchall()}  # noqa: S608
    places: list[NDArray[np.int64]] = []
    columns: list[NDArray[np.int64]] = []
    sums: list[NDArray[np.int64]] = []
    for number, spec in enumerate(specs.values()):
        if spec.facts not in filled:
            continue
        month, profile, person, *values = _fetch(engine, cells_query(spec))
        inside = (month >= first_month) & (month <= last_month)
        row = (number * n_months + month - first_month) * len(SUMS)
        is_counted = values[0] > 0
        values += [_firsts(month, person, is_counted), _firsts(month // 3, person, is_counted)]
        for offset, value in enumerate(values):
            kept = inside & (value != 0)
            places.append(row[kept] + offset)
            columns.append(profile[kept])
            sums.append(value[kept])
    shape = (len(specs) * n_months * len(SUMS), profiles.size)
    return Cube(
        profiles=profiles,
        first_month=first_month,
        n_months=n_months,
        rows={key: number for number, key in enumerate(specs)},
        sums=_sparse(places, columns, sums, shape),
        value_counts={
            key: _value_counts(engine, indicators[key], profiles)
            for key in specs
            if indicators[key].measure is Measure.MEDIAN
        },
    )


def _firsts(period: NDArray[np.int64], person: NDArray[np.int64], is_counted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return 1 for one counted row of each citizen in each period: a filter can only undercount citizens."""
    first = np.zeros(len(period), dtype=np.int64)
    counted = np.flatnonzero(is_counted)
    citizen = period[counted] * (int(person.max(initial=0)) + 1) + person[counted]
    first[counted[np.unique(citizen, return_index=True)[1]]] = 1
    return first


def adverse_events(engine: duckdb.DuckDBPyConnection) -> AdverseEvents:
    """Return the adverse events up to and including the day the data are complete to, in order of date."""
    rows = engine.execute(
        "select k.day_no, e.municipality, e.programme from adverse_events e join calendar k on k.d = e.occurred_on "
        "cross join snapshot s where k.day_no <= s.as_of_day order by k.day_no, e.event_id"
    ).fetchall()
    return AdverseEvents(
        days=np.array([row[0] for row in rows], dtype=np.int64),
        municipality=np.array([row[1] for row in rows], dtype=np.str_),
        programme=np.array([row[2] for row in rows], dtype=np.str_),
    )


def courses_of(engine: duckdb.DuckDBPyConnection) -> Courses:
    """Return the started courses with their scores per wave."""
    found = engine.execute("select * from fact_scores order by course_id").fetchnumpy()
    return Courses(
        profile=_filled(found["profile"], np.int64(0)),
        start_month=_filled(found["start_month"], np.int64(0)),
        scores={
            measure: _by_wave([_filled(found[f"{measure}_{wave}"], np.float64(np.nan)) * scale for wave in WAVES])
            for measure, scale in PAIRED_MEASURES.items()
        },
    )


def journeys_of(engine: duckdb.DuckDBPyConnection) -> Journeys:
    """Return every course from received to closed."""
    found = engine.execute("select * from fact_journeys order by course_id").fetchnumpy()
    missing = np.float64(np.nan)
    start, end, left, due = (
        _filled(found[name], missing) for name in ("start_days", "end_days", "left_days", "followup_due_days")
    )
    return Journeys(
        profile=_filled(found["profile"], np.int64(0)),
        received_month=_filled(found["received_month"], np.int64(0)),
        start_month=_filled(found["start_month"], np.int64(-1)),
        observed_days=_filled(found["observed_days"], np.int64(0)),
        is_assessed=_filled(found["is_assessed"], np.int64(0)) == 1,
        start_days=start,
        end_days=end,
        left_days=left,
        forms=_by_wave([_filled(found[f"{wave}_form"], missing) for wave in WAVES]),
        form_days=_by_wave([_filled(found[f"{wave}_form_days"], missing) for wave in WAVES]),
        followup_due_days=due,
    )


def reasons_of(engine: duckdb.DuckDBPyConnection, kind: str) -> Reasons:
    """Return the reasons registered with events of one kind, up to the day the data are complete to."""
    found = engine.execute(
        "select coalesce(e.reason_code, '') as code, p.profile, k.month_no from events e "
        "join fact_profiles p on p.course_id = e.course_id join calendar k on k.d = e.occurred_on "
        "cross join snapshot s where e.kind = ? and k.day_no <= s.as_of_day order by e.course_id",
        [kind],
    ).fetchnumpy()
    return Reasons(
        code=np.asarray(found["code"], dtype=np.str_),
        profile=_filled(found["profile"], np.int64(0)),
        month=_filled(found["month_no"], np.int64(0)),
    )


def _by_wave(columns: list[NDArray[T]]) -> NDArray[T]:
    return np.stack(columns, axis=1)


def _filled(column: object, missing: T) -> NDArray[T]:
    """Return the column as plain numbers of the type of ``missing``, which stands where there is no value."""
    filled: NDArray[T] = np.ma.filled(np.ma.asarray(column).astype(missing.dtype), missing)
    return filled


def _profiles(engine: duckdb.DuckDBPyConnection) -> Profiles:
    names = ", ".join(DIMENSIONS)
    found = engine.execute(f"select distinct profile, {names} from fact_profiles order by profile").fetchnumpy()  # noqa: S608
    return profiles_of({name: np.asarray(found[name], dtype=object) for name in DIMENSIONS})


def _value_counts(engine: duckdb.DuckDBPyConnection, indicator: Indicator, profiles: Profiles) -> ValueCounts:
    assert indicator.spec is not None  # noqa: S101
    month, value, profile, n = _fetch(engine, value_counts_query(indicator.spec), missing=OPEN)
    keys, row = np.unique(np.stack([month, value]), axis=1, return_inverse=True)
    return ValueCounts(
        months=keys[0],
        values=keys[1],
        counts=_sparse([row.ravel()], [profile], [n], (keys.shape[1], profiles.size)),
    )


def _fetch(engine: duckdb.DuckDBPyConnection, query: str, *, missing: int = 0) -> list[NDArray[np.int64]]:
    found = engine.execute(query).fetchnumpy().values()
    return [_filled(column, np.int64(missing)) for column in found]


def _sparse(
    rows: list[NDArray[np.int64]],
    columns: list[NDArray[np.int64]],
    values: list[NDArray[np.int64]],
    shape: tuple[int, int],
) -> csr_array:
    empty = np.array([], dtype=np.int64)
    data = np.concatenate([empty, *values])
    at = (np.concatenate([empty, *rows]), np.concatenate([empty, *columns]))
    return coo_array((data, at), shape=shape).tocsr()


def _insert(engine: duckdb.DuckDBPyConnection, name: str, columns: Columns) -> None:
    values = list(columns.values())
    types = ["date" if len(column) and isinstance(column[0], date) else "bigint" for column in values]
    declared = ", ".join(f"{column} {kind}" for column, kind in zip(columns, types, strict=True))
    unnested = ", ".join(f"unnest(?::{kind}[])" for kind in types)
    engine.execute(f"create table {name} ({declared})")
    engine.execute(f"insert into {name} select {unnested}", values)
