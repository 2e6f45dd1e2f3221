"""Where things stand on a slide: measured before it is sent, so that nothing is cut and nothing lies below the fold.

All lengths are units of a slide of 1920 by 1080.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from dashboard.figures.svg import SIZES, Size
from dashboard.figures.text_width import text_width
from dashboard.wall.legibility import HEIGHT, WIDTH, TypeSizes
from dashboard.wall.tiles import Tile

MARGIN = 64
INNER = WIDTH - 2 * MARGIN
LINE = 1.22
"""Height of a line of text, in em."""

BELOW_BAND = 14
"""Between the band and the charts, so that a notice does not touch a title."""

BAND_AIR = 0.7
"""Air above and below the text of band and foot together, in em."""

LEAST_CHART = 2.0
"""Least height of a chart, in em of plain text; slides that leave less are split."""

LEAST_LABELLED = 8.0
"""Least height of a chart with labels, in em; below it the labels would leave no room for the data."""

LARGEST_VALUE = 230
SMALLEST_ALONE = 165
UNIT, UNIT_ALONE = 0.61, 0.44
"""Size of the sign for percent, as a share of its value: never below the limit for values."""

MOST_DOTS = 8
MOST_TILES = 6
BUTTON = 4.6
"""Room for the pause button, in em."""

DOT = 0.62
"""Width of one progress dot with its gap, in em."""

GUTTER_X, GUTTER_Y = 72, 30
ICON = 1.05
ICON_GAP = 0.4
HEADLINE_SIZES = (84, 76, 68, 60)
"""Sizes of the headline of a slide with one chart, tried from the largest."""


@dataclass(frozen=True, slots=True)
class Surround:
    """Band above and foot below the charts: their heights, and the size of a notice in the band."""

    band: int
    foot: int
    notice: int

    @property
    def inner_height(self) -> int:
        """The height left for charts."""
        return HEIGHT - self.band - self.foot - BELOW_BAND


@dataclass(frozen=True, slots=True)
class TileLayout:
    """Sizes of one tile: font sizes, the size its chart is drawn in, and the short facts there is room for."""

    width: int
    height: int
    title: int
    value: int
    unit: int
    headline: int
    chart: Size
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """How many columns and rows a slide has, and the layout of each of its tiles."""

    kind: str
    columns: int
    rows: int
    tiles: tuple[TileLayout, ...]


def surround(sizes: TypeSizes, *, scope: str, notices: Sequence[str], foot: Sequence[str], n_slides: int) -> Surround:
    """Return band and foot that hold their longest texts; each part of ``foot`` may stand on a line of its own."""
    em = sizes.text
    right = text_width(f"{n_slides} af {n_slides}", em) + (DOT * em * n_slides if n_slides <= MOST_DOTS else 0) + em
    room = INNER - right
    notice = next(
        (size for size in range(sizes.title, em, -1) if _longest(notices, size, 600) <= room - 1.5 * size), em
    )
    n_notice = max((line_count(text, notice, room - 1.5 * notice, 600) for text in notices), default=1)
    n_band = max(line_count(scope, em, room), n_notice)
    n_foot = _rows_of_parts(foot, em, INNER - (BUTTON * em if sizes.has_button else 0))
    band, foot_height = (ceil(em * (n * LINE + BAND_AIR)) for n in (n_band, n_foot))
    return Surround(band, foot_height, notice)


def slide_layout(tiles: Sequence[Tile], sizes: TypeSizes, around: Surround) -> SlideLayout | None:
    """Return how the tiles fit on one slide, None where the charts would be too small to read."""
    if len(tiles) == 1:
        return _one(tiles[0], sizes, around)
    columns, rows = _grid(len(tiles))
    width = (INNER - (columns - 1) * GUTTER_X) // columns
    height = (around.inner_height - (rows - 1) * GUTTER_Y) // rows
    fit = _narrow if columns == 3 else _wide
    fitted = _level(tuple(fit(tile, sizes, width, height) for tile in tiles), columns)
    if min(tile.chart.height for tile in fitted) < LEAST_CHART * sizes.text:
        return None
    return SlideLayout("narrow" if columns == 3 else "wide", columns, rows, fitted)


def _level(tiles: Sequence[TileLayout], columns: int) -> tuple[TileLayout, ...]:
    """Give the charts of one row the same height, so that they line up."""
    levelled = []
    for i, tile in enumerate(tiles):
        row = tiles[i - i % columns : i - i % columns + columns]
        height = min(one.chart.height for one in row)
        levelled.append(replace(tile, chart=_plain(tile.width, height)))
    return tuple(levelled)


def line_count(text: str, size: float, width: float, weight: int = 400) -> int:
    """Return how many lines a text takes that breaks at its ordinary spaces."""
    lines, used, space = 1, 0.0, text_width(" ", size, weight)
    for word in text.split(" "):
        length = text_width(word, size, weight)
        if used and used + space + length > width:
            lines, used = lines + 1, length
        else:
            used += length + (space if used else 0)
    return lines


def _longest(texts: Sequence[str], size: float, weight: int) -> float:
    return max((text_width(text, size, weight) for text in texts), default=0)


def _rows_of_parts(parts: Sequence[str], em: float, width: float) -> int:
    rows, used = 1, 0.0
    for part in parts:
        length = text_width(part, em)
        if used and used + em + length > width:
            rows, used = rows + 1, length
        else:
            used += length + (em if used else 0)
    return rows


def _grid(n: int) -> tuple[int, int]:
    return {2: (2, 1), 3: (2, 2), 4: (2, 2)}.get(n, (3, 2))


def _one(tile: Tile, sizes: TypeSizes, around: Surround) -> SlideLayout:
    em, value = sizes.text, min(5 * sizes.text, LARGEST_VALUE)
    right = max(_value_width(tile, value), text_width(_when_line(tile), em))
    left = INNER - right - em
    title = max(56, sizes.title)
    headline = _headline_size(tile.headline, left, em)
    n_head = line_count(tile.headline, headline, left - _icon_room(headline), 600)
    words = LINE * (title * line_count(tile.title, title, left) + headline * n_head)
    facts = tuple(fact for fact in (*tile.badges, tile.cycle) if fact)
    height = _below(words, facts, value, em, left, around)
    if height < LEAST_LABELLED * em:  # without labels on the chart, goal and median are said in words
        facts = tuple(fact for fact in (tile.goal, tile.level, tile.cycle) if fact)
        height = _below(words, facts, value, em, left, around)
    chart = _labelled(SIZES["w"], INNER, height, em) if height >= LEAST_LABELLED * em else _plain(INNER, height)
    tile_layout = TileLayout(INNER, around.inner_height, title, value, _unit(value), headline, chart, facts)
    return SlideLayout("one", 1, 1, (tile_layout,))


def _below(words: float, facts: Sequence[str], value: float, em: float, width: float, around: Surround) -> int:
    """Return the height left for the chart below the words of a slide with one chart."""
    said = words + LINE * em * line_count(" · ".join(facts), em, width) * bool(facts)
    return int(around.inner_height - max(said, 0.9 * value + LINE * em) - 0.3 * em)


def _headline_size(text: str, width: float, least: int) -> int:
    sizes = [size for size in HEADLINE_SIZES if size >= least] or [least]
    for most_lines in (1, 2):
        for size in sizes:
            if line_count(text, size, width - _icon_room(size), 600) <= most_lines:
                return size
    return sizes[-1]


def _wide(tile: Tile, sizes: TypeSizes, width: int, height: int) -> TileLayout:
    """Title beside the value, then headline, facts and chart."""
    em, value = sizes.text, round(2.2 * sizes.text)
    room = width - _value_width(tile, value) - 0.6 * em
    top = max(sizes.title * LINE * line_count(tile.title, sizes.title, room, 600), value * 1.05)
    head = em * LINE * line_count(tile.headline, em, width - _icon_room(em), 600)
    facts = _that_fit(tile, em, width)
    lines = line_count(" · ".join(facts), em, width)
    left = int(height - top - head - em * LINE * lines - 0.3 * em)
    return TileLayout(width, height, sizes.title, value, _unit(value), em, _plain(width, left), facts)


def _narrow(tile: Tile, sizes: TypeSizes, width: int, height: int) -> TileLayout:
    """Title, then the value with its facts beside it, then headline and chart."""
    em, value = sizes.text, round(2.1 * sizes.text)
    beside = width - _value_width(tile, value) - 0.5 * em
    facts = tuple(fact for fact in (tile.when, tile.n) if fact)
    n_facts = sum(line_count(fact, em, beside) for fact in facts)
    top = sizes.title * 1.12 * line_count(tile.title, sizes.title, width, 600)
    row = max(value * 1.05, n_facts * em * 1.15)
    head = em * LINE * line_count(tile.headline, em, width - _icon_room(em), 600)
    chart = _plain(width, int(height - top - row - head - 0.25 * em))
    return TileLayout(width, height, sizes.title, value, _unit(value), em, chart, facts)


def _that_fit(tile: Tile, em: float, width: float) -> tuple[str, ...]:
    """Return when and how many, then as much of goal, running cycle and reservations as the line holds."""
    kept = [fact for fact in (tile.when, tile.n) if fact]
    for fact in (tile.goal, tile.level, tile.cycle, *tile.badges):
        if fact and line_count(" · ".join([*kept, fact]), em, width) == 1:
            kept.append(fact)
    return tuple(kept)


def _when_line(tile: Tile) -> str:
    return " · ".join(fact for fact in (tile.when, tile.n) if fact)


def _value_width(tile: Tile, size: float) -> float:
    return text_width(tile.value, size, 600) + (
        text_width(tile.unit, _unit(size), 500) + 0.06 * size if tile.unit else 0
    )


def _unit(value: float) -> int:
    """Return the size of the unit beside a value; beside the one large value of a slide it can be smaller."""
    return round((UNIT if value < SMALLEST_ALONE else UNIT_ALONE) * value)


def _icon_room(size: float) -> float:
    return (ICON + ICON_GAP) * size


def _labelled(like: Size, width: float, height: float, em: float) -> Size:
    scale = em / like.label
    grown = {name: getattr(like, name) * scale for name in ("left", "right", "top", "bottom", "label", "hachure")}
    marks = {name: getattr(like, name) * min(1.0, width / like.width + 0.2) for name in ("point", "run", "ring")}
    return replace(like, width=width, height=height, **grown, **marks)


def _plain(width: float, height: float) -> Size:
    return replace(SIZES["w4"], width=width, height=height)
