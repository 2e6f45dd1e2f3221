"""The SVG drawings: golden files of every size, and what must hold for any series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from time import process_time
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures import svg
from dashboard.figures.spec import chart_spec
from dashboard.figures.svg.chart import compose
from dashboard.figures.svg.frame import Size
from dashboard.figures.svg.text import Text
from dashboard.figures.text_width import text_width
from dashboard.theme import DARK, PAGE_INKS
from qi.analysis import Analysis, Event
from qi.verdict import Direction
from tests.figures import charts, golden_charts

LABELLED = ("s", "m", "m320", "l", "l320", "w", "p")
GOLDEN = golden_charts.drawings()


@pytest.mark.parametrize("name", GOLDEN)
def test_a_drawing_is_the_same_as_its_golden_file(name: str) -> None:
    expected = (golden_charts.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert golden_charts.lines(GOLDEN[name]) == expected


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    n = draw(st.integers(1, 94))
    seed = draw(st.integers(0, 10_000))
    rng = np.random.default_rng(seed)
    level, spread = draw(st.floats(2, 98)), draw(st.floats(0.1, 25))
    shift = draw(st.sampled_from([-15, 0, 15]))
    values = rng.normal(level, spread, n) + np.where(np.arange(n) >= n - 11, shift, 0)
    status = "".join(rng.choice(list("....x-"), size=n)) if draw(st.booleans()) else "." * n
    n_open = min(draw(st.integers(0, 4)), n - 1)
    status = status[: n - n_open] + "o" * n_open
    events = tuple(
        Event(starts_on=day, ends_on=end, kind="pdsa" if end else "system", title_da=title, title_en=title)
        for day, end, title in draw(st.lists(_event(), max_size=3))
    )
    return charts.analysis(
        [float(v) for v in values.clip(0, 100)],
        status,
        goal=draw(st.sampled_from([None, 10.0, 50.0, 90.0])),
        events=events,
        split=(n // 2,) if n > 4 and draw(st.booleans()) else (),
        of=charts.indicator(direction=draw(st.sampled_from(list(Direction)))),
    )


def _event() -> st.SearchStrategy[tuple[date, date | None, str]]:
    months = st.integers(0, 60).map(lambda i: charts.months(i + 3)[-1])
    return st.tuples(
        months, st.booleans(), st.sampled_from(["PDSA 1: SMS", "PDSA 2: opkald samme dag", "Nyt system"])
    ).map(lambda drawn: (drawn[0], charts.months(4, drawn[0])[-1] if drawn[1] else None, drawn[2]))


@settings(max_examples=100)
@given(analysis=analyses())
def test_in_no_size_labels_overlap_or_leave_the_frame(analysis: Analysis) -> None:
    spec = chart_spec(analysis)
    for size in LABELLED:
        texts = compose(spec, svg.SIZES[size], PAGE_INKS).texts
        assert overlapping(texts, svg.SIZES[size]) == [], size
        assert [text for text in texts if is_outside(text, svg.SIZES[size])] == [], size


def overlapping(texts: Sequence[Text], frame: Size) -> list[tuple[str, str]]:
    firm = [t for t in texts if t.weight != 600 or t.anchor != "start" or t.x > frame.width / 2]
    return [(a.text, b.text) for a, b in combinations(firm, 2) if a.box.meets(b.box)]


def is_outside(text: Text, frame: Size) -> bool:
    box = text.box
    is_beside = box.left < -1 or box.right > frame.width + 1
    return is_beside or box.top < -frame.label * 0.2 or box.bottom > frame.height + 1


@settings(max_examples=60)
@given(analysis=analyses())
def test_every_point_stays_inside_the_plot(analysis: Analysis) -> None:
    spec = chart_spec(analysis)
    frame = compose(spec, svg.SIZES["m"], PAGE_INKS).frame
    heights = [frame.y(value) for value in spec.y if value is not None]
    assert all(frame.top - 1 <= y <= frame.bottom + 1 for y in heights)


def test_text_from_data_is_escaped() -> None:
    title = '<script>alert("x")</script> & co'
    event = Event(starts_on=date(2025, 1, 1), ends_on=None, kind="system", title_da=title, title_en=title)
    drawn = svg.draw(chart_spec(charts.analysis(charts.RANDOM, events=(event,), of=charts.indicator(title))), "l")
    assert "<script" not in drawn
    assert ElementTree.fromstring(drawn).attrib["aria-label"].startswith(title)  # noqa: S314 - our own drawing


def test_a_drawing_on_a_page_has_no_blank_line_and_no_id() -> None:
    drawn = svg.draw_fluid(chart_spec(charts.analysis(charts.SHIFT)), "m")
    assert "\n" not in drawn
    assert " id=" not in drawn


@pytest.mark.parametrize(("title", "gives_way"), [("Nyt", []), ("Ny omsorgsjournal tages i brug", ["kt-wants-280"])])
def test_the_name_of_an_event_gives_way_on_a_card_too_narrow_for_it(title: str, gives_way: list[str]) -> None:
    event = Event(starts_on=charts.months(12)[-1], ends_on=None, kind="system", title_da=title, title_en=title)
    drawn = svg.draw_fluid(chart_spec(charts.analysis(charts.SHIFT, events=(event,))), "m320")
    (label,) = (text for text in drawn.split("<text")[1:] if title in text)
    assert re.findall("kt-wants-[0-9]+", label) == gives_way


def test_a_drawing_with_the_inks_of_a_theme_stands_alone() -> None:
    drawn = svg.draw(chart_spec(charts.analysis(charts.SHIFT)), "w", ink=DARK)
    assert "var(" not in drawn
    assert "Inter" in drawn


def test_a_suppressed_period_breaks_the_line_and_leaves_a_bar() -> None:
    values = [50.0, 52.0, 97.0, 51.0, *[50.0] * 12]
    drawn = svg.draw(chart_spec(charts.analysis(values, "..x.............")), "m")
    line = drawn.split('stroke="var(--kt-data)"')[0].rpartition('d="')[2].split('"')[0]
    assert line.count("M") == 2
    assert "færre end 5" in drawn


def test_a_small_card_of_94_points_takes_less_than_a_millisecond() -> None:
    spec = chart_spec(charts.analysis(list(np.random.default_rng(1).normal(80, 5, 94)), first=date(2019, 1, 1)))
    start = process_time()
    for _ in range(50):
        svg.draw_fluid(spec, "s")
    assert (process_time() - start) / 50 < 0.002, "measured 0.3 ms on a quiet core; 2 ms leaves room for a busy one"


@pytest.mark.parametrize(
    ("text", "weight", "measured"),
    [
        ("Median 82 %", 400, 75.72),
        ("Median 82 %", 600, 77.06),
        ("12 i træk over medianen", 600, 141.20),
        ("okt 2026", 400, 52.06),
        ("kun 10 kryds, forventet mindst 12", 600, 197.56),
    ],
)
def test_a_text_is_as_wide_as_a_browser_sets_it(text: str, weight: int, measured: float) -> None:
    # Measured in Chromium: Inter 4.1 at 12 px, tabular figures.
    assert text_width(text, 12, weight) == pytest.approx(measured, rel=0.015)
