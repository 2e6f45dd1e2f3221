"""The numbers of the lattice: sums by municipality, programme and month, and with the sums over each of the three.

The finest sums have shape (months, sums, municipalities, programmes); ``with_sums`` adds a last place to the last two
axes, and ``by_quarter`` gives blocks of shape (quarters, municipalities + 1, programmes + 1, 3 + 1).
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from qi import calendar
from qi.cube import SUMS
from qi.dataset import Dataset
from qi.indicator import Indicator, Maturity

N, NUMERATOR, PENDING, CITIZENS, CITIZENS_QUARTER = (
    SUMS.index(name) for name in ("n", "numerator", "pending", "citizens", "citizens_quarter")
)

Sums = NDArray[np.int64]
Flags = NDArray[np.bool_]
T = TypeVar("T", bound=np.generic)


def finest_sums(dataset: Dataset, key: str) -> Sums:
    """Return the sums of one indicator, shape (months, sums, municipalities, programmes). Raises KeyError."""
    cube = dataset.cube
    municipality, programme = (cube.profiles.coded[name] for name in ("municipality", "programme"))
    n_m, n_p = (len(cube.profiles.codes[name]) for name in ("municipality", "programme"))
    profiles = np.arange(cube.profiles.size)
    ones = np.ones(cube.profiles.size, dtype=np.int64)
    belongs = csr_array((ones, (profiles, municipality * n_p + programme)), shape=(cube.profiles.size, n_m * n_p))
    return cube.grouped(key, belongs).reshape(cube.n_months, len(SUMS), n_m, n_p)


def is_final(indicator: Indicator, sums: Sums, *, first_month: int, as_of: date) -> Flags:
    """Return which of the finest cells are over and settled to the last case: no later day changes them.

    A page may judge a cohort when most of its cases are closed. Outside, the last ones would be told one by one.
    Shape (months, municipalities, programmes).
    """
    rule = indicator.spec.maturity if indicator.spec else Maturity()
    ends = [calendar.period_end(calendar.month_start(first_month + i), months=1) for i in range(len(sums))]
    has_waited = np.array([end <= as_of and (as_of - end).days >= rule.lag_days for end in ends], dtype=bool)
    is_settled: Flags = sums[:, PENDING] == 0
    if rule.closed_share is not None:
        is_old = np.array([calendar.add_months(end, rule.closed_months) < as_of for end in ends], dtype=bool)
        is_settled |= is_old[:, None, None]
    return np.asarray(is_settled & has_waited[:, None, None], dtype=bool)


def with_sums(finest: Sums, is_member: Flags) -> Sums:
    """Return the finest sums with the sums over programmes, and over the municipalities that are members."""
    by_programme = np.concatenate([finest, finest.sum(axis=-1, keepdims=True)], axis=-1)
    members = by_programme[..., is_member, :].sum(axis=-2, keepdims=True)
    return np.concatenate([by_programme, members], axis=-2)


def all_of(finest: Flags, is_member: Flags) -> Flags:
    """Return the flags of the finest cells with those of the sums: true where it is true of all that is summed."""
    by_programme = np.concatenate([finest, finest.all(axis=-1, keepdims=True)], axis=-1)
    members = by_programme[..., is_member, :].all(axis=-2, keepdims=True)
    return np.concatenate([by_programme, members], axis=-2)


def by_quarter(sums: NDArray[T], first_month: int) -> NDArray[T]:
    """Return months as whole quarters, shape (quarters, 3, ...); months outside the data are 0."""
    before = first_month % 3
    after = -(before + len(sums)) % 3
    padded = np.pad(sums, ((before, after), *((0, 0),) * (sums.ndim - 1)))
    return padded.reshape(-1, 3, *sums.shape[1:])


def blocks(sums: Sums, first_month: int) -> tuple[Sums, Sums, Sums]:
    """Return cases, numerators and citizens by quarter, each as a block; ``sums`` as given by ``with_sums``."""
    quarters = by_quarter(sums, first_month)
    months, whole = quarters.transpose(0, 2, 3, 4, 1), quarters.sum(axis=1)[..., None]
    cases, numerator = (np.concatenate([months[:, i], whole[:, i]], axis=-1) for i in (N, NUMERATOR))
    citizens = np.concatenate([months[:, CITIZENS], whole[:, CITIZENS_QUARTER]], axis=-1)
    return cases, numerator, citizens


def flag_blocks(flags: Flags, first_month: int) -> Flags:
    """Return flags of months as a block; a quarter has what all three of its months have."""
    months = np.moveaxis(by_quarter(flags, first_month), 1, -1)
    return np.concatenate([months, months.all(axis=-1, keepdims=True)], axis=-1)
