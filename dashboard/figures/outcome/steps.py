"""How far citizens got: one bar a step, filled for those who got there and empty for those who still can."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.figures.outcome.sheet import FULL, INK, NAME, NARROW, NUMBER, fit, sheet, write
from dashboard.figures.text_width import text_width
from qi import formats
from qi.cohorts import Step
from qi.wording import sentence

TOP = 6
ROW = 50
BAR = 26
VALUES = 118
GAP = 14


def steps_figure(steps: Sequence[Step], *, label: str, lang: str = "da") -> Markup:
    """Return the steps from the first to the last; a count of 1 to 4 has no bar, only its words."""
    return fit(lambda width: _draw(steps, label, lang, width), FULL)


def _draw(steps: Sequence[Step], label: str, lang: str, width: float) -> str:
    names = [sentence(f"step.{one.key}", lang) for one in steps]
    is_narrow = width < NARROW
    left = 0 if is_narrow else max(text_width(name, NAME, 500) for name in names) + GAP
    most = max((one.n for one in steps if one.n is not None), default=0) or 1
    scale = (width - left - VALUES) / most
    row = ROW + (14 if is_narrow else 0)
    parts = []
    for i, (one, name) in enumerate(zip(steps, names, strict=True)):
        y = TOP + row * i + (20 if is_narrow else 10)
        parts.append(write(0, y - 6 if is_narrow else y + 18, name, size=NAME, colour=INK.ink1, weight=500))
        parts += _bar(one, most, left, scale, y, lang)
    return sheet(width, TOP + row * len(steps) + 8, label, parts)


def _bar(one: Step, most: int, left: float, scale: float, y: float, lang: str) -> list[str]:
    length, waiting = (one.n or 0) * scale, (one.n_pending or 0) * scale
    parts = [f'<rect x="{left:.1f}" y="{y:.1f}" width="{length:.1f}" height="{BAR}" fill="{INK.axis}"/>']
    if waiting:
        box = f'<rect x="{left + length:.1f}" y="{y + 0.5:.1f}" width="{waiting:.1f}" height="{BAR - 1}"'
        parts.append(f'{box} fill="{INK.grid}" stroke="{INK.axis}"/>')
    at = left + length + waiting + 10
    if one.n is None:
        return [*parts, write(at, y + 18, sentence("label.suppressed", lang), colour=INK.ink3)]
    number = formats.number(one.n, lang=lang)
    share = formats.percent(100 * one.n / most, lang=lang)
    return [
        *parts,
        write(at, y + 19, number, size=NUMBER, colour=INK.ink1, weight=600),
        write(at + text_width(number, NUMBER, 600) + 8, y + 19, share),
    ]
