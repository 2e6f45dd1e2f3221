"""Find the course that a line belongs to by its citizen and a day, where the file has no id of the course.

It is the course received latest on or before the day. Where an earlier one was still open when that was received, two
courses may be meant: the line is set aside, for an answer must not be counted in the wrong one.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from qi.imports.mapping import Mapping, SourceColumn
from qi.imports.typed import FAULT

_FOUND = """
with known as (
  select c.person_id, c.course_id, c.received_on, coalesce(min(e.occurred_on), date '9999-12-31') as over_on
  from store.courses c left join store.events e
    on e.course_id = c.course_id and e.kind in ('end', 'dropout', 'declined')
  group by c.person_id, c.course_id, c.received_on
), fitting as (
  select line, course_id, received_on, over_on, max(received_on) over (partition by line) as latest_on
  from lines join known on person_id = person and received_on <= day
), meant as (
  select line, count(*) as n, max_by(course_id, received_on) as course_id
  from fitting where over_on >= latest_on group by line
)
select
  case when n = 1 then course_id end as value,
  case
    when person_fault is not null or day_fault is not null then null
    when person is null or day is null then 'empty:missing'
    when n is null then 'no_course:course'
    when n > 1 then 'several_courses:one_course'
  end as fault
from lines left join meant using (line) order by line
"""


def with_courses(engine: duckdb.DuckDBPyConnection, typed: pa.Table, mapping: Mapping) -> pa.Table:
    """Return the typed lines with the values and faults of every column of the kind course, by the courses in store."""
    for column in mapping.columns.values():
        if column.kind == "course":
            found = _found(engine, typed, mapping.columns[column.citizen], column.at)
            typed = typed.append_column(column.name, found["value"])
            typed = typed.append_column(f"{column.name}{FAULT}", found["fault"])
    return typed


def _found(engine: duckdb.DuckDBPyConnection, typed: pa.Table, citizen: SourceColumn, at: str) -> pa.Table:
    """Return value and fault per line; what is wrong with the citizen or the day is told there, not a second time."""
    person = f"{citizen.name}.person_id" if citizen.kind == "cpr" else citizen.name
    names = {"person": person, "day": at, "person_fault": f"{citizen.name}{FAULT}", "day_fault": f"{at}{FAULT}"}
    lines = {"line": typed["line"], **{name: typed[source] for name, source in names.items()}}
    engine.register("lines", pa.table(lines))
    try:
        return engine.sql(_FOUND).to_arrow_table()
    finally:
        engine.unregister("lines")
