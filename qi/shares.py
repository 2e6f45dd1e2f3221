"""Shares of one selection side by side, with intervals: what citizens need, where they come from, why they stop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qi.cube import SUMS
from qi.dataset import SOURCE_GROUPS, Dataset
from qi.disclosure import is_small
from qi.indicators import INDICATORS
from qi.intervals import Interval, wilson
from qi.reasons import reasons
from qi.selection import Selection
from qi.subgroups import axis_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One part of a whole over the months of a selection; ``key`` is an indicator or a code.

    ``percent`` (0-100) and ``interval`` are None without cases, and where they rest on 1 to 4 citizens.
    """

    key: str
    n: int = 0
    hits: int = 0
    percent: float | None = None
    interval: Interval | None = None
    is_suppressed: bool = False


def indicator_shares(dataset: Dataset, keys: Iterable[str], selection: Selection) -> tuple[Share, ...]:
    """Return the share of each indicator over all months of a selection, largest first.

    Only cases that are settled enter, as in the charts. Raises KeyError for an unknown indicator.
    """
    wanted = list(keys)
    totals = _totals(dataset, wanted, selection)
    shares = [
        _share(key, totals[key]["numerator"], totals[key]["n"], citizens=totals[key]["citizens"]) for key in wanted
    ]
    return tuple(sorted(shares, key=lambda share: -(share.percent or 0.0)))


def referral_mix(dataset: Dataset, selection: Selection) -> tuple[Share, ...]:
    """Return where the referrals of a selection come from, largest first; not stated is a group of its own."""
    counts = {
        group: _totals(dataset, ["R01"], replace(selection, source=(group,)))["R01"]["n"]
        for group in selection.source or SOURCE_GROUPS
    }
    n = sum(counts.values())
    shares = [_share(group, hits, n, citizens=n) for group, hits in counts.items()]
    return tuple(sorted(shares, key=lambda share: -share.hits))


def reason_shares(dataset: Dataset, kind: str, selection: Selection) -> tuple[Share, ...]:
    """Return the share of each registered reason for ``declined`` or ``dropout``; a reason of 1 to 4 is left out.

    Raises KeyError for another kind.
    """
    counts = reasons(dataset, kind, selection)
    n = sum(one.n for one in counts)
    return tuple(_share(one.code, one.n, n, citizens=n) for one in counts if not one.is_suppressed)


def _totals(dataset: Dataset, keys: list[str], selection: Selection) -> dict[str, dict[str, int]]:
    axis = axis_of(dataset, selection)
    months = slice(int(axis.edges[0]), int(axis.edges[-1])) if len(axis) else slice(0, 0)
    sums = dataset.cube.select(selection, [INDICATORS[key].key for key in keys])
    return {key: dict(zip(SUMS, sums[key][months].sum(axis=0).tolist(), strict=True)) for key in keys}


def _share(key: str, hits: int, n: int, *, citizens: int) -> Share:
    if is_small(citizens, n):
        return Share(key=key, is_suppressed=True)
    if n == 0:
        return Share(key=key)
    return Share(key=key, n=n, hits=hits, percent=100 * hits / n, interval=wilson(hits, n).scaled(100))
