"""Ordered categories as bars that diverge from the threshold people ask about, with the shares at both ends."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.figures.outcome.sheet import FULL, INK, NAME, SMALL, fit, rule, sheet, wrap, write
from dashboard.figures.text_width import text_width
from dashboard.theme import ORDERED_BAND_EDGE, ordered_bands
from qi import formats
from qi.change import WaveDistribution
from qi.wording import sentence

BAR = 46
STEP = 72
NUMBER = 15
SHARE = 20
GAP = 14
HEADROOM = 48
FOOT = 34
NARROW = 700


def distribution_figure(
    waves: Sequence[WaveDistribution], *, split: int, sides: tuple[str, str], label: str, lang: str = "da"
) -> Markup:
    """Return one bar per wave, aligned after the first ``split`` bands; ``sides`` name what lies under and over it."""
    shown = [wave for wave in waves if wave.percents]
    return fit(lambda width: _draw(shown, split, sides, label, lang, width), FULL) if shown else Markup("")


def _draw(
    waves: Sequence[WaveDistribution], split: int, sides: tuple[str, str], label: str, lang: str, width: float
) -> str:
    is_narrow = width < NARROW
    names = [sentence(f"wave.{wave.wave}", lang) for wave in waves]
    name_room = 0 if is_narrow else max(text_width(name, NUMBER, 500) for name in names) + 2 * GAP
    share_room = text_width("100 %", SHARE, 600) + GAP
    under = max(sum(wave.percents[:split]) for wave in waves)
    over = max(sum(wave.percents[split:]) for wave in waves)
    scale = (width - name_room - 2 * share_room) / max(under + over, 1)
    middle = name_room + share_room + under * scale
    has_key = is_narrow or not _names_fit(waves[0], scale, lang)
    head = _legend_height(waves[0], width, lang) if has_key else HEADROOM
    step = STEP + (18 if is_narrow else 0)
    parts = _legend(waves[0], width, lang) if has_key else _bar_names(waves, split, middle, scale, lang)
    for i, (wave, name) in enumerate(zip(waves, names, strict=True)):
        y = head + i * step + (18 if is_narrow else 0)
        name_y = y - 7 if is_narrow else y + 28
        parts.append(write(0, name_y, name, size=NUMBER, colour=INK.ink1, weight=500))
        parts += _bar(wave, split, middle, scale, y, lang)
    last = head + len(waves) * step - (STEP - BAR) + 10
    parts.append(rule(middle, head - 6 + (18 if is_narrow else 0), middle, last, INK.ink1, 1.5))
    named, n_lines = _side_names(sides, middle, width, last + 18)
    return sheet(width, last + FOOT + 18 * (n_lines - 1), label, [*parts, *named])


def _side_names(sides: tuple[str, str], middle: float, width: float, y: float) -> tuple[list[str], int]:
    """Say on both sides of the threshold what lies there; return the texts and the number of lines they take."""
    under, over = wrap(sides[0], middle - 12, NAME), wrap(sides[1], width - middle - 12, NAME)
    parts = [
        write(middle - 12, y + 18 * i, text, size=NAME, colour=INK.ink1, weight=600, anchor="end")
        for i, text in enumerate(under)
    ]
    parts += [write(middle + 12, y + 18 * i, text, size=NAME, colour=INK.ink2) for i, text in enumerate(over)]
    return parts, max(len(under), len(over))


def _bar(wave: WaveDistribution, split: int, middle: float, scale: float, y: float, lang: str) -> list[str]:
    start = middle - sum(wave.percents[:split]) * scale
    parts, x = [], start
    for percent, (ground, ink) in zip(wave.percents, ordered_bands(len(wave.percents)), strict=True):
        length = percent * scale
        if length > 0:
            parts.append(
                f'<rect x="{x:.1f}" y="{y:g}" width="{max(length - 1.5, 0.5):.1f}" height="{BAR}" fill="{ground}"/>'
            )
        number = formats.number(percent, lang=lang)
        if length >= text_width(number, NUMBER) + 8:
            parts.append(write(x + length / 2, y + 28.5, number, size=NUMBER, colour=ink, weight=500, anchor="middle"))
        x += length
    outline = f'<rect x="{start:.1f}" y="{y:g}" width="{x - start:.1f}" height="{BAR}" fill="none"'
    under, over = sum(wave.percents[:split]), sum(wave.percents[split:])
    return [
        *parts,
        f'{outline} stroke="{ORDERED_BAND_EDGE}"/>',
        write(
            start - GAP,
            y + 30,
            formats.percent(under, lang=lang),
            size=SHARE,
            colour=INK.ink1,
            weight=600,
            anchor="end",
        ),
        write(x + GAP, y + 30, formats.percent(over, lang=lang), size=SHARE, colour=INK.ink2),
    ]


def _names_of(wave: WaveDistribution, lang: str) -> list[str]:
    return [band.label(lang) for band in wave.bands]


def _bar_names(waves: Sequence[WaveDistribution], split: int, middle: float, scale: float, lang: str) -> list[str]:
    """Name the bands over the first bar, a long name broken over lines."""
    wave, parts = waves[0], list[str]()
    x = middle - sum(wave.percents[:split]) * scale
    for percent, name in zip(wave.percents, _names_of(wave, lang), strict=True):
        lines = wrap(name, percent * scale - 6, SMALL)
        for i, text in enumerate(reversed(lines)):
            at = x + percent * scale / 2
            parts.append(write(at, HEADROOM - 12 - 15 * i, text, colour=INK.ink2, anchor="middle"))
        x += percent * scale
    return parts


def _names_fit(wave: WaveDistribution, scale: float, lang: str) -> bool:
    """Whether every word fits over the part of the first bar that it names; else the names stand in a key."""
    longest = [max(text_width(word, SMALL) for word in name.split(" ")) for name in _names_of(wave, lang)]
    return all(width <= percent * scale - 6 for width, percent in zip(longest, wave.percents, strict=True))


def _legend_places(wave: WaveDistribution, width: float, lang: str) -> list[tuple[float, int]]:
    """Return place and line of each name in the key above the bars."""
    places, x, row = [], 0.0, 0
    for name in _names_of(wave, lang):
        needed = 20 + text_width(name, SMALL) + GAP
        if x and x + needed - GAP > width:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += needed
    return places


def _legend_height(wave: WaveDistribution, width: float, lang: str) -> float:
    return 20 * (_legend_places(wave, width, lang)[-1][1] + 1) + 16


def _legend(wave: WaveDistribution, width: float, lang: str) -> list[str]:
    parts = []
    bands = ordered_bands(len(wave.bands))
    for (x, row), name, (ground, _) in zip(
        _legend_places(wave, width, lang), _names_of(wave, lang), bands, strict=True
    ):
        y = 20 * row
        square = f'<rect x="{x + 0.5:.1f}" y="{y + 3.5}" width="13" height="13" fill="{ground}"'
        parts += [f'{square} stroke="{ORDERED_BAND_EDGE}"/>', write(x + 20, y + 14.5, name, colour=INK.ink2)]
    return parts
