"""What a chart draws in each state, before it is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from dashboard.figures import scales
from dashboard.figures.spec import LineKind, Mark, chart_spec
from dashboard.figures.svg.text import push_apart
from qi.analysis import Event
from qi.indicator import Measure
from qi.verdict import Direction, Side, Tone
from tests.figures import charts


def test_random_variation_has_a_solid_centre_line_and_no_bracket() -> None:
    spec = chart_spec(charts.analysis(charts.RANDOM))
    assert [line.kind for line in spec.centre_lines] == [LineKind.SOLID]
    assert spec.bracket is None


def test_a_wanted_shift_has_a_dashed_line_and_a_bracket_over_its_twelve_points() -> None:
    spec = chart_spec(charts.analysis(charts.SHIFT))
    assert spec.centre_lines[0].kind is LineKind.DASHED
    assert spec.centre_lines[0].tone is Tone.GOOD
    assert spec.bracket is not None
    assert spec.bracket.text == "12 i træk over medianen"
    assert spec.bracket.points == tuple(range(22, 34))


def test_the_bracket_is_in_english_when_the_page_is() -> None:
    spec = chart_spec(charts.analysis(charts.SHIFT), "en")
    assert spec.bracket is not None
    assert spec.bracket.text == "12 in a row above the median"


def test_fewer_than_twelve_points_have_no_centre_line_and_show_the_places_to_come() -> None:
    spec = chart_spec(charts.analysis([41, 39, 47, 44, 37, 45, 41, 49], first=date(2026, 3, 1)))
    assert spec.centre_lines == ()
    assert spec.empty_slots == (8, 9, 10, 11)
    assert [tick.text for tick in spec.x_ticks] == ["mar\u00a02026", "okt", "feb\u00a02027"]


def test_half_the_points_on_the_median_give_a_faint_line() -> None:
    spec = chart_spec(charts.analysis([100.0] * 14 + [90.0, 80.0, 85.0, 95.0]))
    assert spec.centre_lines[0].kind is LineKind.FAINT


def test_eight_points_in_a_new_phase_have_a_dotted_line() -> None:
    spec = chart_spec(charts.analysis([60.0, 70.0] * 8 + [80.0, 90.0] * 4, split=(16,)))
    assert [line.kind for line in spec.centre_lines] == [LineKind.SOLID, LineKind.DOTTED]
    assert [line.is_current for line in spec.centre_lines] == [False, True]


def test_the_centre_line_ends_where_periods_are_not_counted_yet() -> None:
    spec = chart_spec(charts.analysis(charts.RANDOM, "." * 30 + "oooo"))
    assert spec.open_from == 29.5
    assert spec.centre_lines[0].end == 29.5
    assert spec.open_text == "seneste 4\u00a0måneder tælles ikke"


def test_a_suppressed_period_has_no_value_and_its_own_mark() -> None:
    spec = chart_spec(charts.analysis(charts.RANDOM, "....x" + "." * 29))
    assert spec.y[4] is None
    assert spec.marks[4] is Mark.SUPPRESSED


def test_an_empty_period_stays_on_the_axis_without_a_mark() -> None:
    spec = chart_spec(charts.analysis(charts.RANDOM, "....-" + "." * 29))
    assert spec.n_slots == 34
    assert spec.marks[4] is Mark.NOTHING


def test_few_crossings_are_marked_where_the_line_goes_through_the_median() -> None:
    block = [60.0, 62.0, 61.0, 63.0, 61.5, 60.5]
    values = block + [v + 20 for v in block] + block + [v + 20 for v in block]
    spec = chart_spec(charts.analysis(values))
    assert spec.tone is Tone.UNCLEAR
    assert len(spec.crossings) == 3
    assert spec.crossings_text == "kun 3\u00a0kryds, forventet mindst 8"


@pytest.mark.parametrize(
    ("direction", "wanted"), [(Direction.UP, Side.OVER), (Direction.DOWN, Side.UNDER), (Direction.NEUTRAL, None)]
)
def test_the_goal_knows_its_wanted_side(direction: Direction, wanted: Side | None) -> None:
    spec = chart_spec(charts.analysis(charts.RANDOM, goal=90, of=charts.indicator(direction=direction)))
    assert spec.goal is not None
    assert spec.goal.wanted is wanted


def test_a_cycle_is_a_band_and_a_change_of_system_a_line() -> None:
    cycle = Event(
        starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 31), kind="pdsa", title_da="PDSA 1: SMS", title_en="PDSA 1"
    )
    system = Event(starts_on=date(2024, 7, 1), ends_on=None, kind="system", title_da="Nyt", title_en="New")
    spec = chart_spec(charts.analysis(charts.RANDOM, events=(cycle, system)))
    assert [(band.start, band.end, band.short) for band in spec.bands] == [(11.5, 14.5, "PDSA 1")]
    assert [event.at for event in spec.events] == [5.5]


def test_days_between_events_start_at_0_and_leave_the_open_gap_uncounted() -> None:
    gaps = charts.indicator(unit="days", measure=Measure.GAP)
    spec = chart_spec(
        charts.analysis([31.0, 8, 44, 27, 18, 61, 19, 38, 52, 24, 70, 41, 29, 62], "." * 13 + "p", of=gaps)
    )
    assert spec.is_gap
    assert spec.bottom == 0
    assert spec.marks[-1] is Mark.OPEN


def test_the_summary_tells_name_period_and_verdict() -> None:
    summary = chart_spec(charts.analysis(charts.RANDOM)).summary.replace("\u00a0", " ")
    assert summary.startswith("Kontakt inden 5 hverdage, januar 2024 til oktober 2026.")
    assert "tilfældig variation" in summary.lower()


def test_a_chart_without_numbers_has_an_axis_and_no_ticks_beside_it() -> None:
    nothing = charts.analysis([0.0] * 20, "-" * 20)
    spec = chart_spec(replace(nothing, facts=replace(nothing.facts, n_points=0)))
    assert spec.y_ticks == ()
    assert spec.latest is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([80.0, 82.0], (71.0, 91.0)),  # at least 20 points high
        ([96.0, 100.0], (80.0, 100.0)),  # never over 100
        ([15.0, 40.0], (12.5, 42.5)),
        ([12.0, 40.0], (0.0, 42.8)),  # would start at 9.2: below 12, so from 0
    ],
)
def test_the_range_of_percentages(values: list[float], expected: tuple[float, float]) -> None:
    assert scales.y_range(values, is_percent=True, from_zero=False) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("bottom", "top", "expected"),
    [
        (64.8, 95.4, ["70", "80", "90"]),
        (57.0, 97.0, ["60", "80"]),
        (12.0, 100.0, ["25", "50", "75", "100"]),
        (0.0, 64.0, ["0", "25", "50"]),
        (0.0, 2200.0, ["0", "1.000", "2.000"]),
    ],
)
def test_ticks_are_few_and_round(bottom: float, top: float, expected: list[str]) -> None:
    ticks = scales.y_ticks(bottom, top, is_percent=top <= 100, lang="da")
    assert [tick.text for tick in ticks] == expected


def test_the_last_period_has_its_year_only_where_no_january_tells_it() -> None:
    told = scales.x_ticks(charts.months(34), "month", lang="da")
    untold = scales.x_ticks(charts.months(8, date(2026, 3, 1)), "month", lang="da")
    assert [tick.text for tick in told if tick.rank == 0] == ["okt"]
    assert [tick.text for tick in untold if tick.rank == 0] == ["okt\u00a02026"]


def test_labels_pushed_apart_keep_order_distance_and_bounds() -> None:
    moved = push_apart([10.0, 11.0, 12.0], 14, 5, 100)
    assert moved == sorted(moved)
    assert min(b - a for a, b in pairwise(moved)) == pytest.approx(14)
    assert moved[0] >= 5
