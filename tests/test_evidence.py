"""The sample reproduces the published figures through the tool, and its planted truths are found or left in peace."""

from math import comb

import pytest

from scripts import evidence


@pytest.mark.parametrize("published", evidence.truths()["published"], ids=lambda one: f"{one['figure']} {one['what']}")
def test_a_published_figure_is_shown_as_printed(published):
    figure = evidence.figure(published)
    assert figure.shown == figure.printed


@pytest.mark.parametrize("truth", evidence.truths()["truths"], ids=lambda one: one["truth_id"])
def test_the_tool_says_of_a_planted_truth_what_it_should(truth):
    finding = evidence.finding(truth)
    assert evidence.is_as_expected(finding), finding.says


def test_at_least_thirty_series_are_stable():
    assert len(evidence.stable_analyses()) >= 30


def test_stable_series_signal_about_as_often_as_the_rules_promise():
    judged = [one for one in evidence.stable_analyses() if one.facts.verdict.is_judged]
    signals = sum(one.facts.verdict.is_signal for one in judged)
    rate = sum(one.false_alarm_rate for one in judged) / len(judged)
    as_many_or_more = sum(
        comb(len(judged), k) * rate**k * (1 - rate) ** (len(judged) - k) for k in range(signals, len(judged) + 1)
    )
    assert as_many_or_more > 0.01


def test_the_evidence_page_is_as_fresh_as_the_code():
    assert evidence.PAGE.read_text(encoding="utf-8") == evidence.page()
