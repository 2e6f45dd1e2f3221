"""Run charts in a notebook: ``chart(values, title="…")`` shows the verdict in a sentence and the picture as its proof.

No server and no Streamlit: a figure is one piece of HTML that needs no other file, and plain text where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import ArrayLike

from dashboard.figures import icons
from dashboard.figures.panel import Panel, panel
from dashboard.figures.spec import chart_spec
from dashboard.figures.svg import SIZES, draw_sized, standalone
from dashboard.installation import SAMPLE
from dashboard.theme import FONT_FAMILY, LIGHT
from qi import wording
from qi.analysis import Analysis
from qi.series import analyse_series
from qi.verdict import Direction, Side

__all__ = ["SAMPLE", "Figures", "chart", "charts"]

ALONE = replace(SIZES["l"], width=720, height=240)
"""One chart as wide as the text of a notebook, in px; several stand side by side in the size of the large cards."""
_FIGURE = (
    '<figure style="margin:0 0 12px;padding:16px 20px;display:inline-block;vertical-align:top;box-sizing:border-box;'
    'max-width:100%;background:{ground};border:1px solid {line};border-radius:6px;color:{ink};font-family:{family}">'
    '<div style="font-size:14px;line-height:20px">{title}</div>'
    '<div style="font-size:17px;line-height:24px;font-weight:600;display:flex;gap:9px">{icon}<span>{headline}</span>'
    "</div>"
    "{drawing}"
    '<figcaption style="font-size:13px;line-height:18px;max-width:{width}px">{why} '
    '<span style="color:{quiet}">{made}</span></figcaption></figure>'
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Analyses to look at: HTML in a notebook, the sentences in a terminal."""

    analyses: tuple[Analysis, ...]
    lang: str = "da"

    def __repr__(self) -> str:
        panels = [(panel(one, self.lang), _synthetic(one, self.lang)) for one in self.analyses]
        return "\n".join(f"{one.title}: {one.headline}\n  {one.card} {made}".rstrip() for one, made in panels)

    def _repr_html_(self) -> str:
        size = ALONE if len(self.analyses) == 1 else SIZES["m"]
        drawings = [draw_sized(chart_spec(one, self.lang), size, ink=LIGHT) for one in self.analyses]
        panels = [panel(one, self.lang) for one in self.analyses]
        made = [_synthetic(one, self.lang) for one in self.analyses]
        shown = [_figure(*one, width=int(size.width)) for one in zip(panels, drawings, made, strict=True)]
        return f'<div lang="{self.lang}">{Markup(" ").join(shown)}</div>'

    def svg(self) -> str:
        """Return the only chart as an SVG document with its name and sentence. Raises ValueError for several."""
        if len(self.analyses) != 1:
            raise ValueError(f"a file holds one chart, got {len(self.analyses)}: save them one by one")
        (one,) = self.analyses
        words = panel(one, self.lang)
        said = (words.title, words.card, _synthetic(one, self.lang))
        return standalone(chart_spec(one, self.lang), [text for text in said if text])

    def save(self, path: str | Path) -> None:
        """Write the only chart as an SVG file. Raises ValueError where there are several."""
        Path(path).write_text(self.svg(), encoding="utf-8")


def chart(
    values: ArrayLike,
    *,
    title: str,
    starts: Sequence[Any] | None = None,
    denominators: ArrayLike | None = None,
    direction: str = "neutral",
    goal: float | None = None,
    lang: str = "da",
) -> Figures:
    """Judge a series in time order and show it; arguments as those of ``qi.series.analyse_series``.

    ``starts`` may be dates, or texts such as ``2024-01``; ``direction`` is up, down or neutral. Raises ValueError.
    """
    analysis = analyse_series(
        values,
        title=title,
        starts=None if starts is None else [_day(start) for start in starts],
        denominators=denominators,
        direction=Direction(direction),
        goal=goal,
    )
    return Figures((analysis,), lang)


def charts(*analyses: Analysis, lang: str = "da") -> Figures:
    """Show analyses of a dataset, or of series, side by side in the order given."""
    return Figures(analyses, lang)


def _day(start: Any) -> date:
    day: date = np.datetime64(start, "D").item()
    return day


def _synthetic(analysis: Analysis, lang: str) -> str:
    return wording.sentence("synthetic", lang) if analysis.is_synthetic else ""


def _figure(one: Panel, drawing: str, made: str, *, width: int) -> Markup:
    mark = icons.icon(icons.icon_name(one.facts), 22, down=one.facts.side is Side.UNDER, ink=LIGHT)
    return Markup(_FIGURE).format(  # noqa: S704 - a literal
        ground=LIGHT.card,
        line=LIGHT.line,
        ink=LIGHT.ink1,
        family=FONT_FAMILY.replace('"', "'"),
        title=one.title,
        icon=Markup(mark),  # noqa: S704 - no text in it
        headline=one.headline,
        # A typeface that is wider than Inter may stand out of the drawing, rather than being cut.
        drawing=Markup(drawing.replace("<svg ", '<svg overflow="visible" ', 1)),  # noqa: S704 - the renderer escapes its texts
        width=width,
        why=one.card,
        made=made,
        quiet=LIGHT.ink3,
    )
