"""What the server writes about itself: lines to read, or one object of JSON a line. Never a person's value."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

FORMATS = ("text", "json")


def without_values(error: BaseException) -> str:
    """Tell where an error happened and of which kind, without its message: that may quote a person's value."""
    places = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\nTraceback (most recent call last):\n{places}"


class Readable(logging.Formatter):
    """A line with time, level and message; of an error its kind and its places."""

    def formatException(self, ei: tuple[object, ...]) -> str:  # noqa: N802 - the name is logging's
        return without_values(ei[1]) if isinstance(ei[1], BaseException) else ""


class Structured(logging.Formatter):
    """One object a line: ``time`` (UTC), ``level``, ``event``, ``id`` where a person was told one, ``message``.

    ``event`` is a fixed name for what this program reports itself, and the name of the logger for what a library does.
    """

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", record.name),
            "message": record.getMessage(),
        }
        if number := getattr(record, "number", None):
            said["id"] = number
        if record.exc_info and record.exc_info[1]:
            said["error"] = without_values(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def begin(chosen: str) -> None:
    """Write all logs of this process in a format: those of libraries too, which have handlers of their own."""
    formatter = Structured() if chosen == "json" else Readable("%(asctime)s %(levelname)s %(message)s")
    if not logging.root.handlers:
        logging.root.addHandler(logging.StreamHandler())
    others = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    for logger in (logging.root, *others):
        for handler in logger.handlers:
            handler.setFormatter(formatter)
