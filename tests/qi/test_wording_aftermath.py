"""What happened after a change, in words."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from qi.aftermath import aftermath
from qi.calendar import add_months
from qi.indicators import INDICATORS
from qi.segmented import segmented_regression
from qi.series import analyse_series
from qi.wording.aftermath import aftermath_lines, trend_lines

JAN, SHIFT = date(2025, 1, 1), date(2026, 1, 1)
BEFORE = [50, 53, 49, 52, 51.5, 54, 48, 52, 50, 53, 49, 51]
AFTER = [60, 63, 59, 61.5, 64, 58, 62, 60, 63, 61, 59, 62]
SHARE = INDICATORS["D01"]
PLAIN = analyse_series(BEFORE, title="x").indicator


def said(values, indicator=SHARE, lang="da"):
    chart = analyse_series(values, title="x", starts=[add_months(JAN, i) for i in range(len(values))])
    return [line.replace("\u00a0", " ") for line in aftermath_lines(aftermath(chart, SHIFT), indicator, lang)]


def test_a_clear_difference_is_told_with_its_interval_and_no_cause():
    assert said(BEFORE + AFTER) == [
        "Før (12 tal): median 51 %. Tilfældig variation.",
        "Siden (12 tal): median 61 %. Tilfældig variation.",
        "Gennemsnittet er +10,0 pp. siden; 95 % CI (8,4; 11,6) rummer ikke 0.",
    ]


def test_an_interval_that_includes_0_settles_nothing():
    assert said(BEFORE * 2)[2].endswith("rummer 0: tallene afgør ikke, om der er en forskel.")


@pytest.mark.parametrize(("n", "line"), [(0, "Siden: ingen tal endnu."), (2, "Siden (2 tal): median 62 %. For få tal")])
def test_what_is_missing_is_said(n, line):
    lines = said(BEFORE + AFTER[:n])
    assert lines[1].startswith(line)
    assert lines[2] == "Der skal 3 tal på hver side, før vi siger, hvor langt de ligger fra hinanden."


def test_another_unit_has_its_sign_and_its_decimals():
    assert "+10,0 siden" in said(BEFORE + AFTER, replace(PLAIN, decimals=0))[2]
    assert said(BEFORE + AFTER, lang="en")[2] == "The mean is +10.0 pp. since; 95% CI (8.4; 11.6) does not include 0."


def test_the_regression_is_told_line_by_line_or_by_what_it_lacks():
    noise = np.random.default_rng(7).normal(0, 2, size=40)
    lines = trend_lines(segmented_regression(50 + noise[:20], 60 + noise[20:]), SHARE)
    assert [name for name, _ in lines][1:4] == [
        "Niveauskift ved starten",
        "Ændret hældning, pr. tal",
        "Afstand til linjen fra før efter 6 tal",
    ]
    assert lines[4][1].startswith("Newey-West med 3 led; autokorrelation ")
    ((_, lacks),) = trend_lines(segmented_regression(noise[:12], noise[:3]), SHARE)
    assert lacks == "Mangler 0 tal før og 5 tal efter. Der skal 8 på hver side."
    assert trend_lines(segmented_regression(np.arange(10.0), np.arange(10.0, 20.0)), SHARE)[4][1] == "–"
