"""What the server writes about itself: both formats, and no value in either."""

import json
import logging

import pytest

from dashboard.logs import Readable, Structured

VALUE = "070761-" + "4285"


def fail(value):
    raise KeyError(value)


def line(formatter, **extra):
    """Return the line that a failing page leaves."""
    try:
        fail(VALUE)
    except KeyError as error:
        info = (KeyError, error, error.__traceback__)
    record = logging.LogRecord("dashboard.frame", logging.ERROR, "frame.py", 1, "page %s failed", ("vejen",), info)
    record.__dict__.update(extra)
    return formatter.format(record)


@pytest.mark.parametrize("formatter", [Readable("%(levelname)s %(message)s"), Structured()])
def test_an_error_is_told_by_its_place_and_kind_and_never_by_the_value_in_its_message(formatter):
    told = line(formatter)
    assert VALUE not in told
    for words in ("page vejen failed", "KeyError", "test_logs.py", "in fail"):
        assert words in told


def test_a_structured_line_is_one_object_with_time_level_event_and_the_number_a_person_was_told():
    told = line(Structured(), event="page_failed", number="1a2b3c4d")
    assert "\n" not in told
    read = json.loads(told)
    assert read.pop("time").endswith("+00:00")
    assert read.pop("error").startswith("KeyError\nTraceback")
    assert read == {"level": "error", "event": "page_failed", "message": "page vejen failed", "id": "1a2b3c4d"}


def test_what_a_library_reports_is_named_after_the_library():
    record = logging.LogRecord("uvicorn.error", logging.INFO, "x.py", 1, "started", (), None)
    assert json.loads(Structured().format(record))["event"] == "uvicorn.error"
