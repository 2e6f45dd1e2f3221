"""Where the labels of a run chart go: at the axes, at the right end, on the bracket, in the strip above the plot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.figures.chart_events import EventLine
from dashboard.figures.spec import Bracket, CentreLine, ChartSpec, LineKind
from dashboard.figures.svg.frame import SIDE_GAP, TICK_GAP, Frame, tick_texts
from dashboard.figures.svg.marks import cap_line, line_ink, tone_ink
from dashboard.figures.svg.text import BASELINE, DESCENT, Box, Text, is_free, push_apart
from dashboard.figures.text_width import text_width
from dashboard.theme import Palette
from qi.verdict import Side

LABEL_GAP = 0.7
"""The least distance between labels of the time axis, in em."""

BAND_LABEL_GAP = 0.4
SIDE_STEP = 1.15
LEADER_FROM = 0.45
BRACKET_GAP = 0.45
BRACKET_HOOK = 0.32
HEIGHTS = (-0.45, -1.35, -2.25, 1.15, 2.05, 2.95)
PLACES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class PlacedBracket:
    """The bracket of a run in px: its ends in time, the heights of its hooks and of its bar, and its text."""

    first: float
    last: float
    hook: float
    bar: float
    text: Text

    @property
    def path(self) -> str:
        """The bracket as an SVG path."""
        return f"M{self.first:.1f} {self.hook:.1f}V{self.bar:.1f}H{self.last:.1f}V{self.hook:.1f}"


def y_labels(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[Text]:
    """Numbers of the value axis, right-aligned beside their gridlines."""
    em = frame.size.label
    for tick in tick_texts(spec, frame.size):
        yield Text(
            x=frame.left - TICK_GAP * em,
            y=frame.y(tick.at) + BASELINE * em,
            text=tick.text,
            colour=ink.ink3,
            size=em,
            anchor="end",
        )


def x_labels(spec: ChartSpec, frame: Frame, ink: Palette) -> list[Text]:
    """Labels of the time axis on their ticks; where they meet, the last stays, then Januaries, then the first."""
    em = frame.size.label
    y = frame.bottom + min(1.42 * em, frame.size.bottom - DESCENT * em)
    if frame.size.ends_only:
        return _end_labels(spec, frame, ink, y)
    placed: list[Text] = []
    for tick in sorted(spec.x_ticks, key=lambda tick: (tick.rank, -tick.at)):
        width = text_width(tick.text, em)
        x = min(max(frame.x(tick.at) - width / 2, frame.left), frame.size.width - width)
        label = Text(x=x, y=y, text=tick.text, colour=ink.ink3, size=em)
        if is_free(label, placed, LABEL_GAP * em):
            placed.append(label)
    return placed


def _end_labels(spec: ChartSpec, frame: Frame, ink: Palette, y: float) -> list[Text]:
    em = frame.size.label
    last = Text(x=frame.right, y=y, text=spec.last_text, colour=ink.ink3, size=em, anchor="end")
    first = Text(x=frame.left, y=y, text=spec.first_text, colour=ink.ink3, size=em)
    return [last, first] if is_free(first, [last], LABEL_GAP * em) else [last]


def side_labels(spec: ChartSpec, frame: Frame, ink: Palette) -> tuple[list[Text], list[str]]:
    """Name the current centre line and the goal at the right end; return texts, and leaders as paths from there."""
    if not frame.size.has_labels:
        return [], []
    em = frame.size.label
    wanted = [
        (frame.y(line.value), line.text, 400 if line.kind is LineKind.FAINT else 600, _label_ink(line, ink))
        for line in spec.centre_lines
        if line.is_current
    ]
    if spec.goal:
        wanted.append((frame.y(spec.goal.value), spec.goal.text, 400, ink.ink2))
    wanted.sort(key=lambda item: item[0])
    heights = push_apart([item[0] for item in wanted], SIDE_STEP * em, frame.top, frame.bottom)
    x = frame.right + SIDE_GAP * em
    texts = [
        Text(x=x, y=height + BASELINE * em, text=text, colour=colour, size=em, weight=weight)
        for height, (_, text, weight, colour) in zip(heights, wanted, strict=True)
    ]
    leaders = [
        f"M1 {y:.1f}L{(SIDE_GAP - 0.2) * em:.1f} {height:.1f}"
        for height, (y, *_) in zip(heights, wanted, strict=True)
        if abs(height - y) > LEADER_FROM * em
    ]
    return texts, leaders


def _label_ink(centre: CentreLine, ink: Palette) -> str:
    return ink.ink3 if centre.kind is LineKind.FAINT else line_ink(centre, ink)


def bracket_label(spec: ChartSpec, frame: Frame, ink: Palette, side_texts: list[Text]) -> PlacedBracket | None:
    """Return the bracket of the run, on the side away from the median if there is room."""
    run = spec.bracket
    if run is None or not frame.size.has_labels:
        return None
    em = frame.size.label
    side = Side.OVER if run.side is Side.UNDER and missing_bottom(spec, frame) > 0 else run.side
    y = _bracket_height(spec, frame, run, side)
    hook = BRACKET_HOOK * em * (1 if side is Side.OVER else -1)
    x0, x1 = frame.x(run.points[0] - 0.3), frame.x(run.points[-1] + 0.3)
    text = run.short if frame.size.is_brief else run.text
    half = text_width(text, em, 600) / 2
    label = Text(
        x=(x0 + x1) / 2,
        y=y - 0.42 * em if side is Side.OVER else y + 1.14 * em,
        text=text,
        colour=tone_ink(spec.tone, ink),
        size=em,
        anchor="middle",
        weight=600,
        halo=ink.card,
    )
    places = [
        replace(label, x=min(max(x, frame.left + half), frame.size.width - half))
        for x in ((x0 + x1) / 2, x0 + half, x1 - half)
    ]
    label = min(places, key=lambda place: _cost_of_data(place, spec, frame))
    if not is_free(label, side_texts, 0.3 * em):
        label = replace(label, x=min(label.x, frame.right - half))
    return PlacedBracket(x0, x1, y + hook, y, label)


def missing_bottom(spec: ChartSpec, frame: Frame) -> float:
    """Return how many px are missing under a run below the median for its bracket and the words on it."""
    run = spec.bracket
    if run is None or run.side is Side.OVER or not frame.size.has_labels:
        return 0.0
    return max(0.0, _bracket_height(spec, frame, run, Side.UNDER) + 1.4 * frame.size.label - frame.bottom)


def _bracket_height(spec: ChartSpec, frame: Frame, run: Bracket, side: Side) -> float:
    inside = range(run.points[0], run.points[-1] + 1)
    heights = [frame.y(value) for i in inside if (value := spec.y[i]) is not None]
    if spec.latest in inside and (last := spec.y[spec.latest or 0]) is not None:
        # The ring around the latest point reaches further than the point itself.
        reach = frame.size.ring - frame.size.run
        heights.append(frame.y(last) + (-reach if side is Side.OVER else reach))
    clear = frame.size.run + BRACKET_GAP * frame.size.label
    return min(heights) - clear if side is Side.OVER else max(heights) + clear


def missing_top(spec: ChartSpec, frame: Frame, ink: Palette) -> float:
    """Return how many px the plot must give up so that the bracket's text stays clear of the strip or the frame."""
    bracket = bracket_label(spec, frame, ink, [])
    if bracket is None:
        return 0.0
    ceiling = cap_line(frame) + 2 if spec.bands or spec.events else 1.0
    return max(0.0, ceiling - bracket.text.box.top)


def strip_labels(spec: ChartSpec, frame: Frame, ink: Palette, taken: list[Text]) -> list[Text]:
    """Name PDSA bands, events and what the strip says of the series, in that order and never over each other."""
    em = frame.size.label
    y = cap_line(frame) - 0.45 * em
    placed = _band_labels(spec, frame, ink, y)
    for event in spec.events:
        label = _event_label(event, frame, ink, [*placed, *taken], [frame.x(other.at) for other in spec.events])
        if label is not None:
            placed.append(label)
    for text, colour, weight in _remarks(spec, ink):
        label = Text(
            x=frame.right,
            y=frame.strip - 0.5 * em,
            text=text,
            colour=colour,
            size=em,
            anchor="end",
            weight=weight,
            halo=ink.card,
        )
        crosses = any(label.box.left - em < frame.x(event.at) < label.box.right for event in spec.events)
        if not crosses and is_free(label, [*placed, *taken], LABEL_GAP * em):
            placed.append(label)
    return placed


def _remarks(spec: ChartSpec, ink: Palette) -> Iterable[tuple[str, str, int]]:
    if spec.open_from is not None:
        yield spec.open_text, ink.ink3, 400
    if spec.crossings_text:
        yield spec.crossings_text, tone_ink(spec.tone, ink), 600


def _band_labels(spec: ChartSpec, frame: Frame, ink: Palette, y: float) -> list[Text]:
    em, placed = frame.size.label, list[Text]()
    for i, band in enumerate(spec.bands):
        x0, x1 = frame.x(band.start), frame.x(band.end)
        limit = frame.x(spec.bands[i + 1].start) - LABEL_GAP * em if i + 1 < len(spec.bands) else frame.size.width
        choices = [(band.text, x0, "start", limit), (band.short, x0, "start", limit), (band.short, x1, "end", x1 + 1)]
        for text, x, anchor, right in choices:
            label = Text(x=x, y=y, text=text, colour=ink.bandink, size=em, anchor=anchor, weight=500)
            if label.box.right <= right and label.box.left >= 0 and is_free(label, placed, BAND_LABEL_GAP * em):
                placed.append(label)
                break
    return placed


def _event_label(event: EventLine, frame: Frame, ink: Palette, taken: list[Text], lines: list[float]) -> Text | None:
    """Put the name in the strip, right or left of the line, or at the foot of the plot; best off all other lines."""
    em, x = frame.size.label, frame.x(event.at)
    strip, foot = frame.strip - 0.53 * em, frame.bottom - 0.55 * em
    right, left = ("start", x + 0.6 * em), ("end", x - 0.6 * em)
    free: list[Text] = []
    for (anchor, at), y in ((right, strip), (left, strip), (right, foot), (left, foot)):
        label = Text(x=at, y=y, text=event.text, colour=ink.ink2, size=em, anchor=anchor, halo=ink.card)
        box = label.box
        if box.left >= 0 and box.right <= frame.size.width and is_free(label, taken, LABEL_GAP * em):
            free.append(label)
    clear = [label for label in free if not any(label.box.left < other < label.box.right for other in lines)]
    return next(iter([*clear, *free]), None)


def earlier_labels(spec: ChartSpec, frame: Frame, ink: Palette, taken: list[Text]) -> list[Text]:
    """Name the centre lines of earlier phases where they cover least of the data, goal, events and other labels."""
    placed: list[Text] = []
    for centre in spec.centre_lines:
        if not centre.is_current:
            candidates = list(_along(centre, frame, ink))
            obstacles = [text.box for text in [*taken, *placed]]
            placed.append(min(candidates, key=lambda text: _cost(text, spec, frame, obstacles)))
    return placed


def _along(centre: CentreLine, frame: Frame, ink: Palette) -> Iterable[Text]:
    em = frame.size.label
    width = text_width(centre.text, em, 600)
    start = frame.x(centre.start) + 0.3 * em
    room = max(frame.x(centre.end) - start - width - 0.3 * em, 0)
    for height in HEIGHTS:
        for place in PLACES:
            yield Text(
                x=start + place * room,
                y=frame.y(centre.value) + height * em,
                text=centre.text,
                colour=line_ink(centre, ink),
                size=em,
                weight=600,
                halo=ink.card,
            )


def _cost(text: Text, spec: ChartSpec, frame: Frame, obstacles: list[Box]) -> float:
    box = text.box
    cost = 40.0 * sum(box.meets(other) for other in obstacles)
    cost += 100.0 * (box.top < frame.top or box.bottom > frame.bottom)
    cost += 8.0 * sum(box.left < frame.x(event.at) < box.right for event in spec.events)
    cost += 2.0 * sum(box.left < frame.x(band.end) and frame.x(band.start) < box.right for band in spec.bands)
    if spec.goal:
        cost += 6.0 * (box.top < frame.y(spec.goal.value) < box.bottom)
    first = max(int((box.left - frame.left) / frame.slot - 1), 0)
    last = int((box.right - frame.left) / frame.slot + 1)
    heights = [frame.y(v) if v is not None else None for v in spec.y[first : last + 1]]
    for i, height in enumerate(heights):
        if height is not None and box.top - 3 < height < box.bottom + 3:
            cost += 5.0
        following = heights[i + 1] if i + 1 < len(heights) else None
        if height is not None and following is not None and min(height, following) < box.bottom:
            cost += 2.0 * (max(height, following) > box.top)
    distance = abs(text.y - BASELINE * text.size - frame.y(_nearest(spec, text))) / text.size
    return cost + distance


def _nearest(spec: ChartSpec, text: Text) -> float:
    return next(line.value for line in spec.centre_lines if line.text == text.text)


def suppressed_label(spec: ChartSpec, frame: Frame, ink: Palette, taken: list[Text]) -> Text | None:
    """Say once, over a bar, that it stands for a number that is not shown."""
    em = frame.size.label
    bars = [i for i, mark in enumerate(spec.marks) if mark.value == "suppressed"]
    y = frame.bottom - frame.size.run * 1.42 - 0.65 * em
    half = text_width(spec.suppressed_text, em) / 2
    candidates = []
    for i in bars:
        x = min(max(frame.x(i), frame.left + half), frame.right - half)
        label = Text(x=x, y=y, text=spec.suppressed_text, colour=ink.ink3, size=em, anchor="middle", halo=ink.card)
        if is_free(label, taken):
            candidates.append(label)
    return min(candidates, key=lambda text: _cost_of_data(text, spec, frame), default=None)


def _cost_of_data(text: Text, spec: ChartSpec, frame: Frame) -> float:
    box = text.box
    return sum(
        box.left - 3 < frame.x(i) < box.right + 3 and box.top - 3 < frame.y(value) < box.bottom
        for i, value in enumerate(spec.y)
        if value is not None
    )
