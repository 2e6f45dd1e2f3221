"""A dashboard with walls of its own that can be killed, frozen and started again on the same port."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qi import store
from qi.store import Wall
from scripts import driver

SLIDES = (("P01",), ("P12", "P03", "D01", "P02"), ("R01", "P01", "P12", "P13", "D01", "B03"), ("P11", "D02"))


@dataclass(slots=True)
class Stage:
    """A server with its own copy of the data and its own walls."""

    folder: Path
    port: int
    refresh: float
    process: subprocess.Popen[bytes] | None = None
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def hang(self, wall: Wall) -> str:
        """Make a wall and return its address."""
        kept = store.open_store(self.folder / "state")
        store.add_wall(kept, wall, at=datetime(2026, 1, 1))
        self.keys[wall.name] = store.make_key(kept, wall.name, at=datetime(2026, 1, 1))
        return self.address(wall.name)

    def address(self, name: str, part: str = "") -> str:
        return f"{self.url}/vaeg/{name}{part}?noegle={self.keys[name]}"

    def start(self) -> None:
        environment = os.environ | {
            "KVALITETSTAVLE_STATE": str(self.folder / "state"),
            "KVALITETSTAVLE_WALL_REFRESH_SECONDS": str(self.refresh),
        }
        command = driver.dashboard_command(self.data, self.port)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=driver.ROOT, env=environment, stdout=log, stderr=log)
        until(self.is_up, 90)

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/health", timeout=2):
                return True
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait()

    def describe(self, **changes: str) -> None:
        """Change what ``dataset.json`` says, in one step, as a publish does."""
        path = self.data / "dataset.json"
        said = json.loads(path.read_text(encoding="utf-8")) | changes
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(said), encoding="utf-8")
        fresh.replace(path)


@contextmanager
def stage(refresh: float = 15.0) -> Iterator[Stage]:
    """Set up a stage in a temporary folder; the caller starts the server."""
    folder = Path(tempfile.mkdtemp(prefix="wall-"))
    shutil.copytree(driver.SAMPLE, folder / "data", ignore=shutil.ignore_patterns("make*", "__pycache__"))
    made = Stage(folder, driver.free_port(), refresh)
    try:
        yield made
    finally:
        if made.process is not None:
            made.process.kill()
            made.process.wait()
        shutil.rmtree(folder)


def until(claim: Callable[[], bool], seconds: float) -> float:
    """Wait until something holds and return how long that took; raise TimeoutError after ``seconds``."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if claim():
            return time.monotonic() - started
        time.sleep(0.1)
    raise TimeoutError(f"still not so after {seconds:g} s")
