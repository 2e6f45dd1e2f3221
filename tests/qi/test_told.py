"""Yesterday's version and today's: what has been told stands, so that the difference tells nothing."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from qi.analysis import analyse_published
from qi.audit import audit
from qi.indicators import INDICATORS
from qi.lattice import lattice
from qi.selection import Selection
from qi.told import told_from
from tests.qi.folder import PLACES, course, event

FIRST, SECOND = "901", "902"


def folder(april, may, june, *, small_in_may=3):
    """Referrals a month in two municipalities; the second has few in May."""
    counts = {FIRST: (april, may, june), SECOND: (9, small_in_may, 9)}
    rows = []
    for place, months in counts.items():
        for month, n in zip((4, 5, 6), months, strict=True):
            for _ in range(n):
                number = len(rows) + 1
                rows.append(course(number, date(2024, month, 3), municipality=place))
    return {**PLACES, "courses": rows}


def referrals(dataset, told=None):
    return lattice(dataset, INDICATORS["R01"], told=told)


def told_number(found, place, month):
    """What is shown of a municipality's month, all programmes together; None where it is hidden."""
    m = found.municipalities.index(place)
    quarter, part = divmod(month - 1, 3)
    at = (quarter - (found.told.first_month % 12) // 3, m, -1, part)
    return None if found.is_hidden[at] else int(found.n[at])


@pytest.fixture
def versions(opened):
    """Return a function that opens one version of the data after the other."""
    return lambda tables, as_of="2024-06-30": opened(tables, as_of=as_of)


def test_a_month_that_was_told_keeps_its_number_when_a_case_is_added_later(versions):
    yesterday = referrals(versions(folder(12, 14, 11)))
    today = referrals(versions(folder(13, 14, 11)), yesterday.told)
    assert told_number(referrals(versions(folder(13, 14, 11))), FIRST, 4) == 13
    assert told_number(yesterday, FIRST, 4) == told_number(today, FIRST, 4) == 12


def test_a_new_month_is_told_beside_the_old_ones(versions):
    yesterday = referrals(versions(folder(12, 14, 11), as_of="2024-05-31"))
    today = referrals(versions(folder(12, 14, 11)), yesterday.told)
    assert told_number(today, FIRST, 4) == 12
    assert today.told.is_final.sum() > yesterday.told.is_final.sum()


def test_what_is_hidden_stays_hidden_and_what_is_shown_stays_shown(versions):
    yesterday = referrals(versions(folder(12, 14, 11), as_of="2024-05-31"))
    today = referrals(versions(folder(12, 14, 11)), yesterday.told)
    again = referrals(versions(folder(12, 14, 11)), today.told)
    assert (yesterday.told.is_shown & today.told.is_hidden).sum() == 0
    assert (today.is_hidden == again.is_hidden).all()


def test_both_versions_together_give_no_small_number_away(versions):
    yesterday = referrals(versions(folder(12, 14, 11), as_of="2024-05-31"))
    today = referrals(versions(folder(15, 17, 11, small_in_may=4)), yesterday.told)
    assert today.is_small.any()
    assert audit(today).is_passed


def test_the_sum_over_municipalities_keeps_its_members(versions):
    data = versions(folder(12, 14, 11))
    yesterday = referrals(data)
    kept = referrals(data, replace(yesterday.told, members=(FIRST,)))
    assert kept.members == (FIRST,)


def test_other_municipalities_are_told_of_from_the_beginning(versions):
    data = versions(folder(12, 14, 11))
    told = referrals(data).told
    assert referrals(data, replace(told, municipalities=("907", "908"))).told.municipalities == told.municipalities


def test_what_was_told_comes_back_from_its_archive(versions):
    told = referrals(versions(folder(12, 14, 11))).told
    found = told_from(told.to_bytes())
    assert found.members == told.members
    assert found.first_month == told.first_month
    assert np.array_equal(found.sums, told.sums)
    assert np.array_equal(found.is_shown, told.is_shown)


def test_a_median_whose_cases_were_corrected_is_not_told_anew(versions):
    key = "P09"
    waits = {"902": 3, "901": 12}

    def offered_after(days):
        rows = []
        events = []
        for place, n in waits.items():
            for _ in range(n):
                number = len(rows) + 1
                rows.append(course(number, date(2024, 4, 2), municipality=place))
                events += [event(number, "needs_assessment", date(2024, 4, 2 + days))]
        return {**PLACES, "courses": rows, "events": events}

    before = versions(offered_after(8))
    told = lattice(before, INDICATORS[key])
    seen = analyse_published(before, key, Selection(municipality=("901",)), lattice=told)
    after = versions(offered_after(9))
    anew = lattice(after, INDICATORS[key], told=told.told)
    now = analyse_published(after, key, Selection(municipality=("901",)), lattice=anew)
    assert np.isfinite(seen.table.value).sum() == 1
    assert not np.isfinite(now.table.value).any()
