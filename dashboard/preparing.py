"""Lattices made one after the other beside the visitors, who see how far it has come instead of waiting for all.

To make one is to tell it and to write that in the log of releases, so none is made before it is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Lock, Thread

from dashboard import cache

PREPARED: set[tuple[str, str]] = set()
"""Version of the data and key of each lattice that is ready."""

TURN_SECONDS = 0.1
"""A pause in which a visitor who waits for one lattice gets it: a lock by itself gives nobody a turn."""

_PREPARING = Lock()


def n_left(keys: Sequence[str]) -> int:
    """Return how many of the lattices are not ready yet."""
    version = cache.dataset().version
    return sum((version, key) not in PREPARED for key in keys)


def begin(keys: Sequence[str]) -> None:
    """Make those that are not ready, unless some are being made: whoever waits asks again."""
    if n_left(keys) and not _PREPARING.locked():
        version = cache.dataset().version
        Thread(target=_prepare, args=(version, tuple(keys)), name="lattices", daemon=True).start()


def _prepare(version: str, keys: Sequence[str]) -> None:
    with _PREPARING:
        for key in keys:
            if cache.dataset().version == version and (version, key) not in PREPARED:
                cache.lattice_of(key)
                PREPARED.add((version, key))
                time.sleep(TURN_SECONDS)
