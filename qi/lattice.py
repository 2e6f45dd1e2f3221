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

from qi import calendar
from qi.dataset import Dataset
from qi.disclosure import K_MIN, is_small, least_citizens, parts_of, sensitive
from qi.indicator import Indicator, Measure
from qi.indicators import INDICATORS
from qi.lattice_sums import CITIZENS, N, all_of, blocks, finest_sums, flag_blocks, is_final, with_sums
from qi.selection import Period, Selection
from qi.subgroups import MONTHS as MONTHS_OF
from qi.subgroups import Status, SubgroupTable
from qi.suppression import protect
from qi.told import Told, moved

LARGE_ENOUGH = 0.9
"""A series is there by month, and a municipality is part of the sum, when this share of the months is not small."""

MONTHS = 48
"""The latest months that are in the lattice: all that a wall shows."""


class BeyondLatticeError(ValueError):
    """A selection that is not told outside the house."""

    def __init__(self, rule: str, dimensions: tuple[str, ...] = ()) -> None:
        """``dimensions``: the filters to remove; none where only another sum over municipalities helps."""
        super().__init__(rule)
        self.dimensions = dimensions


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lattice:
    """The cells of one indicator, hidden and shown.

    Blocks have shape (quarters, municipalities + 1, programmes + 1, 3 + 1). The last place of each axis is the sum:
    over ``members``, over the programmes, over the months of the quarter. ``parts``: what a shown cell tells, a block
    for each count in it; ``is_sensitive``: which of them nobody may learn.
    ``by_month``: shape (municipalities + 1, programmes + 1), whether a series is there by month or by quarter.
    ``told``: what stands once this lattice has been shown to anybody.
    """

    measure: Measure
    k: int
    sums: NDArray[np.int64]
    parts: NDArray[np.int64]
    is_sensitive: NDArray[np.bool_]
    is_withheld: NDArray[np.bool_]
    is_hidden: NDArray[np.bool_]
    is_final: NDArray[np.bool_]
    told: Told

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities of the data, in the order of the second axis."""
        return self.told.municipalities

    @property
    def members(self) -> tuple[str, ...]:
        """The municipalities that the sum over municipalities holds."""
        return self.told.members

    @property
    def by_month(self) -> NDArray[np.bool_]:
        """Which series are there by month; the others are there by quarter."""
        return self.told.by_month

    @property
    def n(self) -> NDArray[np.int64]:
        """The cases of each cell, as a block."""
        return np.asarray(self.parts.sum(axis=0), dtype=np.int64)

    @property
    def is_small(self) -> NDArray[np.bool_]:
        """Which cells hold a count that nobody may learn, as a block."""
        return np.asarray(self.is_sensitive.any(axis=0), dtype=bool)

    def published(self, selection: Selection) -> Selection:
        """Return the selection as it is in the lattice: its municipalities spelled out, by month or by quarter.

        Raises BeyondLatticeError for a selection that is not in the lattice.
        """
        m, p = self._places(selection)
        chosen = selection.municipality or self.members
        period = Period.MONTH if self.by_month[m, p] else Period.QUARTER
        return replace(selection, municipality=chosen, period=period)

    def sums_of(self, selection: Selection) -> NDArray[np.int64]:
        """Return the sums of a selection as they are told, shape (months, len(SUMS))."""
        return self.sums[..., *self._places(selection)]

    def hidden(self, selection: Selection, starts: Sequence[date]) -> NDArray[np.bool_]:
        """Return for each period of a published selection, by its first day, whether it must not be shown."""
        return self._at(self.is_hidden, selection, starts)

    def unsettled(self, selection: Selection, starts: Sequence[date]) -> NDArray[np.bool_]:
        """Return for each period of a published selection whether its cases may still change."""
        return self._at(~self.is_final, selection, starts)

    def _at(self, flags: NDArray[np.bool_], selection: Selection, starts: Sequence[date]) -> NDArray[np.bool_]:
        m, p = self._places(selection)
        months = np.array([calendar.month_number(start) for start in starts], dtype=np.int64)
        part = np.full(len(months), 3) if selection.period is Period.QUARTER else months % 3
        found: NDArray[np.bool_] = flags[months // 3 - self.told.first_month // 3, m, p, part]
        return found

    def _places(self, selection: Selection) -> tuple[int, int]:
        return places(selection, self.municipalities, self.told.programmes, members=self.members)


def places(
    selection: Selection, municipalities: tuple[str, ...], programmes: tuple[str, ...], *, members: tuple[str, ...]
) -> tuple[int, int]:
    """Return where a selection lies among municipalities and programmes; their number stands for the sum.

    Raises BeyondLatticeError for a selection that is not in the lattice.
    """
    beyond = tuple(name for name in selection.restrictions() if name not in ("municipality", "programme"))
    if beyond:
        raise BeyondLatticeError(
            "only municipality and programme may be chosen for what leaves the house: remove filters", beyond
        )
    m = _place(selection.municipality, municipalities, members)
    return m, _place(selection.programme, programmes, programmes)


def _place(chosen: tuple[str, ...], codes: tuple[str, ...], of_sum: tuple[str, ...]) -> int:
    if not chosen or chosen == of_sum:
        return len(codes)
    if len(chosen) != 1 or chosen[0] not in codes:
        raise BeyondLatticeError(
            f"need one or all of {len(codes)}, got {len(chosen)}: other sums may reveal small numbers"
        )
    return codes.index(chosen[0])


def lattice(dataset: Dataset, indicator: Indicator, *, k_min: int = K_MIN, told: Told | None = None) -> Lattice:
    """Return the lattice of an indicator with citizens, for the periods that are over and settled.

    ``told``: what has been told before; it stands, unless the data no longer hold the same municipalities.
    Raises KeyError for an indicator that is not in the cube.
    """
    now = _as_it_stands(dataset, indicator, told, k_min=k_min)
    first_month, measure, by_month = now.first_month, indicator.measure, now.by_month
    is_member = np.array([code in now.members for code in now.municipalities], dtype=bool)
    sums = with_sums(now.sums, is_member)
    n, numerator, citizens = blocks(sums, first_month)
    is_final = flag_blocks(all_of(now.is_final, is_member), first_month)
    is_open = np.asarray(_in_view(dataset, n.shape[0])[:, None, None, :] & is_final, dtype=bool)
    parts = parts_of(measure, n, numerator)
    is_sensitive = sensitive(measure, parts, citizens, k_min=k_min) & is_open
    if not by_month.size:
        by_month = _are_large_enough(is_sensitive.any(axis=0)[..., :3], is_open[..., :3])
    withheld = ~is_open | _other_period(by_month)
    k = least_citizens(measure, k_min=k_min)
    hidden = _hidden(now, parts, is_sensitive, withheld=withheld, is_member=is_member, k=k)
    is_told = ~withheld
    return Lattice(
        measure=measure,
        k=k,
        sums=sums,
        parts=parts,
        is_sensitive=is_sensitive,
        is_withheld=withheld,
        is_hidden=hidden,
        is_final=is_final,
        told=replace(
            now,
            by_month=by_month,
            is_shown=now.is_shown | (is_told & ~hidden),
            is_hidden=now.is_hidden | (is_told & hidden),
        ),
    )


def _hidden(
    told: Told,
    parts: NDArray[np.int64],
    is_sensitive: NDArray[np.bool_],
    *,
    withheld: NDArray[np.bool_],
    is_member: NDArray[np.bool_],
    k: int,
) -> NDArray[np.bool_]:
    """Return which cells to hide: as decided before, and where something is new, so that nothing known betrays it."""
    empty = parts.sum(axis=0) == 0
    hidden: NDArray[np.bool_] = np.asarray(is_sensitive.any(axis=0) | withheld | told.is_hidden, dtype=bool)
    is_new = (~(withheld | told.is_shown | told.is_hidden)).any(axis=(1, 2, 3))
    # Each count of a cell is protected by itself: another table of one count leaves the other counts as they are.
    for part, flags in zip(parts, is_sensitive, strict=True):
        hidden[is_new] |= protect(
            part[is_new],
            flags[is_new],
            withheld=withheld[is_new],
            is_member=is_member,
            k=k,
            hidden=hidden[is_new],
            known=told.is_shown[is_new],
            empty=empty[is_new],
        )
    return np.asarray(hidden & (withheld | ~empty), dtype=bool)  # where there is nobody, everybody may know


def _as_it_stands(dataset: Dataset, indicator: Indicator, told: Told | None, *, k_min: int) -> Told:
    """Return the numbers of the data, with what has been told in place of what has been corrected since."""
    cube, codes = dataset.cube, dataset.codes
    sums = finest_sums(dataset, indicator.key)
    final = is_final(indicator, sums, first_month=cube.first_month, as_of=dataset.as_of)
    n_quarters = (cube.first_month % 3 + len(sums) + 2) // 3
    shape = (n_quarters, len(codes["municipality"]) + 1, len(codes["programme"]) + 1, 4)
    if told is None or not told.suits(codes["municipality"], codes["programme"]):
        return Told(
            municipalities=codes["municipality"],
            programmes=codes["programme"],
            members=members_of(dataset, k_min=k_min),
            first_month=cube.first_month,
            sums=sums,
            is_final=final,
            is_shown=np.zeros(shape, dtype=bool),
            is_hidden=np.zeros(shape, dtype=bool),
            by_month=np.zeros((0, 0), dtype=bool),
        )
    later = told.first_month - cube.first_month
    stands = moved(told.is_final, later, len(sums))
    quarters_later = told.first_month // 3 - cube.first_month // 3
    return replace(
        told,
        first_month=cube.first_month,
        sums=np.where(stands[:, None], moved(told.sums, later, len(sums)), sums),
        is_final=stands | final,
        is_shown=moved(told.is_shown, quarters_later, n_quarters),
        is_hidden=moved(told.is_hidden, quarters_later, n_quarters),
    )


def _are_large_enough(small: NDArray[np.bool_], is_open: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which series have few enough small months in view; shape (municipalities + 1, programmes + 1)."""
    n_open = is_open.sum(axis=(0, 3))
    enough: NDArray[np.bool_] = small.sum(axis=(0, 3)) <= (1 - LARGE_ENOUGH) * n_open
    return enough


def _other_period(by_month: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what is withheld because a series is there by the other length of period; shape (1, m, p, 3 + 1)."""
    months = np.repeat(~by_month[..., None], 3, axis=-1)
    return np.concatenate([months, by_month[..., None]], axis=-1)[None]


def without_hidden(table: SubgroupTable, hidden: NDArray[np.bool_], unsettled: NDArray[np.bool_]) -> SubgroupTable:
    """Return a subgroup table as it may leave the house: hidden cells blanked, and immature ones without a value.

    An immature value changes as cases are settled: from one day to the next it would tell about single citizens.
    """
    status = np.array(table.status)
    is_immature = (status == Status.IMMATURE) | (unsettled & (status != Status.EMPTY))
    is_hidden = hidden & (status != Status.EMPTY) & ~is_immature
    blank = is_hidden | is_immature
    told = np.select([is_immature, is_hidden], [Status.IMMATURE, Status.SUPPRESSED], status)
    return replace(
        table,
        n=np.where(blank, 0, table.n),
        numerator=np.where(blank, 0, table.numerator),
        value=np.where(blank, np.nan, table.value),
        pending=np.zeros_like(table.pending),
        status=tuple(Status(one) for one in told),
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
    sums = finest_sums(dataset, _REFERRALS).sum(axis=-1)
    is_enough = (~is_small(sums[:, CITIZENS], sums[:, N], k_min=k_min))[-MONTHS:].mean(axis=0) >= LARGE_ENOUGH
    return tuple(code for code, is_in in zip(codes, is_enough, strict=True) if is_in)


_REFERRALS = next(iter(INDICATORS))


def _in_view(dataset: Dataset, n_quarters: int) -> NDArray[np.bool_]:
    """Return whether each month of a quarter, and the whole quarter, is in the lattice; shape (quarters, 3 + 1)."""
    numbers = dataset.cube.first_month // 3 * 3 + np.arange(n_quarters * 3)
    first_shown = max(dataset.cube.first_month, calendar.month_number(dataset.as_of) - MONTHS + 1)
    months = (numbers >= first_shown).reshape(-1, 3)
    return np.concatenate([months, months.all(axis=1, keepdims=True)], axis=1)
