from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from qi.dataset import TABLES

FOLDER = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    loaded = {name: pd.read_parquet(FOLDER / f"{name}.parquet") for name in TABLES}
    for name, columns in TABLES.items():
        for column in columns:
            if column.type == "date":
                loaded[name][column.name] = pd.to_datetime(loaded[name][column.name])
    return loaded
