"""The ways to obtain a dataset; only here are files and engines touched."""

from __future__ import annotations

from qi.sources.folder import open_dataset

__all__ = ["open_dataset"]
