"""Hide small cells of three-way tables with sums, and as many others as it takes that none can be worked out.

The tables have shape (tables, a + 1, b + 1, c + 1); the last place of each axis is the sum over the others. For each
table a second one is sought that differs as little as possible, adds up as well, and is large where the first is small.
The cells in which the two differ are hidden. Nobody who sees the rest, whatever he adds and subtracts, can tell which
of the two is true, so nobody can prove that a hidden cell is small.
Reference: Fischetti & Salazar (2001), Management Science 47(7):1008-1027 (cell suppression by integer programming).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

PLACES_LEFT = 2
"""A small cell is at least this much larger in the second table: three values remain possible."""

GOOD_ENOUGH = 0.05
"""A second table may cost this share more than the cheapest."""

MOST_SECONDS = 5.0
INFEASIBLE = 2
"""What the solver answers where there is no solution, not even in fractions."""

WHOLE = 1e-6
"""How near to a whole number a solution counts as whole."""

LEAST_COST = 1e-3
"""What any change costs, so that none is made without need."""

_DEAR = 20.0
"""How much dearer it is to hide a team's own sum over programmes than one of its programmes."""

_CHEAP = 0.1
"""How much cheaper it is to hide a sum over municipalities: no team's wall depends on it."""

Cells = NDArray[np.int64]
Flags = NDArray[np.bool_]
Shape = tuple[int, ...]


def protect(
    n: Cells,
    small: Flags,
    *,
    withheld: Flags,
    is_member: Flags,
    k: int,
    hidden: Flags | None = None,
    known: Flags | None = None,
    empty: Flags | None = None,
) -> Flags:
    """Return which cells to hide: the small ones, the withheld ones, and those that would give a small one away.

    ``withheld``: cells that are not published at all. ``is_member``: shape (a,), which places of the first axis its sum
    holds. ``k``: the smallest group that is shown. ``hidden``: cells that are hidden anyhow. ``known``: cells that have
    been shown before: hiding them now protects nobody. ``empty``: cells that say there is nobody, those of 0 unless
    ``n`` counts only some of the citizens in a cell.
    """
    nothing = np.zeros_like(small)
    hidden, known = (nothing if flags is None else flags for flags in (hidden, known))
    empty = n == 0 if empty is None else empty
    hidden = small | withheld | hidden
    for table in np.flatnonzero(small.any(axis=(1, 2, 3))):
        flags = (small, withheld, hidden, known, empty)
        given = (n[table].tobytes(), *(one[table].tobytes() for one in flags), is_member.tobytes())
        hidden[table] = _protect_one(*given, n.shape[1:], k)
    return hidden


@lru_cache(maxsize=4096)
def _protect_one(
    cells: bytes,
    small_flags: bytes,
    withheld_flags: bytes,
    hidden_flags: bytes,
    known_flags: bytes,
    empty_flags: bytes,
    members: bytes,
    shape: Shape,
    k: int,
) -> Flags:
    """Protect one table; kept, since many indicators have the same denominators and old quarters stay as they are."""
    n = np.frombuffer(cells, dtype=np.int64).reshape(shape)
    flags = (small_flags, withheld_flags, hidden_flags, known_flags, empty_flags)
    small, withheld, hidden, known, empty = (np.frombuffer(one, dtype=bool).reshape(shape) for one in flags)
    fixed = known | (empty & ~withheld)
    of_table = lines(shape, members)
    to_raise = small & ~withheld & ~known
    hidden, in_doubt = hidden.copy(), known.copy()
    if to_raise.any():
        other = second_table(n, to_raise, withheld=withheld, free=hidden, fixed=fixed, of_table=of_table, k=k)
        if other is None:
            return ~known
        hidden |= other != n
        in_doubt |= to_raise | _is_elsewhere(other, n, k)
    # Of cells that nobody is told about it is enough that each by itself may be none or large.
    movable = ~fixed & hidden
    while (moved := _moved_together(n, small & ~in_doubt, withheld, free=movable, of_table=of_table, k=k)).any():
        in_doubt |= moved
    while (small & ~in_doubt).any():
        to_raise = np.zeros_like(small)
        to_raise.flat[np.flatnonzero(small & ~in_doubt)[:1]] = True
        other = second_table(n, to_raise, withheld=withheld, free=hidden, fixed=fixed, of_table=of_table, k=k)
        if other is None:
            return ~known
        hidden |= other != n
        in_doubt |= to_raise | _is_elsewhere(other, n, k)
    return hidden


def _is_elsewhere(other: Cells, n: Cells, k: int) -> Flags:
    """Return where a second table leaves a count in doubt: it is large there, or none, and three values remain."""
    return np.asarray((np.abs(other - n) >= PLACES_LEFT) & ((other == 0) | (other >= k)), dtype=bool)


def _moved_together(n: Cells, wanted: Flags, withheld: Flags, *, free: Flags, of_table: csr_array, k: int) -> Flags:
    """Return which wanted cells become large, or none, in a table that hides nothing more: many at one question."""
    found = np.zeros_like(wanted)
    target = np.maximum(k, n + PLACES_LEFT)
    bounds = np.where(withheld, 0, np.minimum(n, 1)), np.where(wanted, target, 4 * n.max() + 4 * k)
    low, high = (np.where(free, bound, n).ravel() for bound in bounds)
    for sign in (-1.0, 1.0):
        left = wanted & ~found
        if left.any():
            cost = np.where(left, sign, 0.0).ravel()
            other = _solve(cost, Bounds(low, high), LinearConstraint(of_table, 0, 0))
            found |= left & _is_elsewhere(n if other is None else other.reshape(n.shape), n, k)
    return found


def second_table(
    n: Cells, to_raise: Flags, *, withheld: Flags, free: Flags, fixed: Flags, of_table: csr_array, k: int
) -> Cells | None:
    """Return a table that adds up like ``n``, in which some cells are large, changed where it costs least to hide.

    ``to_raise``: the cells to become at least ``k``. ``free``: the cells that are hidden already. A withheld cell may
    become 0. A ``fixed`` cell stays what it is, for it is shown.
    None when no table is found in time: then show no cell.
    """
    value = n.ravel()
    least = np.where(to_raise, np.maximum(k, n + PLACES_LEFT), np.where(withheld, 0, np.minimum(n, 1)))
    most = np.full_like(n, 4 * n.max() + 4 * k)
    least, most = (np.where(fixed, n, bound).ravel() for bound in (least, most))
    cost = np.where(free, 0.0, _cost(n)).ravel() + LEAST_COST
    # The change is split in a rise and a fall, so that its size can be weighed.
    low = np.concatenate([np.maximum(least - value, 0), np.zeros(len(value))])
    high = np.concatenate([most - value, np.maximum(value - least, 0)])
    adds_up = LinearConstraint(hstack([of_table, -of_table]), 0, 0)
    change = _solve(np.concatenate([cost, cost]), Bounds(low, high), adds_up)
    if change is None:
        return None
    other: Cells = (value + change[: len(value)] - change[len(value) :]).reshape(n.shape)
    return other


def _solve(cost: NDArray[np.float64], bounds: Bounds, constraints: LinearConstraint) -> Cells | None:
    """Return the cheapest whole-number solution; mostly the one in fractions is whole, and that is found far sooner."""
    for integrality in (0, 1):
        found = milp(
            cost,
            constraints=constraints,
            bounds=bounds,
            integrality=np.full(len(cost), integrality),
            options={"mip_rel_gap": GOOD_ENOUGH, "time_limit": MOST_SECONDS},
        )
        if found.status == INFEASIBLE:
            return None
        if found.x is not None and np.abs(found.x - np.rint(found.x)).max() < WHOLE:
            return np.rint(found.x).astype(np.int64)
    return None


@lru_cache
def lines(shape: Shape, members: bytes) -> csr_array:
    """Return one row per line of the table: its parts minus its sum, which must be zero."""
    is_member = np.frombuffer(members, dtype=bool)
    places = np.arange(np.prod(shape)).reshape(shape)
    parts = [is_member, *(np.ones(size - 1, dtype=bool) for size in shape[1:])]
    rows, columns, signs, n_rows = [], [], [], 0
    for axis, included in enumerate(parts):
        by_line = np.moveaxis(places, axis, -1)
        for where in product(*(range(size) for size in by_line.shape[:-1])):
            cells = [*by_line[where][:-1][included], by_line[where][-1]]
            rows += [n_rows] * len(cells)
            columns += cells
            signs += [1] * (len(cells) - 1) + [-1]
            n_rows += 1
    return csr_array((signs, (rows, columns)), shape=(n_rows, places.size))


def _cost(n: Cells) -> NDArray[np.float64]:
    """Return what is lost per change of one: more for a team's sum, less for a sum over municipalities."""
    cost = np.ones(n.shape)
    cost[:, -1] *= _DEAR
    cost[-1] *= _CHEAP
    return cost
