"""Try to work out what is hidden, the way a stranger would: everything that is shown as equations, in whole numbers.

For each count that nobody may learn, the least and the greatest number are sought that agree with all that is, or has
ever been, shown. A count is given away where they show that it is somebody and few, or leave fewer than three values.
Reference: Fischetti & Salazar (2001), Management Science 47(7):1008-1027 (the attacker's problem).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, diags_array, hstack

from qi.disclosure import Counts, Flags
from qi.lattice import Lattice
from qi.suppression import PLACES_LEFT, lines

MOST = 10_000
"""No cell holds more citizens than this: the attacker knows how large a municipality is."""

MOST_SECONDS = 10.0
"""What one question to the solver may take; a question without an answer counts as given away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What a stranger can learn of one release.

    ``n_cells``: cells that are told or hidden. ``n_hidden``: of them hidden. ``n_tried``: counts of 1 to k - 1, and the
    like, that were attacked. ``narrowest``: the fewest values that any of them may still have, None without any.
    ``given_away``: how many are few for certain, or have fewer than three values left.
    """

    n_cells: int
    n_hidden: int
    n_tried: int
    narrowest: int | None
    given_away: int

    @property
    def is_passed(self) -> bool:
        """Whether nothing is given away."""
        return self.given_away == 0


@dataclass(frozen=True, slots=True, eq=False)
class _Quarter:
    """One quarter as equations over its unknown counts, part beside part: which must add up, and which hold somebody.

    ``true``: what the unknowns are. ``wanted``: which of them the attacker is after. ``target``: shown to reach this,
    a count is neither small nor known.
    """

    constraints: tuple[LinearConstraint, LinearConstraint]
    true: Counts
    wanted: Flags
    target: Counts
    k: int


def audit(lattice: Lattice) -> Audit:
    """Attack every count of a lattice that nobody may learn, but those that were told when it was allowed."""
    sensitive = lattice.is_sensitive & ~lattice.told.is_shown
    is_in_lattice = ~lattice.is_withheld | lattice.is_small
    n_tried, widths, given_away = 0, [], 0
    for number in np.flatnonzero(sensitive.any(axis=(0, 2, 3, 4))):
        quarter = _quarter(lattice, int(number), sensitive[:, number])
        low, high = _limits(quarter)
        n_tried += len(low)
        given_away += int(_is_given_away(quarter, low, high).sum())
        widths.append(int((high - low).min()) + 1)
    return Audit(
        n_cells=int(is_in_lattice.sum()),
        n_hidden=int((is_in_lattice & lattice.is_hidden).sum()),
        n_tried=n_tried,
        narrowest=min(widths, default=None),
        given_away=given_away,
    )


def _quarter(lattice: Lattice, number: int, sensitive: Flags) -> _Quarter:
    """Return the equations of one quarter. A hidden cell that is not withheld holds somebody: empty ones are shown."""
    unknown = ~lattice.told.is_shown[number]
    is_member = np.array([code in lattice.members for code in lattice.municipalities], dtype=bool)
    of_table = lines(unknown.shape, is_member.tobytes())
    among, shown = of_table[:, unknown.ravel()], of_table[:, ~unknown.ravel()]
    parts = lattice.parts[:, number]
    rest = -np.concatenate([shown @ part[~unknown] for part in parts])
    holds = (~lattice.is_withheld[number])[unknown].astype(np.float64)
    true = parts[:, unknown].ravel()
    return _Quarter(
        constraints=(
            LinearConstraint(block_diag([among] * len(parts), format="csr"), rest, rest),
            LinearConstraint(hstack([diags_array(holds)] * len(parts)), holds, np.inf),
        ),
        true=true,
        wanted=sensitive[:, unknown].ravel(),
        target=np.maximum(lattice.k, true + PLACES_LEFT),
        k=lattice.k,
    )


def _is_given_away(quarter: _Quarter, low: Counts, high: Counts) -> Flags:
    """Return which wanted counts are somebody and few for certain, or have fewer than three values left."""
    return np.asarray(((low > 0) & (high < quarter.k)) | (high - low < PLACES_LEFT), dtype=bool)


def _limits(quarter: _Quarter) -> tuple[Counts, Counts]:
    """Return limits of each wanted count: as wide as it takes to be safe, and exact where it is not.

    A table that agrees with all that is shown, and in which a count is large, is proof enough. Many counts are proved
    by one table; the exact limits are sought only of those that no such table has been found for.
    """
    places = np.flatnonzero(quarter.wanted)
    low, high = quarter.true[places], quarter.true[places]
    in_doubt, sign = _is_given_away(quarter, low, high), -1.0
    while in_doubt.any():
        found = _best(quarter, np.where(in_doubt, sign, 0.0), most=quarter.target[places])[places]
        low, high = np.minimum(low, found), np.maximum(high, found)
        still = _is_given_away(quarter, low, high)
        if still.sum() == in_doubt.sum():
            if sign > 0:
                break
            sign = 1.0  # nothing more can be made large together: make what is left none
        in_doubt = still
    for i in np.flatnonzero(in_doubt):
        goal = (np.arange(len(places)) == i).astype(np.float64)
        low[i], high[i] = (_best(quarter, sign * goal)[places[i]] for sign in (1, -1))
    return low, high


def _best(quarter: _Quarter, goal: NDArray[np.float64], *, most: Counts | None = None) -> Counts:
    """Return the unknowns that make ``goal``, one weight for each wanted count, least; the wanted at most ``most``.

    What the solver cannot say in time counts as found out.
    """
    weights, highest = np.zeros(len(quarter.true)), np.full(len(quarter.true), MOST)
    weights[quarter.wanted] = goal
    if most is not None:
        highest[quarter.wanted] = most
    found = milp(
        weights,
        constraints=quarter.constraints,
        bounds=Bounds(0, highest),
        integrality=np.ones(len(weights), dtype=np.int64),
        options={"time_limit": MOST_SECONDS},
    )
    return quarter.true if found.x is None else np.rint(found.x).astype(np.int64)
