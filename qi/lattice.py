"""Which cells may leave the house: a fixed lattice with small cells hidden, and others so that none can be worked out.

The lattice is municipality x programme x month, with the sums over programmes and over municipalities. A series with
too many small months is there by quarter instead, never both. No other question is answered, so what a reader can
subtract is known and is tried here before anything is shown.
Reference: Statistics Denmark and the SDC handbook of Eurostat on cell suppression (primary and secondary).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from qi import calendar
from qi.cube import SUMS
from qi.dataset import Dataset
from qi.disclosure import K_MIN
from qi.indicator import Indicator, Measure
from qi.indicators import INDICATORS
from qi.selection import Period, Selection
from qi.subgroups import MONTHS as MONTHS_OF
from qi.subgroups import Status, SubgroupTable
from qi.suppression import protect

K_MEAN = 10
"""Fewest citizens behind a mean or a median that leaves the house. Source: domain dossier 2.3."""

LARGE_ENOUGH = 0.9
"""A series is there by month, and a municipality is part of the sum, when this share of the months is not small."""

MONTHS = 48
"""The latest months that are in the lattice: all that a wall shows."""

_N, _CITIZENS, _CITIZENS_QUARTER = (SUMS.index(name) for name in ("n", "citizens", "citizens_quarter"))


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The hidden cells of one indicator. ``is_hidden``: shape (quarters, municipalities + 1, programmes + 1, 3 + 1).

    The last place of each axis is the sum: over ``members``, over the programmes, over the months of the quarter.
    ``by_month``: shape (municipalities + 1, programmes + 1), whether a series is there by month or by quarter.
    """

    municipalities: tuple[str, ...]
    programmes: tuple[str, ...]
    members: tuple[str, ...]
    first_quarter: int
    by_month: NDArray[np.bool_]
    n: NDArray[np.int64]
    is_small: NDArray[np.bool_]
    is_hidden: NDArray[np.bool_]

    def published(self, selection: Selection) -> Selection:
        """Return the selection as it is in the lattice: its municipalities spelled out, by month or by quarter.

        Raises ValueError for a selection that is not in the lattice.
        """
        m, p = self._places(selection)
        chosen = selection.municipality or self.members
        period = Period.MONTH if self.by_month[m, p] else Period.QUARTER
        return replace(selection, municipality=chosen, period=period)

    def hidden(self, selection: Selection, starts: Sequence[date]) -> NDArray[np.bool_]:
        """Return for each period of a published selection, by its first day, whether it must not be shown."""
        m, p = self._places(selection)
        months = np.array([calendar.month_number(start) for start in starts], dtype=np.int64)
        part = np.full(len(months), 3) if selection.period is Period.QUARTER else months % 3
        found: NDArray[np.bool_] = self.is_hidden[months // 3 - self.first_quarter, m, p, part]
        return found

    def _places(self, selection: Selection) -> tuple[int, int]:
        if set(selection.restrictions()) - {"municipality", "programme"}:
            raise ValueError("only municipality and programme may be chosen for what leaves the house: remove filters")
        m = _place(selection.municipality, self.municipalities, self.members)
        return m, _place(selection.programme, self.programmes, self.programmes)


def _place(chosen: tuple[str, ...], codes: tuple[str, ...], of_sum: tuple[str, ...]) -> int:
    if not chosen or chosen == of_sum:
        return len(codes)
    if len(chosen) != 1:
        raise ValueError(f"need one or all of {len(codes)}, got {len(chosen)}: other sums may reveal small numbers")
    return codes.index(chosen[0])


def lattice(dataset: Dataset, indicator: Indicator, *, k_min: int = K_MIN) -> Lattice:
    """Return the lattice of an indicator with citizens, for the periods that are over.

    A cell is small with 1 to k - 1 citizens, k being ``k_min``, or ``K_MEAN`` for means and medians.
    Raises KeyError for an indicator that is not in the cube.
    """
    k = max(k_min, K_MEAN) if indicator.measure in (Measure.MEAN, Measure.MEDIAN) else k_min
    codes = {name: dataset.codes[name] for name in ("municipality", "programme")}
    members = members_of(dataset, k_min=k_min)
    is_member = np.array([code in members for code in codes["municipality"]], dtype=bool)
    sums = _sums(dataset, indicator.key, is_member)
    n, citizens = _blocks(dataset, sums)
    is_closed = _closed(dataset, n.shape[0])
    small = (n > 0) & (citizens < k) & is_closed[:, None, None, :]
    by_month = _are_large_enough(small[..., :3], is_closed[:, :3])
    withheld = ~is_closed[:, None, None, :] | _other_period(by_month)
    hidden = protect(n, small, withheld=withheld, is_member=is_member, k=k)
    return Lattice(
        municipalities=codes["municipality"],
        programmes=codes["programme"],
        members=members,
        first_quarter=dataset.cube.first_month // 3,
        by_month=by_month,
        n=n,
        is_small=small,
        is_hidden=hidden,
    )


def _are_large_enough(small: NDArray[np.bool_], is_closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which series have few enough small months among the latest; shape (municipalities + 1, programmes + 1)."""
    by_month = np.moveaxis(small, -1, 1).reshape(-1, *small.shape[1:3])[is_closed.ravel()]
    enough: NDArray[np.bool_] = by_month[-MONTHS:].mean(axis=0) <= 1 - LARGE_ENOUGH
    return enough


def _other_period(by_month: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what is withheld because a series is there by the other length of period; shape (1, m, p, 3 + 1)."""
    months = np.repeat(~by_month[..., None], 3, axis=-1)
    return np.concatenate([months, by_month[..., None]], axis=-1)[None]


def without_hidden(table: SubgroupTable, hidden: NDArray[np.bool_]) -> SubgroupTable:
    """Return a subgroup table as it may leave the house: hidden cells blanked, and immature ones without a value.

    An immature value changes as cases are settled: from one day to the next it would tell about single citizens.
    """
    status = np.array(table.status)
    is_hidden = hidden & (status != Status.EMPTY) & (status != Status.IMMATURE)
    blank = is_hidden | (status == Status.IMMATURE)
    return replace(
        table,
        n=np.where(blank, 0, table.n),
        numerator=np.where(blank, 0, table.numerator),
        value=np.where(blank, np.nan, table.value),
        pending=np.zeros_like(table.pending),
        status=tuple(Status.SUPPRESSED if no else old for old, no in zip(table.status, is_hidden, strict=True)),
    )


def last_closed(as_of: date, period: Period) -> date:
    """Return the first month of the latest period that is over when data are complete up to ``as_of``."""
    length = MONTHS_OF[period]
    number = calendar.month_number(as_of) // length * length
    is_over = calendar.is_over(calendar.month_start(number), months=length, as_of=as_of)
    return calendar.month_start(number if is_over else number - length)


def members_of(dataset: Dataset, *, k_min: int = K_MIN) -> tuple[str, ...]:
    """Return the municipalities that a sum over municipalities holds: all but those with many small months."""
    codes = dataset.codes["municipality"]
    sums = _sums(dataset, _REFERRALS, np.ones(len(codes), dtype=bool))
    cases, citizens = sums[:, _N, :-1, -1], sums[:, _CITIZENS, :-1, -1]
    is_enough = ((cases == 0) | (citizens >= k_min))[-MONTHS:].mean(axis=0) >= LARGE_ENOUGH
    return tuple(code for code, is_in in zip(codes, is_enough, strict=True) if is_in)


_REFERRALS = next(iter(INDICATORS))


def _sums(dataset: Dataset, key: str, is_member: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the sums of one indicator, shape (months, sums, municipalities + 1, programmes + 1)."""
    cube = dataset.cube
    municipality, programme = (cube.profiles.coded[name] for name in ("municipality", "programme"))
    n_m, n_p = len(is_member) + 1, len(cube.profiles.codes["programme"]) + 1
    profiles = np.arange(cube.profiles.size)
    in_sum = is_member[municipality]
    rows, columns = [], []
    for m, kept in ((municipality, np.ones_like(in_sum)), (np.full_like(municipality, n_m - 1), in_sum)):
        for p in (programme, np.full_like(programme, n_p - 1)):
            rows.append(profiles[kept])
            columns.append((m * n_p + p)[kept])
    row, column = np.concatenate(rows), np.concatenate(columns)
    belongs = csr_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=(cube.profiles.size, n_m * n_p))
    height = cube.n_months * len(SUMS)
    of_key = cube.sums[cube.rows[key] * height : (cube.rows[key] + 1) * height]
    summed: NDArray[np.int64] = (of_key @ belongs).toarray().reshape(cube.n_months, len(SUMS), n_m, n_p)
    return summed


def _blocks(dataset: Dataset, sums: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return cases and citizens by quarter, each of shape (quarters, municipalities + 1, programmes + 1, 3 + 1)."""
    before = dataset.cube.first_month % 3
    after = -(before + len(sums)) % 3
    padded = np.pad(sums, ((before, after), (0, 0), (0, 0), (0, 0)))
    by_quarter = padded.reshape(-1, 3, *padded.shape[1:])
    months, whole = by_quarter.transpose(0, 2, 3, 4, 1), by_quarter.sum(axis=1)[..., None]
    cases = np.concatenate([months[:, _N], whole[:, _N]], axis=-1)
    return cases, np.concatenate([months[:, _CITIZENS], whole[:, _CITIZENS_QUARTER]], axis=-1)


def _closed(dataset: Dataset, n_quarters: int) -> NDArray[np.bool_]:
    """Return whether each month of a quarter, and the quarter, is over and in the lattice; shape (quarters, 4)."""
    first = dataset.cube.first_month // 3 * 3
    numbers = first + np.arange(n_quarters * 3)
    ends = [calendar.period_end(calendar.month_start(int(number)), months=1) for number in numbers]
    first_shown = max(dataset.cube.first_month, calendar.month_number(dataset.as_of) - MONTHS + 1)
    is_over = np.array([end <= dataset.as_of for end in ends]) & (numbers >= first_shown)
    months = is_over.reshape(-1, 3)
    return np.concatenate([months, months.all(axis=1, keepdims=True)], axis=1)
