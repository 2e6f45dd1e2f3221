"""A stranger adds and subtracts all he was shown, yesterday and today, on every surface: no small number is recovered.

The attack here is written apart from the product's own audit: unknowns are the finest cells, equations are what the
surfaces show, and each small group is sought with integer programming. ``benchmarks/disclosure.py`` runs more of it.
"""

from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from qi import calendar
from qi.lattice import BeyondLatticeError
from qi.lattice_sums import NUMERATOR, N
from tests.outside import cohorts, stranger
from tests.outside.cohorts import MUNICIPALITIES, PROGRAMMES

MONTHS = 12
SEEDS = (1, 2, 3)
COUNTS = {"R01": ("n",), "R03": ("hits", "misses")}


@pytest.fixture(scope="module", params=SEEDS)
def versions(request, tmp_path_factory):
    return cohorts.two_versions(tmp_path_factory.mktemp("cohorts"), seed=request.param, months=MONTHS)


def groups(members):
    """Every group that may be asked for: one municipality or the sum, one programme or all."""
    for places in [(code,) for code in MUNICIPALITIES] + [members]:
        for programmes in [(code,) for code in PROGRAMMES] + [()]:
            yield places, programmes


def seen(dataset, found, key):
    """All that is shown of one version: (municipalities, programmes, months) to (n, numerator)."""
    shown = {}
    for places, programmes in groups(found.members):
        analysis = stranger.asked(dataset, found, key, places, programmes)
        length = 3 if analysis.selection.period.value == "quarter" else 1
        for start, read in stranger.numbers(analysis):
            if read is not None:
                first = calendar.month_number(start)
                shown[places, programmes or PROGRAMMES, tuple(range(first, first + length))] = read
    return shown


def value(read, count):
    n, numerator = read
    return {"n": n, "hits": numerator, "misses": n - numerator}[count]


@pytest.mark.parametrize("key", COUNTS)
def test_no_small_number_is_recovered_from_both_versions_together(versions, key):
    before, after = versions
    first, second = cohorts.told(before, after, key)
    shown = {**seen(after, second, key), **seen(before, first, key)}
    first_month = after.cube.first_month
    tried = 0
    for quarter, count in product(range(MONTHS // 3), COUNTS[key]):
        months = range(first_month + 3 * quarter, first_month + 3 * quarter + 3)
        cells = list(product(MUNICIPALITIES, PROGRAMMES, months))
        known = [(group, value(read, count)) for group, read in shown.items() if set(group[2]) <= set(months)]
        truth = np.array([true_count(second, cell, count, first_month) for cell in cells])
        for cell, n in zip(cells, truth, strict=True):
            if 0 < n < 5:
                low, high = limits(cells, known, cell)
                tried += 1
                assert low <= n <= high
                assert high - low >= 2
                assert not 0 < low <= high < 5
    assert tried >= 10


def true_count(found, cell, count, first_month):
    place, programme, month = cell
    at = (month - first_month, slice(None), MUNICIPALITIES.index(place), PROGRAMMES.index(programme))
    sums = found.told.sums[at]
    return {"n": sums[N], "hits": sums[NUMERATOR], "misses": sums[N] - sums[NUMERATOR]}[count]


def limits(cells, known, wanted):
    rows = [[float(m in g[0] and p in g[1] and t in g[2]) for m, p, t in cells] for g, _ in known]
    right = [n for _, n in known]
    goal = np.array([float(cell == wanted) for cell in cells])
    found = [
        milp(
            sign * goal,
            constraints=LinearConstraint(np.array(rows), right, right),
            bounds=Bounds(0, 1000),
            integrality=np.ones(len(cells)),
        ).fun
        for sign in (1, -1)
    ]
    return round(found[0]), round(-found[1])


@pytest.mark.parametrize("key", COUNTS)
def test_no_count_of_one_to_four_is_shown_on_any_surface(versions, key):
    before, after = versions
    for dataset, found in zip(versions, cohorts.told(before, after, key), strict=True):
        for places, programmes in groups(found.members):
            analysis = stranger.asked(dataset, found, key, places, programmes)
            for read in stranger.SURFACES.values():
                small = [value(one, count) for one in read(analysis) if one for count in COUNTS[key]]
                assert not [n for n in small if 0 < n < 5]


@pytest.mark.parametrize("key", COUNTS)
def test_wall_and_files_show_what_the_query_layer_shows_and_no_more(versions, key):
    _, after = versions
    found = cohorts.told(*versions, key)[1]
    for places, programmes in groups(found.members):
        analysis = stranger.asked(after, found, key, places, programmes)
        expected = stranger.from_layer(analysis)
        assert stranger.from_wall(analysis) == expected
        assert stranger.from_csv(analysis) == expected
        assert [read or None for read in stranger.from_xlsx(analysis)] == expected


@pytest.mark.parametrize("filters", [{"sex": ("female",)}, {"age_group": ("80+",)}, {"municipality": ("901", "902")}])
def test_a_filter_beyond_the_lattice_is_refused(versions, filters):
    _, after = versions
    found = cohorts.told(*versions, "R01")[1]
    with pytest.raises(BeyondLatticeError):
        stranger.analyse_published(after, "R01", stranger.Selection(**filters), lattice=found)


def test_yesterday_s_numbers_are_today_s_numbers(versions):
    before, after = versions
    first, second = cohorts.told(before, after, "R01")
    earlier, later = seen(before, first, "R01"), seen(after, second, "R01")
    assert earlier.items() <= later.items()
    assert len(later) > len(earlier)
