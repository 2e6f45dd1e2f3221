"""Who is still measured: one bar per wave, with how many are missing between them."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.figures.outcome.sheet import HALF, INK, NAME, fit, sheet, wrap, write
from dashboard.figures.svg.marks import line
from dashboard.figures.text_width import text_width
from qi import formats
from qi.change import Attrition
from qi.wording import sentence

HEIGHT = 252
TOP = 30
FLOOR = 198
NUMBER = 20
LINE = 17


def attrition_figure(flow: Attrition, *, label: str, lang: str = "da") -> Markup:
    """Return the measured of start, end and follow-up; a count that is not told has no bar, only its words."""
    return fit(lambda width: _draw(flow, label, lang, width), HALF)


def _draw(flow: Attrition, label: str, lang: str, width: float) -> str:
    counts = (flow.n_started, flow.n_end, flow.n_followup)
    bar = min(92.0, width * 0.2)
    gap = (width - 3 * bar) / 2
    most = max((n for n in counts if n is not None), default=0) or 1
    tops = [FLOOR - (FLOOR - TOP) * (n or 0) / most for n in counts]
    places = [i * (bar + gap) for i in range(3)]
    waiting = (0, flow.n_open or 0, flow.n_followup_open or 0)
    parts = _slopes(places, tops, bar)
    for place, top, n_open in zip(places, tops, waiting, strict=True):
        parts += _open(place, top, bar, (FLOOR - TOP) * n_open / most) if n_open else []
    for place, top, n, wave in zip(places, tops, counts, ("start", "end", "followup"), strict=True):
        parts += _bar(place, top, bar, n, sentence(f"wave.{wave}", lang), lang, width)
        if wave != "start" and n is not None and flow.n_started:
            share = formats.percent(100 * n / flow.n_started, lang=lang)
            words = sentence("flow.of_start", lang, percent=share)
            parts += [
                write(place, FLOOR + 41 + LINE * i, text) for i, text in enumerate(wrap(words, max(bar, gap), 13))
            ]
    for i, key in enumerate(("missing_end", "missing_followup")):
        before, after = counts[i], counts[i + 1]
        if before is not None and after is not None and before >= after:
            words = sentence(f"flow.{key}", lang, n=max(0, before - after - waiting[i + 1]))
            parts += _between(words, places[i] + bar, gap)
    parts.append(line(f"M0 {FLOOR}H{width:g}", INK.axis, 1))
    return sheet(width, HEIGHT, label, parts)


def _slopes(places: list[float], tops: list[float], bar: float) -> list[str]:
    parts = []
    for i in range(2):
        x0, x1 = places[i] + bar, places[i + 1]
        path = f"M{x0:.1f} {tops[i]:.1f}L{x1:.1f} {tops[i + 1]:.1f}V{FLOOR}H{x0:.1f}z"
        parts.append(f'<path d="{path}" fill="{INK.grid}" opacity=".75"/>')
    return parts


def _open(x: float, top: float, bar: float, height: float) -> list[str]:
    """Draw those who are not ripe above the bar, as an empty box: they may still be measured."""
    box = f'<rect x="{x + 0.5:.1f}" y="{top - height:.1f}" width="{bar - 1:.1f}" height="{height:.1f}"'
    return [f'{box} fill="{INK.grid}" stroke="{INK.axis}"/>']


def _bar(x: float, top: float, bar: float, n: int | None, name: str, lang: str, sheet_width: float) -> list[str]:
    number = sentence("label.suppressed", lang) if n is None else formats.number(n, lang=lang)
    size, weight = (13, 400) if n is None else (NUMBER, 600)
    return [
        f'<rect x="{x:.1f}" y="{top:.1f}" width="{bar:.1f}" height="{FLOOR - top:.1f}" fill="{INK.axis}"/>',
        write(x, top - 10, number, size=size, colour=INK.ink1, weight=weight, halo=True),
        _named(x, FLOOR + 22, name, bar, sheet_width),
    ]


def _named(x: float, y: float, name: str, bar: float, sheet_width: float) -> str:
    """Put a name under its bar, from the left unless it would leave the sheet."""
    leaves = x + text_width(name, NAME, 500) > sheet_width
    at, anchor = (x + bar, "end") if leaves else (x, "start")
    return write(at, y, name, size=NAME, colour=INK.ink1, weight=500, anchor=anchor)


def _between(words: str, x: float, gap: float) -> list[str]:
    lines = wrap(words, gap - 8, 13)
    first = FLOOR - 16 - LINE * (len(lines) - 1)
    return [
        write(x + gap / 2, first + LINE * i, text, colour=INK.ink2, anchor="middle") for i, text in enumerate(lines)
    ]
