"""Hide small cells of three-way tables with sums, and as many others as it takes that none can be worked out.

The tables have shape (tables, a + 1, b + 1, c + 1); the last place of each axis is the sum over the others. An attacker
knows every shown cell, that hidden cells hold at least one, and adds and subtracts. What he can narrow down is found by
propagating bounds along all lines until nothing changes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LARGE = 10**7
"""More than any cell holds: the bound of a cell about which nothing is known."""

MOST_ROUNDS = 200
PLACES_LEFT = 2
"""A hidden small cell keeps at least this much between its bounds: three values remain possible."""

_DEAR = 50.0
"""How much dearer it is to hide a team's own sum over programmes than one of its programmes."""

_CHEAP = 0.02
"""How much cheaper it is to hide a sum over municipalities: no team's wall depends on it."""

Cells = NDArray[np.int64]
Flags = NDArray[np.bool_]


def protect(n: Cells, small: Flags, *, withheld: Flags, is_member: Flags, k: int) -> Flags:
    """Return which cells to hide: the small ones, the withheld ones, and those that would give a small one away.

    ``is_member``: shape (a,), which places of the first axis its sum holds. ``k``: the smallest group that is shown.
    """
    hidden = small | withheld
    dearness = _dearness(n)
    tables = np.flatnonzero(small.any(axis=(1, 2, 3)))
    for _ in range(MOST_ROUNDS):
        if len(tables) == 0:
            break
        low, high = bounds(n[tables], hidden[tables], is_member)
        leaks = _leaks(n[tables], small[tables], low, high, hidden[tables], is_member, k)
        is_loose = high - low >= PLACES_LEFT
        changed = [
            _hide_partners(np.argwhere(leaks[i]), hidden[table], n[table], is_loose[i], dearness[table], is_member, k)
            for i, table in enumerate(tables)
        ]
        tables = tables[np.array(changed, dtype=bool)]
    return hidden


def bounds(n: Cells, hidden: Flags, is_member: Flags) -> tuple[Cells, Cells]:
    """Return the least and the greatest value that each cell may have, given all that is shown."""
    low, high = np.where(hidden, np.minimum(n, 1), n), np.where(hidden, LARGE, n)
    for _ in range(MOST_ROUNDS):
        before = int(low.sum()) - int(high.sum())
        for axis, included in enumerate(_included(n.shape[1:], is_member), 1):
            _tighten(np.moveaxis(low, axis, -1), np.moveaxis(high, axis, -1), included)
        if int(low.sum()) - int(high.sum()) == before:
            break
    return low, high


def _included(shape: tuple[int, ...], is_member: Flags) -> list[Flags]:
    """Return for each axis which places its sum holds; the sum itself is not one of them."""
    parts = [is_member, *(np.ones(size - 1, dtype=bool) for size in shape[1:])]
    return [np.append(flags, False) for flags in parts]


def _tighten(low: Cells, high: Cells, parts: Flags) -> None:
    """Narrow parts and sum of every line by each other, in place; the sum is the last place of the last axis."""
    lows, highs = low[..., parts], high[..., parts]
    least, most = lows.sum(axis=-1), highs.sum(axis=-1)
    low[..., -1] = np.maximum(low[..., -1], least)
    high[..., -1] = np.minimum(high[..., -1], most)
    total_low, total_high = low[..., -1:], high[..., -1:]
    low[..., parts] = np.maximum(lows, total_low - (most[..., None] - highs))
    high[..., parts] = np.minimum(highs, total_high - (least[..., None] - lows))


def _leaks(n: Cells, small: Flags, low: Cells, high: Cells, hidden: Flags, is_member: Flags, k: int) -> Flags:
    """Return the hidden cells that give something away: a small one that is too narrow, or a small hidden rest."""
    leaks = small & ((high < k) | (high - low < PLACES_LEFT))
    for axis, parts in enumerate(_included(n.shape[1:], is_member), 1):
        cells, is_hidden = np.moveaxis(n, axis, -1)[..., parts], np.moveaxis(hidden, axis, -1)
        rest = np.where(is_hidden[..., parts], cells, 0).sum(axis=-1)
        tells = (rest > 0) & (rest < k) & ~is_hidden[..., -1]
        marked = np.moveaxis(leaks, axis, -1)
        marked[..., parts] |= tells[..., None] & is_hidden[..., parts] & (cells > 0)
    return leaks


def _hide_partners(
    leaks: Cells, hidden: Flags, n: Cells, is_loose: Flags, dearness: NDArray[np.float64], is_member: Flags, k: int
) -> bool:
    """Hide in one table the cheapest partner in each line that gives a leaking cell away; return whether any was."""
    changed = False
    for cell in leaks:
        lines = [line for axis in range(3) if (line := _line(cell, axis, n.shape, is_member)) is not None]
        giving_away = [line for line in lines if _gives_away(line, cell, hidden, n, is_loose, k)]
        for line in giving_away or lines:
            changed |= _hide_cheapest(line, hidden, n, dearness)
    return changed


def _line(cell: Cells, axis: int, shape: tuple[int, ...], is_member: Flags) -> tuple[Cells, ...] | None:
    """Return the places of the line through a cell along an axis, its sum last; None where the cell is in no sum."""
    parts = np.flatnonzero(_included(shape, is_member)[axis])
    along = np.append(parts, shape[axis] - 1)
    if cell[axis] not in along:
        return None
    return tuple(along if i == axis else np.full(len(along), cell[i]) for i in range(3))


def _gives_away(line: tuple[Cells, ...], cell: Cells, hidden: Flags, n: Cells, is_loose: Flags, k: int) -> bool:
    is_other = np.any([places != place for places, place in zip(line, cell, strict=True)], axis=0)
    rest = int(n[line][:-1][hidden[line][:-1]].sum())
    is_small_rest = 0 < rest < k and not hidden[line][-1]
    return is_small_rest or not bool((hidden[line] & is_loose[line] & is_other).any())


def _hide_cheapest(line: tuple[Cells, ...], hidden: Flags, n: Cells, dearness: NDArray[np.float64]) -> bool:
    free = np.flatnonzero(~hidden[line] & (n[line] > 0))
    if len(free) == 0:
        return False
    chosen = free[np.argmin(dearness[line][free])]
    hidden[tuple(places[chosen] for places in line)] = True
    return True


def _dearness(n: Cells) -> NDArray[np.float64]:
    """Return what is lost when a cell is hidden: its size; more for a team's sum, less for one over municipalities."""
    dearness = n.astype(np.float64)
    dearness[:, :, -1] *= _DEAR
    dearness[:, -1] *= _CHEAP
    return dearness
