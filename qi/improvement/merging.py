"""Two people have changed one record: what each of them changed, and both changes together."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Merged(Generic[R]):
    """The record with both changes; in the fields of ``both``, which both have changed, it holds mine."""

    record: R
    both: tuple[str, ...]


def merged(base: R, mine: R, theirs: R) -> Merged[R]:
    """Return what I changed since ``base`` on top of what they changed since then."""
    names = changed_fields(base, mine)
    both = [name for name in names if name in changed_fields(base, theirs)]
    record: Any = theirs
    return Merged(
        replace(record, **{name: getattr(mine, name) for name in names}),
        tuple(name for name in both if getattr(mine, name) != getattr(theirs, name)),
    )


def changed_fields(before: Any, after: Any) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    names = (one.name for one in fields(before))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
