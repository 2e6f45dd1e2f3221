"""A page set by Typst: a template filled with values becomes PDF or PNG, in the server and without a browser.

Values reach a template as JSON and are read there as data, so no text in them can turn into markup or open a file.
Lengths in a template are in ``px`` of 1/96 inch, the measure of our drawings.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboard import installation
from dashboard.theme import LIGHT

TEMPLATES = Path(__file__).parent / "templates"
PIXELS_PER_INCH = 192.0
"""Twice the measure of the drawings: sharp on a screen that enlarges, and on a slide."""


def pdf(template: str, values: dict[str, Any], *, made_at: datetime) -> bytes:
    """Return the filled template as a tagged PDF that a screen reader can follow (PDF/UA-1).

    ``values`` must be what JSON can hold. ``made_at`` is written into the file, so that the same values give the same
    bytes. Raises typst.TypstError for a template that cannot be set.
    """
    file: bytes = _set(template, values)(format="pdf", pdf_standards="ua-1", timestamp=int(made_at.timestamp()))
    return file


def png(template: str, values: dict[str, Any], *, pixels_per_inch: float = PIXELS_PER_INCH) -> list[bytes]:
    """Return the pages of the filled template as pictures."""
    pages = _set(template, values)(format="png", ppi=pixels_per_inch)
    return pages if isinstance(pages, list) else [pages]


def _set(template: str, values: dict[str, Any]) -> Callable[..., Any]:
    known = {"values": json.dumps(values, ensure_ascii=False), "inks": json.dumps(asdict(LIGHT))}

    def compile_as(**options: Any) -> Any:
        return typst.compile(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            sys_inputs=known,
            **options,
        )

    return compile_as


@cache
def _fonts() -> typst.Fonts:
    """Return our own typeface and no other, so that a sheet looks the same on every server."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(installation.FONTS)])
