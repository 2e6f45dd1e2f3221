"""An engine is used only when it says what DuckDB says, for every indicator, on tables that engines disagree about."""

from pathlib import Path

import pytest

from qi.dataset import DatasetError
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.sources import conformance
from qi.sources.embedded import Embedded, embedded
from qi.sources.postgresql import warehouse

SPECS = {key: indicator.spec for key, indicator in INDICATORS.items() if indicator.spec}


@pytest.fixture(scope="module")
def sums():
    cube = conformance.reference().cube
    return {key: found.sum(axis=0) for key, found in cube.select(Selection(), SPECS).items()}


@pytest.mark.parametrize("key", SPECS)
def test_the_tiny_tables_hold_cases_hits_and_misses_of_every_indicator(key, sums):
    n, hits, total, _, pending, citizens, _ = sums[key].tolist()
    assert n >= 5
    assert citizens <= n
    assert (0 < hits < n) == bool(SPECS[key].hit)
    assert (total != 0) == bool(SPECS[key].value)
    assert (pending > 0) == bool(SPECS[key].settled or SPECS[key].maturity.closed_share)


def test_in_the_tiny_tables_some_citizens_have_several_cases(sums):
    assert sum(found[0] > found[5] for found in sums.values()) > len(SPECS) / 2


def test_postgresql_says_what_duckdb_says_for_every_indicator(postgres_address):
    with warehouse(postgres_address) as engine:
        compared = conformance.agreements(engine)
    assert {one.subject for one in compared} == {*SPECS, *conformance.REST}
    assert [one for one in compared if not one.is_equal] == []
    assert all(one.n_values > 0 for one in compared)


class Halved(Embedded):
    """A DuckDB that rounds halves down, as an engine may."""

    def keep(self, name, query):
        Embedded.keep(self, name, query.replace("m.value * 10 + 0.5", "m.value * 10 + 0.4999"))


def test_an_engine_that_rounds_otherwise_is_refused_by_the_indicators_that_differ():
    with embedded(Path()) as engine, pytest.raises(DatasetError) as refused:
        conformance.require(conformance.agreements(Halved(engine.connection, engine.folder)), "halved")
    assert str(refused.value) == (
        "halved does not count as DuckDB does and is not used: O07, O08, scores, journeys, version differ"
    )


def test_a_query_that_takes_long_draws_no_bar_among_what_a_command_prints():
    with embedded(Path()) as engine:
        assert engine.fetch("select current_setting('enable_progress_bar') as is_drawn")["is_drawn"].tolist() == [False]
