"""A folder of Parquet tables and a dataset.json: validated once, reduced to facts and cube, then never read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from qi.calendar import WorkingDays, month_number
from qi.dataset import TABLES, Change, Dataset, DatasetError, Programme, Unit
from qi.indicators import INDICATORS
from qi.reasons import REASON_KINDS
from qi.sources import versions
from qi.sources.reduce import adverse_events, build_cube, build_facts, courses_of, journeys_of, reasons_of
from qi.sources.validation import check_keys, check_table

DESCRIPTION = "dataset.json"


@dataclass(frozen=True, slots=True)
class Description:
    """What ``dataset.json`` says about the folder."""

    title_da: str
    title_en: str
    is_synthetic: bool
    as_of: date
    extracted_at: datetime
    first_month: date


def open_dataset(
    path: str | Path, *, closed_yearly: Sequence[tuple[int, int]] = (), closed_days: Sequence[date] = ()
) -> Dataset:
    """Open the folder ``path``, or the current version of a versioned one, and return its validated, reduced data.

    ``closed_yearly`` (month, day) and ``closed_days`` are no working days beside weekends and public holidays.
    Raises DatasetError with one sentence naming file, column and what was expected.
    """
    folder = versions.resolve(Path(path))
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder: expected a folder with {DESCRIPTION} and Parquet tables")
    described = read_description(folder / DESCRIPTION)
    with duckdb.connect(config={"python_enable_replacements": False, "threads": 2}) as engine:
        for name in TABLES:
            check_table(engine, folder, name)
        check_keys(engine)
        working = WorkingDays(
            first=date(described.first_month.year - 2, 1, 1),
            last=date(described.as_of.year + 2, 12, 31),
            closed_yearly=tuple(closed_yearly),
            closed_days=frozenset(closed_days),
        )
        build_facts(engine, working, as_of=described.as_of)
        return _dataset(engine, folder, described)


def read_description(path: Path) -> Description:
    """Return what ``dataset.json`` says; raise DatasetError where it is missing or a field is not as expected."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DatasetError(f"{path} is missing: expected a JSON file that says as_of and first_month") from None
    except ValueError:
        raise DatasetError(f"{path} is not valid JSON") from None
    try:
        return Description(
            title_da=str(raw["title_da"]),
            title_en=str(raw["title_en"]),
            is_synthetic=bool(raw["synthetic"]),
            as_of=date.fromisoformat(raw["as_of"]),
            extracted_at=datetime.fromisoformat(raw["extracted_at"]),
            first_month=date.fromisoformat(raw["first_month"]).replace(day=1),
        )
    except KeyError as missing:
        raise DatasetError(f"{path} has no field {missing.args[0]}") from None
    except (TypeError, ValueError):
        raise DatasetError(f"{path}: expected ISO dates in as_of, extracted_at and first_month") from None


def _dataset(engine: duckdb.DuckDBPyConnection, folder: Path, described: Description) -> Dataset:
    cube = build_cube(
        engine, INDICATORS, first_month=month_number(described.first_month), last_month=month_number(described.as_of)
    )
    municipalities = _rows(
        engine, "select municipality, name, population, expected_need from municipalities order by 1"
    )
    return Dataset(
        version=_content_hash(folder),
        title_da=described.title_da,
        title_en=described.title_en,
        is_synthetic=described.is_synthetic,
        as_of=described.as_of,
        extracted_at=described.extracted_at,
        first_month=described.first_month,
        municipalities={code: name for code, name, _, _ in municipalities},
        expected_need={code: need for code, _, _, need in municipalities if need is not None},
        population={code: population for code, _, population, _ in municipalities if population is not None},
        units=tuple(
            Unit(code=code, municipality=municipality, name=name)
            for code, municipality, name in _rows(engine, "select unit, municipality, name from units order by 1")
        ),
        programmes=_programmes(engine),
        changes=_changes(engine),
        codes=cube.profiles.codes,
        cube=cube,
        adverse_events=adverse_events(engine),
        courses=courses_of(engine),
        journeys=journeys_of(engine),
        reasons={kind: reasons_of(engine, kind) for kind in REASON_KINDS},
    )


def _programmes(engine: duckdb.DuckDBPyConnection) -> tuple[Programme, ...]:
    columns = "programme, name_da, name_en, followup_anchor, followup_months"
    return tuple(
        Programme(code=code, name_da=da, name_en=en, followup_anchor=anchor, followup_months=months)
        for code, da, en, anchor, months in _rows(engine, f"select {columns} from programmes order by 1")  # noqa: S608
    )


def _changes(engine: duckdb.DuckDBPyConnection) -> tuple[Change, ...]:
    columns = ", ".join(column.name for column in TABLES["changes"])
    return tuple(
        Change(
            code=code,
            starts_on=starts_on,
            ends_on=ends_on,
            kind=kind,
            municipality=municipality or None,
            programme=programme or None,
            indicators=tuple(key.strip() for key in (indicators or "").split(",") if key.strip()),
            title_da=da,
            title_en=en,
        )
        for code, starts_on, ends_on, kind, municipality, programme, indicators, da, en in _rows(
            engine,
            f"select {columns} from changes order by starts_on, change_id",  # noqa: S608
        )
    )


def _rows(engine: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return engine.execute(query).fetchall()


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (DESCRIPTION, *(f"{table}.parquet" for table in TABLES)):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]
