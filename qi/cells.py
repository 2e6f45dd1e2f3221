"""From the indicators' specs to portable queries: one pass over the facts counts every indicator of a month column.

Only case, coalesce, count, min, sum, floor, casts and group by; 0/1 integers and no booleans in the answer; no average,
median or date function. The same text runs on DuckDB, PostgreSQL and Spark. A text is written once in a process: a
server reads every new publication with the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import eq, ge, le, lt
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    cast,
    column,
    func,
    join,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects import postgresql

from qi.facts import ALONE_WITHIN
from qi.indicator import Condition, Spec

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {"==": eq, "<=": le, "<": lt, ">=": ge}

MONTH, PROFILE, PERSON, QUARTER, SPEC = "month_no", "profile", "person_id", "quarter_no", "spec_no"


@dataclass(frozen=True, slots=True)
class Batch:
    """The indicators that are charted by the same month of the same facts, by key."""

    facts: str
    month: str
    members: tuple[tuple[str, Spec], ...]

    @property
    def specs(self) -> Mapping[str, Spec]:
        """The specs of the indicators by key."""
        return dict(self.members)

    @property
    def name(self) -> str:
        """A name for tables made of this batch."""
        return f"{self.facts}_{self.month}"


def batches(specs: Mapping[str, Spec]) -> tuple[Batch, ...]:
    """Return the specs in batches that one pass over the facts can count."""
    grouped: dict[tuple[str, str], dict[str, Spec]] = {}
    for key, spec in specs.items():
        grouped.setdefault((spec.facts, spec.month), {})[key] = spec
    return tuple(Batch(facts, month, tuple(members.items())) for (facts, month), members in grouped.items())


@cache
def cells_query(batch: Batch) -> str:
    """Return the query for month, profile and, as ``<key>_<sum>``, the sums that each indicator has."""
    sums = [total.label(f"{key}_{name}".lower()) for key, spec in batch.specs.items() for name, total in _sums(spec)]
    return _text(_by_month_and_profile(batch, *sums))


@cache
def considered_query(batch: Batch) -> str:
    """Return the query for month, profile and each indicator's counted cases of citizens who may have several."""
    counts = [func.count(case((_is_repeated(spec), 1))).label(key.lower()) for key, spec in batch.specs.items()]
    return _text(_by_month_and_profile(batch, *counts).where(_may_repeat(batch)))


@cache
def first_profiles_query(batch: Batch) -> str:
    """Return the query for each month and such citizen: by indicator, the lowest profile he or she is counted in."""
    firsts = [func.min(case((_is_repeated(s), column(PROFILE)))).label(key.lower()) for key, s in batch.specs.items()]
    month: ColumnElement[Any] = column(batch.month)
    person: ColumnElement[Any] = column(PERSON)
    quarter = cast(func.floor(month / literal_column("3.0")), BigInteger).label(QUARTER)
    rows = select(month.label(MONTH), quarter, person, *firsts).select_from(_facts(batch.facts))
    return _text(rows.where(month.is_not(None), _may_repeat(batch)).group_by(month, person))


@cache
def citizens_query(batch: Batch, firsts: str, *, n_profiles: int) -> str:
    """Return the query for how many citizens are first counted where: an indicator's number, sum and place.

    ``firsts`` names the kept first profiles. The place is the month times ``n_profiles`` plus the profile; in a quarter
    it is that of the first month, and in it of the lowest profile.
    """
    month: ColumnElement[Any] = cast(column(MONTH), BigInteger)
    places = [(month * n_profiles + column(key.lower())).label(key.lower()) for key in batch.specs]
    of_month = select(column(QUARTER), column(PERSON), *places).select_from(table(firsts)).cte("of_month")
    lowest: list[ColumnElement[Any]] = [func.min(column(place.name)).label(place.name) for place in places]
    quarter: ColumnElement[Any] = column(QUARTER)
    person: ColumnElement[Any] = column(PERSON)
    of_quarter = select(quarter, person, *lowest).select_from(of_month).group_by(quarter, person).cte("of_quarter")
    numbers = union_all(*(select(literal(number).label(SPEC)) for number in range(len(batch.specs)))).subquery(
        "numbers"
    )
    number: ColumnElement[Any] = column(SPEC)
    asked = case({i: column(key.lower()) for i, key in enumerate(batch.specs)}, value=number)
    parts = []
    for name, firsts_of in (("citizens", of_month), ("citizens_quarter", of_quarter)):
        # One row a citizen and indicator, rather than a query an indicator: an engine plans few operators.
        laid_out = select(number, asked.label("place")).select_from(join(firsts_of, numbers, _ALWAYS)).subquery(name)
        counted = select(number, literal(name).label("counted"), column("place"), func.count().label("n"))
        parts.append(
            counted.select_from(laid_out).where(column("place").is_not(None)).group_by(number, column("place"))
        )
    return _text(union_all(*parts))


@cache
def value_counts_query(spec: Spec) -> str:
    """Return the query for month, value, profile and count; an open case has no value."""
    value: ColumnElement[Any] = column(str(spec.value))
    place: tuple[ColumnElement[Any], ...] = (column(spec.month), value, column(PROFILE))
    counted = select(*place, func.count().label("n")).select_from(_facts(spec.facts))
    return _text(counted.where(_is_counted(spec), column(spec.month).is_not(None)).group_by(*place))


@cache
def sums_of(spec: Spec) -> tuple[str, ...]:
    """Return the names of the sums that the cells query holds for an indicator; the others are 0."""
    return tuple(name for name, _ in _sums(spec))


def _sums(spec: Spec) -> Iterator[tuple[str, ColumnElement[Any]]]:
    yield "n", func.count(case((_is_counted(spec), 1)))
    if spec.hit:
        yield "numerator", func.count(case((_all(spec.among + spec.settled + spec.hit), 1)))
    if spec.value:
        value: ColumnElement[Any] = cast(column(spec.value), BigInteger)
        for name, power in (("total", value), ("sumsq", value * value)):
            yield name, cast(func.coalesce(func.sum(case((_is_counted(spec), power))), 0), BigInteger)
    if spec.maturity.closed_share is not None:
        yield "pending", func.count(case((and_(_all(spec.among), column("is_closed") == 0), 1)))
    elif spec.settled:
        # By subtraction: an engine counts the same cases once, however many indicators ask.
        yield "pending", func.count(case((_all(spec.among), 1))) - func.count(case((_is_counted(spec), 1)))


def _by_month_and_profile(batch: Batch, *sums: ColumnElement[Any]) -> Select[Any]:
    month: ColumnElement[Any] = column(batch.month)
    counted = select(month.label(MONTH), column(PROFILE), *sums).select_from(_facts(batch.facts))
    return counted.where(month.is_not(None)).group_by(month, column(PROFILE))


def _text(statement: Any) -> str:
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def _facts(step: str) -> FromClause:
    return table(f"fact_{step}")


def _is_counted(spec: Spec) -> ColumnElement[bool]:
    return _all(spec.among + spec.settled)


def _is_repeated(spec: Spec) -> ColumnElement[bool]:
    """Counted, and perhaps not the citizen's only counted case."""
    return and_(_is_counted(spec), column("is_alone") == 0) if _is_alone_known(spec) else _is_counted(spec)


def _may_repeat(batch: Batch) -> ColumnElement[bool]:
    return column("is_alone") == 0 if all(map(_is_alone_known, batch.specs.values())) else _ALWAYS


def _is_alone_known(spec: Spec) -> bool:
    """Whether the indicator asks for one kind of row, within which ``is_alone`` is said."""
    fixed = {condition.column for condition in spec.among if condition.comparison == "=="}
    return fixed.issuperset(ALONE_WITHIN[spec.facts])


_ALWAYS: ColumnElement[bool] = literal_column("1") == 1


def _all(conditions: tuple[Condition, ...]) -> ColumnElement[bool]:
    return and_(*(_claim(c) for c in conditions)) if conditions else _ALWAYS


def _claim(condition: Condition) -> ColumnElement[bool]:
    subject: ColumnElement[Any] = column(condition.column)
    if condition.comparison == "known":
        return subject.is_not(None)
    claim: ColumnElement[bool] = _COMPARE[condition.comparison](subject, condition.operand)
    return claim
