"""Start the dashboard: ``python -m dashboard [--data FOLDER] [--port 8501]``."""

from __future__ import annotations

import argparse
import os
import sys

from qi.dataset import DatasetError
from qi.sources import open_dataset


def main() -> int:
    """Check the data folder, then serve it on this machine only until stopped."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("KVALITETSTAVLE_DATA") or "data/sample")
    parser.add_argument("--port", type=int, default=8501)
    chosen = parser.parse_args()
    try:
        open_dataset(chosen.data)
    except DatasetError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    os.environ["KVALITETSTAVLE_DATA"] = chosen.data
    from dashboard.server import app  # the app reads the folder when it is imported

    app.run(config={"server.port": chosen.port})
    return 0


if __name__ == "__main__":
    sys.exit(main())
