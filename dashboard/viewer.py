"""Who is looking: the data layer asks at every question, and ``dashboard.access`` tells how to read a login."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from dashboard import settings
from qi.access import EVERYONE, NoAccessError, Right, Viewer
from qi.selection import Selection

P = ParamSpec("P")
R = TypeVar("R")


def _without_a_login() -> Viewer:
    if settings.current().has_login:
        raise NoAccessError("logged_out")
    return EVERYONE


_ask: Callable[[], Viewer] = _without_a_login
_answered: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


def current() -> Viewer:
    """Return who is looking. Raises NoAccessError where a login is needed and does not hold."""
    return _answered.get() or _ask()


@contextmanager
def looking(viewer: Viewer) -> Iterator[None]:
    """Let ``viewer`` be who looks, for an answer that is no page of Streamlit."""
    before = _answered.set(viewer)
    try:
        yield
    finally:
        _answered.reset(before)


def ask(source: Callable[[], Viewer]) -> None:
    """Ask ``source`` from now on."""
    global _ask
    _ask = source


def within_scope(function: Callable[P, R]) -> Callable[P, R]:
    """Refuse every selection that goes beyond what the viewer may see.

    The function raises NoAccessError before anything is looked up.
    """

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        viewer = current()
        for value in (*args, *kwargs.values()):
            if isinstance(value, Selection):
                viewer.check(value)
        return function(*args, **kwargs)

    return checked


def allowed(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse everybody who does not have a right."""

    def guard(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            current().require(right)
            return function(*args, **kwargs)

        return checked

    return guard
