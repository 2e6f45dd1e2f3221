"""From an indicator's spec to one portable query: the whole-number sums per month and profile.

Only equi-joins, case, count, sum, min, group by and union all; 0/1 integers and no booleans in the answer; no average,
median or date function. The same text runs on DuckDB, PostgreSQL and Spark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, column, func, literal, select, table, true, union_all
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.expression import CompoundSelect, TableClause

from qi.indicator import Condition, Spec

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {"==": eq, "!=": ne, "<=": le, "<": lt, ">=": ge, ">": gt}


def cells_query(spec: Spec) -> str:
    """Return the query for month, profile and the sums of ``qi.cube.SUMS``; a cell may come in several rows."""
    return _text(union_all(_sums(spec), _citizens(spec, each="month_no"), _citizens(spec, each="quarter_no")))


def value_counts_query(spec: Spec) -> str:
    """Return the query for month, value, profile and count; an open case has no value."""
    facts = _facts(spec)
    value: ColumnElement[Any] = column(str(spec.value))
    counted = select(_month(spec), value, column("profile"), func.count().label("n"))
    return _text(
        counted.select_from(facts).where(_is_counted(spec)).group_by(column(spec.month), value, column("profile"))
    )


def _text(statement: Select[Any] | CompoundSelect[Any]) -> str:
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def _facts(spec: Spec) -> TableClause:
    return table(f"fact_{spec.facts}")


def _month(spec: Spec) -> ColumnElement[Any]:
    return column(spec.month).label("month_no")


def _sums(spec: Spec) -> Select[Any]:
    is_settled = _all(spec.settled)
    value = column(spec.value) if spec.value else literal(0)
    sums = (
        func.sum(case((is_settled, 1), else_=0)).label("n"),
        func.sum(case((and_(is_settled, _all(spec.hit)), 1), else_=0)).label("numerator"),
        func.sum(case((is_settled, func.coalesce(value, 0)), else_=0)).label("total"),
        func.sum(case((is_settled, func.coalesce(value * value, 0)), else_=0)).label("sumsq"),
        func.sum(case((_is_pending(spec), 1), else_=0)).label("pending"),
        func.sum(0).label("citizens"),
        func.sum(0).label("citizens_quarter"),
    )
    return (
        select(_month(spec), column("profile"), *sums)
        .select_from(_facts(spec))
        .where(_all(spec.among), column(spec.month).is_not(None))
        .group_by(column(spec.month), column("profile"))
    )


def _citizens(spec: Spec, *, each: str) -> Select[Any]:
    """Count each citizen once per ``each``, in its first month and lowest profile: a filter can only undercount."""
    facts, months = _facts(spec), table("months", column("month_no"), column("quarter_no"))
    once = (
        select(func.min(column(spec.month)).label("month_no"), func.min(column("profile")).label("profile"), _PERSON)
        .select_from(facts.join(months, months.c.month_no == column(spec.month)))
        .where(_is_counted(spec))
        .group_by(months.c[each], _PERSON)
        .subquery()
    )
    n = func.count()
    sums = [func.sum(0)] * 5 + ([n, func.sum(0)] if each == "month_no" else [func.sum(0), n])
    return select(once.c.month_no, once.c.profile, *sums).group_by(once.c.month_no, once.c.profile)


_PERSON: ColumnElement[Any] = column("person_no")


def _is_counted(spec: Spec) -> ColumnElement[bool]:
    return and_(_all(spec.among), _all(spec.settled), column(spec.month).is_not(None))


def _is_pending(spec: Spec) -> ColumnElement[bool]:
    """Not settled; where a closed share decides, the cases still open (they stay in the denominator)."""
    if spec.maturity.closed_share is not None:
        return column("is_closed") == 0
    return case((_all(spec.settled), 0), else_=1) == 1


def _all(conditions: Iterable[Condition]) -> ColumnElement[bool]:
    return and_(true(), *(_claim(c) for c in conditions))


def _claim(condition: Condition) -> ColumnElement[bool]:
    subject: ColumnElement[Any] = column(condition.column)
    if condition.comparison == "known":
        return subject.is_not(None)
    if condition.comparison == "in":
        return subject.in_(condition.operand)  # type: ignore[arg-type]
    claim: ColumnElement[bool] = _COMPARE[condition.comparison](subject, condition.operand)
    return claim
