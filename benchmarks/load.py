"""Many people at once on the overview: how long a change of filter takes, and what it costs the server.

``python -m benchmarks.load --driver FILE`` starts the dashboard on the sample and lets a load driver open 1, 10, 20, 40
and 80 sessions that each change a filter about every two seconds. The driver is a program apart that speaks the real
protocol of Streamlit; it is called with ``--url --sessions --seconds --think --set --pid`` and prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from math import inf
from pathlib import Path
from typing import Any

from scripts import driver

SESSIONS = (1, 10, 20, 40, 80)
THINK_SECONDS, GOAL_SECONDS, GOAL_SESSIONS = 2, 1.5, 40
CHANGES = {
    "kommune": [["901"], ["902"], ["905"], ["907"], ["901", "902"], []],
    "forloeb": [["cancer"], ["diabetes"], ["copd"], []],
}


def measured(program: Path, server: driver.Server, sessions: int, seconds: float) -> dict[str, Any]:
    """Let the driver run once and return what it says."""
    command = [sys.executable, str(program), "--url", server.url, "--pid", str(server.process.pid), "--allow-errors"]
    command += ["--sessions", str(sessions), "--seconds", str(seconds), "--think", str(THINK_SECONDS)]
    command += [word for name, values in CHANGES.items() for word in ("--set", f"{name}={json.dumps(values)}")]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(said.stdout)
    return result


def line(result: dict[str, Any]) -> str:
    rerun, first = result["rerun_ms"], result["first_load_ms"]
    return (
        f"{result['sessions']:3d} sessions: {result['reruns']} changes, p50 {rerun['p50']} ms, p95 {rerun['p95']} ms, "
        f"first page p95 {first['p95']} ms, "
        f"server CPU {result['server_cpu_ms_per_run']} ms a run ({result['server_cpu_share']:.2f} cores), "
        f"memory {result['server_rss_MB'][1]} MB, errors {result['errors']}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--driver", type=Path, required=True, help="file with the load driver")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--sessions", type=int, nargs="+", default=SESSIONS)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before the start {os.getloadavg()[0]:.1f}")
    port, is_met = driver.free_port(), True
    with (
        tempfile.TemporaryDirectory() as state,
        driver.running(
            driver.dashboard_command(driver.SAMPLE, port), port, environment={"KVALITETSTAVLE_STATE": state}
        ) as server,
    ):
        for sessions in options.sessions:
            result = measured(options.driver, server, sessions, options.seconds)
            print(line(result), *result["error_kinds"], flush=True)
            is_slow = sessions <= GOAL_SESSIONS and not (result["rerun_ms"]["p95"] or inf) <= 1000 * GOAL_SECONDS
            is_met = is_met and not is_slow and not result["errors"]
        assert "Traceback" not in server.log()
    print(f"goal, {GOAL_SESSIONS} sessions within {GOAL_SECONDS} s and no error: {'met' if is_met else 'missed'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
