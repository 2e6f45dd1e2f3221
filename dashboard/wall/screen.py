"""One wall as it is now: its slides, composed once per wall and data version, and the words around them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from dashboard import cache, viewer
from dashboard.wall import layout, slides, words
from dashboard.wall.layout import Surround
from dashboard.wall.legibility import TypeSizes, type_sizes
from dashboard.wall.tiles import Tile, chart_tile, missing_tile, since_tile
from qi import wording
from qi.access import EVERYONE
from qi.dataset import Dataset
from qi.indicator import Indicator, Measure
from qi.indicators import INDICATORS
from qi.lattice import last_closed
from qi.selection import Period, Selection
from qi.store import Wall

YEARS_SHOWN = 3
"""Full years before the current one, as on the pages: the same points give the same verdict."""

GAPS = {"B03": "B01"}
"""The series of gaps that a number of days since the latest event is read from."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The slides of a wall for one version of the data; ``tag`` changes when anything on them does."""

    tag: str
    slides: Markup
    n_slides: int
    sizes: TypeSizes
    around: Surround
    selection: Selection


def selection_of(wall: Wall, data: Dataset) -> Selection:
    """Return which citizens and months a wall is about."""
    return Selection(
        municipality=(wall.municipality,) if wall.municipality else cache.members(),
        programme=(wall.programme,) if wall.programme else (),
        first=max(data.first_month, date(data.as_of.year - YEARS_SHOWN, 1, 1)),
        last=last_closed(data.as_of, Period.MONTH),
    )


def screen_of(wall: Wall) -> Screen:
    """Return the slides of a wall; composed anew only when the wall or the data have changed."""
    return _compose(wall)


@cache.per_state(512)
def _compose(wall: Wall) -> Screen:
    data = cache.dataset()
    selection, sizes = selection_of(wall, data), type_sizes(wall.distance_m, wall.inches)
    is_known = wall.municipality in (None, *data.municipalities) and wall.programme in (None, *data.codes["programme"])
    groups = [[_tile(key, selection) for key in group] for group in wall.slides] if is_known else []
    n_most = sum(len(group) for group in groups)
    around = _surround(selection, data, sizes, n_most)
    fitted = slides.fit(groups, sizes, around)
    html = Markup("").join(slides.html(slide, number) for number, slide in enumerate(fitted)) or _nothing(
        is_known=is_known
    )
    digest = hashlib.sha256(f"{wall.version} {data.version} {html}".encode()).hexdigest()[:16]
    return Screen(digest, html, max(len(fitted), 1), sizes, around, selection)


def _tile(key: str, selection: Selection) -> Tile:
    indicator = INDICATORS.get(key)
    if indicator is None:
        return missing_tile(key)
    if indicator.measure is Measure.SINCE:
        with viewer.looking(EVERYONE):  # nobody logs in at a screen: its key is its right to what stands on it
            return since_tile(cache.analysis(GAPS[key], replace(selection, last=None)), indicator)
    return chart_tile(cache.published(key, selection))


def offered() -> Iterator[Indicator]:
    """Yield the indicators a wall may show; a chart of gaps would show single events, a yearly number has no chart."""
    return (one for one in INDICATORS.values() if one.measure not in (Measure.GAP, Measure.COVERAGE))


def _surround(selection: Selection, data: Dataset, sizes: TypeSizes, n_slides: int) -> Surround:
    synthetic = f" {wording.sentence('foot.synthetic')}" if data.is_synthetic else ""
    return layout.surround(
        sizes,
        scope=words.scope(selection, data) + synthetic,
        notices=words.longest_notices(),
        foot=[words.data_line(data), words.fetched_line(data), words.checked_line(words.LONGEST_TIME)],
        n_slides=n_slides,
    )


def _nothing(*, is_known: bool) -> Markup:
    said = wording.sentence("wall.empty" if is_known else "wall.no_team")
    return message(wording.sentence("wall.no_series"), said)


def message(headline: str, text: str) -> Markup:
    """Return a slide that says something instead of showing numbers."""
    return Markup(slides.template("message.html").render(headline=headline, text=text))  # noqa: S704
