"""Make the synthetic sample data again: ``python -m data.sample.make_sample [folder]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from data.sample.make.places import DATASET
from data.sample.make.report import write_report
from data.sample.make.tables import make_tables, write_tables


def main(folder: Path) -> None:
    """Write the tables, the description of the dataset and the truths into ``folder``."""
    write_tables(make_tables(), folder)
    (folder / "dataset.json").write_text(json.dumps(DATASET, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    write_report(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
