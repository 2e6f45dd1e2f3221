"""The two kinds of text in a record: one line, and prose; how long each may be is part of the field."""

from __future__ import annotations

from dataclasses import field
from typing import Any

LONGEST_LINE = 120
LONGEST_PROSE = 4000


def line(*, required: bool = False) -> Any:
    """Return a field for one line of text, empty unless given."""
    return field(default="", metadata={"most": LONGEST_LINE, "is_required": required})


def prose(*, required: bool = False) -> Any:
    """Return a field for some sentences, empty unless given."""
    return field(default="", metadata={"most": LONGEST_PROSE, "is_required": required})
