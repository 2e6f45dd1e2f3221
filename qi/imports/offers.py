"""The catalogue of offers that a data folder holds, as it was imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from qi.sources import versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer in one period; ``predecessor`` is the name of the one it carries on, empty for none."""

    name: str
    predecessor: str
    valid_from: date
    valid_to: date | None
    system: str


def offers(folder: Path) -> tuple[Offer, ...]:
    """Return the offers of the current version, the latest first; none where the folder has no catalogue."""
    path = versions.resolve(folder) / "offers.parquet"
    if not path.is_file():
        return ()
    rows = pq.read_table(path).to_pylist()
    names = {row["offer_id"]: row["name"] for row in rows}
    found = [
        Offer(
            name=row["name"],
            predecessor=names.get(row["alias_of"], ""),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            system=row["system"],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.valid_from, one.name), reverse=True))
