"""Who may see and do what: roles, their rights, and the part of the data a login opens. Nothing here is ever widened.

A login is read strictly: lists must be lists, a role and a municipality must be known, and it must be young enough.
What does not fit opens nothing. An address, a widget or a saved link can only narrow what a login opens.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from qi.selection import Selection

EARLY_SECONDS = 120
"""How far ahead the clock of the login provider may be."""


class Role(StrEnum):
    """What somebody does with the numbers at work; one person may have several roles."""

    MEMBER = "member"
    LEADER = "leader"
    MANAGER = "manager"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """One thing that a person may be allowed."""

    SEE = "see"  # the numbers of the own municipalities and teams
    WRITE = "write"  # notes, cycles, next steps and hand-collected values
    DECIDE = "decide"  # projects, goals, new phases, and what the board shows
    COMPARE = "compare"  # what other municipalities publish
    IMPORT = "import"  # new data in, and back to an older version
    WALLS = "walls"  # set up wall screens and their secret addresses
    ADMINISTER = "administer"  # who has seen and changed what


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.MEMBER: frozenset({Right.SEE, Right.WRITE}),
    Role.LEADER: frozenset({Right.SEE, Right.WRITE, Right.DECIDE, Right.COMPARE, Right.WALLS}),
    Role.MANAGER: frozenset({Right.SEE, Right.COMPARE}),
    Role.ANALYST: frozenset({Right.SEE, Right.COMPARE, Right.IMPORT}),
    Role.ADMINISTRATOR: frozenset({Right.WALLS, Right.ADMINISTER}),
}
"""The rights of each role. Who looks after the system sees no numbers; whoever needs both has both roles."""


class NoAccessError(Exception):
    """A login or a question that opens nothing; ``key`` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        """Name the text ``access.<key>``."""
        self.key = key
        super().__init__(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Which claims of a login hold what, which of their values are which role, and how long a login lasts."""

    roles: str = "roles"
    municipalities: str = "municipalities"
    units: str = "units"
    role_names: Mapping[str, Role]
    seconds: int = 8 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who looks. None for ``municipalities`` or ``units`` means all; ``subject`` is empty without a login."""

    subject: str = ""
    name: str = ""
    roles: frozenset[Role] = frozenset()
    municipalities: frozenset[str] | None = None
    units: frozenset[str] | None = None

    def may(self, right: Right) -> bool:
        """Whether any of the roles has a right."""
        return any(right in RIGHTS[role] for role in self.roles)

    def require(self, right: Right) -> None:
        """Raise NoAccessError unless the viewer has a right."""
        if not self.may(right):
            raise NoAccessError("not_allowed")

    def narrowed(self, selection: Selection) -> Selection:
        """Return the part of a selection that lies in the viewer's municipalities and teams.

        Raises NoAccessError where nothing of it does.
        """
        self.require(Right.SEE)
        return replace(
            selection,
            municipality=_within(selection.municipality, self.municipalities),
            unit=_within(selection.unit, self.units),
        )

    def check(self, selection: Selection) -> None:
        """Raise NoAccessError unless a whole selection lies in what the viewer may see."""
        if self.narrowed(selection) != selection:
            raise NoAccessError("out_of_scope")


EVERYONE = Viewer(roles=frozenset(Role))
"""Who looks where nobody logs in: this machine only, or a place that has chosen to be open."""


def viewer_of(claims: Mapping[str, Any], names: Claims, *, now: float, known: Collection[str]) -> Viewer:
    """Return who a login is. ``now`` is seconds since 1970; ``known`` holds the municipalities of the data.

    Raises NoAccessError for a login that is too old or from the future, and for one without a known role, or with
    no known municipality although a role needs one. Of several values only the known ones count.
    """
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        raise NoAccessError("odd_login")
    if not now - names.seconds < issued < now + EARLY_SECONDS:
        raise NoAccessError("too_old")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise NoAccessError("odd_login")
    roles = frozenset(names.role_names[value] for value in _texts(claims, names.roles) if value in names.role_names)
    municipalities = frozenset(_texts(claims, names.municipalities)) & frozenset(known)
    if not roles or (not municipalities and roles != {Role.ADMINISTRATOR}):
        raise NoAccessError("no_role")
    units = frozenset(_texts(claims, names.units)) if names.units in claims else None
    name = claims.get("name")
    return Viewer(
        subject=subject,
        name=name if isinstance(name, str) else "",
        roles=roles,
        municipalities=municipalities,
        units=units,
    )


def _texts(claims: Mapping[str, Any], name: str) -> list[str]:
    values = claims.get(name)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _within(chosen: tuple[str, ...], allowed: frozenset[str] | None) -> tuple[str, ...]:
    if allowed is None:
        return chosen
    kept = tuple(sorted(allowed.intersection(chosen) if chosen else allowed))
    if not kept:
        raise NoAccessError("out_of_scope")
    return kept
