"""From an indicator's spec to one portable query: the whole-number sums per month, profile and citizen.

Only case, coalesce, count, sum and group by; 0/1 integers and no booleans in the answer; no average,
median or date function. The same text runs on DuckDB, PostgreSQL and Spark.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import eq, ge, le, lt
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, column, func, literal, literal_column, select, table
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.expression import TableClause

from qi.indicator import Condition, Spec

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {"==": eq, "<=": le, "<": lt, ">=": ge}


@cache
def cells_query(spec: Spec) -> str:
    """Return the query for month, profile, citizen and the sums n, numerator, total, sumsq, pending."""
    is_settled = _all(spec.settled)
    value: ColumnElement[Any] = column(spec.value) if spec.value else literal(0)
    place: tuple[ColumnElement[Any], ...] = (column(spec.month), column("profile"), column("person_no"))
    sums = (
        func.sum(case((is_settled, 1), else_=0)).label("n"),
        func.sum(case((and_(is_settled, _all(spec.hit)), 1), else_=0)).label("numerator"),
        func.sum(case((is_settled, func.coalesce(value, 0)), else_=0)).label("total"),
        func.sum(case((is_settled, func.coalesce(value * value, 0)), else_=0)).label("sumsq"),
        func.sum(case((_is_pending(spec), 1), else_=0)).label("pending"),
    )
    in_question = and_(_all(spec.among), column(spec.month).is_not(None))
    return _text(select(*place, *sums).select_from(_facts(spec)).where(in_question).group_by(*place).order_by(*place))


@cache
def value_counts_query(spec: Spec) -> str:
    """Return the query for month, value, profile and count; an open case has no value."""
    facts = _facts(spec)
    value: ColumnElement[Any] = column(str(spec.value))
    counted = select(column(spec.month), value, column("profile"), func.count().label("n"))
    return _text(
        counted.select_from(facts).where(_is_counted(spec)).group_by(column(spec.month), value, column("profile"))
    )


def _text(statement: Select[Any]) -> str:
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def _facts(spec: Spec) -> TableClause:
    return table(f"fact_{spec.facts}")


def _is_counted(spec: Spec) -> ColumnElement[bool]:
    return and_(_all(spec.among), _all(spec.settled), column(spec.month).is_not(None))


def _is_pending(spec: Spec) -> ColumnElement[bool]:
    """Not settled; where a closed share decides, the cases still open (they stay in the denominator)."""
    if spec.maturity.closed_share is not None:
        return column("is_closed") == 0
    return case((_all(spec.settled), 0), else_=1) == 1


_ALWAYS: ColumnElement[bool] = literal_column("1") == 1


def _all(conditions: tuple[Condition, ...]) -> ColumnElement[bool]:
    return and_(*(_claim(c) for c in conditions)) if conditions else _ALWAYS


def _claim(condition: Condition) -> ColumnElement[bool]:
    subject: ColumnElement[Any] = column(condition.column)
    if condition.comparison == "known":
        return subject.is_not(None)
    claim: ColumnElement[bool] = _COMPARE[condition.comparison](subject, condition.operand)
    return claim
