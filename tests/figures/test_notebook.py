"""A result in a notebook says its verdict in words and shows its chart, with no other file and no server."""

import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from dashboard.notebook import chart, charts
from qi import control_chart, run_chart
from tests.figures.charts import analysis

RISEN = [82, 79, 85, 80, 84, 78, 83, 81, 79, 84, 80, 82, 88, 90, 89, 91, 87, 92, 90, 93, 89, 91, 90, 88]


def test_a_chart_says_its_verdict_in_text_and_shows_it_with_a_picture_in_html():
    figure = chart(RISEN, title="Svar inden 10 dage", direction="up")
    assert repr(figure).startswith(
        "Svar inden 10 dage: Tegn på skift i ønsket retning\n  Ikke-tilfældig variation: 12 tal"
    )
    html = figure._repr_html_()
    assert "Tegn på skift i ønsket retning" in html
    assert html.count("<svg") == 2  # the icon and the chart
    ElementTree.fromstring(html)  # noqa: S314 - our own; it raises where a tag is left open


def test_it_speaks_english_when_asked_and_takes_months_as_text():
    figure = chart(RISEN[:5], title="Replies", starts=[f"2024-{i:02}" for i in range(1, 6)], lang="en")
    assert "Too few" in repr(figure)
    assert "2024" in figure._repr_html_()


def test_a_title_with_markup_is_shown_and_not_run():
    html = chart(RISEN, title="<script>alert(1)</script>")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_what_is_drawn_from_synthetic_data_says_so():
    shown = charts(replace(analysis(RISEN), is_synthetic=True))
    assert all("Syntetiske data" in one for one in (shown._repr_html_(), repr(shown), shown.svg()))
    assert "Syntetiske data" not in repr(charts(replace(analysis(RISEN), is_synthetic=False)))


def test_the_html_fetches_nothing():
    html = chart(RISEN, title="x")._repr_html_()
    assert "url(" not in html
    assert "href" not in html


def test_several_analyses_stand_side_by_side_and_are_saved_one_by_one(tmp_path):
    figures = charts(analysis(RISEN), analysis(RISEN[:5]))
    assert figures._repr_html_().count("<figure") == 2
    with pytest.raises(ValueError, match="a file holds one chart, got 2"):
        figures.save(tmp_path / "two.svg")
    charts(analysis(RISEN)).save(tmp_path / "one.svg")
    assert (tmp_path / "one.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_records_of_the_method_say_what_they_found_and_what_it_rests_on():
    found = "24 useful points around 86, longest run 12 (at most 8), 1 crossing (at least 8)"
    assert repr(run_chart(RISEN)) == f"<RunChart of 24 values: BOTH, {found}>"
    assert "signals: longest_run at 24, crossings at 24" in repr(control_chart("run", RISEN))
    assert "; then " in repr(run_chart(RISEN, split=(12,)))
    assert repr(analysis(RISEN)).endswith(f"2024-01-01 to 2025-12-01: BOTH, {found}>")


def test_it_can_be_used_where_there_is_no_streamlit():
    code = "import sys, dashboard.notebook; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
