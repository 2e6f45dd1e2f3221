"""The planted truths: what really changes in the sample, where, when and how much. Everything else is homogeneous."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

LARGE, SMALL = "large", "small"
EXPECTED = {
    "definition": "new_phase",
    "system": "new_phase",
    "outlier": "no_signal",
    "small_numbers": "no_verdict",
    "ties": "no_verdict",
    "immature": "open_points",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One planted truth. ``parameter`` goes from ``before`` to ``after`` at ``month`` in the way ``kind`` says.

    ``touches`` are the other indicators that follow from it in the same municipality and programme (None = all).
    """

    truth_id: str
    indicator: str
    municipality: str
    programme: str | None = None
    month: str
    kind: str
    what: str
    parameter: str
    before: float
    after: float
    expected_found: str
    touches: list[str]

    @property
    def expected(self) -> str:
        """What a run chart with the Anhøj rules should make of it."""
        return EXPECTED.get(self.kind, "signal" if self.expected_found == LARGE else "may_be_missed")


def read_records(name: str, kind: str) -> list[dict[str, object]]:
    """Return the records of one kind in a TOML file of this folder."""
    return list(tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))[kind])


TRUTHS = tuple(Truth(**record) for record in read_records("truths.toml", "truth"))
