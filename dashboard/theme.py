"""Colours, type and spacing: the tokens every screen, figure and print is drawn with.

The CSS custom properties are ``--kt-<token>``. They carry both themes by ``light-dark()``, so whatever sets
``color-scheme`` on an ancestor (Streamlit does on the app) turns text, cards and charts together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from dashboard import installation

FONT_FAMILY = '"Inter","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif'
FONT_URL = "app/static/fonts/InterVariable.woff2"
FONT_FILE = installation.FONTS / "InterVariable.woff2"
"""Inter 4.1, variable weight and optical size, cut down to Latin; Streamlit serves ``static`` beside the entry."""


ORDERED_BANDS = ("#DCE3E8", "#B9C6D0", "#8FA2B1", "#5F7587", "#33475A")
"""Ordered categories, never good or bad; the same in both themes."""

ORDERED_BAND_INKS = ("#18202A", "#18202A", "#18202A", "#FFFFFF", "#FFFFFF")
ORDERED_BAND_EDGE = "#8FA2B1"

_CARD_CSS = Path(__file__).parent / "static" / "kt.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One theme; the names are the tokens. ``good``, ``bad`` and ``neutral`` mean signal and nothing else."""

    page: str
    card: str
    ink1: str
    ink2: str
    ink3: str
    pt: str
    data: str
    good: str
    bad: str
    neutral: str
    band: str
    bandink: str
    limit: str
    limit2: str
    axis: str
    grid: str
    line: str


LIGHT = Palette(
    page="#F6F5F2",
    card="#FFFFFF",
    ink1="#18202A",
    ink2="#45505C",
    ink3="#626D79",
    pt="#55616D",
    data="#7D8893",
    good="#0B5CA3",
    bad="#B3430C",
    neutral="#2B3440",
    band="#F3EDDF",
    bandink="#4D4738",
    limit="#EEF1F3",
    limit2="#E0E5E9",
    axis="#9AA3AC",
    grid="#E9E8E4",
    line="#E1DFD9",
)

DARK = Palette(
    page="#0F141A",
    card="#171D25",
    ink1="#F1F4F6",
    ink2="#C2CAD2",
    ink3="#9BA6B1",
    pt="#AEB8C2",
    data="#7F8B97",
    good="#78BBF5",
    bad="#F2A066",
    neutral="#DCE2E8",
    band="#2B2920",
    bandink="#D2CDBD",
    limit="#1E262E",
    limit2="#29333D",
    axis="#66717D",
    grid="#252D36",
    line="#2A323C",
)

TOKENS = tuple(field.name for field in fields(Palette))

PAGE_INKS = Palette(**{name: f"var(--kt-{name})" for name in TOKENS})
"""The palette whose colours are the custom properties: what is drawn on a page follows its theme."""


def settled(drawing: str) -> str:
    """Return a drawing of the page in the light inks themselves, for a file that no style sheet goes with."""
    return re.sub(r"var\(--kt-(\w+)\)", lambda ink: getattr(LIGHT, ink[1]), drawing)


def ordered_bands(count: int) -> tuple[tuple[str, str], ...]:
    """Return ground and ink of each of ``count`` ordered bands, light to dark; between the tokens by mixing them."""
    if count == len(ORDERED_BANDS):
        return tuple(zip(ORDERED_BANDS, ORDERED_BAND_INKS, strict=True))
    places = [i * (len(ORDERED_BANDS) - 1) / max(count - 1, 1) for i in range(count)]
    grounds = [_mix(ORDERED_BANDS[int(p)], ORDERED_BANDS[min(int(p) + 1, 4)], p % 1) for p in places]
    return tuple((ground, max(("#18202A", "#FFFFFF"), key=lambda ink: contrast(ink, ground))) for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours. Source: WCAG 2.1, 1.4.3."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(one: str, other: str, share: float) -> str:
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


@cache
def stylesheet() -> str:
    """Return the CSS of tokens, cards and figures, without a blank line (it is put on the page as markdown)."""
    light = "".join(f"--kt-{name}:{getattr(LIGHT, name)};" for name in TOKENS)
    both = "".join(f"--kt-{name}:light-dark({getattr(LIGHT, name)},{getattr(DARK, name)});" for name in TOKENS)
    # An unregistered property is inherited as written, so light-dark() is settled where the colour is used.
    tokens = f":root{{{light}}}@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}"
    face = (
        f'@font-face{{font-family:"Inter";font-style:normal;font-weight:100 900;font-display:swap;'
        f'src:url("{FONT_URL}") format("woff2")}}'
    )
    rules = "\n".join(line.strip() for line in _CARD_CSS.read_text(encoding="utf-8").splitlines() if line.strip())
    return f"{face}\n{tokens}\n{rules}"


def streamlit_theme() -> dict[str, dict[str, str | int]]:
    """Return the ``[theme]`` tables of ``.streamlit/config.toml``, so Streamlit's own widgets share the tokens."""
    shared: dict[str, str | int] = {
        "font": "Inter, sans-serif",
        "headingFont": "Inter, sans-serif",
        "baseFontSize": 15,
        "baseRadius": "6px",
    }
    return {
        "theme": shared,
        "theme.light": _streamlit_colours(LIGHT),
        "theme.dark": _streamlit_colours(DARK),
    }


def _streamlit_colours(palette: Palette) -> dict[str, str | int]:
    return {
        "primaryColor": palette.ink1,
        "backgroundColor": palette.page,
        "secondaryBackgroundColor": palette.card,
        "textColor": palette.ink1,
        "linkColor": palette.good,
        "borderColor": palette.line,
    }
