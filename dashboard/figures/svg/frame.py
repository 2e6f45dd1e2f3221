"""The sizes a run chart is drawn in (m320 and l320 for phones), and where data lie in them."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.figures.spec import ChartSpec
from dashboard.figures.text_width import text_width

SIDE_GAP = 0.75
"""From the plot to the labels at its right end, in em."""

TICK_GAP = 0.55
"""From the labels of the value axis to the plot, in em."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One size of drawing in px: frame, plot margins, label size, radii, line widths and dash."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    label: float
    point: float
    run: float
    ring: float
    data: float
    centre: float
    dash: str
    hachure: float = 4
    has_labels: bool = True
    has_grid: bool = True
    ends_only: bool = False
    is_brief: bool = False
    unit_on_top_tick: bool = False


SIZES = {
    "s": Size(
        width=218,
        height=84,
        left=0,
        right=0,
        top=8,
        bottom=20,
        label=12,
        point=1.5,
        run=2.6,
        ring=4.4,
        data=1.1,
        centre=1.5,
        dash="5 3.5",
        hachure=3,
        has_labels=False,
        ends_only=True,
    ),
    "m": Size(
        width=386,
        height=172,
        left=34,
        right=84,
        top=22,
        bottom=24,
        label=12,
        point=2.3,
        run=3.7,
        ring=5.6,
        data=1.25,
        centre=1.75,
        dash="7 4.5",
    ),
    "m320": Size(
        width=320,
        height=172,
        left=34,
        right=78,
        top=22,
        bottom=24,
        label=12,
        point=2.3,
        run=3.7,
        ring=5.6,
        data=1.25,
        centre=1.75,
        dash="7 4.5",
    ),
    "l320": Size(
        width=320,
        height=240,
        left=34,
        right=78,
        top=40,
        bottom=26,
        label=12,
        point=2.3,
        run=3.7,
        ring=5.6,
        data=1.25,
        centre=1.75,
        dash="7 4.5",
    ),
    "l": Size(
        width=1286,
        height=430,
        left=52,
        right=112,
        top=52,
        bottom=32,
        label=14,
        point=3.4,
        run=5.2,
        ring=8.2,
        data=1.6,
        centre=2.25,
        dash="10 6",
        hachure=5,
        unit_on_top_tick=True,
    ),
    "w": Size(
        width=1792,
        height=664,
        left=154,
        right=300,
        top=74,
        bottom=66,
        label=42,
        point=8,
        run=12.5,
        ring=19,
        data=3.5,
        centre=6,
        dash="26 16",
        hachure=11,
        is_brief=True,
        unit_on_top_tick=True,
    ),
    "w4": Size(
        width=860,
        height=276,
        left=0,
        right=0,
        top=18,
        bottom=14,
        label=0,
        point=4.5,
        run=8,
        ring=12.8,
        data=2.5,
        centre=4.5,
        dash="18 11",
        hachure=9,
        has_labels=False,
        has_grid=False,
    ),
    "p": Size(
        width=486,
        height=196,
        left=32,
        right=86,
        top=30,
        bottom=22,
        label=12,
        point=2.4,
        run=3.8,
        ring=5.6,
        data=1.25,
        centre=1.8,
        dash="7 4.5",
    ),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot inside a drawing: its edges in px, the two scales, and where the strip of labels above it ends."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float
    slot: float
    per_unit: float
    y_bottom: float
    lift: float
    strip: float

    def x(self, position: float) -> float:
        """Return the px of a position on the time axis; half a slot of room at both ends."""
        return self.left + (position + 0.5) * self.slot

    def y(self, value: float) -> float:
        """Return the px of a value."""
        return self.bottom - self.lift - (value - self.y_bottom) * self.per_unit


def fit_frame(spec: ChartSpec, size: Size, *, extra_top: float = 0, lift: float = 0) -> Frame:
    """Return the plot that leaves room for the longest labels beside it, and ``lift`` px under the lowest value."""
    left, right = size.left, size.width - size.right
    if size.has_labels:
        em = size.label
        longest_tick = max((text_width(t.text, em) for t in tick_texts(spec, size)), default=0)
        left = max(left, longest_tick + TICK_GAP * em + 1)
        longest_side = max((text_width(text, em, 600) for text in _side_texts(spec)), default=0)
        right = min(right, size.width - longest_side - SIDE_GAP * em)
    top, bottom = size.top + extra_top, size.height - size.bottom
    return Frame(
        size=size,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        slot=(right - left) / max(spec.n_slots, 1),
        per_unit=(bottom - lift - top) / (spec.top - spec.bottom),
        y_bottom=spec.bottom,
        lift=lift,
        strip=size.top,
    )


@dataclass(frozen=True, slots=True)
class TickText:
    """A label of the value axis."""

    at: float
    text: str


def tick_texts(spec: ChartSpec, size: Size) -> list[TickText]:
    """Return the labels of the value axis; large charts repeat the unit on the top one."""
    texts = [TickText(tick.at, tick.text) for tick in spec.y_ticks]
    if size.unit_on_top_tick and spec.unit == "percent" and texts:
        space = "\u00a0" if spec.lang == "da" else ""
        texts[-1] = TickText(texts[-1].at, f"{texts[-1].text}{space}%")
    return texts


def _side_texts(spec: ChartSpec) -> list[str]:
    texts = [line.text for line in spec.centre_lines if line.is_current]
    return [*texts, spec.goal.text] if spec.goal else texts
