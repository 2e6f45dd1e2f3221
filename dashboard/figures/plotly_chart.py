"""The run chart in focus as a Plotly figure: the drawing of the large SVG, with hover and zoom in time.

The labels stand where the SVG puts them, converted to the axes of Plotly, so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.figures.spec import ChartSpec, LineKind, Mark
from dashboard.figures.svg import placing
from dashboard.figures.svg.chart import Drawing, compose
from dashboard.figures.svg.frame import SIZES, Frame, tick_texts
from dashboard.figures.svg.marks import cap_line, line_ink, tone_ink
from dashboard.figures.svg.text import BASELINE, Text
from dashboard.theme import FONT_FAMILY, LIGHT, Palette
from qi import formats
from qi.verdict import Side
from qi.wording import sentence
from qi.wording.nouns import with_unit

# Labels are placed for a narrower chart than the screen usually gives, so they stay apart there too.
SIZE = replace(SIZES["l"], width=600)

Json = dict[str, Any]

_WORDS_OF_PLOTLY = {
    "Download plot as a PNG": "Hent billede",
    "Download plot": "Hent billede",
    "Zoom": "Zoom",
    "Pan": "Flyt",
    "Zoom in": "Zoom ind",
    "Zoom out": "Zoom ud",
    "Autoscale": "Tilpas",
    "Reset axes": "Vis hele perioden",
    "Double-click to zoom back out": "Dobbeltklik for at vise hele perioden",
}


def config(lang: str = "da") -> Json:
    """Return the Plotly configuration: few buttons, our own Danish locale (the official one is half English)."""
    months = [formats.period_name(date(2001, m, 1), lang="da", form="axis") for m in range(1, 13)]
    full = [formats.period_name(date(2001, m, 1), lang="da") for m in range(1, 13)]
    danish = {
        "dictionary": _WORDS_OF_PLOTLY,
        "format": {
            "months": full,
            "shortMonths": months,
            "decimal": ",",
            "thousands": ".",
            "date": "%d-%m-%Y",
            "days": ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
            "shortDays": ["søn", "man", "tir", "ons", "tor", "fre", "lør"],
        },
    }
    return {
        "locale": lang,
        "locales": {"da": danish},
        "displaylogo": False,
        "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
        "toImageButtonOptions": {"format": "svg"},
        "responsive": True,
    }


def figure(spec: ChartSpec, lang: str = "da", *, ink: Palette = LIGHT) -> Json:
    """Return the focus chart as Plotly JSON in the colours of a theme; Plotly cannot follow CSS properties."""
    drawing = compose(spec, SIZE, ink)
    frame = drawing.frame
    return {"data": list(_traces(spec, frame, lang, ink)), "layout": _layout(spec, drawing, ink)}


def _layout(spec: ChartSpec, drawing: Drawing, ink: Palette) -> Json:
    frame = drawing.frame
    font = {"family": FONT_FAMILY.replace('"', ""), "size": SIZE.label, "color": ink.ink3}
    y_ticks = tick_texts(spec, SIZE)
    axis = {"showgrid": False, "zeroline": False, "showline": False, "fixedrange": True, "tickfont": font}
    return {
        "height": SIZE.height,
        "margin": {
            "l": round(frame.left),
            "r": round(SIZE.width - frame.right),
            "t": round(frame.top),
            "b": round(SIZE.height - frame.bottom),
            "pad": 0,
        },
        "font": font,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": "zoom",
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": ink.ink1, "bordercolor": ink.ink1, "font": {"color": ink.card, "size": 14}},
        "separators": ",." if spec.lang == "da" else ".,",
        "xaxis": axis | _time_axis(spec, frame, ink),
        "yaxis": {
            **axis,
            "range": [_value(frame, frame.bottom), _value(frame, frame.top)],
            "showgrid": True,
            "gridcolor": ink.grid,
            "tickvals": [tick.at for tick in y_ticks],
            "ticktext": [tick.text + "  " for tick in y_ticks],
        },
        "shapes": list(_shapes(spec, frame, ink)),
        "annotations": list(_annotations(spec, drawing, ink)),
    }


def _time_axis(spec: ChartSpec, frame: Frame, ink: Palette) -> Json:
    labels = {label.text for label in placing.x_labels(spec, frame, ink)}
    kept = [tick for tick in spec.x_ticks if tick.text in labels]
    return {
        "fixedrange": False,
        "range": [-0.5, spec.n_slots - 0.5],
        "showline": True,
        "linecolor": ink.axis,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": ink.axis,
        "tickvals": [tick.at for tick in kept],
        "ticktext": [tick.text for tick in kept],
        "tickangle": 0,
    }


def _value(frame: Frame, y: float) -> float:
    return frame.y_bottom + (frame.bottom - frame.lift - y) / frame.per_unit


def _position(frame: Frame, x: float) -> float:
    return (x - frame.left) / frame.slot - 0.5


def _up(frame: Frame, y: float) -> float:
    """Return a height in px as a share of the plot: unlike a value it may lie outside, in the strip above."""
    return (frame.bottom - y) / (frame.bottom - frame.top)


def _shapes(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[Json]:
    on_paper = {"yref": "paper"}
    for band in spec.bands:
        cap = _up(frame, cap_line(frame))
        yield _shape("rect", band.start, 0, band.end, cap, fill=ink.band, layer="below") | on_paper
        yield _shape("line", band.start, cap, band.end, cap, colour=ink.bandink, width=1.5) | on_paper
    for event in spec.events:
        top = _up(frame, frame.strip - 0.42 * SIZE.label)
        yield _shape("line", event.at, 0, event.at, top, colour=ink.ink3, width=1) | on_paper
    if spec.goal:
        yield from _goal(spec, frame, ink)
    layer = "above" if spec.is_gap else "between"  # points lie on the centre line, stems would hide it
    for line in spec.centre_lines:
        dash = {LineKind.DASHED: "10px,6px", LineKind.DOTTED: "dot"}.get(line.kind, "solid")
        style = {"colour": line_ink(line, ink), "width": SIZE.centre, "dash": dash, "layer": layer}
        yield _shape("line", line.start, line.value, line.end, line.value, **style)  # type: ignore[arg-type]
    for at, value in spec.crossings:
        half = SIZE.label * 0.55 / frame.per_unit
        yield _shape("line", at, value - half, at, value + half, colour=ink.neutral, width=1.4)
    yield from _bracket(spec, frame, ink)
    yield from _suppressed(spec, frame, ink)


def _shape(
    kind: str,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    *,
    colour: str = "",
    width: float = 0,
    dash: str = "solid",
    fill: str = "",
    layer: str = "above",
) -> Json:
    shape = {"type": kind, "x0": x0, "y0": y0, "x1": x1, "y1": y1, "layer": layer}
    shape["line"] = {"color": colour or "rgba(0,0,0,0)", "width": width, "dash": dash}
    return shape | ({"fillcolor": fill} if fill else {})


def _goal(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[Json]:
    if spec.goal is None:
        return
    first, last, value = -0.5, spec.n_slots - 0.5, spec.goal.value
    yield _shape("line", first, value, last, value, colour=ink.ink3, width=1, layer="between")
    if spec.goal.wanted is not None:
        away = SIZE.hachure / 2 / frame.per_unit * (1 if spec.goal.wanted is Side.OVER else -1)
        y = value + away
        hachures = {"colour": ink.ink3, "width": SIZE.hachure, "dash": "1px,10px", "layer": "between"}
        yield _shape("line", first, y, last, y, **hachures)  # type: ignore[arg-type]


def _bracket(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[Json]:
    side_texts, _ = placing.side_labels(spec, frame, ink)
    placed = placing.bracket_label(spec, frame, ink, side_texts)
    if placed is None or spec.bracket is None:
        return
    first, last = spec.bracket.points[0] - 0.3, spec.bracket.points[-1] + 0.3
    # In parts of the plot's height: in values of the axis, a bracket above the plot would be cut off.
    hook, flat = ((frame.bottom - y) / (frame.bottom - frame.top) for y in (placed.hook, placed.bar))
    path = f"M{first},{hook:.4f}L{first},{flat:.4f}L{last},{flat:.4f}L{last},{hook:.4f}"
    line = {"color": tone_ink(spec.tone, ink), "width": 1.4}
    yield {"type": "path", "path": path, "yref": "paper", "line": line, "layer": "above"}


def _suppressed(spec: ChartSpec, frame: Frame, ink: Palette) -> Iterable[Json]:
    y = _value(frame, frame.bottom - SIZE.run * 1.42)
    half = min(0.5, SIZE.run * 0.9 / frame.slot)
    for i, mark in enumerate(spec.marks):
        if mark is Mark.SUPPRESSED:
            yield _shape("line", i - half, y, i + half, y, colour=ink.ink3, width=SIZE.run * 1.16)


def _annotations(spec: ChartSpec, drawing: Drawing, ink: Palette) -> Iterable[Json]:
    frame = drawing.frame
    at_axes = {text.y for text in placing.x_labels(spec, frame, ink)}
    for text in drawing.texts:
        if text.y not in at_axes and text.x >= frame.left:
            yield _annotation(text, frame)
    for event in spec.events:
        mark = Text(
            x=frame.x(event.at), y=frame.strip - 0.35 * SIZE.label, text="▼", colour=ink.ink2, size=12, anchor="middle"
        )
        yield _annotation(mark, frame)


def _annotation(text: Text, frame: Frame) -> Json:
    is_beside = text.x > frame.right
    weight = {"weight": text.weight} if text.weight != 400 else {}
    return {
        "text": text.text.replace("<", "&lt;"),
        "xref": "paper" if is_beside else "x",
        "x": 1 if is_beside else _position(frame, text.x),
        "xshift": round(text.x - frame.right) if is_beside else 0,
        "yref": "paper",
        "y": _up(frame, text.y - BASELINE * text.size),
        "xanchor": {"start": "left", "middle": "center", "end": "right"}[text.anchor],
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": text.size, "color": text.colour, **weight},
        **({"bgcolor": _see_through(text.halo)} if text.halo else {}),
    }


def _see_through(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.8)"


def _traces(spec: ChartSpec, frame: Frame, lang: str, ink: Palette) -> Iterable[Json]:
    if spec.open_from is not None:
        yield _hatching(spec, frame, ink)
    yield from _lines(spec, ink)
    run = set(spec.bracket.points) if spec.bracket else set()
    special = run | set(spec.beyond)
    drawn = [i for i, value in enumerate(spec.y) if value is not None]
    opened = [i for i in drawn if spec.marks[i] is Mark.OPEN]
    ordinary = [i for i in drawn if i not in special and spec.marks[i] is not Mark.OPEN]
    signal = tone_ink(spec.tone, ink)
    yield _points(spec, ordinary, lang, {"size": 2 * SIZE.point, "color": ink.pt})
    halo = {"width": 1.4, "color": ink.card}
    yield _points(spec, sorted(run), lang, {"size": 2 * SIZE.run, "color": signal, "line": halo})
    yield _points(
        spec, list(spec.beyond), lang, {"size": 3 * SIZE.run, "color": signal, "line": halo, "symbol": "diamond"}
    )
    edge = {"width": SIZE.data * 1.12, "color": ink.pt}
    yield _points(spec, opened, lang, {"size": 2.2 * SIZE.point, "color": ink.card, "line": edge})
    if spec.latest is not None and spec.y[spec.latest] is not None:
        colour = signal if spec.latest in run else ink.pt
        ring = {"size": 2 * SIZE.ring, "symbol": "circle-open", "color": colour, "line": {"width": SIZE.data}}
        yield _marks([spec.latest], [spec.y[spec.latest]], ring) | {"hoverinfo": "skip"}


def _hatching(spec: ChartSpec, frame: Frame, ink: Palette) -> Json:
    first, last = spec.open_from, spec.n_slots - 0.5
    low, high = _value(frame, frame.bottom), _value(frame, frame.top)
    return {
        "type": "scatter",
        "x": [first, last, last, first, first],
        "y": [low, low, high, high, low],
        "mode": "none",
        "fill": "toself",
        "fillcolor": "rgba(0,0,0,0)",
        "fillpattern": {"shape": "/", "fgcolor": ink.line, "bgcolor": "rgba(0,0,0,0)", "size": 9, "solidity": 0.25},
        "hoverinfo": "skip",
    }


def _lines(spec: ChartSpec, ink: Palette) -> Iterable[Json]:
    if spec.is_gap:
        yield from _stems(spec, ink)
        return
    counted = [value if mark is Mark.COUNTED else None for value, mark in zip(spec.y, spec.marks, strict=True)]
    yield _line(list(range(len(counted))), counted, ink.data)
    if spec.open_from is not None:
        start = max(int(spec.open_from + 0.5) - 1, 0)
        yield _line(list(range(start, len(spec.y))), list(spec.y[start:]), ink.data) | {"opacity": 0.55}


def _stems(spec: ChartSpec, ink: Palette) -> Iterable[Json]:
    for mark, dash in ((Mark.COUNTED, "solid"), (Mark.OPEN, "2px,2.5px")):
        chosen = [i for i, m in enumerate(spec.marks) if m is mark]
        x = [at for i in chosen for at in (i, i, None)]
        y = [at for i in chosen for at in (0, spec.y[i], None)]
        yield _line(x, y, ink.data, dash)


def _line(x: Sequence[float | None], y: Sequence[float | None], colour: str, dash: str = "solid") -> Json:
    line = {"color": colour, "width": SIZE.data, "dash": dash}
    return {
        "type": "scatter",
        "x": list(x),
        "y": list(y),
        "mode": "lines",
        "line": line,
        "connectgaps": False,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _points(spec: ChartSpec, positions: list[int], lang: str, marker: Json) -> Json:
    texts = [_hover(spec, i, lang) for i in positions]
    hover = {"customdata": texts, "hovertemplate": "%{customdata}<extra></extra>"}
    return _marks(positions, [spec.y[i] for i in positions], marker) | hover


def _marks(x: list[int], y: list[float | None], marker: Json) -> Json:
    return {"type": "scatter", "x": x, "y": y, "mode": "markers", "marker": marker, "cliponaxis": False}


def _hover(spec: ChartSpec, i: int, lang: str) -> str:
    value = with_unit(spec.y[i] or 0.0, spec.unit, lang, decimals=spec.decimals)
    if spec.numerator is None:
        return sentence("label.point", lang, period=spec.period_names[i], value=value)
    parts = {"a": spec.numerator[i], "b": spec.n[i]}
    return sentence("label.point_of", lang, period=spec.period_names[i], value=value, **parts)
