"""The focus chart in Plotly: the same labels and points as the SVG, Danish hover and configuration."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.figures import plotly_chart
from dashboard.figures.spec import chart_spec
from dashboard.theme import DARK
from qi.indicator import Measure
from tests.figures import charts


def hovers(figure: dict[str, Any]) -> list[str]:
    return [text for trace in figure["data"] for text in trace.get("customdata", [])]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_plotly_accepts_the_figure(lang: str) -> None:
    figure = plotly_chart.figure(chart_spec(charts.analysis(charts.SHIFT, goal=90), lang), lang)
    assert go.Figure(figure).to_plotly_json()["layout"]["height"] == 430


def test_every_point_can_be_read_in_danish() -> None:
    figure = plotly_chart.figure(chart_spec(charts.analysis(charts.RANDOM)))
    assert len(hovers(figure)) == 34
    assert "okt\u00a02026: 67\u00a0% (67 af 40)" in hovers(figure)


def test_a_number_other_than_a_share_has_its_unit_and_a_comma() -> None:
    waits = charts.indicator(unit="working_days", measure=Measure.MEDIAN, decimals=1)
    figure = plotly_chart.figure(chart_spec(charts.analysis([9.5, 10.5] * 8, of=waits)))
    assert hovers(figure)[0] == "jan\u00a02024: 9,5\u00a0hverdage"


def test_a_suppressed_number_is_nowhere_in_the_figure() -> None:
    values = [50.0] * 4 + [97.25] + [51.0, 49.0] * 8
    figure = plotly_chart.figure(chart_spec(charts.analysis(values, "....x" + "." * 16)))
    assert "97.25" not in json.dumps(figure)


def test_the_run_has_its_own_large_points() -> None:
    figure = plotly_chart.figure(chart_spec(charts.analysis(charts.SHIFT)))
    sizes = {trace["marker"]["size"]: len(trace["x"]) for trace in figure["data"] if trace["mode"] == "markers"}
    assert sizes[2 * plotly_chart.SIZE.run] == 12


def test_the_labels_are_those_of_the_drawing() -> None:
    figure = plotly_chart.figure(chart_spec(charts.analysis(charts.SHIFT, goal=90)))
    texts = {annotation["text"] for annotation in figure["layout"]["annotations"]}
    assert texts == {"12 i træk over medianen", "Median 78\u00a0%", "Mål 90\u00a0%"}


def test_the_dark_theme_uses_the_dark_colours() -> None:
    figure = json.dumps(plotly_chart.figure(chart_spec(charts.analysis(charts.SHIFT)), ink=DARK))
    assert DARK.good in figure
    assert "var(" not in figure


def test_the_locale_is_danish_in_months_and_decimals() -> None:
    danish = plotly_chart.config()["locales"]["da"]["format"]
    assert danish["shortMonths"][4] == "maj"
    assert (danish["decimal"], danish["thousands"]) == (",", ".")
