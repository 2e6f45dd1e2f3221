"""The marks of a run chart: grounds, lines and points, as SVG paths in px.

A dot is a line of no length with a round cap. One path then holds all dots of a kind, and the dots stay round when
a fluid drawing is stretched (with ``vector-effect: non-scaling-stroke``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.figures.spec import CentreLine, ChartSpec, LineKind, Mark
from dashboard.figures.svg.frame import Frame
from dashboard.theme import Palette
from qi.verdict import Side, Tone

HATCH_STEP = 8.5
DOT_SHARE = 0.6
"""The largest radius of a dot, in places on the time axis."""

CAP_OFFSET = 0.33
"""From the cap line of a PDSA band down to the plot, in em."""


def tone_ink(tone: Tone, ink: Palette) -> str:
    """Return the colour of a signal; everything without one is ordinary ink."""
    return {Tone.GOOD: ink.good, Tone.BAD: ink.bad, Tone.NEUTRAL: ink.neutral, Tone.UNCLEAR: ink.neutral}.get(
        tone, ink.ink1
    )


def grounds(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """PDSA bands, and hatching under the periods that are not counted yet."""
    cap = cap_line(frame)
    for band in spec.bands:
        x0, x1 = frame.x(band.start), frame.x(band.end)
        yield f'<path d="M{x0:.1f} {cap:.1f}H{x1:.1f}V{frame.bottom:.1f}H{x0:.1f}z" fill="{ink.band}"/>'
    if spec.open_from is not None:
        x0, x1 = frame.x(spec.open_from), frame.right
        yield line(hatching(x0, frame.top, x1, frame.bottom), ink.line, 2)


def hatching(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return falling diagonals clipped to a rectangle."""
    width, height = x1 - x0, y1 - y0
    parts = []
    offset = HATCH_STEP / 2
    while offset < width + height:
        ax, ay = (offset, 0.0) if offset <= width else (width, offset - width)
        bx, by = (0.0, offset) if offset <= height else (offset - height, height)
        parts.append(f"M{x0 + ax:.1f} {y0 + ay:.1f}L{x0 + bx:.1f} {y0 + by:.1f}")
        offset += HATCH_STEP
    return "".join(parts)


def axes(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """Gridlines at labelled ticks, the baseline, and the ticks of the time axis."""
    size, left, right, bottom = frame.size, frame.left, frame.right, frame.bottom
    heights = [frame.y(tick.at) for tick in spec.y_ticks]
    if size.has_grid and heights:
        grid = "".join(f"M{left:.1f} {y:.1f}H{right:.1f}" for y in heights if y < bottom - 0.5)
        if grid:
            yield line(grid, ink.grid, 1)
    length = 3 if size.ends_only else max(4.0, size.data * 2)
    every = bool(spec.empty_slots) or spec.is_gap
    ticks = "".join(
        f"M{frame.x(tick.at):.1f} {bottom:.1f}v{length:.0f}" for tick in spec.x_ticks if every or tick.rank == 1
    )
    yield line(f"M{left:.1f} {bottom:.1f}H{right:.1f}{ticks}", ink.axis, max(1.0, size.data / 1.75))


def goal(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """A hairline with hachures on the wanted side."""
    if spec.goal is None:
        return
    y, size = frame.y(spec.goal.value), frame.size
    width = max(1.0, size.data / 1.75)
    yield line(f"M{frame.left:.1f} {y:.1f}H{frame.right:.1f}", ink.ink3, width)
    if spec.goal.wanted is not None:
        away = -1 if spec.goal.wanted is Side.OVER else 1
        # The hachures are one thick line whose dashes are as short as the hairline is thin.
        middle = y + away * size.hachure / 2
        gap = size.hachure * 2 + (0 if size.hachure == 4 else 1)
        yield line(
            f"M{frame.left + size.hachure:.1f} {middle:.1f}H{frame.right:.1f}",
            ink.ink3,
            size.hachure,
            f' stroke-dasharray="{width:.3g} {gap:.3g}"',
        )


def data(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """The connecting line (or stems), broken where there is no point and faint where points are not counted."""
    if spec.is_gap:
        yield from _stems(spec, frame, ink)
        return
    solid: list[str] = []
    faint: list[str] = []
    joined, was_open, previous = False, False, ""
    for i, (value, mark) in enumerate(zip(spec.y, spec.marks, strict=True)):
        if value is None:
            joined = False
            continue
        here = f"{frame.x(i):.1f} {frame.y(value):.1f}"
        is_open = mark is Mark.OPEN
        if is_open or was_open:
            faint.append(f"M{previous}L{here}" if joined else "")
            if not is_open:
                solid.append(f"M{here}")
        else:
            solid.append(f"{'L' if joined else 'M'}{here}")
        joined, was_open, previous = True, is_open, here
    join = ' stroke-linejoin="round"'
    if solid:
        yield line("".join(solid), ink.data, frame.size.data, join)
    if any(faint):
        yield line("".join(faint), ink.data, frame.size.data, join + ' opacity=".55"')


def _stems(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    foot = f"{frame.bottom:.1f}"
    for mark, extra in ((Mark.COUNTED, ""), (Mark.OPEN, ' stroke-dasharray="2 2.5"')):
        stems = "".join(
            f"M{frame.x(i):.1f} {foot}V{frame.y(value):.1f}"
            for i, (value, m) in enumerate(zip(spec.y, spec.marks, strict=True))
            if value is not None and m is mark
        )
        if stems:
            yield line(stems, ink.data, min(frame.size.data, DOT_SHARE * frame.slot), extra)


def centre_lines(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """One line per phase: solid, dashed for a signal, dotted while provisional, faint when it tells nothing."""
    for centre in spec.centre_lines:
        y = frame.y(centre.value)
        path = f"M{frame.x(centre.start):.1f} {y:.1f}H{frame.x(centre.end):.1f}"
        yield line(path, line_ink(centre, ink), frame.size.centre, _line_style(centre.kind, frame))


def line_ink(centre: CentreLine, ink: Palette) -> str:
    """Return the colour of a centre line."""
    return ink.axis if centre.kind is LineKind.FAINT else tone_ink(centre.tone, ink)


def _line_style(kind: LineKind, frame: Frame) -> str:
    if kind is LineKind.DASHED:
        return f' stroke-dasharray="{frame.size.dash}"'
    if kind is LineKind.DOTTED:
        return f' stroke-dasharray="0 {frame.size.centre * 2.4:.1f}" stroke-linecap="round"'
    return ""


def crossings(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """A tick at each crossing of the median."""
    half = frame.size.label * 0.55 or frame.size.run * 1.6
    if spec.crossings:
        ticks = (f"M{frame.x(at):.1f} {frame.y(value) - half:.1f}v{2 * half:.1f}" for at, value in spec.crossings)
        yield line("".join(ticks), ink.neutral, max(1.2, frame.size.data * 0.9))


def points(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """Ordinary points small, run points large with a halo, points not counted open."""
    run = set(spec.bracket.points) if spec.bracket else set()
    special = run.union(spec.beyond)
    ordinary: list[str] = []
    opened: list[str] = []
    in_run: list[str] = []
    for i, (value, mark) in enumerate(zip(spec.y, spec.marks, strict=True)):
        if value is None:
            continue
        here = f"{frame.x(i):.1f} {frame.y(value):.1f}"
        if mark is Mark.OPEN:
            opened.append(here)
        elif i in run:
            in_run.append(here)
        elif i not in special:
            ordinary.append(here)
    size = frame.size
    # Where periods are too close for dots of full size, the dots shrink rather than melt together.
    radius = min(size.point, DOT_SHARE * frame.slot)
    yield from _dots(ordinary, ink.pt, 2 * radius)
    halo = max(1.0, size.run * 0.27)
    yield from _dots(in_run, ink.card, 2 * size.run + halo)
    yield from _dots(in_run, tone_ink(spec.tone, ink), 2 * size.run - halo)
    edge = size.data * 1.12
    yield from _dots(opened, ink.pt, 2.4 * size.point + edge)
    yield from _dots(opened, ink.card, 2.4 * size.point - edge)


def absences(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    """A bar on the axis per suppressed period, an open dot per place still to come."""
    size = frame.size
    bars = [frame.x(i) for i, mark in enumerate(spec.marks) if mark is Mark.SUPPRESSED]
    if bars:
        length = min(size.run * 1.8, frame.slot)
        y = frame.bottom - size.run * 1.42
        path = "".join(f"M{x - length / 2:.1f} {y:.1f}h{length:.1f}" for x in bars)
        yield line(path, ink.ink3, size.run * 1.16)
    coming = [f"{frame.x(i):.1f} {frame.bottom:.1f}" for i in spec.empty_slots]
    yield from _dots(coming, ink.axis, 2 * size.point + 0.8)
    yield from _dots(coming, ink.card, 2 * size.point - 1.2)


def _dots(places: Sequence[str], colour: str, width: float) -> Iterable[str]:
    if places:
        yield line(f"M{'h0M'.join(places)}h0", colour, width, ' stroke-linecap="round"')


def cap_line(frame: Frame) -> float:
    """Return the height of the cap line of PDSA bands."""
    return frame.strip - CAP_OFFSET * frame.size.label


def line(path: str, colour: str, width: float, extra: str = "") -> str:
    """Return one stroked path."""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.3g}"{extra}/>'
