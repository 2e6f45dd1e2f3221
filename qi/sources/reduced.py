"""A folder of reduced data: the cube and what else a dataset holds, as Parquet, made once and opened in moments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from qi import facts
from qi.cube import SUMS, Cube, Profiles, ValueCounts
from qi.dataset import WAVES, AdverseEvents, Change, Courses, Dataset, DatasetError, Journeys, Programme, Reasons, Unit
from qi.indicators import INDICATORS
from qi.selection import DIMENSIONS
from qi.sources import versions

HEAD = "reduced.json"


def folder_of(location: Path) -> Path | None:
    """Return the folder of reduced data at a place, or of its current version; None where there are none."""
    folder = versions.resolve(location)
    return folder if (folder / HEAD).is_file() else None


def publish(dataset: Dataset, to: Path) -> int:
    """Publish the reduced data as a new version of the folder ``to``; return its number."""
    with versions.locked(to):
        return versions.publish(to, lambda folder: write(dataset, folder))


def write(dataset: Dataset, folder: Path) -> None:
    """Write the reduced data into an empty folder."""
    cube, courses = dataset.cube, dataset.courses
    cells = cube.stored.tocoo()
    _write(folder, "cube", {"row": cells.row, "profile": cells.col, "value": cells.data})
    _write(folder, "profiles", {name: cube.profiles.coded[name] for name in DIMENSIONS})
    for key, kept in cube.value_counts.items():
        counts = kept.counts.tocoo()
        _write(folder, f"values_{key}", {"row": counts.row, "profile": counts.col, "n": counts.data})
        _write(folder, f"axis_{key}", {"month": kept.months, "value": kept.values})
    scores = {f"{name}_{wave}": found[:, i] for name, found in courses.scores.items() for i, wave in enumerate(WAVES)}
    _write(folder, "scores", {"profile": courses.profile, "start_month": courses.start_month, **scores})
    _write(folder, "journeys", _journey_columns(dataset.journeys))
    for kind, told in dataset.reasons.items():
        _write(folder, f"reasons_{kind}", {"code": told.code, "profile": told.profile, "month": told.month})
    events = dataset.adverse_events
    _write(
        folder,
        "adverse_events",
        {"day": events.days, "municipality": events.municipality, "programme": events.programme},
    )
    text = json.dumps(_head(dataset), ensure_ascii=False, indent=1, default=lambda day: day.isoformat())
    (folder / HEAD).write_text(text, encoding="utf-8")


def read(folder: Path) -> Dataset:
    """Return the dataset of a folder of reduced data.

    Raises DatasetError where it was made by other definitions of the indicators, or is not whole.
    """
    try:
        head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        if head["definitions"] != definitions():
            raise DatasetError(f"{folder} was reduced by other definitions of the indicators: run qi reduce again")
        return _dataset(folder, head)
    except (ValueError, KeyError, OSError, pa.ArrowException):
        raise DatasetError(f"{folder} is not whole: run qi reduce again") from None


def definitions() -> str:
    """Return a hash of what the numbers follow from: the specs of the indicators, the facts and the sums."""
    specs = [(key, indicator.spec, indicator.measure) for key, indicator in INDICATORS.items()]
    said = repr((specs, [facts.statement(step) for step in (*facts.OF_ALL, *facts.STEPS)], SUMS, DIMENSIONS))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def _head(dataset: Dataset) -> dict[str, Any]:
    cube = dataset.cube
    names = ("version", "title_da", "title_en", "is_synthetic", "as_of", "extracted_at", "first_month")
    return {
        **{name: getattr(dataset, name) for name in (*names, "municipalities", "expected_need", "population")},
        **{name: [asdict(one) for one in getattr(dataset, name)] for name in ("units", "programmes", "changes")},
        "definitions": definitions(),
        "codes": cube.profiles.codes,
        "cube": {"first_month": cube.first_month, "n_months": cube.n_months, "rows": list(cube.rows)},
        "value_counts": list(cube.value_counts),
        "scores": list(dataset.courses.scores),
        "reasons": list(dataset.reasons),
    }


def _dataset(folder: Path, head: Mapping[str, Any]) -> Dataset:
    scores, events = _read(folder, "scores"), _read(folder, "adverse_events")
    return Dataset(
        **{name: head[name] for name in ("version", "title_da", "title_en", "is_synthetic")},
        **{name: head[name] for name in ("municipalities", "expected_need", "population")},
        as_of=date.fromisoformat(head["as_of"]),
        extracted_at=datetime.fromisoformat(head["extracted_at"]),
        first_month=date.fromisoformat(head["first_month"]),
        units=tuple(Unit(**one) for one in head["units"]),
        programmes=tuple(Programme(**one) for one in head["programmes"]),
        changes=tuple(_change(one) for one in head["changes"]),
        codes={name: tuple(codes) for name, codes in head["codes"].items()},
        cube=_cube(folder, head),
        adverse_events=AdverseEvents(events["day"], _text(events["municipality"]), _text(events["programme"])),
        courses=Courses(
            profile=scores["profile"],
            start_month=scores["start_month"],
            scores={name: np.stack([scores[f"{name}_{w}"] for w in WAVES], axis=1) for name in head["scores"]},
        ),
        journeys=_journeys(_read(folder, "journeys")),
        reasons={kind: _reasons(_read(folder, f"reasons_{kind}")) for kind in head["reasons"]},
    )


def _cube(folder: Path, head: Mapping[str, Any]) -> Cube:
    shape = head["cube"]
    coded = _read(folder, "profiles")
    size = len(coded[DIMENSIONS[0]])
    return Cube(
        profiles=Profiles({name: tuple(codes) for name, codes in head["codes"].items()}, coded, size),
        first_month=shape["first_month"],
        n_months=shape["n_months"],
        rows={key: number for number, key in enumerate(shape["rows"])},
        stored=_sparse(_read(folder, "cube"), "value", (len(shape["rows"]) * shape["n_months"] * len(SUMS), size)),
        value_counts={key: _value_counts(folder, key, size) for key in head["value_counts"]},
    )


def _value_counts(folder: Path, key: str, size: int) -> ValueCounts:
    axis = _read(folder, f"axis_{key}")
    counts = _sparse(_read(folder, f"values_{key}"), "n", (len(axis["month"]), size))
    return ValueCounts(months=axis["month"], values=axis["value"], counts=counts)


def _sparse(found: Mapping[str, NDArray[Any]], value: str, shape: tuple[int, int]) -> csr_array:
    return coo_array((found[value], (found["row"], found["profile"])), shape=shape).tocsr()


def _journey_columns(journeys: Journeys) -> dict[str, NDArray[Any]]:
    columns: dict[str, NDArray[Any]] = {}
    for one in fields(journeys):
        found = getattr(journeys, one.name)
        columns |= (
            {f"{one.name}_{w}": found[:, i] for i, w in enumerate(WAVES)} if found.ndim > 1 else {one.name: found}
        )
    return columns


def _journeys(found: Mapping[str, NDArray[Any]]) -> Journeys:
    by_wave = {name: np.stack([found[f"{name}_{w}"] for w in WAVES], axis=1) for name in ("forms", "form_days")}
    return Journeys(**by_wave, **{one.name: found[one.name] for one in fields(Journeys) if one.name not in by_wave})


def _change(one: Mapping[str, Any]) -> Change:
    days = {name: date.fromisoformat(one[name]) if one[name] else None for name in ("starts_on", "ends_on")}
    return Change(**{**one, **days, "indicators": tuple(one["indicators"])})


def _reasons(found: Mapping[str, NDArray[Any]]) -> Reasons:
    return Reasons(code=_text(found["code"]), profile=found["profile"], month=found["month"])


def _text(column: NDArray[Any]) -> NDArray[np.str_]:
    return np.asarray(column, dtype=np.str_)


def _write(folder: Path, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
    arrays = {key: pa.array(column.tolist() if column.dtype.kind == "U" else column) for key, column in columns.items()}
    pq.write_table(pa.table(arrays), folder / f"{name}.parquet", compression="zstd")


def _read(folder: Path, name: str) -> dict[str, NDArray[Any]]:
    table = pq.read_table(folder / f"{name}.parquet")
    return {key: table.column(key).to_numpy() for key in table.column_names}
