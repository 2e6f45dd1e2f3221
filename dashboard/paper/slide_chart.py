"""A run chart as PowerPoint's own line chart: points, a centre line for each phase, the goal, the run that signals."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Length, Pt

from dashboard.figures.panel import Panel
from dashboard.figures.spec import CentreLine, ChartSpec, LineKind, Mark
from dashboard.theme import LIGHT
from qi import wording
from qi.calendar import month_number
from qi.verdict import Tone

PLOT = {"x": 0.045, "y": 0.04, "w": 0.82, "h": 0.84}
"""The plot as shares of the chart, so that the labels of the lines find room beside it."""

MOST_LABELS = 9
"""Names of periods that find room under the chart without being turned."""

LABEL_ROOM = 0.08
"""Share of the value axis that one label needs."""

_INK = {Tone.GOOD: LIGHT.good, Tone.BAD: LIGHT.bad, Tone.NEUTRAL: LIGHT.neutral, Tone.UNCLEAR: LIGHT.neutral}
_MONTH_FORMAT = {"da": "[$-406]mmm yyyy", "en": "[$-809]mmm yyyy"}
_DASH = {LineKind.DASHED: MSO_LINE.DASH, LineKind.DOTTED: MSO_LINE.ROUND_DOT}
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def add_chart(slide: Slide, panel: Panel, *, left: Length, top: Length, width: Length, height: Length) -> None:
    """Add the chart of a panel to a slide; its text alternative is the one of the page."""
    spec = panel.spec
    data = CategoryChartData(number_format="0" if spec.decimals == 0 else f"0.{'0' * spec.decimals}")
    data.categories = panel.months or spec.period_names
    data.add_series(wording.sentence("paper.line_values", spec.lang), spec.y)
    for line in spec.centre_lines:
        data.add_series(line.text, _along(line, len(spec.y)))
    if spec.goal:
        data.add_series(spec.goal.text, [spec.goal.value] * len(spec.y))
    if run := _run(spec):
        data.add_series(
            wording.sentence("paper.line_signal", spec.lang), [y if i in run else None for i, y in enumerate(spec.y)]
        )
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, left, top, width, height, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", spec.summary)
    _dress(frame.chart, panel)


def _dress(chart: Chart, panel: Panel) -> None:
    spec = panel.spec
    chart.has_legend = False
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(12), rgb(LIGHT.ink3)
    _value_axis(chart.value_axis, spec)
    _time_axis(chart.category_axis, panel)
    values, *lines = chart.plots[0].series
    _points(values, spec)
    for series, line in zip(lines, spec.centre_lines, strict=False):
        _line(series, _line_ink(line), 2.0, _DASH.get(line.kind))
    rest = lines[len(spec.centre_lines) :]
    if spec.goal:
        _line(rest[0], LIGHT.ink3, 1.0, None)
    _labels(spec, lines)
    if _run(spec):
        # A series of its own: not every program colours single points of a line.
        _line(rest[-1], _INK.get(spec.tone, LIGHT.pt), 1.25, None)
        _marker(rest[-1].marker, _INK.get(spec.tone, LIGHT.pt), 8)
    _lay_out(chart)


def _run(spec: ChartSpec) -> set[int]:
    """Return the points that made the signal."""
    return {*(spec.bracket.points if spec.bracket else ()), *spec.beyond}


def _value_axis(axis: Any, spec: ChartSpec) -> None:
    axis.minimum_scale, axis.maximum_scale = spec.bottom, spec.top
    steps = [later.at - earlier.at for earlier, later in pairwise(spec.y_ticks)]
    if steps:
        # Ticks are counted from the bottom there, so the bottom must be one of them.
        axis.major_unit = steps[0]
        axis.minimum_scale = spec.bottom if spec.bottom == 0 else spec.y_ticks[0].at - steps[0]
    axis.major_gridlines.format.line.color.rgb = rgb(LIGHT.grid)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE


def _time_axis(axis: Any, panel: Panel) -> None:
    axis.format.line.color.rgb = rgb(LIGHT.axis)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    labels = axis.tick_labels
    labels.font.size = Pt(12)
    axis._element.find(f"{{{_CHART}}}txPr").bodyPr.set("rot", "0")
    if panel.months:
        labels.number_format, labels.number_format_is_linked = _MONTH_FORMAT[panel.spec.lang], False
        every = _months_between_labels(panel.months[0], panel.months[-1])
        _set(axis, {"baseTimeUnit": "months", "majorUnit": f"{every}", "majorTimeUnit": "months"})
    else:
        every = max(1, -(-len(panel.spec.y) // MOST_LABELS))
        _set(axis, {"tickLblSkip": f"{every}", "tickMarkSkip": f"{every}"}, before="noMultiLvlLbl")


def _months_between_labels(first: date, last: date) -> int:
    n = month_number(last) - month_number(first) + 1
    return next((every for every in (1, 3, 6, 12, 24) if n <= every * MOST_LABELS), 60)


def _set(axis: Any, parts: dict[str, str], *, before: str = "") -> None:
    """Write parts of an axis that python-pptx has no name for, in the order the format demands."""
    for name in parts:
        for old in axis._element.findall(f"{{{_CHART}}}{name}"):
            axis._element.remove(old)
    for name, value in parts.items():
        made = etree.Element(f"{{{_CHART}}}{name}")
        made.set("val", value)
        if before:
            axis._element.find(f"{{{_CHART}}}{before}").addprevious(made)
        else:
            axis._element.append(made)


def _points(series: Any, spec: ChartSpec) -> None:
    series.smooth = False
    line = series.format.line
    line.width, line.color.rgb = Pt(1.25), rgb(LIGHT.data)
    _marker(series.marker, LIGHT.pt, 5)
    for i, mark in enumerate(spec.marks):
        if mark is Mark.OPEN and spec.y[i] is not None:
            _marker(series.points[i].marker, LIGHT.pt, 6, is_open=True)


def _marker(marker: Any, colour: str, size: int, *, is_open: bool = False) -> None:
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(LIGHT.card if is_open else colour)
    marker.format.line.color.rgb = rgb(colour)


def _line(series: Any, colour: str, width: float, dash: MSO_LINE | None) -> None:
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    line = series.format.line
    line.width, line.color.rgb = Pt(width), rgb(colour)
    if dash:
        line.dash_style = dash


def _along(line: CentreLine, n: int) -> list[float | None]:
    """Return a centre line at each period; the current one has its last point at the end, to carry the label."""
    return [line.value if line.start < i < line.end or (line.is_current and i == n - 1) else None for i in range(n)]


def _labels(spec: ChartSpec, lines: list[Any]) -> None:
    """Name the current centre line and the goal at their right end; two that would meet share one label."""
    last = len(spec.y) - 1
    current = [(series, line) for series, line in zip(lines, spec.centre_lines, strict=False) if line.is_current]
    said = [(series, line.value, line.text, _line_ink(line)) for series, line in current]
    if spec.goal:
        said.append((lines[len(spec.centre_lines)], spec.goal.value, spec.goal.text, LIGHT.ink2))
    said.sort(key=lambda one: -one[1])
    if len(said) == 2 and said[0][1] - said[1][1] < LABEL_ROOM * (spec.top - spec.bottom):
        said = [(*said[0][:2], f"{said[0][2]}\n{said[1][2]}", LIGHT.ink1)]
    for series, _, text, colour in said:
        label = series.points[last].data_label
        label.position = XL_LABEL_POSITION.RIGHT
        label.text_frame.text = text
        for paragraph in label.text_frame.paragraphs:
            paragraph.font.size, paragraph.font.color.rgb = Pt(12), rgb(colour)


def _line_ink(line: CentreLine) -> str:
    return _INK.get(line.tone, LIGHT.ink1) if line.kind is LineKind.DASHED else LIGHT.ink1


def _lay_out(chart: Chart) -> None:
    """Fix the plot inside the chart; python-pptx has no name for it."""
    plot = chart._chartSpace.chart.plotArea
    layout = plot.find(f"{{{_CHART}}}layout")
    if layout is None:
        layout = etree.SubElement(plot, f"{{{_CHART}}}layout")
        plot.insert(0, layout)
    manual = etree.SubElement(layout, f"{{{_CHART}}}manualLayout")
    parts = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"} | {k: str(v) for k, v in PLOT.items()}
    for name, value in parts.items():
        etree.SubElement(manual, f"{{{_CHART}}}{name}").set("val", value)


def rgb(colour: str) -> RGBColor:
    """Return one of our colours as PowerPoint names it."""
    red, green, blue = bytes.fromhex(colour[1:])
    return RGBColor(red, green, blue)
