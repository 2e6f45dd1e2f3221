"""A folder of Parquet tables and a dataset.json, or the current version of a versioned one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qi.dataset import DatasetError
from qi.sources import versions
from qi.sources.description import Description, describe
from qi.sources.embedded import Embedded, embedded

DESCRIPTION = "dataset.json"


@contextmanager
def folder_session(location: str) -> Iterator[tuple[Embedded, Description]]:
    """Open DuckDB over the folder, or over its current version: it is resolved once, so nobody sees half of one."""
    folder = versions.resolve(Path(location))
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder: expected a folder with {DESCRIPTION} and Parquet tables")
    versions.check_whole(folder)
    described = read_description(folder / DESCRIPTION)
    with embedded(folder) as engine:
        yield engine, described


def read_description(path: Path) -> Description:
    """Return what ``dataset.json`` says; raise DatasetError where it is missing or a field is not as expected."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DatasetError(f"{path} is missing: expected a JSON file that says as_of and first_month") from None
    except ValueError:
        raise DatasetError(f"{path} is not valid JSON") from None
    return describe(raw, str(path))
