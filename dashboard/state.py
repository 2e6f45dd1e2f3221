"""What people have set up or written: where it is kept, opened once for the whole server."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from functools import cache
from threading import Lock
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from dashboard import installation, settings
from qi import store
from qi.annotations import NOTHING, Annotations
from qi.store import StoreTroubleError, Trouble

PAUSE_SECONDS = 5.0
"""How long the charts leave a store alone that could not be read, so that no page waits for it again and again."""

_OPENING = Lock()


def kept() -> Engine:
    """Return the state store that the settings name."""
    with _OPENING:  # after a restart all screens ask at once, and the tables must be brought up to date only once
        return opened()


@cache
def opened() -> Engine:
    """Open the state store; call ``kept`` instead."""
    return store.open_store(settings.current().state or installation.written())


class Written:
    """The annotations as last read. ``trouble``: why they cannot be read now, None when all is well."""

    def __init__(self) -> None:
        self.trouble: Trouble | None = None
        self._annotations, self._version, self._rests_until = NOTHING, -1, 0.0

    def annotations(self) -> Annotations:
        """Return what stands on charts, read anew when anything was changed; the last known while it cannot be read."""
        if time.monotonic() < self._rests_until:
            return self._annotations
        try:
            version = store.state_version(kept())
            if version != self._version:
                self._annotations, self._version = store.chart_annotations(kept()), version
            self.trouble = None
        except StoreTroubleError as error:
            self.trouble, self._rests_until = error.trouble, time.monotonic() + PAUSE_SECONDS
        return self._annotations


@cache
def written() -> Written:
    """Return what people have written, as the charts of all sessions take it."""
    return Written()


def today() -> date:
    """Return the day it is for the people at the board."""
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def utc_now() -> datetime:
    """Return the time as it is kept: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
