"""From a wall and the data to the slides it shows: composed once per wall and data version, then only sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from dashboard.figures import svg
from dashboard.wall import layout
from dashboard.wall.layout import SlideLayout, Surround, TileLayout
from dashboard.wall.legibility import TypeSizes
from dashboard.wall.tiles import Tile

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its tiles and how they stand."""

    tiles: tuple[Tile, ...]
    layout: SlideLayout


@cache
def template(name: str) -> Template:
    """Return one template of the wall; every value in it is escaped."""
    return _TEMPLATES.get_template(name)


def fit(groups: Sequence[Sequence[Tile]], sizes: TypeSizes, around: Surround) -> list[Slide]:
    """Return the slides; a group of tiles that does not fit on one slide is split until it does."""
    return [slide for group in groups if group for slide in _fit(tuple(group), sizes, around)]


def _fit(tiles: tuple[Tile, ...], sizes: TypeSizes, around: Surround) -> list[Slide]:
    found = layout.slide_layout(tiles, sizes, around) if len(tiles) <= layout.MOST_TILES else None
    if found is not None:
        return [Slide(tiles, found)]
    half = (len(tiles) + 1) // 2
    return [*_fit(tiles[:half], sizes, around), *_fit(tiles[half:], sizes, around)]


def html(slide: Slide, number: int) -> Markup:
    """Return a slide as HTML; all but the first are hidden until their turn."""
    drawn = [
        {"tile": tile, "at": at, "chart": _chart(tile, at)}
        for tile, at in zip(slide.tiles, slide.layout.tiles, strict=True)
    ]
    return Markup(template("slide.html").render(slide=slide.layout, tiles=drawn, number=number))  # noqa: S704


def _chart(tile: Tile, at: TileLayout) -> Markup:
    # The renderer escapes its texts; the inks of the page follow the theme and the grey of old numbers.
    return Markup(svg.draw_sized(tile.spec, at.chart)) if tile.spec else Markup("")  # noqa: S704
