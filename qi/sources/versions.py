"""A versioned data folder: immutable ``versions/<n>/`` and a ``CURRENT`` pointer that is swapped in one step.

A version is written in a temporary folder, flushed to the disk and renamed; then the pointer is replaced. Whoever reads
resolves the pointer once and sees the old or the new version, never half of one, also after a crash at any moment.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qi.dataset import DatasetError

POINTER = "CURRENT"
VERSIONS = "versions"
MAPPINGS = "mappings"
"""Beside the versions: the mappings that were saved to be used again."""

SUMS = "SHA256SUMS"
"""In each version: the digest of every file of it, as ``sha256sum --check`` reads them."""

KEPT = 3
"""So many versions are kept, the current one among them."""

_UNFINISHED = ".tmp-"


def resolve(path: Path) -> Path:
    """Return the folder of tables behind ``path``: its current version, or ``path`` itself where it has no versions.

    Raises DatasetError when the pointer names a version that is not there.
    """
    pointer = path / POINTER
    if not pointer.is_file():
        return path
    name = pointer.read_text(encoding="ascii").strip()
    folder = path / VERSIONS / name
    if not name.isdigit() or not folder.is_dir():
        raise DatasetError(f"{pointer} names no version in {path / VERSIONS}: expected one of {versions(path)}")
    return folder


def is_unfilled(path: Path) -> bool:
    """Whether nothing has been published at ``path`` yet and a first version may be.

    So for a folder that is not there but could be made, and for one that holds nothing but saved mappings and what a
    killed import left behind.
    """
    if not path.exists():
        return path.absolute().parent.is_dir()
    if not path.is_dir() or (path / POINTER).exists():
        return False
    return all(one.name in (VERSIONS, MAPPINGS) or one.name.startswith(".") for one in path.iterdir())


def current(path: Path) -> int | None:
    """Return the number of the current version, None where nothing is published."""
    return int(resolve(path).name) if (path / POINTER).is_file() else None


def versions(path: Path) -> tuple[int, ...]:
    """Return the numbers of the versions that are kept, the oldest first."""
    folder = path / VERSIONS
    return tuple(sorted(int(one.name) for one in folder.iterdir() if one.name.isdigit())) if folder.is_dir() else ()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other writers of this folder waiting; the lock ends with the process, also when it is killed."""
    path.mkdir(parents=True, exist_ok=True)
    with (path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def upcoming(path: Path) -> int:
    """Return the number the next version gets. It is only sure under ``locked``."""
    return max(versions(path), default=0) + 1


def publish(path: Path, write: Callable[[Path], None]) -> int:
    """Let ``write`` fill a new folder and make it the current version; return its number. Call it under ``locked``."""
    folder = path / VERSIONS
    folder.mkdir(parents=True, exist_ok=True)
    sweep(path)
    number = upcoming(path)
    unfinished = folder / f"{_UNFINISHED}{number}"
    unfinished.mkdir()
    try:
        write(unfinished)
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    (unfinished / SUMS).write_text("".join(_sums(unfinished)), encoding="utf-8")
    for file in sorted(unfinished.iterdir()):
        _flush(file)
    _flush(unfinished)
    unfinished.rename(folder / str(number))
    _flush(folder)
    _point(path, number)
    for old in _superfluous(path, number):
        shutil.rmtree(folder / str(old))
    return number


def check_whole(folder: Path) -> None:
    """Raise DatasetError where a file of a version is not what was published: Parquet itself would not notice.

    A folder without digests was not published by this program, or by an older one: there is nothing to hold it to.
    """
    sums = folder / SUMS
    if sums.is_file() and sums.read_text(encoding="utf-8") != "".join(_sums(folder)):
        raise DatasetError(f"{folder} is not what was published there: restore it from a backup, or go back a version")


def rollback(path: Path) -> int:
    """Make the version before the current one current again; return its number. Raises DatasetError without one."""
    with locked(path):
        now = current(path)
        earlier = [number for number in versions(path) if now is not None and number < now]
        if not earlier:
            raise DatasetError(f"{path} has no earlier version to go back to: kept are {versions(path)}")
        _point(path, earlier[-1])
        return earlier[-1]


def sweep(path: Path) -> None:
    """Remove what a killed import left unfinished."""
    for left in (path / VERSIONS).glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    for left in path.glob(f".{POINTER}-*"):
        left.unlink()


def _sums(folder: Path) -> Iterator[str]:
    for file in sorted(folder.iterdir()):
        if file.name != SUMS:
            with file.open("rb") as content:
                yield f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {file.name}\n"


def _superfluous(path: Path, current_number: int) -> list[int]:
    others = [number for number in versions(path) if number != current_number]
    return others[: max(0, len(others) - KEPT + 1)]


def _point(path: Path, number: int) -> None:
    beside = path / f".{POINTER}-{os.getpid()}"
    beside.write_text(f"{number}\n", encoding="ascii")
    _flush(beside)
    beside.replace(path / POINTER)
    _flush(path)


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
