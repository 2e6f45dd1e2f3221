"""What am I seeing? The sign on a card, and the two sentences with a picture of chance beside a picture of a signal.

The sign is a small button; what it opens stands once on the page for every card of that kind. Both are plain HTML
(``popover``): Escape and a press beside it close it, and no script or rerun is needed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from markupsafe import Markup

from dashboard.figures.explained_units import PICTURES
from dashboard.figures.spec import chart_spec
from dashboard.figures.svg import draw_fluid
from dashboard.theme import PAGE_INKS
from qi.analysis import Analysis
from qi.indicator import Measure
from qi.series import analyse_series
from qi.wording import sentence

KINDS = (
    "run", "gap", "since", "funnel", "expected", "interval", "paired", "distribution", "attrition", "moves", "needs",
    "cohort", "waiting", "steps", "quality",
)  # fmt: skip
"""What a card may show, each with two sentences."""

RANDOM = (12, 15, 11, 14, 16, 13, 10, 14, 12, 15, 13, 16, 11, 12, 15, 13, 14, 11)
SIGNAL = (12, 10, 13, 11, 14, 12, 10, 13, 11, 17, 16, 19, 17, 20, 18, 17, 19, 18)
"""Two series of 18 numbers, judged by the same rules as every other chart."""


def sign(kind: str, title: str, lang: str) -> Markup:
    """Return the sign on a card titled ``title`` that opens the explanation of its kind."""
    button = '<button type="button" class="kt-seen" popovertarget="seen-{}" aria-label="{} {}">?</button>'
    return Markup(button).format(kind, sentence("explain.title", lang), title)  # noqa: S704 - a literal


def titled(kind: str, title: str, lang: str) -> Markup:
    """Return the title of a card with the sign after it."""
    return Markup("{} {}").format(title, sign(kind, title, lang))


def chart_sign(analysis: Analysis, lang: str) -> Markup:
    """Return the sign for a chart over time."""
    title = analysis.indicator.title(lang)
    return sign("gap" if analysis.indicator.measure is Measure.GAP else "run", title, lang)


@cache
def explanations(lang: str) -> Markup:
    """Return what the signs open, once for a whole page."""
    return Markup("").join(_explanation(kind, lang) for kind in KINDS)


def _explanation(kind: str, lang: str) -> Markup:
    return Markup(
        '<div popover="auto" class="kt-seen-box" id="seen-{kind}" role="group" aria-label="{title}">'
        "<b>{title}</b><p>{text}</p>{pictures}"
        '<button type="button" class="kt-close" popovertarget="seen-{kind}" popovertargetaction="hide">{close}</button>'
        "</div>"
    ).format(
        kind=kind,
        title=sentence("explain.title", lang),
        text=sentence(f"explain.{kind}", lang),
        pictures=pictures(kind, lang),
        close=sentence("explain.close", lang),
    )


def pictures(kind: str, lang: str) -> Markup:
    """Return chance beside a signal as a chart of this kind shows them; nothing for a kind that is not judged."""
    if kind in ("run", "gap"):
        halves = [_series(RANDOM, "random", lang), _series(SIGNAL, "signal", lang)]
    elif kind == "paired":
        halves = [_bar(102, "unsure", lang), _bar(38, "clear", lang)]
    elif kind in PICTURES:
        halves = [_units(kind, name, lang) for name in ("alike", "apart")]
    else:
        return Markup("")
    return Markup('<div class="halves">{}</div>').format(Markup("").join(halves))


def analysed(values: tuple[int, ...], title: str) -> Analysis:
    """Return a made-up series judged as every other chart is."""
    return analyse_series(values, title=title)


def _series(values: tuple[int, ...], name: str, lang: str) -> Markup:
    analysis = analysed(values, sentence(f"explain.{name}", lang))
    facts = analysis.facts
    label = sentence(f"explain.picture_{name}", lang, run=facts.longest_run, run_max=facts.longest_run_max)
    drawn = draw_fluid(replace(chart_spec(analysis, lang), summary=label, first_text="", last_text=""), "s")
    return _figure(Markup(drawn), name, lang)  # noqa: S704 - the renderer escapes its texts


def _units(kind: str, name: str, lang: str) -> Markup:
    words = {"alike": "touches", "apart": "free"}[name] if kind == "interval" else name
    return _figure(Markup(PICTURES[kind](name, lang)), words, lang)  # noqa: S704 - the renderer escapes its texts


def _bar(middle: int, name: str, lang: str) -> Markup:
    """Return an estimate with its interval beside the line of 0; the words below say what it means."""
    ink = PAGE_INKS
    drawing = (
        f'<svg class="kt-fig" viewBox="0 0 200 64" width="100%" aria-hidden="true">'
        f'<path d="M120 4V50" stroke="{ink.ink1}"/><path d="M{middle - 36} 32H{middle + 36}" stroke="{ink.data}" '
        f'stroke-width="3"/><circle cx="{middle}" cy="32" r="5" fill="{ink.ink1}"/>'
        f'<text x="126" y="14" font-size="12" fill="{ink.ink3}">0</text></svg>'
    )
    return _figure(Markup(drawing), name, lang)  # noqa: S704 - only numbers and colours of our own


def _figure(drawing: Markup, name: str, lang: str) -> Markup:
    figure = "<figure>{}<figcaption>{}</figcaption></figure>"
    return Markup(figure).format(drawing, sentence(f"explain.{name}", lang))  # noqa: S704 - a literal
