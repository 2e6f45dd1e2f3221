"""What a visitor has chosen to import: held in memory for as long as the page shows it, and never on the disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """One file as it came: its name and its bytes. It is never printed: the bytes are about persons."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """Tell one content from another."""
        return hashlib.sha256(self.content).hexdigest()[:16]


@contextmanager
def as_files(uploads: Sequence[Upload]) -> Iterator[tuple[Path, ...]]:
    """Give a path for each upload, until the block ends."""
    with ExitStack() as opened:
        yield tuple(opened.enter_context(as_file(upload)) for upload in uploads)


@contextmanager
def as_file(upload: Upload) -> Iterator[Path]:
    """Give a path the import can open, until the block ends.

    The path leads to anonymous memory: also after a crash there is nothing to find on the disk.
    """
    number = os.memfd_create("upload")
    try:
        with os.fdopen(number, "wb", closefd=False) as memory:
            memory.write(upload.content)
        with TemporaryDirectory(prefix="kvalitetstavle-") as made:
            path = Path(made) / f"upload{Path(upload.name).suffix.casefold()}"
            path.symlink_to(f"/proc/{os.getpid()}/fd/{number}")
            yield path
    finally:
        os.close(number)
