"""Reads the reference results of other implementations that lie in tests/golden."""

import json
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"


@cache
def golden(name: str) -> dict[str, Any]:
    """Return one case, for example ``crossrun/em_n010``; its ``source`` names program, version and call."""
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def golden_names(folder: str, prefix: str = "") -> list[str]:
    return sorted(f"{folder}/{path.stem}" for path in (GOLDEN / folder).glob(f"{prefix}*.json"))
