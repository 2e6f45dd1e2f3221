"""Who still waits after so many days: a falling staircase with its 95 % band, and the day half have got there."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.figures.outcome.sheet import FULL, INK, NAME, NARROW, SMALL, dot, fit, rule, sheet, write
from dashboard.figures.svg.marks import line
from dashboard.figures.text_width import text_width
from qi import formats
from qi.survival import Survival
from qi.wording import sentence

LEFT = 52
RIGHT = 16
TOP = 16
HEIGHT = 320
BOTTOM = 50
FEWEST_AT_RISK = 0.02
"""The curve is drawn as long as this share of all still wait: its end rests on a few."""

_DAYS = (7, 14, 28, 56, 91, 182)


def waiting_figure(curve: Survival, *, label: str, lang: str = "da") -> Markup:
    """Return the curve from the day of the referral."""
    return fit(lambda width: _draw(curve, label, lang, width), FULL)


def _draw(curve: Survival, label: str, lang: str, width: float) -> str:
    kept = max(1, int((curve.at_risk >= max(5, FEWEST_AT_RISK * curve.n)).sum()))
    last = max(float(curve.days[kept - 1]) * 1.04, 1.0)
    floor = HEIGHT - BOTTOM
    scale_x, scale_y = (width - LEFT - RIGHT) / last, floor - TOP
    days = [0.0, *curve.days[:kept].tolist()]

    def points(shares: list[float]) -> list[tuple[float, float]]:
        places, before = [(LEFT, floor - shares[0] * scale_y)], shares[0]
        for day, share in zip(days[1:], shares[1:], strict=True):
            x = LEFT + day * scale_x
            places += [(x, floor - before * scale_y), (x, floor - share * scale_y)]
            before = share
        return [*places, (LEFT + last * scale_x, floor - before * scale_y)]

    low, high, middle = (points([1.0, *values[:kept].tolist()]) for values in (curve.low, curve.high, curve.waiting))
    band = "L".join(f"{x:.1f} {y:.1f}" for x, y in [*high, *reversed(low)])
    stair = "L".join(f"{x:.1f} {y:.1f}" for x, y in middle)
    parts = [*_axes(scale_x, scale_y, floor, last, lang, width), f'<path d="M{band}z" fill="{INK.limit2}"/>']
    parts.append(line(f"M{stair}", INK.ink1, 2))
    return sheet(width, HEIGHT, label, [*parts, *_median(curve, scale_x, scale_y, floor, lang, width)])


def _axes(scale_x: float, scale_y: float, floor: float, last: float, lang: str, width: float) -> list[str]:
    parts = []
    for percent in (0, 50, 100):
        y = floor - percent / 100 * scale_y
        colour = INK.grid if percent else INK.axis
        text = formats.percent(percent, lang=lang) if percent == 100 else str(percent)
        parts += [rule(LEFT, y, width - RIGHT, y, colour), write(LEFT - 10, y + 5, text, anchor="end")]
    step = next((days for days in _DAYS if last / days <= (4 if width < NARROW else 9)), _DAYS[-1])
    for day in range(0, int(last) + 1, step):
        parts.append(write(LEFT + day * scale_x, floor + 21, str(day), anchor="middle"))
    return [*parts, write(width - RIGHT, floor + 42, sentence("waiting.axis", lang), anchor="end")]


def _median(curve: Survival, scale_x: float, scale_y: float, floor: float, lang: str, width: float) -> list[str]:
    median = curve.median()
    if median is None:
        return []
    x, y = LEFT + median * scale_x, floor - 0.5 * scale_y
    words = sentence("waiting.half", lang, days=formats.number(median, lang=lang))
    fits = x + 14 + text_width(words, NAME, 600) < width
    return [
        rule(x, y, x, floor, INK.ink3, 1),
        dot(x, y, 6, INK.ink1),
        write(
            x + (14 if fits else -14),
            y - 10,
            words,
            size=NAME if fits else SMALL,
            colour=INK.ink1,
            weight=600,
            anchor="start" if fits else "end",
            halo=True,
        ),
    ]
