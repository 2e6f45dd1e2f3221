"""From the indicators' specs to portable queries: one pass over the facts counts every indicator of a month column.

Only case, coalesce, count, min, sum, floor, casts and group by; 0/1 integers and no booleans in the answer; no average,
median or date function. The same text runs on DuckDB, PostgreSQL and Spark. A text is written once in a process: a
server reads every new publication with the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import eq, ge, le, lt
from typing import Any

from sqlalchemy import (
    CTE,
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
CITIZENS = ("citizens", "citizens_quarter")


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
def repeats_query(batch: Batch) -> str:
    """Return the query for how often each indicator counts a citizen who may have several cases, by month and profile.

    Few have several; what is asked of them is asked of this answer, kept under a name.
    """
    counts = [func.count(case((_is_repeated(spec), 1))).label(key.lower()) for key, spec in batch.specs.items()]
    month: ColumnElement[Any] = column(batch.month)
    rows = select(month.label(MONTH), column(PROFILE), column(PERSON), *counts).select_from(_facts(batch.facts))
    return _text(rows.where(month.is_not(None), _may_repeat(batch)).group_by(month, column(PROFILE), column(PERSON)))


@cache
def considered_query(batch: Batch, repeats: str) -> str:
    """Return the query for month, profile and each indicator's counted cases of citizens who may have several."""
    counts = [cast(func.sum(column(key.lower())), BigInteger).label(key.lower()) for key in batch.specs]
    place: tuple[ColumnElement[Any], ...] = (column(MONTH), column(PROFILE))
    return _text(select(*place, *counts).select_from(table(repeats)).group_by(*place))


@lru_cache(maxsize=64)  # the number of profiles differs from one publication to the next
def citizens_query(batch: Batch, repeats: str, *, n_profiles: int) -> str:
    """Return the query for how many citizens are first counted where: an indicator's number, a period and a place.

    The period is 0 for a month and 1 for a quarter, as in ``CITIZENS``. The place is the month times ``n_profiles``
    plus the profile, the lowest of the month; in a quarter it is that of the first month.
    """
    keys = [key.lower() for key in batch.specs]
    person: ColumnElement[Any] = column(PERSON)
    quarter: ColumnElement[Any] = cast(func.floor(column(MONTH) / literal_column("3.0")), BigInteger).label(QUARTER)
    place: ColumnElement[Any] = cast(column(MONTH), BigInteger) * n_profiles + column(PROFILE)
    lowest = [func.min(case((column(key) > 0, place))).label(key) for key in keys]
    in_month = select(quarter, person, *lowest).select_from(table(repeats)).group_by(column(MONTH), person)
    of_month = in_month.cte("of_month")
    first: list[ColumnElement[Any]] = [func.min(column(key)).label(key) for key in keys]
    of_quarter = select(person, *first).select_from(of_month).group_by(column(QUARTER), person).cte("of_quarter")
    return _text(union_all(*(_how_many(found, period, keys) for period, found in enumerate((of_month, of_quarter)))))


def _how_many(firsts: CTE, period: int, keys: Sequence[str]) -> Select[Any]:
    """Return the query that counts places; one row a citizen and indicator, as engines plan few operators faster."""
    number: ColumnElement[Any] = column(SPEC)
    numbers = union_all(*(select(literal(i).label(SPEC)) for i in range(len(keys)))).subquery("numbers")
    place = case({i: column(key) for i, key in enumerate(keys)}, value=number).label("place")
    laid_out = select(number, place).select_from(join(firsts, numbers, _ALWAYS)).subquery(CITIZENS[period])
    counted = select(number, literal(period).label("period"), column("place"), func.count().label("n"))
    return counted.select_from(laid_out).where(column("place").is_not(None)).group_by(number, column("place"))


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
