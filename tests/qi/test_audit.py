"""The audit finds what can be worked out, and passes what cannot: lattices with known leaks, and the sample's own."""

from dataclasses import replace

import numpy as np
import pytest

from qi.audit import audit
from qi.indicator import Measure
from qi.lattice import Lattice
from qi.suppression import protect
from qi.told import Told
from tests.sample import lattice_of as sample_lattice


def lattice_of(inner, *, hidden=None, sensitive=None):
    """One quarter of municipalities x programmes x months, with its sums; small cells are hidden unless told others."""
    n = np.asarray(inner)[None]
    for axis in (1, 2, 3):
        n = np.concatenate([n, n.sum(axis=axis, keepdims=True)], axis=axis)
    sensitive = (n > 0) & (n < 5) if sensitive is None else sensitive
    hidden = sensitive if hidden is None else hidden
    _, m, p, _ = n.shape
    codes = tuple(f"{901 + i}" for i in range(m - 1))
    nothing = np.zeros_like(sensitive)
    told = Told(
        municipalities=codes,
        programmes=tuple(f"p{i}" for i in range(p - 1)),
        members=codes,
        first_month=0,
        sums=np.zeros((3, 7, m - 1, p - 1), dtype=np.int64),
        is_final=np.ones((3, m - 1, p - 1), dtype=bool),
        is_shown=~hidden,
        is_hidden=hidden,
        by_month=np.ones((m, p), dtype=bool),
    )
    return Lattice(
        measure=Measure.COUNT,
        k=5,
        sums=told.sums,
        parts=n[None],
        is_sensitive=sensitive[None],
        is_withheld=nothing,
        is_hidden=hidden,
        is_final=~nothing,
        told=told,
    )


SOME = [[[30, 12, 9], [8, 11, 25]], [[12, 3, 17], [19, 14, 22]], [[40, 31, 28], [16, 9, 33]]]


def test_a_small_number_hidden_alone_is_found_by_subtraction():
    found = audit(lattice_of(SOME))
    assert (found.n_tried, found.given_away, found.narrowest) == (1, 1, 1)
    assert not found.is_passed


def test_a_small_number_hidden_with_as_many_others_as_it_takes_is_not_found():
    bare = lattice_of(SOME)
    hidden = protect(bare.n, bare.is_small, withheld=bare.is_withheld, is_member=np.ones(3, dtype=bool), k=5)
    found = audit(lattice_of(SOME, hidden=hidden))
    assert found.is_passed
    assert found.n_tried == 1
    assert found.narrowest >= 3


def test_one_more_number_shown_than_is_safe_is_found():
    bare = lattice_of(SOME)
    hidden = protect(bare.n, bare.is_small, withheld=bare.is_withheld, is_member=np.ones(3, dtype=bool), k=5)
    corner = np.argwhere(hidden & ~bare.is_small)[0]
    hidden[tuple(corner)] = False
    assert not audit(lattice_of(SOME, hidden=hidden)).is_passed


def test_what_was_shown_yesterday_counts_as_known_today():
    bare = lattice_of(SOME)
    hidden = protect(bare.n, bare.is_small, withheld=bare.is_withheld, is_member=np.ones(3, dtype=bool), k=5)
    today = lattice_of(SOME, hidden=hidden)
    yesterday = ~today.is_small  # it hid the small number and nothing else
    assert audit(today).is_passed
    assert not audit(replace(today, told=replace(today.told, is_shown=yesterday | today.told.is_shown))).is_passed


def test_two_small_numbers_that_must_be_small_are_found_though_neither_is_known():
    # In both lines 1 to 4 remain for two cells that hold somebody: each is 1, 2 or 3 for certain.
    found = audit(lattice_of([[[30, 12, 9]], [[2, 20, 17]], [[2, 31, 28]]], hidden=None))
    assert found.n_tried >= 2
    assert not found.is_passed


def test_a_lattice_without_small_numbers_has_nothing_to_find():
    found = audit(lattice_of(np.full((2, 2, 3), 7)))
    assert (found.n_tried, found.n_hidden, found.narrowest, found.is_passed) == (0, 0, None, True)


@pytest.mark.parametrize("key", ["R01", "P12"])
def test_of_the_sample_s_own_release_nothing_is_given_away(key):
    found = audit(sample_lattice(key))
    assert found.is_passed
    assert found.n_tried > 300
