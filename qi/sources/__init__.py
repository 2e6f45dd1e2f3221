"""The ways to obtain a dataset; only here are files and engines touched."""

from __future__ import annotations

from qi.sources.folder import open_dataset
from qi.sources.unfilled import empty_dataset, open_or_begin

__all__ = ["empty_dataset", "open_dataset", "open_or_begin"]
