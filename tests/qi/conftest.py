"""Tiny data folders and empty stores, made for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from qi import store
from qi.dataset import Dataset
from qi.sources import open_dataset
from tests.qi.folder import Rows, write_folder

Opened = Callable[..., Dataset]


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Return a function that writes tables to a folder and opens it; keywords go to dataset.json.

    A dataset is a value: the same tables are opened once, however many tests ask something of them.
    """
    kept: dict[str, Dataset] = {}

    def write_and_open(tables: Rows, **description: Any) -> Dataset:
        said = repr((tables, description))
        if said not in kept:
            kept[said] = open_dataset(write_folder(tmp_path_factory.mktemp("data"), tables, **description))
        return kept[said]

    return write_and_open


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty store of either kind: every test holds on both."""
    location = tmp_path / "state" if request.param == "sqlite" else request.getfixturevalue("postgres_address")
    opened = store.open_store(location)
    yield opened
    opened.dispose()
