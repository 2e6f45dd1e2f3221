"""The pictures of units side by side are true: made-up units are judged and drawn as every other unit is."""

import pytest

from dashboard.figures import explained
from dashboard.figures.explained_units import FEW, MANY, compared
from qi.formats import LANGUAGES
from qi.intervals import wilson


@pytest.mark.parametrize("units", [MANY, FEW])
def test_in_the_first_picture_nobody_is_outside_and_in_the_second_exactly_one(units):
    assert [unit for unit in compared(units["alike"]).units if unit.is_outside] == []
    assert [unit.code for unit in compared(units["apart"]).units if unit.is_outside] == ["6" if units is MANY else "2"]


def test_many_units_make_a_funnel_and_few_do_not():
    assert all(compared(counts).has_funnel for counts in MANY.values())
    assert not any(compared(counts).has_funnel for counts in FEW.values())


@pytest.mark.parametrize(("name", "n_free"), [("alike", 0), ("apart", 1)])
def test_as_many_bars_as_the_caption_says_do_not_reach_the_line_of_all(name, n_free):
    counts = FEW[name]
    overall = sum(hits for hits, _ in counts) / sum(n for _, n in counts)
    intervals = [wilson(hits, n) for hits, n in counts]
    assert sum(not one.low <= overall <= one.high for one in intervals) == n_free


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["run", "gap", "funnel", "expected", "interval", "paired"])
def test_every_figure_that_is_judged_has_a_picture_of_chance_and_one_of_more(kind, lang):
    drawn = str(explained.pictures(kind, lang))
    assert drawn.count("<svg") >= 2
    assert drawn.count("<figure>") == drawn.count("<figcaption>") == 2
