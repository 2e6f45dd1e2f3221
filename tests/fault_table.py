"""The table of faults in ``docs/explanation/faults.md``: what it promises is what the tests look for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "faults.md"


@dataclass(frozen=True, slots=True)
class Fault:
    """One row: what breaks, the sentence the person sees, what is lost, and the tests that bring it about."""

    sentence: str
    lost: str
    tests: tuple[tuple[str, str], ...]


def faults() -> dict[str, Fault]:
    """Return the rows of the table by what breaks."""
    rows = (
        line.strip("| \n").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if "`tests/" in line
    )
    return {
        what: Fault(said.partition("»")[0].lstrip("«"), lost, tuple(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", tests)))
        for what, said, lost, tests in rows
    }


def sentence(what: str) -> str:
    """Return the sentence that the table promises for a fault."""
    return faults()[what].sentence
