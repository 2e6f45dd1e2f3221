"""Notes on charts: what happened outside the numbers, and whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qi.improvement.text import line, prose


class NoteKind(StrEnum):
    """What kind of thing happened."""

    STAFF = "staff"
    SYSTEM = "system"
    DEFINITION = "definition"
    HOLIDAY = "holiday"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that happened, from ``on`` to ``until`` (None: on one day).

    Scope: one ``team``, one ``municipality``, one ``programme``, or with none of them everybody. Without ``indicators``
    it stands on every chart in scope. A note never starts a new phase: a person does that, with a cause.
    """

    kind: NoteKind = NoteKind.OTHER
    on: date
    until: date | None = None
    title: str = line(required=True)
    text: str = prose()
    team: str | None = None
    municipality: str | None = None
    programme: str | None = None
    indicators: tuple[str, ...] = ()
