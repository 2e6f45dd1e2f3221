"""A chart specification drawn as SVG, fixed for print and walls or fluid for pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape

from dashboard.figures.spec import ChartSpec
from dashboard.figures.svg import marks, placing
from dashboard.figures.svg.frame import SIZES, Frame, Size, fit_frame
from dashboard.figures.svg.text import Text, set_text, set_text_on_paper, style_of
from dashboard.theme import FONT_FAMILY, LIGHT, PAGE_INKS, Palette


@dataclass(frozen=True, slots=True)
class Glyph:
    """A small filled shape that keeps its form: a path around its own origin, at a place in px."""

    x: float
    y: float
    path: str
    attributes: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A run chart in px: paths that may be stretched, shapes and texts that may not."""

    frame: Frame
    paths: tuple[str, ...]
    ring: tuple[float, float, str] | None
    glyphs: tuple[Glyph, ...]
    texts: tuple[Text, ...]


LEAST = 250
"""The width a card leaves its figure on a screen of 320 px, which nothing may pass (WCAG 1.4.10)."""

NARROW = (280, 320)
"""Widths in between; the style sheet hides what wants more than there is."""


def draw(spec: ChartSpec, size: str, *, ink: Palette = PAGE_INKS) -> str:
    """Return the chart as SVG of fixed size; the summary of the specification is its text alternative.

    With the inks of a theme instead of the page's, the SVG stands alone: wall export, print and PDF.
    """
    return draw_sized(spec, SIZES[size], ink=ink)


def draw_sized(spec: ChartSpec, size: Size, *, ink: Palette = PAGE_INKS) -> str:
    """Return the chart as SVG in a size of its own, as on a wall whose type follows the distance."""
    return _fixed(spec, size, ink, set_text)


def draw_on_paper(spec: ChartSpec, size: Size) -> str:
    """Return the chart as an SVG document in the inks of paper, for a sheet that Typst sets."""
    # A dot is a line of no length with round ends, and Typst leaves out a path that covers nothing.
    return _fixed(spec, size, LIGHT, set_text_on_paper).replace('h0"', 'h.01"')


def _fixed(spec: ChartSpec, size: Size, ink: Palette, write: Callable[[Text], str]) -> str:
    drawing = compose(spec, size, ink)
    width, height = f"{drawing.frame.size.width:g}", f"{drawing.frame.size.height:g}"
    family = "" if ink is PAGE_INKS else f" font-family='{FONT_FAMILY}'"
    # Tabular figures are asked for on the drawing, since a drawing that stands alone has no stylesheet.
    style = "" if ink is PAGE_INKS else " style=\"font-feature-settings:'tnum'\""
    body = "".join((*drawing.paths, _ring(drawing), *map(_glyph, drawing.glyphs), *map(write, drawing.texts)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="kt-fig" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(spec.summary)}"{family}{style}>{body}</svg>'
    )


def draw_fluid(spec: ChartSpec, size: str, *, classes: str = "") -> str:
    """Return the chart as SVG that fills the width it is given: only the plot stretches, never text or dots.

    Needs the stylesheet of the theme. Labels are placed for the width of ``size``, so that is the least it should get.
    """
    drawing = compose(spec, SIZES[size], PAGE_INKS)
    frame = drawing.frame
    height, margins = frame.size.height, frame.left + frame.size.width - frame.right
    # The element is as wide as the plot; labels beside it lie in its margins, outside its box.
    box = f' style="width:calc(100% - {margins:.1f}px);margin-left:{frame.left:.1f}px"' if margins else ""
    name = f'role="img" aria-label="{escape(spec.summary)}"'
    classes = f"kt-fig kt-fluid {classes}".rstrip()
    return (
        f'<svg class="{classes}" width="100%" height="{height:g}" {name}{box}>'
        f'<svg class="kt-plot" width="100%" height="100%" preserveAspectRatio="none" '
        f'viewBox="{frame.left:.1f} 0 {frame.right - frame.left:.1f} {height:g}">{"".join(drawing.paths)}</svg>'
        f"{_fluid_ring(drawing)}{''.join(_fluid_glyph(glyph, frame) for glyph in drawing.glyphs)}"
        f"{''.join(_fluid_text(text, frame) for text in drawing.texts)}</svg>"
    )


def compose(spec: ChartSpec, size: Size, ink: Palette) -> Drawing:
    """Return what is drawn, from the ground up, and the labels placed so that none meets another."""
    frame = _room_for_bracket(spec, size, ink)
    side, leaders = placing.side_labels(spec, frame, ink)
    bracket = placing.bracket_label(spec, frame, ink, side)
    texts = _labels(spec, frame, ink, [*side, bracket.text] if bracket else side)
    paths = [
        *marks.grounds(spec, frame, ink),
        *marks.axes(spec, frame, ink),
        *marks.goal(spec, frame, ink),
        *marks.data(spec, frame, ink),
        *marks.centre_lines(spec, frame, ink),
        *marks.crossings(spec, frame, ink),
        *marks.points(spec, frame, ink),
        *marks.absences(spec, frame, ink),
        *_annotations(spec, frame, ink),
    ]
    if bracket:
        paths.append(marks.line(bracket.path, marks.tone_ink(spec.tone, ink), max(1.1, size.data * 0.9)))
    glyphs = [*_triangles(spec, frame, ink), *_diamonds(spec, frame, ink)]
    glyphs += [Glyph(frame.right, 0, path, f'fill="none" stroke="{ink.axis}"') for path in leaders]
    return Drawing(frame, tuple(paths), _latest(spec, frame, ink), tuple(glyphs), tuple(texts))


def _room_for_bracket(spec: ChartSpec, size: Size, ink: Palette) -> Frame:
    frame = fit_frame(spec, size)
    # A value axis from 0 stands on its baseline; then the bracket goes to the other side instead.
    lift = placing.missing_bottom(spec, frame) if spec.bottom != 0 else 0.0
    if lift:
        frame = fit_frame(spec, size, lift=1.25 * lift + 2)
    extra = 0.0
    # A lower top also squeezes the scale, so the run moves by a little less than the room that is given.
    while (missing := placing.missing_top(spec, frame, ink)) > 0.1 and extra < size.height / 4:
        extra += missing + 1
        frame = fit_frame(spec, size, extra_top=extra, lift=frame.lift)
    return frame


def _labels(spec: ChartSpec, frame: Frame, ink: Palette, texts: list[Text]) -> list[Text]:
    if not frame.size.label:
        return []
    along = placing.x_labels(spec, frame, ink)
    if not frame.size.has_labels:
        return along
    texts = [*texts, *along, *placing.y_labels(spec, frame, ink)]
    texts += placing.strip_labels(spec, frame, ink, texts)
    texts += placing.earlier_labels(spec, frame, ink, texts)
    hidden = placing.suppressed_label(spec, frame, ink, texts)
    return [*texts, hidden] if hidden else texts


def _annotations(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[str]:
    cap, size = marks.cap_line(frame), frame.size
    if size.ends_only:
        # A line nobody can name on so small a chart would only be noise; the sand of a PDSA stays.
        return
    if spec.bands:
        path = "".join(f"M{frame.x(band.start):.1f} {cap:.1f}H{frame.x(band.end):.1f}" for band in spec.bands)
        yield marks.line(path, ink.bandink, max(1.5, size.data * 0.9))
    if spec.events:
        top = _event_top(frame)
        path = "".join(f"M{frame.x(event.at):.1f} {top:.1f}V{frame.bottom:.1f}" for event in spec.events)
        yield marks.line(path, ink.ink3, max(1.0, size.data / 1.75))


def _event_top(frame: Frame) -> float:
    return frame.strip - 0.42 * frame.size.label


def _triangles(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[Glyph]:
    em = frame.size.label or 3 * frame.size.run
    half, height = 0.32 * em, 0.55 * em
    path = f"M{-half:.1f} {-height:.1f}h{2 * half:.1f}L0 0z"
    for event in () if frame.size.ends_only else spec.events:
        yield Glyph(frame.x(event.at), _event_top(frame), path, f'fill="{ink.ink2}"')


def _diamonds(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[Glyph]:
    reach = 1.6 * frame.size.run
    path = f"M0 {-reach:.1f}L{reach:.1f} 0L0 {reach:.1f}L{-reach:.1f} 0z"
    attributes = f'fill="{marks.tone_ink(spec.tone, ink)}" stroke="{ink.card}" stroke-width="1.2"'
    for i in spec.beyond:
        value = spec.y[i]
        if value is not None:
            yield Glyph(frame.x(i), frame.y(value), path, attributes)


def _latest(spec: ChartSpec, frame: Frame, ink: Palette) -> tuple[float, float, str] | None:
    value = spec.y[spec.latest] if spec.latest is not None else None
    if spec.latest is None or value is None:
        return None
    is_in_run = spec.bracket is not None and spec.latest in spec.bracket.points
    return frame.x(spec.latest), frame.y(value), marks.tone_ink(spec.tone, ink) if is_in_run else ink.pt


def _ring(drawing: Drawing) -> str:
    if drawing.ring is None:
        return ""
    x, y, colour = drawing.ring
    return _circle(f"{x:.1f}", f"{y:.1f}", colour, drawing.frame.size)


def _fluid_ring(drawing: Drawing) -> str:
    if drawing.ring is None:
        return ""
    x, y, colour = drawing.ring
    down = f"{100 * y / drawing.frame.size.height:.2f}%"
    return _circle(_across(x, drawing.frame), down, colour, drawing.frame.size)


def _circle(x: str, y: str, colour: str, size: Size) -> str:
    stroke = f'stroke="{colour}" stroke-width="{size.data * 0.96:.3g}"'
    return f'<circle cx="{x}" cy="{y}" r="{size.ring:g}" fill="none" {stroke}/>'


def _glyph(glyph: Glyph) -> str:
    move = f' transform="translate({glyph.x:.1f} {glyph.y:.1f})"' if glyph.x or glyph.y else ""
    return f'<path d="{glyph.path}" {glyph.attributes}{move}/>'


def _fluid_glyph(glyph: Glyph, frame: Frame) -> str:
    place = f'x="{_across(glyph.x, frame)}" y="{glyph.y:.1f}" overflow="visible"'
    return f'<svg {place}><path d="{glyph.path}" {glyph.attributes}/></svg>'


def _across(x: float, frame: Frame) -> str:
    return f"{100 * (x - frame.left) / (frame.right - frame.left):.2f}%"


def _fluid_text(text: Text, frame: Frame) -> str:
    if frame.left <= text.x <= frame.right:
        x = f'x="{_across(text.x, frame)}"'
    elif text.x < frame.left:
        x = f'x="0" dx="{text.x - frame.left:.1f}"'
    else:
        x = f'x="100%" dx="{text.x - frame.right:.1f}"'
    wants = _wants(text, frame)
    return f'<text {x} y="{text.y:.1f}"{wants}{style_of(text)}>{escape(text.text, quote=False)}</text>'


def _wants(text: Text, frame: Frame) -> str:
    """Return the class by which a text of the smallest card gives way where there is less room than it wants."""
    if frame.size.width > NARROW[-1] or not frame.left <= text.x <= frame.right:
        return ""
    margins, plot = frame.left + frame.size.width - frame.right, frame.right - frame.left
    share = (text.x - frame.left) / plot
    for width in (LEAST, *NARROW):
        moved = replace(text, x=frame.left + share * (width - margins)).box
        if moved.left >= 0 and moved.right <= width:
            return "" if width == LEAST else f' class="kt-wants-{width}"'
    return ""
