"""Turn slides as fast as the script allows and see what grows: ``python -m benchmarks.wall.soak --turns 6000``.

A slide stands 0.25 s instead of 20, the screen asks every half second, and new data are published every minute.
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from itertools import count

import numpy as np
import psutil
from playwright.sync_api import CDPSession, Page

from benchmarks.wall.stage import SLIDES, stage
from qi.store import Wall
from scripts import driver

SECONDS_PER_SLIDE = 0.25
ROUND_SECONDS = 10
ROUNDS_PER_PUBLISH = 6

Row = tuple[int, float, int, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=6000)
    chosen = parser.parse_args()
    with stage(0.5) as behind, driver.chromium() as browser:
        address = behind.hang(Wall(name="soak", municipality="907", slides=SLIDES, seconds=SECONDS_PER_SLIDE))
        behind.start()
        assert behind.process is not None
        server = psutil.Process(behind.process.pid)
        page = driver.danish_context(browser, width=1920, height=1080).new_page()
        page.goto(address)
        page.evaluate(
            """() => { window.turns = 0; let last = -1; setInterval(() => {
              const now = [...document.querySelectorAll('.slide')].findIndex(slide => !slide.hidden);
              if (now !== last) { last = now; window.turns += 1; } }, 40); }"""
        )
        tools = page.context.new_cdp_session(page)
        tools.send("HeapProfiler.enable")
        rows: list[Row] = []
        moment = datetime.now().replace(microsecond=0)
        for number in count(1):
            page.wait_for_timeout(ROUND_SECONDS * 1000)
            if number % ROUNDS_PER_PUBLISH == 0:
                behind.describe(extracted_at=(moment - timedelta(minutes=number)).isoformat())
            rows.append(measure(page, tools, server))
            if number % 6 == 0:
                print("turns {}, heap {:.2f} MB, DOM {} nodes, server {:.1f} MB".format(*rows[-1]), flush=True)
            if rows[-1][0] >= chosen.turns:
                break
    summarise(rows)


def measure(page: Page, tools: CDPSession, server: psutil.Process) -> Row:
    tools.send("HeapProfiler.collectGarbage")
    heap = tools.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    nodes = int(page.evaluate("document.querySelectorAll('*').length"))
    return int(page.evaluate("window.turns")), heap, nodes, server.memory_info().rss / 1e6


def summarise(rows: list[Row]) -> None:
    """Print the slopes, without the first quarter, in which everything warms up."""
    turns, heap, nodes, memory = (np.array(column, dtype=float) for column in zip(*rows[len(rows) // 4 :], strict=True))
    print(f"turns {rows[-1][0]}, new data {len(rows) // ROUNDS_PER_PUBLISH} times")
    print(f"browser heap: {heap[0]:.2f} to {heap[-1]:.2f} MB, slope {slope(turns, heap):.3f} MB per 1,000 turns")
    print(f"DOM: {nodes.min():.0f} to {nodes.max():.0f} nodes")
    print(f"server: {memory[0]:.1f} to {memory[-1]:.1f} MB, slope {slope(turns, memory):.3f} MB per 1,000 turns")


def slope(turns: np.ndarray, size: np.ndarray) -> float:
    return float(np.polyfit(turns, size, 1)[0] * 1000)


if __name__ == "__main__":
    main()
