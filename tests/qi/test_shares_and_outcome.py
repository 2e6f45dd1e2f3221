"""Shares side by side, an outcome from all sides, and many charts in reading order, on the sample."""

from datetime import date

import pytest

from qi.analysis import analyse_all
from qi.change import Among
from qi.dataset import Dataset
from qi.outcome import outcome
from qi.overview import overview
from qi.selection import Selection
from qi.shares import indicator_shares, reason_shares, referral_mix
from qi.verdict import Tone
from tests import sample as read

CANCER_2024 = Selection(municipality=("907",), programme=("cancer",), first=date(2024, 1, 1), last=date(2024, 12, 1))
DIABETES = Selection(municipality=("907",), programme=("diabetes",), unit=("907-1",))


@pytest.fixture(scope="module")
def sample() -> Dataset:
    return read.sample()


def test_shares_come_largest_first_with_an_interval_around_them(sample):
    shares = indicator_shares(sample, ["N06", "N01"], CANCER_2024)
    assert [share.key for share in shares] == ["N01", "N06"]
    assert all(share.interval.low < share.percent < share.interval.high for share in shares)


def test_the_referral_mix_adds_up_to_all_referrals(sample):
    mix = referral_mix(sample, CANCER_2024)
    assert sum(share.hits for share in mix) == mix[0].n
    assert [share.hits for share in mix] == sorted((share.hits for share in mix), reverse=True)


def test_the_mix_of_a_chosen_source_is_that_source(sample):
    chosen = Selection(municipality=("907",), source=("gp",))
    assert [(share.key, share.percent) for share in referral_mix(sample, chosen)] == [("gp", 100.0)]


def test_reasons_of_few_citizens_are_left_out(sample):
    one_month = Selection(municipality=("908",), first=date(2024, 3, 1), last=date(2024, 3, 1))
    assert reason_shares(sample, "dropout", one_month) == ()


def test_a_group_of_one_to_four_citizens_is_suppressed(sample):
    tiny = Selection(municipality=("908",), programme=("copd",), first=date(2024, 3, 1), last=date(2024, 5, 1))
    shares = indicator_shares(sample, ["P01"], tiny)
    assert shares[0].percent is None


def test_nobody_gives_no_share(sample):
    nobody = Selection(municipality=("908",), programme=("copd",), first=date(2026, 10, 1), unit=("901-1",))
    assert [(share.n, share.percent) for share in indicator_shares(sample, ["P01"], nobody)] == [(0, None)]


def test_an_outcome_rests_on_the_same_citizens_in_every_wave(sample):
    found = outcome(sample, "hba1c", DIABETES)
    assert found.among is Among.COMPLETE
    assert {mean.n for mean in found.means} == {131}
    assert [change.n for change in found.changes] == [131, 131, 131]
    assert found.share is not None


def test_without_enough_complete_cases_the_pairs_are_used(sample):
    recent = Selection(municipality=("907",), programme=("diabetes",), first=date(2026, 1, 1))
    assert outcome(sample, "srh", recent).among is Among.PAIRED


def test_an_outcome_nobody_is_measured_on_says_so(sample):
    assert not outcome(sample, "hba1c", CANCER_2024).is_measured


def test_an_outcome_without_bands_has_no_distribution(sample):
    found = outcome(sample, "tils", DIABETES)
    assert found.distribution == ()
    assert found.share is None


def test_the_overview_puts_unwanted_signals_first_and_sums_the_chance_of_false_ones(sample):
    analyses = analyse_all(sample, Selection(municipality=("907",)))
    found = overview(analyses)
    rank = {Tone.BAD: 0, Tone.UNCLEAR: 1, Tone.NEUTRAL: 1, Tone.GOOD: 2}
    ranks = [rank[one.facts.tone] for one in found.signals]
    assert ranks == sorted(ranks)
    assert len(ranks) > 1
    assert found.n_judged == len(found.signals) + len(found.random)
    assert len(analyses) == found.n_judged + len(found.unjudged)
    rates = [one.false_alarm_rate for one in found.signals + found.random]
    assert found.expected_by_chance == pytest.approx(sum(rates))


def test_a_programme_that_never_measures_it_is_no_attrition(sample):
    everybody = outcome(sample, "hba1c", Selection())
    diabetes = outcome(sample, "hba1c", Selection(programme=("diabetes",)))
    assert everybody.flow == diabetes.flow
