"""Publish what was merged as one version, with a receipt for each export that changed something."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import duckdb

from qi.imports import tables
from qi.imports.checked import RULES_VERSION
from qi.imports.export_text import ExportText
from qi.imports.history import Receipt, write_receipts
from qi.imports.mapping import Mapping
from qi.imports.outcome import Outcome
from qi.imports.pseudonym import PseudonymKey, save_key
from qi.imports.refused import ImportRefusedError
from qi.sources import versions
from qi.sources.embedded import Embedded
from qi.sources.folder import DESCRIPTION, read_description
from qi.sources.validation import check_tables

AFTER_MERGING = 0.7
"""About what share of the time has passed when a version begins to be written, measured on a million lines."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where exports go: the folder, its current version and what that was made of; no key file in a dry run."""

    to: Path
    number: int | None
    folder: Path | None
    kept: tuple[Receipt, ...]
    key: PseudonymKey
    key_file: Path | None
    as_of: date | None

    @property
    def stored_as_of(self) -> date | None:
        """The day the current version is complete up to."""
        return None if self.folder is None else read_description(self.folder / DESCRIPTION).as_of


@dataclass(frozen=True, slots=True)
class Brought:
    """One export as far as it has come; ``last`` is its latest date, ``text`` None where it was refused."""

    outcome: Outcome
    extracted_at: datetime
    text: ExportText | None = None
    last: date | None = None

    @property
    def is_changed(self) -> bool:
        """Whether it says something that was not known."""
        return self.outcome.report is not None and self.outcome.report.is_changed


def published(
    engine: duckdb.DuckDBPyConnection, target: Target, brought: Sequence[Brought], heard: Callable[[str, float], None]
) -> tuple[Outcome, ...]:
    """Publish what was merged, unless this is a dry run, something was refused, or nothing has changed in the end."""
    outcomes = tuple(one.outcome for one in brought)
    touched = {
        name for one in outcomes if one.report and one.report.rows_in for name in tables.touched(one.export.mapping)
    }
    is_wanted = target.key_file is not None and not any(one.refused for one in outcomes)
    if not is_wanted or not any(one.is_changed for one in brought) or not _is_other(engine, target, brought, touched):
        return outcomes
    heard("write", AFTER_MERGING)
    described = _description(engine, target, brought)
    with versions.locked(target.to):
        if versions.current(target.to) != target.number:
            raise ImportRefusedError("overtaken")
        if target.key_file and any(_needs_key(one.export.mapping) for one in outcomes):
            save_key(target.key, target.key_file, outside=target.to)
        kept = (*target.kept, *(_receipt(one, target) for one in brought if one.is_changed))
        number = versions.publish(target.to, lambda path: _write(engine, path, target.folder, touched, described, kept))
    return tuple(
        replace(one, report=replace(one.report, version=number)) if one.report and one.report.is_changed else one
        for one in outcomes
    )


def _is_other(engine: duckdb.DuckDBPyConnection, target: Target, brought: Sequence[Brought], touched: set[str]) -> bool:
    """Whether the end differs from what is published: a later export may take back what an earlier one has changed."""
    if len(brought) == 1 or latest_as_of(target, brought) != target.stored_as_of:
        return True
    return tables.is_changed(engine, touched, since=tables.BASE)


def _write(
    engine: duckdb.DuckDBPyConnection,
    folder: Path,
    before: Path | None,
    touched: set[str],
    described: dict[str, Any],
    kept: Sequence[Receipt],
) -> None:
    """Write a version and read it back as whoever opens it will, before anybody can."""
    tables.write_tables(engine, touched, folder, before=before)
    (folder / DESCRIPTION).write_text(json.dumps(described, ensure_ascii=False, indent=1), encoding="utf-8")
    write_receipts(folder, kept)
    check_tables(Embedded(engine, folder))


def check_key(target: Target, mapping: Mapping) -> None:
    """Raise ImportRefusedError where the folder was made with another key."""
    made_with = {one.key for one in target.kept if one.key}
    if made_with and _fingerprint(mapping, target.key) not in ("", *made_with):
        raise ImportRefusedError("key_changed")


def _needs_key(mapping: Mapping) -> bool:
    return any(column.kind == "cpr" for column in mapping.columns.values())


def _fingerprint(mapping: Mapping, key: PseudonymKey) -> str:
    return key.fingerprint if _needs_key(mapping) else ""


def _receipt(brought: Brought, target: Target) -> Receipt:
    assert brought.text is not None  # noqa: S101 - only what was read has changed anything
    assert brought.outcome.report is not None  # noqa: S101
    mapping, report = brought.outcome.export.mapping, brought.outcome.report
    return Receipt(
        version=versions.upcoming(target.to),
        file_sha256=brought.text.sha256,
        mapping=mapping.title,
        mapping_version=mapping.version,
        mapping_sha256=mapping.sha256,
        rules_version=RULES_VERSION,
        calendar_version=f"holidays {installed_version('holidays')}",
        key=_fingerprint(mapping, target.key),
        extracted_at=brought.extracted_at,
        rows_in=report.rows_in,
        rows_set_aside=report.rows_set_aside,
    )


def says_the_same(brought: Brought, last: Receipt, key: PseudonymKey) -> bool:
    """Whether the latest import was of the same file by the same rules, so that another can change nothing."""
    mapping, sha256 = brought.outcome.export.mapping, brought.text.sha256 if brought.text else ""
    before = (last.file_sha256, last.mapping_sha256, last.rules_version, last.key, last.extracted_at.date())
    return before == (sha256, mapping.sha256, RULES_VERSION, _fingerprint(mapping, key), brought.extracted_at.date())


def latest_as_of(target: Target, brought: Sequence[Brought]) -> date:
    """Return the day the data are complete up to: as asked, else the latest date of the exports or of the folder."""
    known = [one for one in (target.stored_as_of, *(one.last for one in brought)) if one]
    return target.as_of or max(known, default=max(one.extracted_at for one in brought).date())


def _description(engine: duckdb.DuckDBPyConnection, target: Target, brought: Sequence[Brought]) -> dict[str, Any]:
    first, as_of = tables.value(engine, "select min(received_on) from merged.courses"), latest_as_of(target, brought)
    return {
        "title_da": "Egne data",
        "title_en": "Own data",
        "synthetic": False,
        "as_of": as_of.isoformat(),
        "extracted_at": max(one.extracted_at for one in brought).isoformat(timespec="seconds"),
        "first_month": (first or as_of).replace(day=1).isoformat(),
    }
