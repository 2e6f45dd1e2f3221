"""The data of a folder as they were last published: read anew when the files change, kept when they cannot be read."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qi.dataset import Dataset

LOOK_SECONDS = 2.0

Fingerprint = tuple[Any, ...]

log = logging.getLogger(__name__)


class Publication:
    """One folder of data. ``broken_since`` is when new files could first not be read, None when all is well."""

    def __init__(
        self,
        folder: Path,
        read: Callable[[Path], Dataset],
        *,
        fingerprint_of: Callable[[Path], Fingerprint] | None = None,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        """Read the folder; what ``read`` raises now ends the start of the server.

        ``fingerprint_of`` says what tells one publication from the next at a place that is no folder.
        """
        self.folder, self._read, self._look_seconds = folder, read, look_seconds
        self._fingerprint = fingerprint_of or fingerprint
        self._seen = self._used = self._fingerprint(folder)
        self.dataset = read(folder)
        self.broken_since: datetime | None = None
        self._reading = threading.Lock()

    def watch(self) -> None:
        """Look for new files until the server ends."""
        threading.Thread(target=self._look_on, name="publication", daemon=True).start()

    def _look_on(self) -> None:
        while True:
            time.sleep(self._look_seconds)
            self.look()

    def look(self) -> None:
        """Read the folder anew when its files have changed and then stood still from one look to the next."""
        before, self._seen = self._seen, self._fingerprint(self.folder)
        if self._seen == self._used or self._seen != before:
            return
        self._take(before)

    def take(self) -> None:
        """Read the folder now: what this server has just published is whole, and who published it is waiting."""
        self._take(self._fingerprint(self.folder))

    def _take(self, found: Fingerprint) -> None:
        with self._reading:
            self._used = found
            self._read_anew()

    def _read_anew(self) -> None:
        try:
            self.dataset, self.broken_since = self._read(self.folder), None
        except Exception as error:  # a watcher that dies would leave old numbers up without a word
            self.broken_since = self.broken_since or datetime.now(UTC)
            known = {"event": "data_not_read"}
            log.error("new data cannot be read, the old ones stay: %s", type(error).__name__, extra=known)


def fingerprint(folder: Path) -> Fingerprint:
    """Return name, time and size of every file in a folder; empty where there is no folder."""
    try:
        files = sorted((file.name, file.stat()) for file in folder.iterdir() if file.is_file())
    except OSError:
        return ()
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in files)
