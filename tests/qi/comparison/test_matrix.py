"""Many published series at once: the same verdicts as one by one, and the fixed lattice as the only way in."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from qi.analysis import analyse_published
from qi.comparison.matrix import matrix
from qi.comparison.pooling import Window, pool, window
from qi.comparison.published import published_series
from qi.comparison.standardised import expected_of_units
from qi.comparison.units import Missing, compare
from qi.indicators import INDICATORS
from qi.runs_distribution import false_alarm_rate
from qi.selection import Period, Selection
from qi.subgroups import Status
from qi.verdict import Verdict
from tests.sample import lattice_of, sample

KEYS = ("R01", "P12", "P13")
ASKED = Selection(first=date(2023, 1, 1))


def one_by_one(key, code, asked=ASKED):
    own = Selection(municipality=(code,), programme=asked.programme, first=asked.first, last=asked.last)
    return analyse_published(sample(), key, own, lattice=lattice_of(key))


@cache
def published(key, asked=ASKED):
    codes = sample().codes["municipality"]
    return published_series(sample(), INDICATORS[key], asked, lattice=lattice_of(key), codes=codes)


@cache
def judged():
    return matrix([one for key in KEYS for one in published(key)])


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("asked", [ASKED, Selection(programme=("cancer",), last=date(2026, 5, 1))], ids=("all", "part"))
def test_all_municipalities_at_once_are_as_published_one_by_one(key, asked):
    for series in published(key, asked):
        alone = one_by_one(key, series.code, asked).table
        assert series.table.starts == alone.starts
        assert series.table.status == alone.status
        assert np.array_equal(series.table.value, alone.value, equal_nan=True)
        assert series.table.n.tolist() == alone.n.tolist()


def test_every_verdict_of_the_matrix_is_that_of_the_chart():
    for (key, code), cell in judged().cells.items():
        alone = one_by_one(key, code)
        facts = alone.facts
        assert (cell.verdict, cell.tone, cell.n_useful) == (facts.verdict, facts.tone, alone.chart.current.n_useful)
        assert cell.n_hidden == facts.suppressed_periods


def test_the_expected_number_of_false_signals_is_the_sum_over_judged_charts():
    cells = [cell for cell in judged().cells.values() if cell.verdict.is_judged]
    assert judged().n_judged == len(cells)
    assert judged().expected_by_chance == pytest.approx(sum(false_alarm_rate(cell.n_useful) for cell in cells))


def test_signals_come_least_probable_first_and_their_false_share_never_falls():
    signals = judged().signals
    assert signals
    assert [cell.probability for cell in signals] == sorted(cell.probability for cell in signals)
    assert [cell.false_share for cell in signals] == sorted(cell.false_share for cell in signals)


def test_a_series_without_a_verdict_has_no_probability():
    unjudged = [cell for cell in judged().cells.values() if not cell.verdict.is_judged]
    assert unjudged
    assert {cell.probability for cell in unjudged} == {None}


def test_a_system_change_is_a_new_phase_in_the_matrix_too():
    split = [one for key in KEYS for one in published(key) if one.split]
    assert split
    for one in split:
        assert len(one_by_one(one.indicator.key, one.code).chart.phases) == 1 + len(one.split)


def test_no_period_leaves_an_empty_matrix():
    nothing = published_series(
        sample(), INDICATORS["P12"], Selection(first=date(2026, 10, 1)), lattice=lattice_of("P12"), codes=("901",)
    )
    cells = matrix(nothing).cells
    assert [(cell.verdict, cell.probability) for cell in cells.values()] == [(Verdict.NONE, None)]
    assert matrix([]).cells == {}


def test_an_unknown_municipality_is_refused():
    with pytest.raises(ValueError, match="need one or all"):
        published_series(sample(), INDICATORS["P12"], ASKED, lattice=lattice_of("P12"), codes=("999",))


def analyses(key, asked=ASKED):
    return {code: one_by_one(key, code, asked) for code in sample().codes["municipality"]}


def test_the_window_is_the_latest_four_whole_quarters():
    assert window(analyses("P12").values(), first=None, last=None) == Window(2025 * 4 + 3, 2026 * 4 + 2)


def test_the_window_ends_before_the_first_quarter_with_open_cases():
    completion = window(analyses("P13").values(), first=None, last=None)
    assert completion.last == 2026 * 4 + 0
    for one in analyses("P13").values():
        inside = [s for start, s in zip(one.table.starts, one.table.status, strict=True) if completion.holds(start)]
        assert Status.IMMATURE not in inside


@pytest.mark.parametrize(
    ("first", "last", "quarters"),
    [
        (date(2026, 1, 1), date(2026, 6, 1), 2),
        (date(2026, 2, 1), date(2026, 6, 1), 1),
        (date(2026, 2, 1), date(2026, 5, 1), 0),
        (date(2026, 6, 1), date(2026, 6, 1), 0),
    ],
)
def test_only_whole_quarters_of_the_chosen_months_are_compared(first, last, quarters):
    found = window(analyses("P12").values(), first=first, last=last)
    assert max(0, found.last - found.first + 1) == quarters
    assert found.is_empty is (quarters == 0)


def test_the_window_knows_its_first_day_and_last_month():
    assert Window(2026 * 4, 2026 * 4 + 1).starts_on == date(2026, 1, 1)
    assert Window(2026 * 4, 2026 * 4 + 1).last_month == date(2026, 6, 1)


def test_no_series_and_no_periods_leave_an_empty_window():
    assert window([], first=None, last=None).is_empty
    late = Selection(first=date(2026, 10, 1))
    assert window([one_by_one("P12", "901", late)], first=None, last=None).is_empty


def test_the_pooled_numbers_are_sums_of_what_is_shown():
    one = one_by_one("P12", "907")
    within = Window(2026 * 4, 2026 * 4 + 1)
    counted = [
        i
        for i, (start, status) in enumerate(zip(one.table.starts, one.table.status, strict=True))
        if date(2026, 1, 1) <= start <= date(2026, 6, 1) and status is Status.COUNTED
    ]
    pooled = pool(one, within)
    assert (pooled.n, pooled.n_months) == (int(one.table.n[counted].sum()), len(counted))
    assert counted


def test_a_quarter_counts_as_three_months():
    one = one_by_one("P12", "903")
    assert one.selection.period is Period.QUARTER
    assert pool(one, Window(2026 * 4, 2026 * 4 + 1)).n_months == 6


def test_a_municipality_of_which_most_is_hidden_takes_no_part():
    found = analyses("P12")
    within = window(found.values(), first=None, last=None)
    comparison = compare(INDICATORS["P12"], {code: pool(one, within) for code, one in found.items()})
    assert comparison.missing == {"908": Missing.HIDDEN}


def test_the_expected_hits_of_all_municipalities_add_up_to_their_hits():
    found = analyses("P12")
    within = window(found.values(), first=None, last=None)
    expected = expected_of_units(sample(), "P12", found, within)
    assert sum(expected.values()) == pytest.approx(sum(pool(one, within).numerator for one in found.values()))
    assert list(expected) == list(found)


def test_the_expected_hits_are_those_of_filtering_group_by_group():
    found = {code: one_by_one("P12", code) for code in ("901", "907")}
    within = window(found.values(), first=None, last=None)
    data = sample()
    months = slice(2025 * 12 + 9 - data.cube.first_month, 2026 * 12 + 9 - data.cube.first_month)
    hits, cases = np.zeros(2), np.zeros(2)
    expected = np.zeros(2)
    for age in data.codes["age_group"]:
        for sex in data.codes["sex"]:
            for programme in data.codes["programme"]:
                for i, code in enumerate(("901", "907")):
                    group = Selection(municipality=(code,), age_group=(age,), sex=(sex,), programme=(programme,))
                    cases[i], hits[i] = data.cube.select(group, ["P12"])["P12"][months, :2].sum(axis=0)
                expected += cases * hits.sum() / max(cases.sum(), 1)
    assert list(expected_of_units(data, "P12", found, within).values()) == pytest.approx(expected.tolist())


def test_nothing_is_expected_of_no_units():
    assert expected_of_units(sample(), "P12", {}, Window(0, 3)) == {}
