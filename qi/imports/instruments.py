"""The questionnaires an export may hold: items and codes that can occur. No item text is kept: licences forbid it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One version of a questionnaire: its items, the lowest and highest code of each, and who owns the wording."""

    key: str
    version: str
    items: tuple[str, ...]
    lowest: int
    highest: int
    scoring: str
    licence: str


_OWN = "No licensed wording is shipped; the municipality holds its own form."

INSTRUMENTS = {
    one.key: one
    for one in (
        Instrument(
            key="srh",
            version="1",
            items=("srh",),
            lowest=1,
            highest=5,
            scoring="1 is excellent, 5 is poor; good is 1 to 3. Source: domain dossier 2.4.",
            licence="Item 1 of SF-12: check the municipality's permission for the wording.",
        ),
        Instrument(
            key="who5",
            version="1",
            items=tuple(f"who5_{number}" for number in range(1, 6)),
            lowest=0,
            highest=5,
            scoring="Sum times 4, 0 to 100; all five answers are required (Topp 2015, Psychother Psychosom 84:167).",
            licence=_OWN,
        ),
        Instrument(
            key="tils",
            version="1",
            items=tuple(f"tils_{number}" for number in range(1, 4)),
            lowest=1,
            highest=3,
            scoring="Sum 3 to 9; all three answers are required. Source: domain dossier 2.4.",
            licence=_OWN,
        ),
        Instrument(
            key="activity",
            version="1",
            items=("activity",),
            lowest=1,
            highest=6,
            scoring="Six bands of minutes. Source: domain dossier 2.4.",
            licence=_OWN,
        ),
        Instrument(
            key="fitness", version="1", items=("fitness",), lowest=1, highest=5, scoring="Five labels.", licence=_OWN
        ),
        Instrument(
            key="benefit",
            version="1",
            items=("e01", "e02", "e03", "e04"),
            lowest=1,
            highest=4,
            scoring="Each answer by itself.",
            licence=_OWN,
        ),
    )
}
"""By key; ``key`` and ``items`` are what the canonical table ``responses`` holds."""
