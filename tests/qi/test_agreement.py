"""Every reference result agrees to 1e-9, or differs on purpose and by name."""

from functools import cache
from pathlib import Path

import pytest

from tests.agreement import DIFFERENCES, cases, compare, difference_of

PEERS = ("qicharts2", "pbcharts", "nhsrplotthedots")
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "where-we-differ.md"
ASIDE = ("peer", "option")


@cache
def comparisons(peer):
    return [compared for case in cases(peer) for compared in compare(peer, case)]


@pytest.mark.parametrize("peer", PEERS)
def test_every_mismatch_is_a_named_difference(peer):
    unexplained = [c for c in comparisons(peer) if c.mismatch and c.field not in ASIDE and not difference_of(c)]
    assert unexplained == []


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: d.name)
def test_a_named_difference_is_seen_in_the_reference_results(difference):
    assert any(difference.covers(c) and c.mismatch for peer in PEERS for c in comparisons(peer))


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: d.name)
def test_a_named_difference_is_explained_in_the_documentation(difference):
    assert difference.name in PAGE.read_text(encoding="utf-8")


def test_at_least_forty_thousand_values_are_compared():
    assert sum(c.n_values for peer in PEERS for c in comparisons(peer)) > 40_000
