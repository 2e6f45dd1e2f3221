"""The order of many signals, against every order of a short series and against scipy's Benjamini-Hochberg."""

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from qi.comparison.priority import false_discovery_shares, smallest_tail_probabilities


def every_order(above, below):
    """Crossings and longest run of every order of so many points above and below."""
    n, found = above + below, []
    for places in combinations(range(n), above):
        is_above = np.isin(np.arange(n), places)
        ends = np.flatnonzero(np.diff(is_above))
        found.append((len(ends), int(np.diff([-1, *ends, n - 1]).max())))
    return np.array(found)


def probability(above, below, crossings, longest_run):
    one = (np.array([value]) for value in (above, below, longest_run, crossings))
    first, second, run, cross = one
    return float(smallest_tail_probabilities(first, second, longest_run=run, crossings=cross)[0])


@pytest.mark.parametrize(("above", "below"), [(5, 5), (6, 6), (4, 6), (7, 5)])
def test_it_is_the_share_of_all_orders_with_a_tail_as_small(above, below):
    crossings, runs = every_order(above, below).T
    few = (crossings[None, :] <= crossings[:, None]).mean(axis=1)
    long = (runs[None, :] >= runs[:, None]).mean(axis=1)
    smaller = np.minimum(few, long)
    counted = (smaller[None, :] <= smaller[:, None] + 1e-12).mean(axis=1)
    size = np.full(len(runs), above), np.full(len(runs), below)
    ours = smallest_tail_probabilities(*size, longest_run=runs, crossings=crossings)
    assert np.allclose(ours, counted)


def test_a_run_of_twelve_in_24_is_improbable_although_its_crossings_are_ordinary():
    assert probability(12, 12, 11, 12) < 0.001


def test_an_ordinary_chart_is_probable():
    assert probability(12, 12, 12, 4) > 0.5


def test_no_points_have_no_probability():
    assert np.isnan(probability(0, 0, 0, 0))


def test_false_discovery_shares_are_those_of_scipy():
    p = np.random.default_rng(7).random(400) ** 3
    assert np.allclose(false_discovery_shares(p), stats.false_discovery_control(p))


def test_a_chart_without_a_verdict_counts_for_nothing():
    shares = false_discovery_shares(np.array([0.01, np.nan, 0.04]))
    assert shares[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert np.isnan(shares[1])
