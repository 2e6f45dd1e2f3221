"""The figures of outcomes and needs."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from dashboard.figures.outcome import (
    RankedShare,
    attrition_figure,
    change_figure,
    distribution_figure,
    means_figure,
    needs_figure,
)
from dashboard.figures.outcome.sheet import FULL, HALF
from qi.change import CHANGE_MEASURES, Attrition, PairedChange, WaveDistribution, WaveMean
from qi.intervals import Interval

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
