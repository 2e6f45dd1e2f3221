"""Hidden cells stay hidden from everybody who can add and subtract; the attacker here solves every table exactly."""

from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from qi.suppression import protect

K = 5
SIZES = [0, 1, 2, 3, 4, 6, 9, 14, 22, 31]


def with_sums(inner):
    table = np.asarray(inner)
    for axis in (1, 2, 3):
        table = np.concatenate([table, table.sum(axis=axis, keepdims=True)], axis=axis)
    return table


def hide(n, withheld=None):
    small = (n > 0) & (n < K)
    withheld = np.zeros_like(small) if withheld is None else withheld
    is_member = np.ones(n.shape[1] - 1, dtype=bool)
    return small, protect(n, small, withheld=withheld, is_member=is_member, k=K)


def what_an_attacker_learns(n, hidden, cell):
    """The least and the greatest number that can stand in a cell, by integer programming over all that is shown."""
    rows = []
    for axis in range(3):
        others = [range(size) for i, size in enumerate(n.shape) if i != axis]
        for where in product(*others):
            row = np.zeros(n.shape)
            line = row[tuple(slice(None) if i == axis else where[i - (i > axis)] for i in range(3))]
            line[:-1], line[-1] = 1, -1
            rows.append(row.ravel())
    wanted = np.zeros(n.shape)
    wanted[cell] = 1
    low, high = np.where(hidden, np.minimum(n, 1), n).ravel(), np.where(hidden, 10**5, n).ravel()
    found = [
        milp(
            sign * wanted.ravel(),
            constraints=LinearConstraint(np.array(rows), 0, 0),
            bounds=Bounds(low, high),
            integrality=np.ones(n.size),
        ).fun
        for sign in (1, -1)
    ]
    return round(found[0]), round(-found[1])


@pytest.mark.parametrize("seed", range(4))
def test_of_no_small_cell_an_attacker_can_tell_that_it_is_small(seed):
    n = with_sums(np.random.default_rng(seed).choice(SIZES, size=(2, 4, 3, 3)))
    small, hidden = hide(n)
    for table, *cell in np.argwhere(small):
        low, high = what_an_attacker_learns(n[table], hidden[table], tuple(cell))
        assert high >= K
        assert high - low >= 2


def test_total_minus_the_others_does_not_give_the_small_one_away():
    n = with_sums([[[[30]], [[12]], [[3]]]])
    small, hidden = hide(n)
    assert small[0, 2, 0, 0]
    assert hidden[0, :3, 0, 0].sum() >= 2 or hidden[0, 3, 0, 0]


def test_a_table_without_small_cells_is_shown_in_full():
    _, hidden = hide(with_sums(np.full((1, 3, 2, 3), 7)))
    assert not hidden.any()


def test_a_cell_of_nobody_reveals_nobody():
    n = with_sums([[[[0, 9]], [[8, 7]]]])
    _, hidden = hide(n)
    assert not hidden.any()


def test_a_small_rest_in_a_line_with_its_sum_shown_never_happens():
    n = with_sums(np.random.default_rng(9).choice(SIZES, size=(8, 4, 3, 3)))
    _, hidden = hide(n)
    for axis in (1, 2, 3):
        parts, flags = np.moveaxis(n, axis, -1), np.moveaxis(hidden, axis, -1)
        rest = np.where(flags[..., :-1], parts[..., :-1], 0).sum(axis=-1)
        assert not ((rest > 0) & (rest < K) & ~flags[..., -1]).any()


def test_a_municipality_outside_the_sum_costs_the_others_nothing():
    inner = np.full((1, 3, 2, 3), 20)
    inner[0, 2] = 2
    is_member = np.array([True, True, False])
    n = inner
    for axis in (2, 3):
        n = np.concatenate([n, n.sum(axis=axis, keepdims=True)], axis=axis)
    n = np.concatenate([n, n[:, :2].sum(axis=1, keepdims=True)], axis=1)
    small = (n > 0) & (n < K)
    hidden = protect(n, small, withheld=np.zeros_like(small), is_member=is_member, k=K)
    assert not hidden[0, [0, 1, 3]].any()
