"""Type sizes: 16 arc minutes for any text, 20 for titles and values, from the distance and the screen."""

import pytest

from dashboard.theme import DARK, LIGHT
from dashboard.wall.legibility import arc_minutes, type_sizes
from dashboard.wall.page import INKS


@pytest.mark.parametrize(
    ("distance_m", "inches", "text", "title"),
    [(3, 55, 32, 40), (4, 55, 42, 53), (5, 55, 53, 66), (4, 43, 54, 68), (4, 65, 36, 45), (4, 75, 31, 39)],
)
def test_type_grows_with_the_distance_and_shrinks_on_a_larger_screen(distance_m, inches, text, title):
    sizes = type_sizes(distance_m, inches)
    assert (sizes.text, sizes.title) == (text, title)


@pytest.mark.parametrize("distance_m", [1, 2.5, 3, 4, 5, 8])
@pytest.mark.parametrize("inches", [24, 32, 43, 55, 86])
def test_no_combination_gives_type_below_the_limits(distance_m, inches):
    sizes = type_sizes(distance_m, inches)
    assert arc_minutes(sizes.text, distance_m, inches) >= 16
    assert arc_minutes(sizes.title, distance_m, inches) >= 20


def test_a_small_screen_far_away_is_refused():
    assert type_sizes(4, 32).is_possible
    assert not type_sizes(8, 32).is_possible


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink1", "ink2", "ink3", "pt", "good", "bad", "neutral"])
def test_text_and_points_have_a_contrast_of_seven_to_one(name, ink):
    assert contrast(getattr(INKS[name], ink), INKS[name].card) >= 7


@pytest.mark.parametrize("name", ["light", "dark"])
def test_lines_and_old_points_have_a_contrast_of_three_to_one(name):
    assert contrast(INKS[name].data, INKS[name].card) >= 3
    assert contrast(INKS[name].axis, INKS[name].card) >= 3


@pytest.mark.parametrize(("name", "screen"), [("light", LIGHT), ("dark", DARK)])
def test_the_notice_stands_in_inverted_ink_at_seven_to_one(name, screen):
    assert contrast(screen.ink1, INKS[name].card) >= 7
