"""Reduce the validated tables to facts, sums and rows without names, on the engine that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from qi import cells, facts
from qi.calendar import WorkingDays, calendar_rows, day_number, due_rows
from qi.cells import MONTH, PROFILE, Batch
from qi.cube import OPEN, SUMS, Cube, Profiles, ValueCounts, profiles_of
from qi.dataset import AdverseEvents, Column
from qi.indicator import Indicator, Measure, Spec
from qi.selection import DIMENSIONS
from qi.sources.engine import Engine, Values

T = TypeVar("T", bound=np.generic)
Numbers = NDArray[np.int64]


def prepare(engine: Engine, working: WorkingDays, *, as_of: date) -> None:
    """Make the calendar tables, and the facts that are asked of all citizens at once."""
    calendar = calendar_rows(working)
    anchors = engine.fetch("select distinct followup_months from programmes")["followup_months"].tolist()
    _put(engine, "calendar", calendar)
    _put(engine, "due", due_rows(calendar["d"], months=anchors))  # type: ignore[arg-type]
    _put(engine, "snapshot", {"as_of_day": [day_number(as_of)], "as_of_workday": [working.passed(as_of)]})
    for step in facts.OF_ALL:
        engine.keep(f"fact_{step}", facts.statement(step))


def make_facts(engine: Engine) -> None:
    """Make every ``fact_<step>`` of the citizens in view."""
    for step in facts.STEPS:
        engine.keep(f"fact_{step}", facts.statement(step))


def _put(engine: Engine, name: str, values: Values) -> None:
    engine.put(name, [Column(column, "date" if column == "d" else "int32") for column in values], values)


@dataclass(frozen=True, slots=True)
class Entries:
    """Some entries of the cube: of one indicator and sum, at months and profiles."""

    key: str
    name: str
    month: Numbers
    profile: Numbers
    value: Numbers


def build_cube(
    engine: Engine, indicators: Mapping[str, Indicator], *, kinds: frozenset[str], first_month: int, last_month: int
) -> Cube:
    """Run the indicators' queries and return the cube from ``first_month`` to ``last_month`` (month numbers).

    ``kinds`` are the kinds of event that are in the data at all.
    """
    profiles = _profiles(engine)
    specs = {key: indicator.spec for key, indicator in indicators.items() if indicator.spec is not None}
    rows = {key: number for number, key in enumerate(specs)}
    n_months = last_month - first_month + 1
    places: list[Numbers] = []
    columns: list[Numbers] = []
    values: list[Numbers] = []
    for batch in cells.batches({key: spec for key, spec in specs.items() if kinds.issuperset(spec.rests_on)}):
        for entries in batch_sums(engine, batch, n_profiles=profiles.size):
            kept = np.flatnonzero((entries.value != 0) & (entries.month >= first_month) & (entries.month <= last_month))
            block = rows[entries.key] * n_months * len(SUMS) + SUMS.index(entries.name)
            places.append(block + (entries.month[kept] - first_month) * len(SUMS))
            columns.append(entries.profile[kept])
            values.append(entries.value[kept])
    return Cube(
        profiles=profiles,
        first_month=first_month,
        n_months=n_months,
        rows=rows,
        stored=_sparse(places, columns, values, (len(specs) * n_months * len(SUMS), profiles.size)),
        value_counts={
            key: _value_counts(engine, spec, profiles)
            for key, spec in specs.items()
            if indicators[key].measure is Measure.MEDIAN
        },
    )


def recorded(engine: Engine) -> frozenset[str]:
    """Return the kinds of event that are in the data at all."""
    return frozenset(engine.fetch("select distinct kind from events")["kind"].tolist())


def batch_sums(engine: Engine, batch: Batch, *, n_profiles: int) -> Iterator[Entries]:
    """Yield the sums of a batch, and by how much citizens with several cases make cases more than citizens."""
    found = _numbers(engine, cells.cells_query(batch))
    for key, spec in batch.specs.items():
        for name in cells.sums_of(spec):
            yield Entries(key, name, found[MONTH], found[PROFILE], found[f"{key}_{name}".lower()])
    repeats = f"repeats_{batch.name}"
    engine.keep(repeats, cells.repeats_query(batch))
    cases = _numbers(engine, cells.considered_query(batch, repeats))
    if not len(cases[MONTH]):
        return
    for key in batch.specs:
        for name in cells.CITIZENS:
            yield Entries(key, name, cases[MONTH], cases[PROFILE], cases[key.lower()])
    yield from _firsts(engine, batch, repeats, n_profiles=n_profiles)


def _firsts(engine: Engine, batch: Batch, repeats: str, *, n_profiles: int) -> Iterator[Entries]:
    """Yield less 1 for one case of each citizen in each month, and each quarter: a filter only undercounts citizens."""
    found = _numbers(engine, cells.citizens_query(batch, repeats, n_profiles=n_profiles))
    month, profile = np.divmod(found["place"], n_profiles)
    for number, key in enumerate(batch.specs):
        for period, name in enumerate(cells.CITIZENS):
            mine = (found[cells.SPEC] == number) & (found["period"] == period)
            yield Entries(key, name, month[mine], profile[mine], -found["n"][mine])


def adverse_events(engine: Engine) -> AdverseEvents:
    """Return the adverse events up to and including the day the data are complete to, in order of date."""
    found = engine.fetch(
        "select k.day_no, e.municipality, e.programme from adverse_events e join calendar k on k.d = e.occurred_on "
        "cross join snapshot s where k.day_no <= s.as_of_day order by k.day_no, e.event_id"
    )
    return AdverseEvents(
        days=_filled(found["day_no"], np.int64(0)),
        municipality=np.asarray(found["municipality"], dtype=np.str_),
        programme=np.asarray(found["programme"], dtype=np.str_),
    )


def journeys_of(engine: Engine) -> dict[str, NDArray[np.float32]]:
    """Return the columns of every course from received to closed, with NaN where there is no value.

    All are whole numbers far below 2 ** 24, which four bytes hold exactly.
    """
    found = engine.fetch("select * from fact_journeys")
    return {name: _filled(column, np.float32(np.nan)) for name, column in found.items()}


def reasons_of(engine: Engine, kind: str) -> dict[str, NDArray[Any]]:
    """Return code, profile and month of the reasons registered with events of one kind, up to the day of the data."""
    found = engine.fetch(
        "select coalesce(e.reason_code, '') as code, p.profile, k.month_no as month from events e "  # noqa: S608
        "join fact_profiles p on p.course_id = e.course_id join calendar k on k.d = e.occurred_on "
        f"cross join snapshot s where e.kind = '{kind}' and k.day_no <= s.as_of_day"
    )
    numbers = {name: _filled(found[name], np.int64(0)) for name in (PROFILE, "month")}
    return {"code": np.asarray(found["code"], dtype=np.str_), **numbers}


def _filled(column: object, missing: T) -> NDArray[T]:
    """Return the column as plain numbers of the type of ``missing``, which stands where there is no value."""
    filled: NDArray[T] = np.ma.filled(np.ma.asarray(column).astype(missing.dtype, copy=False), missing)
    return filled


def _profiles(engine: Engine) -> Profiles:
    names = ", ".join(DIMENSIONS)
    found = engine.fetch(f"select distinct profile, {names} from fact_profiles order by profile")  # noqa: S608
    return profiles_of({name: np.asarray(found[name], dtype=object) for name in DIMENSIONS})


def _value_counts(engine: Engine, spec: Spec, profiles: Profiles) -> ValueCounts:
    found = _numbers(engine, cells.value_counts_query(spec), missing=OPEN)
    keys, row = np.unique(np.stack([found[spec.month], found[str(spec.value)]]), axis=1, return_inverse=True)
    return ValueCounts(
        months=keys[0],
        values=keys[1],
        counts=_sparse([row.ravel()], [found[PROFILE]], [found["n"]], (keys.shape[1], profiles.size)),
    )


def _numbers(engine: Engine, query: str, *, missing: int = 0) -> dict[str, Numbers]:
    return {name: _filled(column, np.int64(missing)) for name, column in engine.fetch(query).items()}


def _sparse(
    rows: list[Numbers],
    columns: list[Numbers],
    values: list[Numbers],
    shape: tuple[int, int],
) -> csr_array:
    """Return the sum of the entries that fall on each place."""
    empty = np.array([], dtype=np.int64)
    data = np.concatenate([empty, *values])
    at = (np.concatenate([empty, *rows]), np.concatenate([empty, *columns]))
    summed = coo_array((data, at), shape=shape).tocsr()
    summed.eliminate_zeros()
    return summed
