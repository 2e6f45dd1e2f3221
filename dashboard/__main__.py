"""Start the dashboard: ``python -m dashboard [--data FOLDER] [--port 8501]``."""

from __future__ import annotations

import argparse
import os
import sys

from qi.dataset import DatasetError


def main() -> int:
    """Check the data folder, then serve it on this machine only until stopped."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("--data", default=os.environ.get("KVALITETSTAVLE_DATA") or "data/sample")
    parser.add_argument("--port", type=int, default=8501)
    chosen = parser.parse_args()
    os.environ["KVALITETSTAVLE_DATA"] = chosen.data
    from dashboard import cache

    try:
        cache.dataset()  # opened once: the server finds it here
    except DatasetError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    from dashboard.server import app

    app.run(config={"server.port": chosen.port})
    return 0


if __name__ == "__main__":
    sys.exit(main())
