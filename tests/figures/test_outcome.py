"""The figures of outcomes and needs."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from markupsafe import Markup

from dashboard.figures.outcome import (
    GroupRow,
    RankedShare,
    attrition_figure,
    change_figure,
    distribution_figure,
    flows_figure,
    groups_figure,
    means_figure,
    needs_figure,
    steps_figure,
    waiting_figure,
)
from dashboard.figures.outcome.sheet import FULL, HALF
from qi.change import CHANGE_MEASURES, Attrition, PairedChange, WaveDistribution, WaveMean
from qi.cohorts import Step
from qi.intervals import Interval
from qi.survival import survival
from qi.transitions import Flows

HBA1C = CHANGE_MEASURES["hba1c"]
MEANS = (
    WaveMean(wave="start", n=131, mean=58.5, interval=Interval(55.8, 61.2)),
    WaveMean(wave="end", n=131, mean=52.0, interval=Interval(49.8, 54.2)),
    WaveMean(wave="followup", n=0, is_suppressed=True),
)
FLOW = Attrition(n_started=500, n_start=461, n_end=172, n_followup=131)


def change(difference: float, low: float, high: float) -> PairedChange:
    return PairedChange(
        measure=HBA1C,
        before="start",
        after="end",
        n_started=461,
        n_before=461,
        n=131,
        difference=difference,
        interval=Interval(low, high),
    )


def distribution(wave: str, *percents: float) -> WaveDistribution:
    return WaveDistribution(wave=wave, n=131, bands=HBA1C.bands, counts=(), percents=percents)


def drawings(figure: Markup) -> list[str]:
    return re.findall(r"<svg.*?</svg>", figure)


FIGURES = {
    "means": means_figure(MEANS, HBA1C, label="Gennemsnit"),
    "change": change_figure([change(-6.5, -9.0, -4.1)], label="Ændring"),
    "distribution": distribution_figure(
        [distribution("start", 21, 27, 15, 27, 10)], split=2, sides=("under 53", "53 eller over"), label="Fordeling"
    ),
    "attrition": attrition_figure(FLOW, label="Bortfald"),
    "needs": needs_figure([RankedShare("Fysiske", 95, Interval(92, 97))], label="Behov"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_drawn_for_each_width_with_its_text_alternative(name: str) -> None:
    drawn = drawings(FIGURES[name])
    assert len(drawn) == len(FULL if name == "distribution" else HALF)
    assert all(ElementTree.fromstring(one).attrib["aria-label"] for one in drawn)  # noqa: S314 - our own drawing


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_on_a_screen_is_smaller_than_12(name: str) -> None:
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', FIGURES[name])]
    assert min(sizes) >= 12


def test_a_change_whose_interval_leaves_0_out_has_the_colour_of_a_signal() -> None:
    assert "--kt-good" in change_figure([change(-6.5, -9.0, -4.1)], label="x")
    assert "--kt-bad" in change_figure([change(6.5, 4.1, 9.0)], label="x")


def test_a_change_whose_interval_holds_0_is_ink() -> None:
    drawn = change_figure([change(0.7, -1.0, 2.5)], label="x")
    assert "--kt-good" not in drawn
    assert "--kt-bad" not in drawn


def test_a_change_is_written_with_a_true_minus_and_its_interval() -> None:
    drawn = change_figure([change(-6.5, -9.0, -4.1)], label="x")
    assert "−6,5" in drawn
    assert "−9,0 til −4,1" in drawn


def test_a_change_that_is_not_shown_keeps_its_row_without_a_mark() -> None:
    hidden = replace(change(-6.5, -9.0, -4.1), difference=None, interval=None, is_suppressed=True)
    assert "<circle" not in change_figure([hidden], label="x")


def test_the_shares_under_and_over_the_threshold_stand_at_the_ends() -> None:
    assert "48\u00a0%" in FIGURES["distribution"]
    assert "52\u00a0%" in FIGURES["distribution"]


def test_attrition_tells_how_many_are_missing_between_the_waves() -> None:
    wide = drawings(attrition_figure(FLOW, label="x"))[-1]
    words = " ".join(re.findall(r">([^<]+)</text>", wide))
    assert "328 uden slutmåling" in words
    assert "34\u00a0% af start" in words


def test_a_small_count_has_no_bar_and_no_difference_that_gives_it_away() -> None:
    drawn = attrition_figure(replace(FLOW, n_followup=None), label="x")
    assert "færre end 5" in drawn
    assert "uden opfølgning" not in " ".join(re.findall(r">([^<]+)</text>", drawn))


def test_needs_are_ranked_by_size_and_never_coloured() -> None:
    shares = [RankedShare("Praktiske", 35, Interval(31, 40)), RankedShare("Fysiske", 95, Interval(92, 97))]
    drawn = needs_figure(shares, label="x")
    assert drawn.index("Fysiske") < drawn.index("Praktiske")
    assert "--kt-good" not in drawn


def test_a_name_with_markup_in_it_is_only_text() -> None:
    assert "<b>" not in needs_figure([RankedShare("<b>x</b>", 35, Interval(31, 40))], label="<b>")


def test_groups_stand_in_the_order_given_and_a_hidden_one_has_no_mark() -> None:
    rows = [
        GroupRow("Grundskole", "70 af 100", 70, Interval(60, 78)),
        GroupRow("Kort", "færre end 5"),
        GroupRow("Lang", "90 af 100", 90, Interval(82, 95)),
    ]
    drawn = groups_figure(rows, overall=80, label="x")
    assert drawn.index("Grundskole") < drawn.index("Kort") < drawn.index("Lang")
    assert [one.count("<circle") for one in drawings(drawn)] == [2] * len(HALF)
    assert "alle 80\u00a0%" in drawn


def test_on_a_phone_the_number_of_citizens_of_a_group_stands_clear_of_the_line_for_all_together() -> None:
    drawn = drawings(groups_figure([GroupRow("Grundskole", "60 af 100", 60, Interval(50, 69))], overall=62, label="x"))[
        0
    ]
    (counts,) = re.findall(r'<text x="([\d.]+)"[^>]*text-anchor="end"[^>]*>60 af 100', drawn)
    assert float(counts) == HALF[0]


def test_a_band_between_the_waves_is_as_high_as_its_number_of_citizens() -> None:
    counts = np.zeros((5, 5), dtype=np.int64)
    counts[3, 1], counts[3, 3] = 20, 10
    flows = Flows(measure=HBA1C, n=30, counts=(counts, counts.T.copy()), n_left_out=0)
    wide = drawings(flows_figure(flows, label="x"))[-1]
    tall, low = (float(a) - float(b) for b, a in re.findall(r"[C][\d. ]+ ([\d.]+)V([\d.]+)C", wide)[:2])
    assert tall / low == pytest.approx(2, rel=0.01)


def test_the_waiting_curve_names_the_day_half_have_started() -> None:
    curve = survival(np.arange(1.0, 21.0), np.ones(20, dtype=bool))
    assert "halvdelen på 10 dage" in waiting_figure(curve, label="x")


def test_a_curve_that_stays_above_half_has_no_such_day() -> None:
    curve = survival(np.arange(1.0, 21.0), np.arange(20) < 8)
    assert "halvdelen" not in waiting_figure(curve, label="x")


def test_a_step_shows_who_can_still_get_there_as_an_empty_box() -> None:
    steps = [Step(key="received", n=100, n_pending=0), Step(key="started", n=60, n_pending=20)]
    wide = drawings(steps_figure(steps, label="x"))[-1]
    filled, waiting = (float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', wide)[1:3])
    assert waiting / filled == pytest.approx(1 / 3, rel=0.01)


def test_a_step_of_one_to_four_has_words_instead_of_a_bar() -> None:
    steps = [Step(key="received", n=100, n_pending=0), Step(key="started", n=None, n_pending=None)]
    assert "færre end 5" in steps_figure(steps, label="x")


def test_those_still_in_their_course_are_an_empty_box_and_not_missing() -> None:
    drawn = attrition_figure(replace(FLOW, n_open=100), label="x")
    words = " ".join(re.findall(r">([^<]+)</text>", drawings(drawn)[-1]))
    assert "228 uden slutmåling" in words  # 500 started, 172 measured, 100 may still be
    assert "<rect" in drawn
