"""The colours of signals can be told apart by people with a colour vision deficiency, in both themes."""

from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np
import pytest

from dashboard.theme import DARK, LIGHT
from scripts.colour_vision import MACHADO, seen

FLOOR = 10.0
"""CIEDE2000 between two colours that mean different things. Source: the specification of the palette."""

TONES = ("good", "bad", "neutral")
WHITE = np.array([0.95047, 1.0, 1.08883])
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(rgb):
    """CIELAB of an sRGB colour 0-1 under D65."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ linear / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def ciede2000(one, other):
    """Difference of two CIELAB colours. Reference: Sharma, Wu & Dalal (2005), Color Res Appl 30:21-30."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    c1, c2 = hypot(a1 * (1 + g), b1), hypot(a2 * (1 + g), b2)
    h1, h2 = (degrees(atan2(b, a * (1 + g))) % 360 if a or b else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    d_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    s_light = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    s_chroma, s_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    x, y, z = (l2 - l1) / s_light, (c2 - c1) / s_chroma, d_hue / s_hue
    return sqrt(x * x + y * y + z * z + rotation * y * z)


def colour(palette, name):
    code = getattr(palette, name)
    return np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (50.0, 3.2592, 0.3350), 1.0000),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_published_with_the_formula(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=5e-5)


@pytest.mark.parametrize("vision", MACHADO)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=("light", "dark"))
def test_wanted_unwanted_and_neutral_can_be_told_apart(vision, palette):
    looks = {tone: lab(seen(colour(palette, tone), vision)) for tone in TONES}
    for one, other in combinations(TONES, 2):
        assert ciede2000(looks[one], looks[other]) >= FLOOR


@pytest.mark.parametrize("vision", MACHADO)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=("light", "dark"))
@pytest.mark.parametrize("tone", ["good", "bad"])
def test_a_signal_can_be_told_from_an_ordinary_point(vision, palette, tone):
    looks = [lab(seen(colour(palette, name), vision)) for name in (tone, "pt")]
    assert ciede2000(*looks) >= FLOOR


def test_white_black_and_grey_look_the_same_to_everybody():
    grey = np.array([[0.0, 0.0, 0.0], [0.5, 0.5, 0.5], [1.0, 1.0, 1.0]])
    for vision in MACHADO:
        assert seen(grey, vision) == pytest.approx(grey, abs=2e-3)
