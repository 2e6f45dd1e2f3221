"""Nothing lies below the fold: what does not fit on one slide is split, and charts keep a readable height."""

import pytest

from dashboard.wall.layout import LEAST_CHART, line_count, surround
from dashboard.wall.legibility import HEIGHT, type_sizes
from dashboard.wall.screen import screen_of
from dashboard.wall.slides import fit
from dashboard.wall.tiles import missing_tile
from qi.store import Wall

LONG = missing_tile("et meget langt tal med ord")


def slides_of(n, distance_m=4.0, inches=55.0):
    sizes = type_sizes(distance_m, inches)
    around = surround(sizes, scope="Alle forløb · Egesund", notices=["Gamle tal"], foot=["Data", "hentet"], n_slides=3)
    return fit([[LONG] * n], sizes, around), around


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("distance_m", [3, 4, 5])
@pytest.mark.parametrize("inches", [43, 55, 75])
def test_tiles_and_gaps_fill_no_more_than_the_height_between_band_and_foot(n, distance_m, inches):
    slides, around = slides_of(n, distance_m, inches)
    assert sum(len(slide.tiles) for slide in slides) == n
    for slide in slides:
        rows = slide.layout.rows
        assert rows * slide.layout.tiles[0].height + (rows - 1) * 30 <= HEIGHT - around.band - around.foot
        assert (
            min(tile.chart.height for tile in slide.layout.tiles) >= LEAST_CHART * type_sizes(distance_m, inches).text
            or n == 1
        )


def test_what_fits_from_near_is_split_from_far():
    assert len(slides_of(4, 3, 75)[0]) == 1
    assert len(slides_of(4, 5, 43)[0]) > 1


def test_a_text_breaks_at_spaces_only():
    assert line_count("Behovsvurdering inden 10 hverdage", 53, 620, 600) == 2
    assert line_count("Behovsvurdering", 53, 100, 600) == 1


def test_an_all_municipalities_wall_names_how_many_it_holds():
    wall = Wall(name="alle", slides=(("P01",),))
    assert len(screen_of(wall).selection.municipality) == 7
