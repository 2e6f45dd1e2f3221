"""Keyed pseudonyms (HMAC-SHA-256), and the key file: outside the data folder, for its owner only."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from qi.imports.refused import ImportRefusedError

KEY_BYTES = 32
_BLOCK = 64
"""Block size of SHA-256 in bytes, to which HMAC pads its key. Source: RFC 2104."""

_BATCH = 100_000
"""So many digests are held as Python objects at a time."""

PSEUDONYM_HEX = 32
"""128 bits: among 10 million citizens two share a pseudonym with a chance of about 1 to 10 to the 25th."""


@dataclass(frozen=True, slots=True, repr=False)
class PseudonymKey:
    """A secret key. It is never printed; ``fingerprint`` tells two keys apart without giving either away."""

    secret: bytes

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits of a hash of the key."""
        return hashlib.sha256(b"fingerprint" + self.secret).hexdigest()[:8]

    def pseudonyms(self, numbers: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return p and 32 hexadecimal digits of the HMAC-SHA-256 of each number, None for None."""
        padded = self.secret.ljust(_BLOCK, b"\0")
        inner = hashlib.sha256(bytes(one ^ 0x36 for one in padded))
        outer = hashlib.sha256(bytes(one ^ 0x5C for one in padded))
        return pa.chunked_array(
            [_hashed(batch, inner, outer) for chunk in numbers.chunks for batch in _batches(chunk)], pa.string()
        )


def _batches(numbers: pa.Array) -> Iterator[pa.Array]:
    return (numbers.slice(start, _BATCH) for start in range(0, len(numbers), _BATCH))


def _hashed(numbers: pa.Array, inner: hashlib._Hash, outer: hashlib._Hash) -> pa.Array:
    """Hash one batch by copies of the two states after the key: half the work of a whole HMAC each."""
    digests: list[bytes] = []
    for number in pc.fill_null(numbers, "").cast(pa.binary()).to_pylist():
        within = inner.copy()
        within.update(number)
        around = outer.copy()
        around.update(within.digest())
        digests.append(around.digest()[: PSEUDONYM_HEX // 2])
    signs = np.empty((len(digests), PSEUDONYM_HEX + 1), np.uint8)
    signs[:, 0] = ord("p")
    signs[:, 1:] = np.frombuffer(b"".join(digests).hex().encode(), np.uint8).reshape(-1, PSEUDONYM_HEX)
    ends = np.arange(0, signs.size + 1, PSEUDONYM_HEX + 1, dtype=np.int32)
    made = pa.Array.from_buffers(pa.string(), len(digests), [None, pa.py_buffer(ends), pa.py_buffer(signs)])
    return pc.if_else(numbers.is_valid(), made, None)


def read_key(path: Path, *, outside: Path) -> PseudonymKey:
    """Read the key file. Raises ImportRefusedError when it lies in the data folder or others can read it."""
    if path.resolve().is_relative_to(outside.resolve()):
        raise ImportRefusedError("key_in_data")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ImportRefusedError("key_open")
    secret = path.read_bytes()
    if len(secret) != KEY_BYTES:
        raise ImportRefusedError("key_damaged")
    return PseudonymKey(secret)


def new_key() -> PseudonymKey:
    """Return a new random key; it is kept nowhere until it is saved."""
    return PseudonymKey(secrets.token_bytes(KEY_BYTES))


def save_key(key: PseudonymKey, path: Path, *, outside: Path) -> None:
    """Make the key file with mode 600; an existing one must hold this key.

    Raises ImportRefusedError when the file would lie in the data folder, or holds another key.
    """
    if path.resolve().is_relative_to(outside.resolve()):
        raise ImportRefusedError("key_in_data")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written beside and linked into place, so that a key is either whole or not there, also after a crash.
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(file, key.secret)
        os.fsync(file)
    finally:
        os.close(file)
    try:
        os.link(beside, path)
    except FileExistsError:
        if read_key(path, outside=outside) != key:
            raise ImportRefusedError("key_changed") from None
    finally:
        beside.unlink()
