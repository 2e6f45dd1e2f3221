"""Start the dashboard: ``kvalitetstavle [--data FOLDER] [--port 8501] [--address ADDRESS]``."""

from __future__ import annotations

import argparse
import os
import sys

from dashboard import installation, logs, settings
from qi.dataset import DatasetError


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments of ``kvalitetstavle``."""
    one = argparse.ArgumentParser(prog="kvalitetstavle", description="Serve the dashboard.")
    for name in ("data", "port", "address"):
        one.add_argument(f"--{name}", help=f"instead of the setting `{name}`")
    return one


def main() -> int:
    """Check settings and data, then serve until stopped: on this machine only, unless the settings say otherwise."""
    for name, value in vars(parser().parse_args()).items():
        if value is not None:
            os.environ[f"{settings.PREFIX}{name.upper()}"] = value
    try:
        chosen = settings.current()
        logs.begin(chosen.log_format)
        os.environ[f"{settings.PREFIX}K_MIN"] = str(chosen.k_min)  # read once, when the method is imported
        from dashboard import cache

        cache.dataset()  # opened once: the server finds it here
    except (settings.SettingsError, DatasetError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    from dashboard.server import app

    # Streamlit reads its settings beside what it takes for the script it was launched by, wherever we stand.
    sys.argv = [str(installation.ENTRY)]
    app.run(
        config={
            "logger.hideWelcomeMessage": chosen.log_format == "json",  # it is no log
            "server.port": chosen.port,
            "server.address": chosen.address,
            "server.allowedHosts": [] if chosen.is_open else chosen.hosts(),
        }
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
