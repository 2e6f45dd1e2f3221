"""The icons: 24 by 24, drawn inline; the shape carries the meaning, so they survive greyscale print.

They are decoration to a screen reader; the words beside them say the same.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from dashboard.theme import PAGE_INKS, Palette
from qi.verdict import Direction, GoalRelation, Side, Tone, Verdict, VerdictFacts

_ARROW = "M12 17.2V7M7.4 11.4 12 6.8l4.6 4.6"
_CIRCLE = "M2.5 12a9.5 9.5 0 1 0 19 0a9.5 9.5 0 1 0-19 0z"


@cache
def icon(name: str, size: int = 22, *, down: bool = False, ink: Palette = PAGE_INKS) -> str:
    """Return one icon as SVG. ``down`` turns the arrow of good, bad and neutral.

    Names: random, good, bad, neutral, unclear, few, immature, suppressed, goal_held, goal_open, stale, pdsa, event,
    random_matrix. Raises KeyError for another.
    """
    turn = ' transform="rotate(180 12 12)"' if down else ""
    return (
        f'<svg class="kt-ico" width="{size}" height="{size}" viewBox="0 0 24 24" aria-hidden="true">'
        f"{_DRAWINGS[name](ink, turn)}</svg>"
    )


def _stroke(path: str, colour: str, width: float = 2, extra: str = "") -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        f'stroke-linecap="round" stroke-linejoin="round"{extra}/>'
    )


def _random(ink: Palette, _: str) -> str:
    return _stroke(f"{_CIRCLE}M6.4 12c1.9-4 3.7-4 5.6 0s3.7 4 5.6 0", ink.ink3)


def _random_matrix(ink: Palette, _: str) -> str:
    return f'<circle cx="12" cy="12" r="3" fill="none" stroke="{ink.axis}" stroke-width="1.5"/>'


def _good(ink: Palette, turn: str) -> str:
    return f'<circle cx="12" cy="12" r="11" fill="{ink.good}"/>{_stroke(_ARROW, ink.card, 2.4, turn)}'


def _bad(ink: Palette, turn: str) -> str:
    arrow = _stroke("M12 16.4V8.2M8.4 11.6 12 8l3.6 3.6", ink.card, 2.4, turn)
    return f'<path d="M12 1.2 22.8 12 12 22.8 1.2 12z" fill="{ink.bad}"/>{arrow}'


def _square(ink: Palette) -> str:
    return f'<rect x="1.5" y="1.5" width="21" height="21" rx="3" fill="{ink.neutral}"/>'


def _neutral(ink: Palette, turn: str) -> str:
    return _square(ink) + _stroke(_ARROW, ink.card, 2.4, turn)


def _unclear(ink: Palette, _: str) -> str:
    arrows = "M12 5.6v12.8M8.2 9.2 12 5.4l3.8 3.8M8.2 14.8l3.8 3.8 3.8-3.8"
    return _square(ink) + _stroke(arrows, ink.card, 2.4)


def _few(ink: Palette, _: str) -> str:
    circle = _stroke(_CIRCLE, ink.ink3, 2, ' stroke-dasharray="3 3.63"')
    return circle + "".join(f'<circle cx="{x}" cy="12" r="1.5" fill="{ink.ink3}"/>' for x in (7.6, 12, 16.4))


def _immature(ink: Palette, _: str) -> str:
    return _stroke(f"{_CIRCLE}M12 6.8V12l3.6 2.4", ink.ink3)


def _suppressed(ink: Palette, _: str) -> str:
    box = '<rect x="2.5" y="4.5" width="19" height="15" rx="2" fill="none"'
    return (
        f'{box} stroke="{ink.ink3}" stroke-width="2"/>'
        f'<rect x="6.4" y="10.2" width="11.2" height="3.6" rx=".8" fill="{ink.ink3}"/>'
    )


def _goal_open(ink: Palette, _: str) -> str:
    return _stroke("M5.5 21.5V3M5.5 3.6h13l-3.4 4.4 3.4 4.4h-13z", ink.ink2)


def _goal_held(ink: Palette, turn: str) -> str:
    return f'<path d="M5.5 3.6h13l-3.4 4.4 3.4 4.4h-13z" fill="{ink.ink2}"/>{_goal_open(ink, turn)}'


def _stale(ink: Palette, _: str) -> str:
    lines = _stroke("M20.9 8.6A9.5 9.5 0 1 0 21.5 12M21.6 3.6v5h-5M12 7.4v5.2", ink.ink3)
    return f'{lines}<circle cx="12" cy="16.2" r="1.3" fill="{ink.ink3}"/>'


def _pdsa(ink: Palette, _: str) -> str:
    return _stroke("M19.8 7.2A9.3 9.3 0 1 0 21.3 12M20.6 2.9v4.6H16", ink.ink2)


def _event(ink: Palette, _: str) -> str:
    return f'<path d="M4 6h16l-8 13z" fill="{ink.ink2}"/>'


_DRAWINGS = {
    "random": _random,
    "random_matrix": _random_matrix,
    "good": _good,
    "bad": _bad,
    "neutral": _neutral,
    "unclear": _unclear,
    "few": _few,
    "immature": _immature,
    "suppressed": _suppressed,
    "goal_open": _goal_open,
    "goal_held": _goal_held,
    "stale": _stale,
    "pdsa": _pdsa,
    "event": _event,
}


NAMES = tuple(_DRAWINGS)

_ICON_OF_VERDICT = {
    Verdict.NONE: "few",
    Verdict.FEW: "few",
    Verdict.PROVISIONAL: "few",
    Verdict.CONSTANT: "few",
    Verdict.TIES: "few",
    Verdict.HIDDEN: "suppressed",
}


def icon_name(facts: VerdictFacts) -> str:
    """Return the name of the icon that belongs to a verdict: signal, then what hinders, then the goal, then chance."""
    if facts.verdict.is_signal:
        return facts.tone.value
    if facts.verdict is not Verdict.RANDOM:
        return "suppressed" if facts.suppressed_periods > facts.n_useful else _ICON_OF_VERDICT[facts.verdict]
    if facts.goal_relation is not GoalRelation.NONE and facts.direction is not Direction.NEUTRAL:
        return "goal_held" if facts.goal_relation is GoalRelation.HELD else "goal_open"
    return "immature" if facts.immature_periods else "random"


def verdict_icon(facts: VerdictFacts, *, size: int = 22) -> Markup:
    """Return the icon of a verdict; its arrow shows which way the numbers moved."""
    return Markup(icon(icon_name(facts), size, down=facts.side is Side.UNDER))  # noqa: S704 - no text in it


def outcome_icon(name: str, *, is_down: bool) -> Markup:
    """Return the icon of a change between waves: wanted, unwanted, or not settled."""
    return Markup(icon(name, 24, down=is_down))  # noqa: S704 - no text in it


def tone_icon(tone: Tone, *, side: Side, size: int = 22) -> Markup:
    """Return the icon of something that lies on one side: wanted, unwanted or neutral."""
    return Markup(icon(tone.value, size, down=side is Side.UNDER))  # noqa: S704 - no text in it
