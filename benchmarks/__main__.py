"""Measure the dashboard against the least apps that do the same, in the same run: ``python -m benchmarks``.

Prints a Markdown table. Ratios travel between machines; milliseconds do not.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks import browser, sessions, tables
from qi import store
from scripts import driver, sample_team

FLOORS = Path(__file__).parent / "floors"
FOCUS = "/indikator?indikator=R01"
ROUNDS, PRESSES = 3, 5
GRIDS = {"overview": "/", "a page of charts": "/henvisninger"}
UNSEEN = [f"fra=20{year}-0{month}" for year in (20, 21, 22) for month in range(1, 8)]


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
    # Ours is a list of several choices: a chosen municipality leaves it.
    return (lambda _: round_number) if is_ours else (lambda press: press + 1)


def seconds_to_health(command: list[str], port: int) -> float:
    started = time.perf_counter()
    with driver.running(command, port):
        return time.perf_counter() - started


def method() -> list[Result]:
    all_tables, all_analyses = tables.measured()
    return [
        Result("selection to the subgroup tables of all indicators, CPU", "ms", all_tables, None, 30),
        Result("selection to all analyses of the overview, CPU", "ms", all_analyses, None, 60),
    ]


def cold_start() -> Result:
    ours, floor = [], []
    for _ in range(ROUNDS):
        port = driver.free_port()
        ours.append(seconds_to_health(["make", "run", f"PORT={port}"], port) * 1000)
        port = driver.free_port()
        floor.append(seconds_to_health(driver.streamlit_command(FLOORS / "one_chart.py", port), port) * 1000)
    return Result("`make run` (installed) to healthy", "ms", median(ours), median(floor), 5000)


def waiting(apps: Apps, chromium: Browser) -> list[Result]:
    focus = compare_changes(chromium, apps.ours.url + FOCUS, apps.one.url)
    return [
        *(grid(apps, chromium, name, address) for name, address in GRIDS.items()),
        Result("focus page, filter change to chart drawn", "ms", *focus, 1.5, is_ratio=True),
    ]


def grid(apps: Apps, chromium: Browser, name: str, address: str) -> Result:
    """Compare a page of pictures with the floor that draws as many."""
    page = driver.danish_context(chromium).new_page()
    driver.open_page(page, apps.ours.url + address)
    n = browser.count_pictures(page)
    page.context.close()
    times = compare_changes(chromium, apps.ours.url + address, f"{apps.many.url}/?n={n}")
    return Result(f"{name}, filter change to all {n} pictures drawn", "ms", *times, 1.5, is_ratio=True)


def boards(chromium: Browser, many: driver.Server, state: Path) -> Result:
    """Compare the change to another team, whose board has six charts, with the floor that draws as many."""
    sample_team.write(state, date.today())
    kept = store.open_store(state)
    for code in range(901, 908):
        team = replace(sample_team.TEAM, name=f"Team {code}", municipality=str(code))
        store.add(kept, team, by="benchmark", at=datetime(2026, 11, 16), id=f"team-{code}")
    kept.dispose()
    n = len(sample_team.TEAM.core)
    times: dict[str, list[float]] = {"ours": [], "floor": []}
    with driver.dashboard(state=state) as ours:
        for _ in range(ROUNDS):
            for name, url, widget in (
                ("ours", f"{ours.url}/tavle", "tavle-team"),
                ("floor", f"{many.url}/?n={n}", browser.MUNICIPALITY),
            ):
                times[name] += browser.change_times(chromium, url, PRESSES, lambda press: press + 1, widget)
    medians = median(times["ours"]), median(times["floor"])
    return Result(f"board, change of team to all {n} charts drawn", "ms", *medians, 1.3, is_ratio=True)


def costs(apps: Apps) -> list[Result]:
    ours, floor = apps.ours, apps.many
    seen = sessions.cpu_per_rerun(ours), sessions.cpu_per_rerun(floor, "n=60")
    unseen = sessions.cpu_per_visit(ours, UNSEEN), sessions.cpu_per_visit(floor, ["n=60"] * len(UNSEEN))
    memory = sessions.memory_per_session(ours), sessions.memory_per_session(floor, "n=60")
    return [
        Result("overview, server CPU of one more rerun", "ms", *seen, 30),
        Result("overview, server CPU of a new visit, selection never seen", "ms", *unseen, 200),
        Result("memory of one more session", "KB", *memory, 300),
    ]


def main() -> None:
    results = [*method(), cold_start()]
    with ExitStack() as stack:
        apps = Apps(stack.enter_context(driver.dashboard()), start(stack, "many_svg"), start(stack, "one_chart"))
        results += costs(apps)
        chromium = stack.enter_context(driver.chromium())
        results += waiting(apps, chromium)
        results.append(boards(chromium, apps.many, Path(stack.enter_context(TemporaryDirectory()))))
    print(f"Load of the machine when done: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    print("| what | floor | ours | ratio | goal | kept |\n|---|--:|--:|--:|---|---|")
    print("\n".join(result.line() for result in results))


if __name__ == "__main__":
    main()
