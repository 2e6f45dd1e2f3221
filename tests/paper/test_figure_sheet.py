"""A comparison on paper: the drawing in inks of its own, readable for everybody, with all that goes with a number."""

from datetime import UTC, datetime

from dashboard.figures.comparison import comparison_drawing
from dashboard.paper import figure_sheet
from dashboard.paper.figure_sheet import WIDTH, Figure
from qi.comparison.pooling import Pooled
from qi.comparison.units import compare
from qi.indicators import INDICATORS
from tests.paper.reading import alternatives, n_pages, unpacked

MADE = datetime(2026, 11, 28, tzinfo=UTC)
FOOT = ["I alt n = 900 i 9 kommuner", "Kilde: Omsorgsjournal", "Data til og med 28. oktober 2026", "Syntetiske data"]


def figure(n_units):
    hits = [60 + i for i in range(n_units)]
    pooled = {f"{i}": Pooled(numerator=a, n=100, n_months=12, n_shown=12, n_hidden=0) for i, a in enumerate(hits)}
    comparison = compare(INDICATORS["P01"], pooled)
    names = {code: f"Sø <{code}>" for code in pooled}
    return Figure(
        lang="da",
        title="Kontakt",
        headline="Alle ligger inden for",
        scope="Tallene dækker et år",
        why="Det mørke bånd rummer 95 %",
        foot=FOOT,
        summary="Kontakt. Alle ligger inden for",
        drawing=comparison_drawing(comparison, names, WIDTH, label="Kontakt", lang="da"),
    )


def test_a_drawing_in_a_file_has_its_inks_and_says_where_its_numbers_come_from():
    for n_units in (3, 9):
        svg = figure_sheet.svg(figure(n_units))
        assert "var(" not in svg
        assert "Sø &lt;0&gt;" in svg
        assert all(line in svg for line in FOOT)


def test_few_and_many_units_are_one_tagged_page_each():
    for n_units in (3, 9, 30):
        pdf = unpacked(figure_sheet.pdf(figure(n_units), made_at=MADE))
        assert n_pages(pdf) == 1
        assert "Kontakt. Alle ligger inden for" in alternatives(pdf)


def test_the_picture_is_a_picture_twice_as_sharp_as_the_sheet():
    png = figure_sheet.png(figure(3))
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 2 * 1123
