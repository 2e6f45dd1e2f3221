"""What the state store keeps when its writer is killed, its disk fills up, or a byte of its file flips.

``python -m benchmarks.state_store --kills 200`` prints one line a trial. ``Records`` also fits any harness that wants
``add(dict)``, acknowledged when it returns, and ``all()``.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.state import utc_now
from qi import store
from qi.improvement import Note
from qi.store.engine import FILE_NAME

DAY = date(2026, 11, 23)
WRITES, PAD = 400, "x" * 2000


class Records:
    """The state store as a list of dicts with the keys ``w``, ``i`` and ``pad``, in a folder or in one file."""

    def __init__(self, path: str) -> None:
        is_file = not path.endswith(".d")
        self.store = store.open_store(f"sqlite:///{path}" if is_file else path)

    def add(self, record: dict[str, Any]) -> None:
        note = Note(on=DAY, title=f"{record['w']} {record['i']}", text=record["pad"])
        store.add(self.store, note, by=record["w"], at=utc_now())

    def all(self) -> list[dict[str, Any]]:
        said = [(kept.record.title.split(), kept.record.text) for kept in store.every(self.store, Note)]
        return [{"w": who, "i": int(number), "pad": text} for (who, number), text in said]


def write(path: str, who: str, out: int, n: int) -> None:
    """Write and acknowledge each record on a pipe once it is kept; stop at the first refusal."""
    kept = Records(path)
    for i in range(n):
        try:
            kept.add({"w": who, "i": i, "pad": PAD})
        except store.StoreTroubleError as error:
            os.write(out, f"refused {error.trouble}\n".encode())
            return
        os.write(out, f"{i}\n".encode())


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Start ``work`` in a process of its own; return its number and the end of the pipe to read."""
    read, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        work(out)
        os._exit(0)
    os.close(out)
    return pid, read


def said(pipe: int) -> list[str]:
    with os.fdopen(pipe) as lines:
        return lines.read().split("\n")[:-1]


def acknowledged(lines: list[str]) -> int:
    return sum(line.isdigit() for line in lines)


@contextmanager
def place() -> Iterator[str]:
    folder = tempfile.mkdtemp(prefix="kt-store-")
    try:
        yield str(Path(folder) / "state.d")
    finally:
        shutil.rmtree(folder)


def kills(rounds: int) -> str:
    unreadable = lost = writes = 0
    chance = random.Random(0)  # noqa: S311
    for _ in range(rounds):
        with place() as path:
            pid, pipe = forked(lambda out, path=path: write(path, "a", out, 10**6))  # type: ignore[misc]
            first = os.read(pipe, 64)
            time.sleep(chance.random() * 0.2)
            os.kill(pid, signal.SIGKILL)
            n = acknowledged((first.decode() + "\n".join([*said(pipe), ""])).split("\n"))
            os.waitpid(pid, 0)
            writes += n
            try:
                lost += len(Records(path).all()) < n
            except store.StoreTroubleError:
                unreadable += 1
    return f"{rounds} kills after {writes} acknowledged writes: unreadable {unreadable}, with a lost write {lost}"


def three_writers() -> str:
    with place() as path:
        Records(path)
        writers = [forked(lambda out, who=who: write(path, who, out, 40)) for who in "abc"]  # type: ignore[misc]
        n = sum(acknowledged(said(pipe)) for _, pipe in writers)
        for pid, _ in writers:
            os.waitpid(pid, 0)
        return f"3 writers: acknowledged {n}, kept {len(Records(path).all())}"


def full_disk() -> str:
    def fill(path: str, out: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        write(path, "a", out, WRITES)

    with place() as path:
        Records(path)
        pid, pipe = forked(lambda out: fill(path, out))
        lines = said(pipe)
        os.waitpid(pid, 0)
        return f"full disk: acknowledged {acknowledged(lines)}, then {lines[-1]}, kept {len(Records(path).all())}"


def flipped_bytes(rounds: int) -> str:
    noticed = silent = 0
    chance = random.Random(0)  # noqa: S311
    with place() as path:
        whole = Records(path)
        for i in range(40):
            whole.add({"w": "a", "i": i, "pad": PAD})
        good = whole.all()
        whole.store.dispose()
        content = (Path(path) / FILE_NAME).read_bytes()
    for _ in range(rounds):
        with place() as path:
            Path(path).mkdir()
            damaged = bytearray(content)
            damaged[chance.randrange(len(damaged))] ^= 0x40
            (Path(path) / FILE_NAME).write_bytes(damaged)
            try:
                silent += Records(path).all() != good
            except store.StoreTroubleError:
                noticed += 1
    return f"{rounds} flipped bytes: noticed {noticed}, other data without a word {silent}"


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--kills", type=int, default=200)
    wanted.add_argument("--flips", type=int, default=100)
    chosen = wanted.parse_args()
    for line in (kills(chosen.kills), three_writers(), full_disk(), flipped_bytes(chosen.flips)):
        print(line)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
