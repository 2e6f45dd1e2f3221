"""Start the real server and a real Chromium: shared by the browser tests, the screenshots and the benchmarks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
START_SECONDS = 120
PATIENCE = 60_000
"""Milliseconds before a page counts as lost: long, because a busy machine is no error."""
WIDGET = ".st-key-filter-kommune input"
IS_DRESSED = "getComputedStyle(document.documentElement).getPropertyValue('--kt-ink1') !== ''"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
CHROMIUM_FLAGS = (
    "--no-sandbox",  # tests run as root in containers, where the sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its process, and what it has written."""

    url: str
    process: subprocess.Popen[bytes]
    log_path: Path

    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def dashboard_command(data: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "dashboard", "--data", str(data), "--port", str(port)]


def streamlit_command(script: Path, port: int) -> list[str]:
    flags = {
        "server.port": str(port),
        "server.address": "localhost",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
    }
    options = [word for name, value in flags.items() for word in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(script), *options]


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    *,
    environment: Mapping[str, str] | None = None,
    is_up: str = "/_stcore/health",
    cwd: Path = ROOT,
) -> Iterator[Server]:
    """Run a server in a process of its own until the block ends; ``environment`` comes on top of this process's."""
    log_path = Path(tempfile.mkstemp(prefix="server-", suffix=".log")[1])
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **(environment or {})},
        )
    server = Server(f"http://localhost:{port}", process, log_path)
    try:
        wait_until_healthy(server, is_up)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log_path.unlink()


@contextmanager
def dashboard(data: Path = SAMPLE, *, state: Path | None = None) -> Iterator[Server]:
    """Serve the dashboard on a free port from a fresh process, with a state of its own unless one is given."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="state-") as own:
        kept = {"KVALITETSTAVLE_STATE": str(state or own)}
        with running(dashboard_command(data, port), port, environment=kept) as server:
            yield server


def wait_until_healthy(server: Server, address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server stopped before it was ready:\n{server.log()}")
        try:
            with urllib.request.urlopen(server.url + address, timeout=1):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.02)
    raise TimeoutError(f"the server was not ready after {START_SECONDS} s:\n{server.log()}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the distribution's Chromium without a window."""
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("Chromium is needed: run scripts/prepare.sh browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


def danish_context(browser: Browser, *, width: int = 1440, height: int = 900, theme: Theme = "light") -> BrowserContext:
    """Return a fresh visitor: no cookies, Danish, in Danish time, whose system asks for ``theme``, and patient."""
    context = browser.new_context(
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        viewport={"width": width, "height": height},
        color_scheme=theme,
    )
    context.set_default_timeout(PATIENCE)
    return context


def open_page(page: Page, url: str) -> None:
    """Go to ``url`` and wait until the app has drawn it."""
    page.goto(url)
    page.locator("h1, [data-testid=stException], .kt-error").first.wait_for(timeout=PATIENCE)
    page.locator(IDLE).wait_for(timeout=PATIENCE)
    # The browser fetches each kind of widget when it first meets one, and dresses the page when the style sheet comes.
    page.locator(WIDGET).first.wait_for(state="attached", timeout=PATIENCE)
    wait_until(page, IS_DRESSED)


def wait_until(page: Page, claim: str, arg: object = None) -> None:
    """Wait until a claim in JavaScript holds.

    Playwright's own waiting asks again by ``eval``, which the security policy of the pages forbids.
    """
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(claim, arg):
        if time.monotonic() > deadline:
            raise TimeoutError(f"still not so after {PATIENCE / 1000:g} s: {claim}")
        page.wait_for_timeout(50)


def wait_until_idle(page: Page) -> None:
    """Wait until the last interaction has been answered in full.

    The page looks idle until the server has taken the interaction up, so it must look idle twice, a moment apart.
    """
    for _ in range(2):
        page.wait_for_timeout(200)
        page.locator(IDLE).wait_for(timeout=PATIENCE)
