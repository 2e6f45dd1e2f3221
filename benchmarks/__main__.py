"""Measure the dashboard against the least apps that do the same, in the same run: ``python -m benchmarks``.

Prints a Markdown table. Ratios travel between machines; milliseconds do not.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks import browser, sessions, tables
from scripts import driver

FLOORS = Path(__file__).parent / "floors"
FOCUS = "/indikator?indikator=R03"
ROUNDS, PRESSES = 3, 5
QUERIES = [f"fra=20{year}-0{month}" for year in (20, 21, 22) for month in range(1, 8)]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; ``limit`` is in the unit, or a ratio to the floor when ``is_ratio``."""

    what: str
    unit: str
    ours: float
    floor: float | None
    limit: float
    is_ratio: bool = False

    def line(self) -> str:
        ratio = None if self.floor is None else self.ours / self.floor
        measured = ratio if self.is_ratio else self.ours
        floor, times = ("–", "–") if self.floor is None else (f"{self.floor:.0f}", f"{ratio:.2f}")
        goal = f"≤ {self.limit:g} x floor" if self.is_ratio else f"≤ {self.limit:g} {self.unit}"
        kept = "yes" if measured <= self.limit else "NO"
        return f"| {self.what} | {floor} {self.unit} | {self.ours:.0f} {self.unit} | {times} | {goal} | {kept} |"


@dataclass(frozen=True, slots=True)
class Apps:
    """The three servers that run side by side, so that all share the noise of the machine."""

    ours: driver.Server
    many: driver.Server
    one: driver.Server


def start(stack: ExitStack, floor: str) -> driver.Server:
    port = driver.free_port()
    return stack.enter_context(driver.running(driver.streamlit_command(FLOORS / f"{floor}.py", port), port))


def compare_changes(chromium: Browser, ours: str, floor: str) -> tuple[float, float]:
    """Return the typical milliseconds of a filter change, measured in alternation."""
    times: dict[str, list[float]] = {ours: [], floor: []}
    for number in range(ROUNDS):
        for url in times:
            times[url] += browser.change_times(chromium, url, PRESSES, _next_option(url == ours, number))
    return median(times[ours]), median(times[floor])


def _next_option(is_ours: bool, round_number: int) -> Callable[[int], int]:
    # In ours a chosen municipality leaves the list, so the first one left is always new; the floors keep all options.
    return (lambda _: 0) if is_ours else (lambda press: round_number * (PRESSES + 1) + press + 1)


def seconds_to_health(command: list[str], port: int) -> float:
    started = time.perf_counter()
    with driver.running(command, port):
        return time.perf_counter() - started


def cold_start() -> Result:
    ours, floor = [], []
    for _ in range(ROUNDS):
        port = driver.free_port()
        ours.append(seconds_to_health(["make", "run", f"PORT={port}"], port) * 1000)
        port = driver.free_port()
        floor.append(seconds_to_health(driver.streamlit_command(FLOORS / "one_chart.py", port), port) * 1000)
    return Result("`make run` (installed) to healthy", "ms", median(ours), median(floor), 5000)


def waiting(apps: Apps, chromium: Browser) -> list[Result]:
    page = driver.danish_context(chromium).new_page()
    driver.open_page(page, apps.ours.url)
    n = browser.count_pictures(page)
    page.context.close()
    grid = compare_changes(chromium, apps.ours.url, f"{apps.many.url}/?n={n}")
    focus = compare_changes(chromium, apps.ours.url + FOCUS, apps.one.url)
    return [
        Result(f"overview, filter change to all {n} pictures drawn", "ms", *grid, 1.5, is_ratio=True),
        Result("focus page, filter change to chart drawn", "ms", *focus, 1.5, is_ratio=True),
    ]


def costs(apps: Apps) -> list[Result]:
    seen = ["" for _ in QUERIES]
    grid = ["n=12" for _ in QUERIES]
    return [
        Result(
            "server CPU per rerun of the overview, selection already seen",
            "ms",
            sessions.cpu_per_rerun(apps.ours, seen),
            sessions.cpu_per_rerun(apps.many, grid),
            30,
        ),
        Result(
            "server CPU per rerun of the overview, selection never seen",
            "ms",
            sessions.cpu_per_rerun(apps.ours, QUERIES),
            sessions.cpu_per_rerun(apps.many, grid),
            30,
        ),
        Result(
            "memory of one more session",
            "KB",
            sessions.memory_per_session(apps.ours),
            sessions.memory_per_session(apps.many, "n=12"),
            300,
        ),
    ]


def main() -> None:
    results = [tables.selection_to_table(), cold_start()]
    with ExitStack() as stack:
        apps = Apps(stack.enter_context(driver.dashboard()), start(stack, "many_svg"), start(stack, "one_chart"))
        results += costs(apps)
        results += waiting(apps, stack.enter_context(driver.chromium()))
    print(f"Load of the machine when done: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    print("| what | floor | ours | ratio | goal | kept |\n|---|--:|--:|--:|---|---|")
    print("\n".join(result.line() for result in results))


if __name__ == "__main__":
    main()
