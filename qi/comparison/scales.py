"""The scales on which shares and ratios of units of one size vary alike, whatever their level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """A transformation under which the standard error depends on the size of a unit alone.

    ``size``: cases of a share, expected hits of a ratio. ``to_scale`` takes shares 0-1, or ratios of hits to expected
    hits; ``from_scale`` is its inverse and stays at the end of the range where the scale has no more to give.
    """

    to_scale: Callable[[Numbers], Numbers]
    from_scale: Callable[[Numbers], Numbers]
    standard_error: Callable[[Numbers], Numbers]


def _half_root(size: Numbers) -> Numbers:
    return np.asarray(1 / (2 * np.sqrt(size)))


ARCSINE = Scale(
    to_scale=lambda share: np.arcsin(np.sqrt(share)),
    from_scale=lambda y: np.sin(np.clip(y, 0, np.pi / 2)) ** 2,
    standard_error=_half_root,
)
"""For shares. Reference: Spiegelhalter et al. (2012), J R Stat Soc A 175:1-47, inverse sine of the square root."""

SQUARE_ROOT = Scale(
    to_scale=np.sqrt,
    from_scale=lambda y: np.maximum(y, 0) ** 2,
    standard_error=_half_root,
)
"""For ratios of hits to expected hits; a unit without a hit has its place. Reference: as ``ARCSINE``."""

LOG = Scale(
    to_scale=np.log,
    from_scale=np.exp,
    standard_error=lambda size: np.asarray(1 / np.sqrt(size)),
)
"""For ratios where every unit has hits, as the English mortality indicator SHMI uses it."""
