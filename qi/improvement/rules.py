"""What a record must fulfil before it is kept; every problem is a key of the wording catalogue, without any value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from math import isfinite
from typing import Any

from qi.improvement.cycle import Cycle
from qi.improvement.note import Note
from qi.improvement.own_indicator import HIGHEST_SCORE, LOWEST_SCORE, OwnIndicator, OwnKind, OwnValue
from qi.improvement.project import Project
from qi.improvement.team import FEWEST_CORE, MOST_CORE, Team
from qi.improvement.text import LONGEST_LINE
from qi.reading import CPR


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a record cannot be kept: which field, and for a text too long how many characters there is room for."""

    key: str
    field: str
    most: int = 0


class RecordError(ValueError):
    """A record that breaks the rules; ``problems`` says which."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Say field and rule, never the text."""
        super().__init__(", ".join(f"{problem.field}: {problem.key}" for problem in problems))
        self.problems = problems


def check(record: object) -> None:
    """Raise RecordError where a record breaks a rule."""
    if found := problems(record):
        raise RecordError(found)


def problems(record: object) -> tuple[Problem, ...]:
    """Return every rule that a record breaks, in the order of its fields."""
    own = _OF_KIND.get(type(record), _none)
    return (*_text_problems(record), *own(record))


def _text_problems(record: Any) -> Iterator[Problem]:
    for one in fields(record):
        texts = list(_texts(getattr(record, one.name)))
        most = one.metadata.get("most", LONGEST_LINE)
        if one.metadata.get("is_required") and not any(text.strip() for text in texts):
            yield Problem("record.required", one.name)
        if any(len(text) > most for text in texts):
            yield Problem("record.too_long", one.name, most)
        if any(CPR.search(text) for text in texts):
            yield Problem("record.cpr", one.name)
        if any(not _is_readable(text) for text in texts):
            yield Problem("record.unreadable", one.name)
        if is_dataclass(nested := getattr(record, one.name)):
            yield from _text_problems(nested)


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a field: itself, or all texts of a tuple; a nested record is read by its own fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(tuple(getattr(one, name.name) for name in fields(one)) if is_dataclass(one) else one)


def _is_readable(text: str) -> bool:
    return all(sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff") for sign in text)


def _none(_: Any) -> Iterator[Problem]:
    return iter(())


def _team(team: Team) -> Iterator[Problem]:
    if team.core and not FEWEST_CORE <= len(set(team.core)) <= MOST_CORE:
        yield Problem("record.core", "core")


def _project(project: Project) -> Iterator[Problem]:
    yield from _in_order(project.started_on, project.by, "by")


def _cycle(cycle: Cycle) -> Iterator[Problem]:
    yield from _in_order(cycle.starts_on, cycle.ends_on, "ends_on")
    if cycle.ends_on and cycle.starts_on is None:
        yield Problem("record.end_without_start", "ends_on")
    yield from _in_order(cycle.starts_on, cycle.decided_on, "decided_on")


def _note(note: Note) -> Iterator[Problem]:
    yield from _in_order(note.on, note.until, "until")


def _in_order(first: date | None, last: date | None, name: str) -> Iterator[Problem]:
    if first and last and last < first:
        yield Problem("record.end_before_start", name)


def _finite(record: Any) -> Iterator[Problem]:
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, float) and not isfinite(value):
            yield Problem("record.number", one.name)


def _own_value(value: OwnValue) -> Iterator[Problem]:
    yield from _finite(value)
    if value.of is not None and not 0 <= value.value <= value.of:
        yield Problem("record.share", "value")


_OF_KIND: dict[type, Callable[[Any], Iterator[Problem]]] = {
    Team: _team,
    Project: _project,
    Cycle: _cycle,
    Note: _note,
    OwnValue: _own_value,
}


def value_problems(indicator: OwnIndicator, value: OwnValue) -> tuple[Problem, ...]:
    """Return what is wrong with a value of this indicator: a share needs both numbers, a score lies from 1 to 10."""
    found = list(problems(value))
    if (indicator.kind is OwnKind.SHARE) != (value.of is not None):
        found.append(Problem("record.share", "of"))
    if indicator.kind is OwnKind.SHARE and value.of == 0:
        found.append(Problem("record.share", "of"))
    if indicator.kind is OwnKind.SCORE and not LOWEST_SCORE <= value.value <= HIGHEST_SCORE:
        found.append(Problem("record.score", "value"))
    if indicator.kind in (OwnKind.COUNT, OwnKind.EVENT) and not (value.value >= 0 and float(value.value).is_integer()):
        found.append(Problem("record.count", "value"))
    return tuple(dict.fromkeys(found))
