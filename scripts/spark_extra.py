"""Print what the extra ``spark`` asks for: ``make lock`` resolves it on top of the other packages."""

from __future__ import annotations

import tomllib
from pathlib import Path

if __name__ == "__main__":
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    print(*project["optional-dependencies"]["spark"], sep="\n")
