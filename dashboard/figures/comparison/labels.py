"""Names beside the points of a funnel: each in the cheapest of twelve places around its point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.figures.svg.text import Box, Text

ON_A_POINT, ON_A_NAME, OUTSIDE = 100.0, 60.0, 400.0
"""What it costs to cover another point or name, or to leave the plot; a place farther from the point costs a little."""

GAP = 3.0
PLAIN = 400


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in px and its radius."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The square the point covers."""
        r = self.radius + 1
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


def place_names(spots: Sequence[Spot], names: Sequence[Text], room: Box, taken: Sequence[Text] = ()) -> list[Text]:
    """Return the names at their places, in the order given; earlier names choose first.

    A name that finds no free place is left out, unless its weight says that it must be read.
    """
    placed: list[Text] = []
    for spot, name in zip(spots, names, strict=True):
        others = [other for other in spots if other is not spot]
        around = [*(text.box for text in taken), *(text.box for text in placed)]
        priced = [(i + _cost(place, others, around, room), place) for i, place in enumerate(_places(spot, name))]
        cost, best = min(priced, key=lambda place: place[0])
        if cost < ON_A_NAME or name.weight > PLAIN:
            placed.append(best)
    return placed


def _cost(name: Text, spots: Sequence[Spot], around: Sequence[Box], room: Box) -> float:
    box = name.box
    is_outside = box.left < room.left or box.right > room.right or box.top < room.top or box.bottom > room.bottom
    return (
        OUTSIDE * is_outside
        + ON_A_POINT * sum(box.meets(spot.box) for spot in spots)
        + ON_A_NAME * sum(box.meets(other, GAP) for other in around)
    )


def _places(spot: Spot, name: Text) -> Iterator[Text]:
    """Beside the point first, then over and under it, then the corners, then the same farther away."""
    r, size = spot.radius, name.size
    for far in (0.0, 0.9 * size):
        right, left = spot.x + r + 4 + far, spot.x - r - 4 - far
        over, under = spot.y - r - 5 - far, spot.y + r + 0.95 * size + far
        level = spot.y + 0.35 * size
        yield replace(name, x=right, y=level, anchor="start")
        yield replace(name, x=left, y=level, anchor="end")
        yield replace(name, x=spot.x, y=over, anchor="middle")
        yield replace(name, x=spot.x, y=under, anchor="middle")
        yield replace(name, x=right - 3, y=over + 3, anchor="start")
        yield replace(name, x=left + 3, y=under - 2, anchor="end")
