"""Two hundred walls and ten people at once: ``python -m benchmarks.wall.load --walls 200 --people 10 --seconds 60``.

Walls ask for their state every 15 s as a browser does, each over a connection of its own; people rerun the overview
with two seconds to think. Prints how long walls wait, what a request costs the server, and how much memory it takes.
"""

from __future__ import annotations

import argparse
import asyncio
import threading
import time
from urllib.parse import urlsplit

import numpy as np
import psutil

from benchmarks import sessions
from benchmarks.wall.stage import SLIDES, Stage, stage
from qi.store import Theme, Wall
from scripts import driver

MUNICIPALITIES = ("901", "902", "903", "904", "905", "906", "907")
PROGRAMMES = (None, "cancer", "diabetes", "heart", "copd")
THINK_SECONDS = 2.0
DICE = np.random.default_rng(7)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walls", type=int, default=200)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--refresh", type=float, default=15)
    chosen = parser.parse_args()
    with stage(chosen.refresh) as behind:
        addresses = [behind.hang(wall_number(number)) for number in range(chosen.walls)]
        behind.start()
        assert behind.process is not None
        server = psutil.Process(behind.process.pid)
        first = asyncio.run(ask_all(addresses, "billeder"))
        told("slides, first time", first)
        known = asyncio.run(ask_all(addresses, "billeder"))
        told("slides, from the cache", known)
        cost(server, addresses, "billeder")
        cost(server, addresses, "tilstand")
        crowd(behind, server, addresses, chosen.people, seconds=chosen.seconds, refresh=chosen.refresh)


def wall_number(number: int) -> Wall:
    return Wall(
        name=f"wall-{number}",
        municipality=MUNICIPALITIES[number % 7],
        programme=PROGRAMMES[number // 7 % 5],
        theme=list(Theme)[number % 2],
        slides=SLIDES,
    )


async def ask(address: str, part: str) -> tuple[float, int]:
    """Return the seconds and the bytes of one answer on a connection of its own."""
    parts = urlsplit(address)
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    path = f"{parts.path}/{part}?{parts.query}"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost:{parts.port}\r\nConnection: close\r\n\r\n".encode())
    body = await reader.read()
    writer.close()
    assert body.startswith(b"HTTP/1.1 200"), body[:60]
    return time.perf_counter() - started, len(body)


async def ask_all(addresses: list[str], part: str) -> list[tuple[float, int]]:
    return [await ask(address, part) for address in addresses]


def told(what: str, answers: list[tuple[float, int]]) -> None:
    seconds, sizes = (np.array(column) for column in zip(*answers, strict=True))
    p50, p95, p99 = np.percentile(seconds * 1000, [50, 95, 99])
    print(
        f"| {what} | {len(answers)} | {p50:.1f} | {p95:.1f} | {p99:.1f} | {seconds.max() * 1000:.0f} "
        f"| {sizes.mean() / 1000:.1f} |",
        flush=True,
    )


def cost(server: psutil.Process, addresses: list[str], part: str) -> None:
    before = sum(server.cpu_times()[:2])
    asyncio.run(ask_all(addresses, part))
    spent = (sum(server.cpu_times()[:2]) - before) / len(addresses) * 1000
    print(f"  server CPU per request of {part}: {spent:.2f} ms", flush=True)


def crowd(
    behind: Stage, server: psutil.Process, addresses: list[str], people: int, *, seconds: float, refresh: float
) -> None:
    """Let all walls and people ask for a while."""
    end = time.monotonic() + seconds
    reruns: list[float] = []
    threads = [threading.Thread(target=person, args=(behind, end, reruns)) for _ in range(people)]
    for thread in threads:
        thread.start()
    time.sleep(5)  # the first load of each person is not what walls wait for
    memory, before, started = server.memory_info().rss, sum(server.cpu_times()[:2]), time.monotonic()
    answers = asyncio.run(walls(addresses, end, refresh))
    busy = (sum(server.cpu_times()[:2]) - before) / (time.monotonic() - started)
    for thread in threads:
        thread.join()
    told(f"state, {len(addresses)} walls every {refresh:g} s and {people} people", answers)
    told(f"rerun of the overview, {people} people", [(one, 0) for one in reruns])
    grown = (server.memory_info().rss - memory) / 1e6
    print(f"  server: {busy:.2f} of {psutil.cpu_count()} cores, {memory / 1e6:.0f} MB {grown:+.1f} MB")


async def walls(addresses: list[str], end: float, refresh: float) -> list[tuple[float, int]]:
    """Ask as screens do, each at its own moment."""
    answers: list[tuple[float, int]] = []

    async def screen(address: str) -> None:
        await asyncio.sleep(DICE.random() * refresh)
        while time.monotonic() < end:
            answers.append(await ask(address, "tilstand"))
            await asyncio.sleep(refresh * (0.95 + 0.1 * DICE.random()))

    await asyncio.gather(*(screen(address) for address in addresses))
    return answers


def person(behind: Stage, end: float, reruns: list[float]) -> None:
    assert behind.process is not None
    server = driver.Server(behind.url, behind.process, behind.folder / "log")
    with sessions.open_session(server) as session:
        sessions.rerun(session)
        while time.monotonic() < end:
            time.sleep(THINK_SECONDS)
            started = time.perf_counter()
            sessions.rerun(session, f"kommune={DICE.choice(MUNICIPALITIES)}")
            reruns.append(time.perf_counter() - started)


if __name__ == "__main__":
    main()
