"""How large type must be to be read from where people stand.

A slide is 1920 by 1080 units, whatever the screen's resolution: one unit is a pixel on a Full HD screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, hypot

WIDTH, HEIGHT = 1920, 1080

TEXT_ARC_MINUTES = 16
"""Least height of capitals for any text. Source: ISO 9241-3 and NUREG-0700 (minimum 16, preferred 20 to 22)."""

TITLE_ARC_MINUTES = 20
"""Least height of capitals for titles and values."""

CAP_HEIGHT = 0.7
"""Height of capitals in em. Inter has 0.727; a substitute sans serif may have 0.7."""

LARGEST_TEXT = 73
"""Units of the largest plain text for which one chart, its sentence and its value still fit on a slide."""

LARGEST_WITH_BUTTON = 54
"""Units of the largest plain text beside which a pause button still fits in the foot."""

_MM_PER_INCH = 25.4
_ARC_MINUTES_PER_RADIAN = 3437.75


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Font sizes in units: ``text`` for everything, ``title`` for titles and values at least."""

    text: int
    title: int

    @property
    def has_button(self) -> bool:
        """Whether there is room for a pause button; key and touch pause without one."""
        return self.text <= LARGEST_WITH_BUTTON

    @property
    def is_possible(self) -> bool:
        """Whether a slide has room for type this large."""
        return self.text <= LARGEST_TEXT


def type_sizes(distance_m: float, inches: float) -> TypeSizes:
    """Return the smallest legible font sizes on a 16:9 screen of ``inches`` diagonal read from ``distance_m``."""
    return TypeSizes(*(ceil(_units(minutes, distance_m, inches)) for minutes in (TEXT_ARC_MINUTES, TITLE_ARC_MINUTES)))


def arc_minutes(font_size: float, distance_m: float, inches: float) -> float:
    """Return the visual angle of the capitals of a font of ``font_size`` units."""
    return font_size * CAP_HEIGHT * _mm_per_unit(inches) / (distance_m * 1000) * _ARC_MINUTES_PER_RADIAN


def _units(minutes: float, distance_m: float, inches: float) -> float:
    return minutes / arc_minutes(1, distance_m, inches)


def _mm_per_unit(inches: float) -> float:
    return inches * _MM_PER_INCH / hypot(WIDTH, HEIGHT)
