"""What a data folder was made of: one receipt for each file that changed it, kept with every version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from qi.sources import versions

RECEIPTS = "imports.json"
"""Beside the tables of a version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One published file: its hash, and by which mapping, rules, calendar and key it was read.

    ``version`` is the one it made; ``key`` is the fingerprint of the pseudonyms' key, empty where none was needed.
    """

    version: int
    file_sha256: str
    mapping: str
    mapping_version: str
    mapping_sha256: str
    rules_version: str
    calendar_version: str
    key: str
    extracted_at: datetime
    rows_in: int
    rows_set_aside: int


def receipts(folder: Path) -> tuple[Receipt, ...]:
    """Return what the current version of the data folder was made of, the first import first."""
    path = versions.resolve(folder) / RECEIPTS
    if not path.is_file():
        return ()
    kept = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Receipt(**{**one, "extracted_at": datetime.fromisoformat(one["extracted_at"])}) for one in kept)


def write_receipts(path: Path, kept: Sequence[Receipt]) -> None:
    """Write the receipts into the folder of one version."""
    rows = [{**asdict(one), "extracted_at": one.extracted_at.isoformat(timespec="seconds")} for one in kept]
    (path / RECEIPTS).write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
