"""One release: the lattice of an indicator, tried by the audit before anybody sees it, and what the log keeps of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from qi.audit import Audit, audit
from qi.dataset import Dataset
from qi.disclosure import K_MIN
from qi.indicator import Indicator
from qi.lattice import Lattice, lattice
from qi.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is told of one indicator; ``digest`` is the fingerprint of all that is shown, and of nothing hidden."""

    key: str
    data_version: str
    as_of: date
    k_min: int
    lattice: Lattice
    audit: Audit
    digest: str


def release(dataset: Dataset, indicator: Indicator, *, k_min: int = K_MIN, told: Told | None = None) -> Release:
    """Return the release of an indicator after all that has been ``told`` of it.

    Where the audit finds anything, nothing is released: every cell is hidden. Raises KeyError for an indicator that is
    not in the cube.
    """
    planned = lattice(dataset, indicator, k_min=k_min, told=told)
    tried = audit(planned)
    shown = planned if tried.is_passed else replace(planned, is_hidden=np.ones_like(planned.is_hidden))
    return Release(
        key=indicator.key,
        data_version=dataset.version,
        as_of=dataset.as_of,
        k_min=k_min,
        lattice=shown,
        audit=tried,
        digest=digest(shown),
    )


def digest(told: Lattice) -> str:
    """Return the fingerprint of what a lattice shows: who, which cells, and their counts."""
    seen = hashlib.sha256(repr((told.municipalities, told.told.programmes, told.members)).encode())
    seen.update(np.packbits(told.by_month).tobytes())
    seen.update(np.packbits(told.is_hidden).tobytes())
    seen.update(np.where(told.is_hidden, -1, told.parts).astype("<i8").tobytes())
    return seen.hexdigest()
