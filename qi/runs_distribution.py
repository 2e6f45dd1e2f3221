"""Exact joint distribution of the longest run and the number of crossings under random variation.

A series is read as a row of points above and below its centre line. ``k`` runs that start above are ``ceil(k/2)`` runs
above and ``floor(k/2)`` below, laid alternately; their lengths are two independent compositions whose parts are bounded
by the longest run. Every table is therefore a sum of products of counts of bounded compositions, in whole numbers.

Two nulls are offered, because a centre line that comes from the data itself leaves less room for chance:

- *known centre* (a frozen median, a user's value): each point falls above or below like the toss of a coin;
- *own centre* (median or mean of the same points): given how many points fell above and below, every order is equally
  likely. With n/2 on each side this is the empirical-median distribution of crossrun; ties on the median, which can
  make the two counts differ or the useful count odd, are covered by giving the two counts.

References: Wentzel-Larsen & Anhøj (2019), PLoS ONE 14(10):e0223233; Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb, log2

Counts = tuple[tuple[int, ...], ...]
"""Rows are crossings 0..n-1, columns the longest run 1..n; entries are exact numbers of equally likely series."""


def bounded_compositions(total: int, parts: int, largest: int) -> int:
    """Return in how many ways ``total`` is an ordered sum of ``parts`` whole numbers between 1 and ``largest``.

    Inclusion and exclusion of the parts that are too large. ``total`` 0 has exactly one composition: no parts.
    """
    if parts == 0:
        return int(total == 0)
    if not parts <= total <= parts * largest:
        return 0
    terms = range((total - parts) // largest + 1)
    return sum((-1) ** j * comb(parts, j) * comb(total - j * largest - 1, parts - 1) for j in terms)


@lru_cache(maxsize=1024)
def longest_run_max(n_useful: int) -> int:
    """Return the longest run that chance would allow among ``n_useful`` points off the centre line.

    Source: Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    return round(log2(n_useful)) + 3 if n_useful > 0 else 0


@lru_cache(maxsize=1024)
def crossings_min(n_useful: int) -> int:
    """Return the fewest crossings that chance would allow among ``n_useful`` points off the centre line.

    The 5 % quantile of a binomial distribution with ``n_useful - 1`` trials and probability one half, found in whole
    numbers. Source: Chen (2010), cited by Anhøj & Olesen (2014), PLoS ONE 9(11):e113825.
    """
    trials = max(n_useful - 1, 0)
    crossings, ways = 0, 1
    while 20 * ways < 2**trials:
        crossings += 1
        ways += comb(trials, crossings)
    return crossings


def known_centre_counts(n_useful: int) -> Counts:
    """Return how many of the ``2 ** (n - 1)`` series that start above have c crossings and longest run l.

    Series that start below mirror them, so dividing by ``2 ** (n - 1)`` gives the probability around a known centre.
    """
    at_most = [compositions_by_parts(n_useful, largest) for largest in range(n_useful + 1)]
    return tuple(
        tuple(at_most[run][c + 1] - at_most[run - 1][c + 1] for run in range(1, n_useful + 1)) for c in range(n_useful)
    )


def own_centre_counts(n_above: int, n_below: int) -> Counts:
    """Return how many of the ``comb(n, n_above)`` orders of the points have c crossings and longest run l."""
    n = n_above + n_below
    at_most = [_orders_by_crossings(n_above, n_below, largest) for largest in range(n + 1)]
    return tuple(tuple(at_most[run][c] - at_most[run - 1][c] for run in range(1, n + 1)) for c in range(n))


def shifted_probabilities(n_useful: int, probability_above: float | Fraction) -> tuple[tuple[float, ...], ...]:
    """Return P(crossings = c, longest run = l) when each point falls above with the given probability, independently.

    The probability is taken as the simple fraction it prints as, and the sums are exact until the last division.
    """
    above = Fraction(str(probability_above)) if isinstance(probability_above, float) else probability_above
    unit = above.denominator**n_useful
    weights = [
        above.numerator**a * (above.denominator - above.numerator) ** (n_useful - a) for a in range(n_useful + 1)
    ]
    at_most = [
        [sum(weight * orders[c] for weight, orders in zip(weights, by_split, strict=True)) for c in range(n_useful)]
        for by_split in (
            [_orders_by_crossings(a, n_useful - a, largest) for a in range(n_useful + 1)]
            for largest in range(n_useful + 1)
        )
    ]
    return tuple(
        tuple((at_most[run][c] - at_most[run - 1][c]) / unit for run in range(1, n_useful + 1)) for c in range(n_useful)
    )


def known_centre_p_value(n_useful: int, *, longest_run: int, crossings: int) -> float:
    """Return P(at most ``crossings`` crossings or a run of at least ``longest_run``) around a known centre line.

    1.0 when there is no useful point. The two single tails follow with ``longest_run=n + 1`` and ``crossings=-1``.
    """
    if n_useful == 0:
        return 1.0
    total = 1 << (n_useful - 1)
    inside = sum(compositions_by_parts(n_useful, longest_run - 1)[crossings + 2 :])
    return (total - inside) / total


def own_centre_p_value(n_above: int, n_below: int, *, longest_run: int, crossings: int) -> float:
    """Return P(at most ``crossings`` crossings or a run of at least ``longest_run``) around the points' own centre.

    Given the number of points above and below. 1.0 when there is no useful point; tails as in
    ``known_centre_p_value``.
    """
    total = comb(n_above + n_below, n_above)
    inside = sum(_orders_by_crossings(n_above, n_below, longest_run - 1)[crossings + 1 :])
    return (total - inside) / total


@lru_cache(maxsize=4096)
def false_alarm_rate(n_useful: int, centre_is_own_median: bool = True) -> float:
    """Return the exact probability that the Anhøj rules signal in a stable series of ``n_useful`` useful points.

    ``centre_is_own_median``: the median comes from the same points; otherwise it is known beforehand (frozen or given).
    0.0 without useful points.
    An odd useful count around the own median (only possible with ties on it) is split as evenly as it can be.
    """
    if n_useful == 0:
        return 0.0
    run, crossings = longest_run_max(n_useful) + 1, crossings_min(n_useful) - 1
    if centre_is_own_median:
        return own_centre_p_value((n_useful + 1) // 2, n_useful // 2, longest_run=run, crossings=crossings)
    return known_centre_p_value(n_useful, longest_run=run, crossings=crossings)


@lru_cache(maxsize=8192)
def compositions_by_parts(total: int, largest: int) -> tuple[int, ...]:
    """Return the bounded compositions of ``total`` for 0, 1, … ``total`` parts."""
    if largest <= 0:
        return (int(total == 0), *[0] * total)
    return tuple(_bounded(total, parts, largest) for parts in range(total + 1))


def _bounded(total: int, parts: int, largest: int) -> int:
    if parts == 0 or parts * largest < total:
        return int(total == parts)
    choose, ways, sign = _binomials(parts), 0, 1
    for j in range((total - parts) // largest + 1):
        ways += sign * choose[j] * _binomials(total - j * largest - 1)[parts - 1]
        sign = -sign
    return ways


@lru_cache(maxsize=2048)
def _binomials(n: int) -> tuple[int, ...]:
    row = [1]
    for k in range(n):
        row.append(row[-1] * (n - k) // (k + 1))
    return tuple(row)


def _orders_by_crossings(n_above: int, n_below: int, largest: int) -> tuple[int, ...]:
    """Orders with every run at most ``largest`` long, for 0, 1, … n-1 crossings."""
    above, below = compositions_by_parts(n_above, largest), compositions_by_parts(n_below, largest)
    orders = []
    for runs in range(1, n_above + n_below + 1):
        more, fewer = (runs + 1) // 2, runs // 2
        starts_above = above[more] * below[fewer] if more <= n_above and fewer <= n_below else 0
        starts_below = below[more] * above[fewer] if more <= n_below and fewer <= n_above else 0
        orders.append(starts_above + starts_below)
    return tuple(orders)
