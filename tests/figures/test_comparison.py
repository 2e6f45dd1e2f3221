"""Figures of units side by side: every unit has its mark, names keep apart, and the text alternative says it."""

import re
from itertools import combinations

import numpy as np
import pytest

from dashboard.figures.comparison import (
    Caterpillar,
    Funnel,
    FunnelPoint,
    Row,
    caterpillar_figure,
    funnel_figure,
    funnel_of,
    lines_on_one_scale,
    value_text,
)
from dashboard.figures.comparison.labels import Spot, place_names
from dashboard.figures.svg.text import Box, Text
from qi.comparison.pooling import Pooled
from qi.comparison.units import compare
from qi.indicators import INDICATORS
from qi.intervals import Interval
from qi.verdict import Tone
from tests.figures import charts

HITS = {"901": 160, "902": 158, "903": 166, "904": 163, "905": 158, "906": 100, "907": 166, "908": 161, "909": 155}


def comparison(key="P02", hits=None):
    units = HITS if hits is None else hits
    return compare(
        INDICATORS[key],
        {code: Pooled(numerator=h, n=200, n_months=12, n_shown=12, n_hidden=0) for code, h in units.items()},
    )


def drawn(**names):
    found = comparison()
    return str(funnel_figure(funnel_of(found, {code: f"Kommune {code}" for code in HITS} | names, "da"), label="Tragt"))


def test_every_unit_is_a_mark_in_every_width():
    assert len(re.findall(r"<svg ", drawn())) == 3
    assert drawn().count("<circle") == 3 * 8
    assert drawn().count('stroke-width="1.5"/>') >= 3 * 9


def test_a_unit_outside_in_the_unwanted_direction_is_a_diamond_in_its_colour():
    assert re.search(r'<path d="M[\d. ]+l[\d. -]+z" fill="var\(--kt-bad\)"', drawn())


def test_the_names_of_units_are_escaped():
    assert "<script>" not in drawn(**{"906": "<script>"})
    assert "&lt;script&gt;" in drawn(**{"906": "<script>"})


def test_the_two_bands_and_the_overall_level_are_named():
    for words in ("99,8\u00a0%", "95\u00a0%", "Samlet 77\u00a0%"):
        assert words in drawn()


def test_with_more_than_forty_units_only_those_outside_are_named():
    points = [FunnelPoint(f"K{i}", 100.0 + i, 50.0, Tone.QUIET) for i in range(60)] + [
        FunnelPoint("Langt ude", 130.0, 90.0, Tone.GOOD)
    ]
    sizes, flat = [100.0, 160.0], [40.0, 40.0]
    funnel = Funnel(
        points=points,
        sizes=sizes,
        limits=(flat, flat, [60.0, 60.0], [60.0, 60.0]),
        centre=50.0,
        is_percent=True,
        centre_text="Samlet 50 %",
        inner_text="95 %",
        outer_text="99,8 %",
        size_text="antal",
    )
    figure = str(funnel_figure(funnel, label="Tragt"))
    assert "Langt ude" in figure
    assert "K17" not in figure


def test_names_that_find_no_room_are_left_out_but_not_those_that_stand_out():
    spots = [Spot(50 + 2 * i, 50, 5) for i in range(12)]
    plain = [Text(x=0, y=0, text=f"Kommune {i}", colour="#000", size=13) for i in range(12)]
    loud = [*plain[:-1], Text(x=0, y=0, text="Skiller sig ud", colour="#000", size=13, weight=600)]
    placed = place_names(spots, loud, Box(0, 0, 200, 100))
    assert len(placed) < 12
    assert placed[-1].text == "Skiller sig ud"


def test_names_keep_apart():
    rng = np.random.default_rng(3)
    spots = [Spot(float(x), float(y), 5) for x, y in rng.uniform((40, 40), (560, 300), (14, 2))]
    names = [Text(x=0, y=0, text=f"Kommune {i}", colour="#000", size=13) for i in range(14)]
    boxes = [name.box for name in place_names(spots, names, Box(0, 0, 620, 340))]
    assert len(boxes) >= 10
    assert not [1 for one, other in combinations(boxes, 2) if one.meets(other)]


ROWS = [
    Row("Ågård", 71.0, "71 %", Interval(65, 77), Interval(66, 78), Interval(62, 82), Tone.QUIET),
    Row("Bæk", 50.0, "50 %", Interval(41, 59), Interval(64, 80), Interval(58, 85), Tone.BAD),
    Row("Sø", 91.0, "91 %", Interval(85, 95), Interval(64, 80), Interval(58, 85), Tone.NEUTRAL),
]


def caterpillar(rows):
    of = Caterpillar(rows=rows, centre=72.0, centre_text="Samlet 72 %", is_percent=True)
    return str(caterpillar_figure(of, label="Kommuner <b>"))


def test_rows_keep_the_order_they_are_given_in():
    figure = caterpillar(ROWS)
    assert figure.index("Ågård") < figure.index("Bæk") < figure.index("Sø")


def test_the_shape_of_a_mark_tells_its_direction_without_colour():
    figure = caterpillar(ROWS)
    assert figure.count("l8 8-8 8-8-8z") == 3
    assert figure.count('width="12" height="12"') == 3


def test_a_row_without_expectation_has_no_ground():
    row = Row("Ågård", 71.0, "71 %", Interval(65, 77), None, None, Tone.QUIET)
    assert "var(--kt-limit)" not in caterpillar([row])
    assert caterpillar(ROWS).count('fill="var(--kt-limit)"') == 9


def test_the_text_alternative_is_escaped():
    assert 'aria-label="Kommuner &lt;b&gt;"' in caterpillar(ROWS)


def test_no_rows_are_no_figure():
    assert caterpillar([]) == ""


def test_lines_that_are_compared_have_one_scale_with_round_ends():
    analyses = [charts.analysis([62.0, 71, 65, 58, 66]), charts.analysis([91.0, 84, 88, 95, 79])]
    specs = lines_on_one_scale(analyses, "da")
    assert len({(spec.bottom, spec.top) for spec in specs}) == 1
    assert specs[0].bottom % 10 == specs[0].top % 10 == 0
    assert all(spec.bottom <= min(v for v in spec.y if v is not None) for spec in specs)


@pytest.mark.parametrize(
    ("hits", "text"),
    [(dict.fromkeys(HITS, 16), "8,0\u00a0%"), (dict.fromkeys(HITS, 160), "80\u00a0%")],
)
def test_small_percentages_have_a_decimal(hits, text):
    found = comparison(hits=hits)
    assert value_text(found, found.centre, "da") == text
